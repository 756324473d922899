"""The dashboard: whole without JavaScript, in sections for htmx, plain about what it knows."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import scans
from parity.store.database import Database
from parity.store.schema import notices
from tests.store.builders import (
    NOW,
    add_episode,
    add_household,
    add_library,
    add_scan,
    add_scan_item,
    add_show,
    day,
    new_database,
    statements,
)
from tests.web.houses import FRAGMENT, client_of, house_in, house_of, token_on

SECTIONS = ("numbers", "scan", "missing", "upcoming", "notices")
EVIL = "<script>alert('x')</script>"


def fill(house: House) -> None:
    """An ongoing and an ended show with gaps, something coming, a held library, a scan with a trouble."""
    with house.database.writing() as connection:
        firefly = add_show(connection, "Firefly", year=2002, status="Ended", imdb_id="tt0303461")
        add_episode(connection, firefly, (1, 2), day(-9), title="The Train Job")
        add_episode(connection, firefly, (0, 1), day(-8), title="Outtakes")
        lost = add_show(connection, "Severance", status="Returning Series")
        add_episode(connection, lost, (2, 10), day(-1), title="Cold Harbor")
        add_episode(connection, lost, (3, 1), day(1), title="Return")
        add_library(connection, "Anime", state="held", notice="Plex lists 0 shows where there were 9")
        scan = add_scan(connection, "partial", new_missing=3, total=2, done=2)
        add_scan_item(connection, scan, 0, "Dark", outcome="trouble", message="TMDB: no answer")


def test_an_empty_house_says_what_to_do_first(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Nothing was scanned yet: start with a full scan." in page
    assert "Nothing is missing in what was scanned." in page
    assert "No episode with a date lies ahead." in page


def test_the_page_tells_numbers_gaps_with_links_upcoming_notices_and_the_last_scan(
    house: House, client: FlaskClient
) -> None:
    fill(house)
    page = " ".join(client.get("/").text.split())
    for said in [
        "<dd>3</dd>",
        'In ongoing shows <small class="quiet">1 show</small>',
        "In ended shows",
        "<strong>S01E02</strong> The Train Job",
        "<h4> Specials",
        'href="https://debridmediamanager.com/show/tt0303461/1"',
        "tomorrow</span></div> <div><strong>Severance</strong> S03E01 Return",
        "<strong>Anime</strong>: Plex lists 0 shows where there were 9",
        "Full scan finished in part",
        "3 newly missing",
        "<li>Dark: TMDB: no answer</li>",
    ]:
        assert said in page, said


def test_each_section_comes_alone_for_htmx_and_as_the_whole_page_for_everybody_else(
    house: House, client: FlaskClient
) -> None:
    fill(house)
    for section in SECTIONS:
        alone = client.get(f"/?section={section}", headers=FRAGMENT)
        assert alone.text.startswith(f'<section id="{section}"')
        assert alone.headers["Cache-Control"] == "no-store"
        whole = client.get("/").text
        assert alone.text.strip().splitlines()[0] in whole
        for headers in ({}, {"HX-Request": "true", "HX-Request-Type": "full"}, {"HX-Request": "true"}):
            page = client.get(f"/?section={section}", headers=headers)
            assert page.text.startswith("<!doctype html>")
            assert {"HX-Request", "HX-Request-Type", "Cookie"} <= set(page.vary)
    assert client.get("/?section=nothing", headers=FRAGMENT).text.startswith("<!doctype html>")


def test_titles_from_outside_are_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, EVIL, imdb_id='tt1"><script>')
        add_episode(connection, show, (1, 1), day(-9), title=EVIL)
        add_episode(connection, show, (1, 2), day(9), title=EVIL)
        add_library(connection, EVIL, state="held", notice=EVIL)
        connection.execute(notices.insert().values(name=EVIL, sentence=EVIL, since=NOW))
        scan = add_scan(connection, "partial", note=EVIL)
        add_scan_item(connection, scan, 0, EVIL, outcome="trouble", message=EVIL)
    ended = client.get("/").text
    with house.database.writing() as connection:
        add_scan(connection, "running", total=2, done=1, current=EVIL)
    running = client.get("/").text
    assert "<script>" not in ended + running
    assert ended.count("&lt;script&gt;") >= 9


def test_a_page_has_no_inline_script_style_or_handler(house: House, client: FlaskClient) -> None:
    fill(house)
    page = client.get("/")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; img-src 'self' data:")
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    for inline in ("<style", "style=", "onclick", "hx-on", "javascript:", "<script>"):
        assert inline not in page.text
    assert page.text.count("<script src=") == 2


def test_a_running_scan_is_watched_each_second_and_an_idle_page_now_and_then(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "running", total=80, done=20, current="Firefly")
    page = " ".join(client.get("/").text.split())
    assert 'hx-trigger="every 1s"' in page
    assert '<progress aria-labelledby="scan-title" value="20" max="80">' in page
    assert "20 of 80 shows · about 3 min left · Firefly" in page
    assert '<noscript><p><a href="/">Look how far it is</a></p></noscript>' in page
    with house.database.writing() as connection:
        scans.finish(connection, 1, "done", None, NOW)
    assert 'hx-trigger="every 1s"' not in client.get("/").text


def test_when_a_scan_ended_since_the_page_looked_the_other_sections_are_told(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "done")
        add_scan(connection, "running")
    watching = client.get("/?section=scan&seen=1", headers=FRAGMENT)
    assert "HX-Trigger" not in watching.headers
    with house.database.writing() as connection:
        scans.finish(connection, 2, "done", None, NOW)
    ended = client.get("/?section=scan&seen=1", headers=FRAGMENT)
    assert ended.headers["HX-Trigger"] == '{"scanFinished": {"target": "body"}}'
    assert "seen=2" in ended.text


def test_very_many_gaps_are_told_in_part_and_the_rest_counted(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(27):
            add_episode(connection, add_show(connection, f"Show {number}"), (1, 1), day(-9))
        news = add_show(connection, "News")
        for number in range(1, 104):
            add_episode(connection, news, (1, number), day(-1))
    page = client.get("/").text
    assert "and 3 more shows" in page
    assert "and 3 more episodes" in page


def test_the_page_costs_the_same_number_of_statements_for_20_shows_and_for_200(tmp_path: Path) -> None:
    costs = [cost(new_database(tmp_path / f"{shows}.db"), tmp_path, shows) for shows in (20, 200)]
    assert costs[0] == costs[1] <= 20


def cost(database: Database, folder: Path, shows: int) -> int:
    """How many statements the dashboard sends."""
    with database.writing() as connection:
        add_household(connection, shows)
        add_scan(connection, "partial")
    client = client_of(house_of(database, folder))
    with statements(database) as sent:
        assert client.get("/").status_code == 200
    database.close()
    return len(sent)


def test_scans_are_started_paused_resumed_and_cancelled_by_forms(house: House, client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    started = client.post("/scans", data={"mode": "full", **token})
    assert (started.status_code, started.headers["Location"]) == (303, "/")
    assert "The scan starts." in client.get("/").text
    assert "The scan starts." not in client.get("/").text
    for wish, state in (("pause", "paused"), ("resume", "queued"), ("cancel", "cancelled")):
        assert client.post(f"/scans/1/{wish}", data=token).status_code == 303
        with house.database.reading() as connection:
            row = scans.get(connection, 1)
        assert row is not None
        assert row.state == state
    client.post("/scans/1/pause", data=token)
    assert "Scan 1 cannot pause" in client.get("/").text


def test_htmx_gets_the_panel_and_a_toast_from_a_form(client: FlaskClient) -> None:
    token = {"csrf_token": token_on(client)}
    first = client.post("/scans", data={"mode": "full", **token}, headers=FRAGMENT)
    assert first.status_code == 200
    assert first.text.startswith('<section id="scan"')
    assert '<hx-partial id="said" hx-target="#toasts"' in first.text
    second = client.post("/scans", data={"mode": "full", **token}, headers=FRAGMENT)
    assert "Scan 1 is already running." in second.text


def test_the_owner_accepts_that_a_held_library_lost_much(house: House, client: FlaskClient) -> None:
    fill(house)
    assert 'name="accept_shrink" value="yes"' in client.get("/").text
    wish = {"mode": "incremental", "library": "Anime", "accept_shrink": "yes", "csrf_token": token_on(client)}
    client.post("/scans", data=wish)
    with house.database.reading() as connection:
        row = scans.active(connection)
    assert row is not None
    assert row.wishes == {"shows": [], "libraries": ["Anime"], "accept_shrink": True}


def test_a_mode_that_is_none_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/scans", data={"mode": "sideways", "csrf_token": token_on(client)})
    assert answer.status_code == 422
    assert "sideways is no kind of scan; there are: full, incremental, refresh." in answer.text


def test_a_key_of_the_search_provider_is_on_no_page(tmp_path: Path) -> None:
    template = "https://indexer.example/?q={query_url}&key={apikey}"
    secrets: Any = {"USENET_PROVIDER": "newznab", "USENET_WEB_URL_TEMPLATE": template, "USENET_API_KEY": "k-e-y"}
    house = house_in(tmp_path, **secrets)
    fill(house)
    client = client_of(house)
    page = client.get("/").text
    assert "k-e-y" not in page
    [link] = {part.split('"')[0] for part in page.split('href="/out/')[1:2]}
    out = client.get(f"/out/{link}")
    assert out.status_code == 303
    assert out.headers["Location"] == "https://indexer.example/?q=Severance%20S02&key=k-e-y"
    assert (out.headers["Referrer-Policy"], out.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert client.get("/out/0000000000000000").status_code == 404
