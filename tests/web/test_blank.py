"""Where a page has nothing to list, it says why and what to do next: the same cause in the same words everywhere."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import install, scans, servers
from parity.store.database import Connection
from tests.store.builders import NOW, add_episode, add_scan, add_show, day, statements
from tests.store.film_builders import Given, add_collection, add_film_library
from tests.web.houses import FRAGMENT, SET_UP, client_of, house_in, token_on
from tests.web.plex_at_home import sign_in

Stroke = Callable[[Connection], object]
PLACES = ("/", "/shows", "/calendar", "/maintenance")
REFUSED = "TMDB: refused the key: give a valid one"
TO_SCAN, TO_PLEX, TO_TMDB = "#scan", "/settings#topic-plex", "/settings#topic-metadata"


def failed(note: str) -> Stroke:
    return lambda connection: add_scan(connection, "failed", note=note)


# What happened so far; what all pages say of it; where the first step leads.
CAUSES: dict[str, tuple[tuple[Stroke, ...], str, str]] = {
    "never scanned": ((), "Nothing was scanned yet: start with a full scan.", TO_SCAN),
    "first scan at work": ((lambda c: add_scan(c, "running"),), "The first scan is at work: what it finds", TO_SCAN),
    "first scan paused": ((lambda c: add_scan(c, "paused"),), "The scan is paused: resume it", TO_SCAN),
    "Plex was down": (
        (failed("Plex: no answer: see that the server runs"),),
        "The last scan failed. Plex: no answer: see that the server runs.",
        TO_PLEX,
    ),
    "Plex is elsewhere": (
        (failed("Plex: refused the connection: see that PLEX_BASE_URL is its address"),),
        "The last scan failed. Plex: refused the connection: see that Settings › Plex › Server address is its address.",
        TO_PLEX,
    ),
    "TMDB refused its key": ((failed(REFUSED),), f"The last scan failed. {REFUSED}.", TO_TMDB),
    "a failed one, and the next at work": (
        (failed(REFUSED), lambda c: add_scan(c, "running")),
        "A scan is at work: what it finds stands here as soon as it is done.",
        TO_SCAN,
    ),
    "first scan cancelled": (
        (lambda c: add_scan(c, "cancelled"),),
        "The last scan was cancelled before it was through: start it again.",
        TO_SCAN,
    ),
    "first scan not through": (
        (lambda c: add_scan(c, "partial", note="1 library held back"),),
        "The last scan was not through. 1 library held back.",
        "/activity/1",
    ),
    "scanned, nothing found": ((add_scan,), "The last scan found no shows in the followed libraries.", TO_PLEX),
    "nothing on the watchlist any more": (
        (lambda c: add_show(c, "Firefly", in_scope=False), add_scan),
        "The last scan followed only the shows on your Plex watchlist, and found none: scan again to follow all.",
        TO_SCAN,
    ),
}


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[House]:
    """A house that knows its Plex server and has a key for TMDB."""
    made = house_in(tmp_path, **SET_UP)
    yield made
    made.database.close()


def text_of(page: str) -> str:
    """What a reader sees: without tags, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def blanks(client: FlaskClient, address: str) -> list[tuple[str, list[str]]]:
    """What stands instead of lists: each sentence, with the addresses of its steps."""
    found = re.findall(r'class="empty">\s*<p>(.*?)</p>(.*?)</div>', client.get(address).text, re.DOTALL)
    return [(text_of(said), re.findall(r'href="([^"]+)"', unescape(steps))) for said, steps in found]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_page_says_why_no_show_is_known_and_where_to_go_on(cause: str, begun: House) -> None:
    strokes, sentence, step = CAUSES[cause]
    with begun.database.writing() as connection:
        for stroke in strokes:
            stroke(connection)
    client = client_of(begun)
    for place in (*PLACES, "/calendar?view=month", "/shows?view=table", "/shows?q=zzz", "/calendar?premieres=1"):
        said, steps = blanks(client, place)[0]
        assert said.startswith(sentence), place
        assert steps[0].removeprefix("/" if step == TO_SCAN and place != "/" else "") == step, place


def test_the_settings_that_are_lacking_are_named_with_the_way_to_each(tmp_path: Path) -> None:
    lacking = {
        "PLEX_BASE_URL": ("the address of your Plex server", TO_PLEX),
        "PLEX_TOKEN": ("a token for your Plex server", TO_PLEX),
        "TMDB_API_KEY": ("a key for TMDB", TO_TMDB),
    }
    for name, (words, step) in lacking.items():
        (folder := tmp_path / name).mkdir()
        house = house_in(folder, **{other: value for other, value in SET_UP.items() if other != name})
        client = client_of(house)
        for place in (*PLACES, "/activity"):
            said, steps = blanks(client, place)[0]
            assert said == (
                f"Nothing can be scanned before Parity has {words}. "
                f"Enter that in the settings, or give {name} in the environment."
            )
            assert steps == [step]
        house.database.close()


def test_where_nothing_is_set_up_all_of_it_is_named_and_no_page_advises_a_scan(house: House) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "failed", note="PLEX_BASE_URL is not set: give the address")
    client = client_of(house)
    for place in PLACES:
        said, steps = blanks(client, place)[0]
        assert "a Plex server and a key for TMDB" in said
        assert "PLEX_BASE_URL with PLEX_TOKEN and TMDB_API_KEY" in said
        assert steps == ["/settings#account", TO_TMDB]
        assert "start with a full" not in text_of(client.get(place).text)


def test_without_a_server_after_the_setup_the_way_leads_to_the_account_or_to_its_servers(tmp_path: Path) -> None:
    house = house_in(tmp_path, TMDB_API_KEY="key")
    with house.database.writing() as connection:
        install.set_up(connection, NOW)
    assert blanks(client_of(house), "/shows")[0][1] == ["/settings#account"]
    assert "Nobody is signed in with Plex" in client_of(house).get("/").text
    sign_in(house)
    assert blanks(client_of(house), "/shows")[0][1] == ["/settings#plex-servers"]
    with house.database.writing() as connection:
        followed = {"followed": True, "address": "http://attic", "token": "t", "name": "Attic"}
        servers.put(connection, "attic", NOW, followed)
    assert blanks(client_of(house), "/shows")[0][0].startswith("Nothing was scanned yet")
    house.database.close()


def test_an_empty_watchlist_scope_is_told_on_every_page(tmp_path: Path) -> None:
    house = house_in(tmp_path, **SET_UP, PLEX_SCAN_SCOPE="watchlist_only")
    client = client_of(house)
    for strokes in ((add_scan,), (lambda connection: add_show(connection, "Firefly", in_scope=False),)):
        with house.database.writing() as connection:
            for stroke in strokes:
                stroke(connection)
        for place in PLACES:
            said, steps = blanks(client, place)[0]
            assert said.startswith("The watchlist scope is empty: no show of the followed libraries is on"), place
            assert steps == [TO_PLEX]
    with house.database.writing() as connection:
        add_film_library(connection)
    said, steps = blanks(client, "/movies")[0]
    assert said == "No film here that is on your Plex watchlist belongs to a collection: no other is looked at."
    assert steps == [TO_PLEX]
    house.database.close()


def test_a_collection_that_was_never_checked_is_not_called_complete(begun: House) -> None:
    with begun.database.writing() as connection:
        add_film_library(connection)
        add_collection(connection, 2, "Creed", [Given(312221, "Creed", owned=True)], library=1, checked_at=None)
    client = client_of(begun)
    said, steps = blanks(client, "/movies")[0]
    assert said == "Nothing is missing so far, but Parity could not check 1 collection yet."
    assert steps[0] == "/movies?state=error"
    assert '<a href="/movies?state=error">1 collection never checked</a>' in client.get("/").text


def test_a_house_without_scans_says_so_in_its_list_of_scans(begun: House) -> None:
    assert blanks(client_of(begun), "/activity") == [
        (
            "There was no scan yet. Start with a full one: it reads your libraries and asks TMDB for every show.",
            ["#scan"],
        )
    ]


def test_nothing_is_called_complete_that_nobody_checked(begun: House) -> None:
    with begun.database.writing() as connection:
        add_show(connection, "Firefly", standing="pending", checked_at=None)
        add_scan(connection, "failed", note=REFUSED)
    client = client_of(begun)
    said, steps = blanks(client, "/")[0]
    assert said == f"No show was checked yet. The last scan failed. {REFUSED}."
    assert steps[0] == TO_TMDB
    assert blanks(client, "/calendar")[0] == (f"The last scan failed. {REFUSED}.", [TO_TMDB, "/activity/1", "/#scan"])
    assert text_of(client.get("/maintenance").text).count("No show was checked yet.") == 2
    with begun.database.writing() as connection:
        add_show(connection, "Dark")
    assert blanks(client, "/")[0][0].startswith(
        "Nothing is missing in what was checked; still to be checked: 1 show. The last scan failed."
    )


def test_while_a_scan_is_at_work_nothing_is_called_complete_yet(begun: House) -> None:
    with begun.database.writing() as connection:
        add_show(connection, "Firefly", standing="pending", checked_at=None)
        add_show(connection, "Dark")
        add_scan(connection, "running")
    client = client_of(begun)
    assert blanks(client, "/")[0][0].endswith(
        "The first scan is at work: what it finds stands here as soon as it is done."
    )
    assert blanks(client, "/calendar")[0][0].startswith("The first scan is at work")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"ignored_by": "ignored"}, "Every show is ignored, so that nothing counts as missing."),
        ({"standing": "unmatched"}, "No show could be compared yet, so that nothing counts as missing."),
        ({}, "All complete: nothing is missing in 1 show."),
    ],
)
def test_a_dashboard_without_gaps_says_what_that_means(begun: House, columns: dict[str, Any], sentence: str) -> None:
    with begun.database.writing() as connection:
        add_show(connection, "Firefly", **columns)
    said, steps = blanks(client_of(begun), "/")[0]
    assert (said, bool(steps)) == (sentence, True)


def test_filters_that_leave_nothing_can_be_cleared_where_there_is_something(begun: House) -> None:
    with begun.database.writing() as connection:
        show = add_show(connection, "Firefly")
        add_episode(connection, show, (1, 1), day(1))
    client = client_of(begun)
    assert blanks(client, "/shows?q=zzz") == [("No show fits these filters.", ["/shows"])]
    assert blanks(client, "/calendar?library=Attic") == [
        ("No episode of these days passes the filters.", ["/calendar"])
    ]


def test_where_a_scan_could_read_nothing_no_button_starts_one_and_the_panel_says_why(
    house: House, client: FlaskClient
) -> None:
    page = client.get("/").text
    assert 'id="scan-full"' not in page
    assert 'id="scan-lacks"' in page
    assert "Parity has not got a Plex server and a key for TMDB." in page
    assert 'href="/settings#account">Open the Plex account</a>' in page
    told = client.post("/scans", data={"mode": "full", "csrf_token": token_on(client)}, headers=FRAGMENT).text
    assert 'class="toast error"' in told
    with house.database.reading() as connection:
        assert scans.active(connection) is None


def test_to_say_why_costs_a_fixed_handful_of_statements(begun: House) -> None:
    client = client_of(begun)
    for place in PLACES:
        with statements(begun.database) as sent:
            client.get(place)
        assert len(sent) <= 20, place
