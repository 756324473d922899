"""The dashboard: whole without JavaScript, in sections for htmx, plain about what it knows."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import preferences, scans
from parity.store.database import Database
from parity.store.notices import beat
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
from tests.web.houses import FRAGMENT, SET_UP, client_of, house_in, house_of, token_on

SECTIONS = ("numbers", "scan", "missing", "upcoming")
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


def test_what_is_not_set_up_yet_is_said_with_the_way_to_the_settings(tmp_path: Path) -> None:
    bare = client_of(house_in(tmp_path)).get("/").text
    for said in ("Nobody is signed in with Plex", "Parity has no key for TMDB yet"):
        assert said in bare
    assert 'href="/settings#account">Open the Plex account</a>' in bare
    assert 'href="/settings#topic-metadata">Open the TMDB settings</a>' in bare
    assert bare.count('class="notice"') == 2
    (tmp_path / "whole").mkdir()
    whole = client_of(house_in(tmp_path / "whole", **SET_UP)).get("/").text
    assert 'class="notice"' not in whole


def test_a_list_without_gaps_says_why_and_what_to_do_next(tmp_path: Path) -> None:
    house = house_in(tmp_path, **SET_UP)
    client = client_of(house)
    with house.database.writing() as connection:
        add_scan(connection, "running")
    assert "The first scan is at work" in client.get("/").text
    with house.database.writing() as connection:
        scans.finish(connection, 1, "done", None, NOW)
    assert "The last scan found no shows in the followed libraries." in client.get("/").text
    with house.database.writing() as connection:
        preferences.save(connection, {"plex_scan_scope": "watchlist_only"}, NOW)
    assert "The watchlist scope is empty: no show" in client.get("/").text
    with house.database.writing() as connection:
        add_show(connection, "Dark")
    assert "All complete: nothing is missing in 1 show." in client.get("/").text
    with house.database.writing() as connection:
        add_show(connection, "Lost", standing="unmatched")
    page = client.get("/?section=missing", headers=FRAGMENT).text
    assert "Nothing is missing in what could be compared: 1 show complete." in page
    assert 'href="/calendar">See what is coming</a>' in page


def test_the_page_tells_numbers_gaps_with_links_upcoming_notices_and_the_last_scan(
    house: House, client: FlaskClient
) -> None:
    fill(house)
    page = " ".join(client.get("/").text.split())
    for said in [
        '<a id="number-missing" href="/shows?state=missing"><strong>3</strong> missing episodes</a>',
        '<a id="number-week" href="/calendar"><strong>1</strong> airs within a week</a>',
        'In ongoing shows <small class="quiet">1 show</small>',
        "In ended shows",
        "<strong>S01E02</strong> The Train Job",
        "<h5> Specials",
        'href="https://debridmediamanager.com/show/tt0303461/1"',
        '<a href="/shows/2">Severance</a></p> <p class="quiet">S03E01</p>',
        "<strong>Anime</strong>: Plex lists 0 shows where there were 9",
        "Full scan finished in part",
        "3 newly missing",
        "<li>Dark: TMDB: no answer</li>",
    ]:
        assert said in page, said


def test_a_number_that_is_nought_is_marked_so_that_it_stays_quiet(house: House, client: FlaskClient) -> None:
    assert client.get("/").text.count('<strong class="none">0</strong>') == 4
    fill(house)
    page = client.get("/").text
    assert "<strong>3</strong> missing episodes" in page
    assert page.count('<strong class="none">0</strong>') == 1


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
    assert '20 of 80 titles · about 3 min left </p> <p id="scan-current" class="quiet">Firefly</p>' in page
    assert '<noscript><a href="/">Look how far it is</a></noscript>' in page
    with house.database.writing() as connection:
        add_scan_item(connection, 1, 0, "Dark", outcome="trouble", message="TMDB: no answer")
    assert "20 of 80 titles · about 3 min left · 1 trouble </p>" in " ".join(client.get("/").text.split())
    with house.database.writing() as connection:
        scans.finish(connection, 1, "done", None, NOW)
    assert 'hx-trigger="every 1s"' not in client.get("/").text


def test_a_scan_that_changed_nothing_does_not_count_noughts(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "done")
        add_scan(connection, "done", new_missing=1200)
    page = " ".join(client.get("/").text.split())
    assert "· </span> nothing newly missing or resolved </p>" in page
    assert "· </span> 1,200 newly missing, 0 resolved </p>" in page


def test_a_scan_that_nobody_works_on_is_not_called_running(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "running", total=80, done=20, current="Firefly", lease_until=NOW - timedelta(minutes=1))
        beat(connection, "worker", NOW - timedelta(minutes=2))
    page = " ".join(client.get("/").text.split())
    assert "<strong>Full scan interrupted</strong>" in page
    assert "Interrupted: no worker is at it. It goes on where it stood when one starts." in page
    assert " left </p>" not in page, "nobody knows how long it takes"
    with house.database.writing() as connection:
        scans.finish(connection, 1, "cancelled", None, NOW)
        add_scan(connection, "queued")
    assert "It waits for a worker, and none was seen lately." in client.get("/").text


def test_a_page_at_rest_hears_that_a_scan_was_started_elsewhere(house: House, client: FlaskClient) -> None:
    [watch] = re.findall(r'<div id="scan-idle"\s+hx-get="([^"]+)"', client.get("/").text)
    assert "HX-Trigger" not in client.get(unescape(watch), headers=FRAGMENT).headers
    with house.database.writing() as connection:
        add_scan(connection, "running")
    told = client.get(unescape(watch), headers=FRAGMENT)
    assert told.headers["HX-Trigger"] == '{"scanStarted": {"target": "body"}}'
    assert "idle" not in told.text.split('<div id="scan-watch"')[1].split("</div>")[0]


@pytest.mark.usefixtures("able")
def test_a_list_that_says_why_it_is_empty_listens_for_a_scan_that_starts(house: House, client: FlaskClient) -> None:
    watch = re.compile(r'<div id="missing-watch".*?hx-trigger="([^"]+)"', re.DOTALL)
    assert watch.findall(client.get("/").text) == ["scanFinished from:body, scanStarted from:body"]
    started = client.post("/scans", data={"mode": "full", "csrf_token": token_on(client)}, headers=FRAGMENT)
    assert started.headers["HX-Trigger"] == '{"scanStarted": {"target": "body"}}'
    with house.database.writing() as connection:
        add_episode(connection, add_show(connection, "Firefly"), (1, 1), day(-8))
    assert watch.findall(client.get("/").text) == ["scanFinished from:body"], "no card moves while somebody reads"


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
    assert '<a href="/shows?state=missing&amp;group=ongoing">and 8 more shows</a>' in page
    assert "and 73 more episodes" in page


def test_ended_shows_are_folded_when_there_are_many(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(5):
            add_episode(connection, add_show(connection, f"Show {number}", status="Ended"), (1, 1), day(-9))
    assert '<details id="missing-archive"' not in client.get("/").text
    with house.database.writing() as connection:
        add_episode(connection, add_show(connection, "Show 6", status="Ended"), (1, 1), day(-9))
    assert '<details id="missing-archive" class="fold">' in client.get("/").text


def test_the_three_nearest_shows_stand_before_the_days(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(5):
            show = add_show(connection, f"Show {number}", poster=f"/{number}.jpg")
            for index in (1, 2):
                add_episode(connection, show, (1, index), day(1 + number), title=f"Part {index}")
            add_episode(connection, show, (1, 3), day(9), title="Part 3")
    page = " ".join(client.get("/").text.split())
    near, days = page.split('<ul class="near plain">')[1].split("</ul>", 1)
    assert near.count("<li>") == 3
    assert 'src="/pictures/posters/0.jpg"' in near
    assert ">in 3 days</time>" in near
    assert "S01E01 and 1 more episode" in near
    assert '25 Nov 2026</time> <small class="quiet">in 4 days</small>' in days
    assert days.count("Part 1") == 2
    assert days.count("Part 3") == 5


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
