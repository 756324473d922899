"""The page of reasons: whole without a script, the same facts as the API's, and no path for who only looks."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import decisions
from parity.store.schema import feed_named, items, libraries, placements
from tests.store.builders import NOW, TODAY, add_difference, add_episode, add_show, day, hold
from tests.web.houses import FRAGMENT, WITH_KEY, as_manager, as_viewer, client_of

EVIL = "<script>alert('x')</script>"
FILE = "/mnt/private/Firefly S01E02.mkv"
FOLDER = "/mnt/private/Firefly"


@pytest.fixture
def firefly(house: House) -> int:
    """A show with a file, an item that counts elsewhere, a decision and a difference."""
    with house.database.writing() as connection:
        made = add_show(connection, "Firefly", year=2002, tmdb_id=1437, imdb_id="tt0303461", match_source="tmdb")
        connection.execute(items.update().values(title="Firefly", folder=FOLDER))
        connection.execute(libraries.update().values(own_order="tmdbAiring"))
        add_episode(connection, made, (1, 1), day(-30), owned=True, title="Serenity")
        add_episode(connection, made, (1, 2), day(-20), owned=True, title="The Train Job")
        add_episode(connection, made, (1, 3), day(-9), title=EVIL)
        add_episode(connection, made, (1, 4), day(-8), hidden_by="ignored", hidden_to=day(4))
        add_episode(connection, made, (1, 5), day(9))
        add_episode(connection, made, (1, 6), None)
        hold(connection, 1, "1001", "101")
        hold(connection, 1, "1001", "107", title="The Train Job", file=FILE)
        told = {"rating_key": "107", "title": "The Train Job", "how": "title", "from_season": 1, "from_number": 7}
        connection.execute(placements.insert().values(show_id=made, season=1, number=2, **told))
        add_difference(connection, made, (1, 3), title=EVIL)
        decisions.add(connection, "policy", ["plex://show/1"], "Firefly", NOW, TODAY, value="all", reason="no time")
    return made


def text_of(client: FlaskClient, address: str, status: int = 200, **given: Any) -> str:
    """The page with its white space made even."""
    answer = client.get(address, **given)
    assert answer.status_code == status
    return " ".join(answer.text.split())


def test_a_show_tells_ids_order_copies_placements_decisions_differences_and_checks(
    client: FlaskClient, firefly: int
) -> None:
    page = text_of(client, f"/shows/{firefly}/why")
    for said in [
        "Why Firefly stands as it does",
        '<span class="state missing">missing</span>',
        'TMDB 1437</a> <span class="quiet">(Plex names this id)</span>',
        "IMDb tt0303461",
        'TMDB, as aired <span class="quiet">(as its library is set in Plex: tmdbAiring)',
        "estimated: only the day is known",
        "1 day, as generally set",
        "2 episodes",
        f'<code class="path">{FOLDER}</code>',
        "<strong>S01E07</strong> The Train Job",
        'why?episode=S01E02">S01E02</a>, <span class="quiet">by its title</span>',
        "<strong>Wanted episodes: all episodes</strong>",
        "only TMDB lists it",
        "21 Nov 2026, 12:00 UTC",
        "the full scan of 22 Nov 2026, 04:30 UTC: a full scan asks about every show",
    ]:
        assert said in page, said
    assert EVIL not in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("S01E01", "Plex has it."),
        ("S01E03", "It should be in Plex since 13 Nov 2026, and is not."),
        ("S01E04", "It is not missed: you ignored it until 25 Nov 2026."),
        ("S01E05", "It is not due yet: it counts as missing from 1 Dec 2026 on."),
        ("S01E06", "It has no date yet that can be believed, so it is neither missing nor upcoming."),
    ],
)
def test_an_episode_says_how_it_stands(client: FlaskClient, firefly: int, code: str, said: str) -> None:
    assert said in text_of(client, f"/shows/{firefly}/why?episode={code}")


def test_an_episode_tells_its_id_and_its_file_to_who_may_know_it(house: House, firefly: int) -> None:
    manager = as_manager(client_of(house, auth="plex"))
    page = text_of(manager, f"/shows/{firefly}/why?episode=s01e02")
    assert f'<code class="path">{FILE}</code>' in page
    assert f"TMDB {100_000 * firefly + 1002}" in page
    viewer = as_viewer(client_of(house, auth="plex"))
    for address in (f"/shows/{firefly}/why", f"/shows/{firefly}/why?episode=S01E02"):
        seen = text_of(viewer, address)
        assert "/mnt/private" not in seen
        assert "The Train Job" in seen


def test_what_is_no_episode_of_it_is_said_beside_the_field(client: FlaskClient, firefly: int) -> None:
    for asked, said in [("S09E09", "This show has no S09E09."), ("two", "An episode is written as S01E02.")]:
        page = text_of(client, f"/shows/{firefly}/why?episode={asked}", 422)
        assert f'<small id="episode-wrong" class="wrong">{said}</small>' in page
        assert f'value="{asked}"' in page
    part = client.get(f"/shows/{firefly}/why?episode=two", headers=FRAGMENT)
    assert (part.status_code, part.text.startswith('<div id="why">')) == (422, True)


def test_of_a_show_that_is_not_compared_nobody_says_that_it_has_no_such_episode(
    house: House, client: FlaskClient
) -> None:
    with house.database.writing() as connection:
        made = add_show(connection, "Bleach", tmdb_id=30984, standing="suspect", reason="the numbers do not fit")
    page = text_of(client, f"/shows/{made}/why?episode=S14E51", 422)
    assert "This show is not compared: nothing can be said of S14E51." in page


def test_htmx_gets_the_part_and_the_address_that_it_stands_at(client: FlaskClient, firefly: int) -> None:
    answer = client.get(f"/shows/{firefly}/why?episode=s01e02", headers={**FRAGMENT, "HX-Source": "form#ask-why"})
    assert answer.text.startswith('<div id="why">')
    assert answer.headers["HX-Push-Url"] == f"/shows/{firefly}/why?episode=S01E02"


def test_a_show_that_nobody_sees_has_no_reasons(client: FlaskClient) -> None:
    assert client.get("/shows/999/why").status_code == 404


def test_the_api_tells_the_same_and_when_it_is_asked_about_next(
    house: House, client: FlaskClient, firefly: int
) -> None:
    with house.database.writing() as connection:
        connection.execute(feed_named.insert().values(tmdb_id=1437, last_day=TODAY))
    found = client.get(f"/api/v1/shows/{firefly}/why?episode=S01E02", headers=WITH_KEY).json
    assert found is not None
    assert found["order"] == {"label": "tmdb:aired", "source": "library", "said": "tmdbAiring", "show_id": 1437}
    assert found["episode"]["items"][0]["file"] == FILE
    assert [(p["was"], p["code"], p["how"]) for p in found["placements"]] == [("S01E07", "S01E02", "title")]
    assert found["check"] == {
        "next_at": "2026-11-22T03:30:00Z",
        "mode": "incremental",
        "why": "changed on 2026-11-21",
    }


def test_a_suspect_show_says_what_is_doubted_and_how_to_put_it_right(house: House, client: FlaskClient) -> None:
    proposals = [
        {"kind": "order", "value": "tvdb:dvd", "name": "", "share": 98, "share_now": 41},
        {"kind": "match", "value": "1396", "name": EVIL, "share": 90, "share_now": 41},
        {"kind": "key", "value": "", "name": "", "share": 0, "share_now": 0},
    ]
    doubt = {"standing": "suspect", "doubt": "order", "reason": "another order fits far better"}
    with house.database.writing() as connection:
        show = add_show(connection, "Bleach", 1, tmdb_id=30984, **doubt, proposals=json.dumps(proposals))
        plain = add_show(connection, "Naruto", standing="suspect", reason="numbered by TheTVDB", proposals="[]")
    page = text_of(client, f"/shows/{show}")
    for said in [
        "This does not look right",
        "Another order fits far better. So nothing of it is called missing until that is settled.",
        "TheTVDB, DVD order explains 98 % of what Plex holds; now it is 41 %.",
        'name="order" value="tvdb:dvd" aria-label="Compare in this order: TheTVDB, DVD order"',
        'name="tmdb_id" value="1396"',
        "With a key for TheTVDB Parity would compare in the order that Plex uses.",
        'href="/settings#topic-metadata">Open the settings</a>',
        "It is right as it is: compare it",
    ]:
        assert said in page, said
    assert EVIL not in page
    assert "This does not look right" not in text_of(client, f"/shows/{plain}")
    assert "TheTVDB, DVD order explains 98 %" in text_of(client, f"/shows/{show}/why")
    listed = text_of(client, "/shows?state=suspect&view=table")
    assert '<span class="state suspect">not compared</span> <span class="quiet">order?</span>' in listed


def test_who_only_looks_sees_the_doubt_and_no_button(house: House, tmp_path: Path) -> None:
    with house.database.writing() as connection:
        proposals = json.dumps([{"kind": "order", "value": "tvdb:dvd", "name": "", "share": 98, "share_now": 41}])
        show = add_show(connection, "Bleach", standing="suspect", doubt="order", reason="x", proposals=proposals)
    page = text_of(as_viewer(client_of(house, auth="plex")), f"/shows/{show}")
    assert "TheTVDB, DVD order explains 98 %" in page
    assert "<button" not in page.split('id="doubt"')[1].split("</article>")[0]


def test_items_under_another_number_and_differences_stand_on_the_page_of_the_show(
    client: FlaskClient, firefly: int
) -> None:
    page = text_of(client, f"/shows/{firefly}")
    assert "1 item is counted under another number than Plex gives it" in page
    assert 'counts as <a href="#s01e02">S01E02</a>' in page
    assert 'name="accept" value="s01e03"' in page
    assert f'<a class="state missing" href="/shows/{firefly}/why?episode=S01E03" aria-label="missing: S01E03">' in page
