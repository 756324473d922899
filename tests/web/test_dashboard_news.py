"""What a scan that ends does to a dashboard that somebody reads: nothing moves, and what is new is a click away."""

import re
from html import unescape

from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import preferences, scans
from parity.store.notices import DISK_FULL, clear, put
from parity.store.schema import expected, libraries
from tests.store.builders import NOW, add_episode, add_library, add_scan, add_show, day
from tests.web.houses import FRAGMENT, SET_UP


def test_notices_that_came_or_went_since_are_counted_and_shown_when_somebody_asks(
    house: House, client: FlaskClient
) -> None:
    with house.database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="Plex lists 0 shows where there were 9")
    page = client.get("/").text
    [again] = re.findall(r'<p id="news"\s+role="status"\s+hx-get="([^"]+)"', page)
    watch = unescape(again)
    assert "Show them" not in page + client.get(watch, headers=FRAGMENT).text
    with house.database.writing() as connection:
        put(connection, "libraries", "No library is called Kids, which Plex does not have", NOW)
    one = client.get(watch, headers=FRAGMENT).text
    assert one.lstrip().startswith('<p id="news"')
    assert '<a href="/">Show them</a>' in one
    assert "1 new notice" in one
    assert again in one, "the page shows the same notices as before"
    with house.database.writing() as connection:
        connection.execute(libraries.update().values(notice=None, state="ok"))
    assert "1 new notice, 1 notice is settled" in " ".join(client.get(watch, headers=FRAGMENT).text.split())
    with house.database.writing() as connection:
        clear(connection, "libraries")
    assert "1 notice is settled" in client.get(watch, headers=FRAGMENT).text
    assert "Show them" not in client.get("/").text


def test_a_scan_that_ends_moves_no_card_and_says_that_the_list_is_another_one(
    house: House, client: FlaskClient
) -> None:
    with house.database.writing() as connection:
        old, older = add_show(connection, "Firefly"), add_show(connection, "Severance")
        add_episode(connection, old, (1, 1), day(-8))
        add_episode(connection, older, (1, 1), day(-9))
    page = client.get("/").text
    watch = unescape(re.findall(r'hx-get="([^"]+shown=[^"]*)"', page)[0])
    cards = re.compile(r'<li id="gaps-(\d+)" class="card">')
    assert cards.findall(page) == ["1", "2"]
    assert "Show what the scan changed" not in page + client.get(watch, headers=FRAGMENT).text
    with house.database.writing() as connection:
        add_episode(connection, add_show(connection, "News"), (1, 1), day(-1))
        connection.execute(expected.update().where(expected.c.show_id == old).values(owned=True))
        add_episode(connection, older, (1, 2), day(-1), title="A Late Find")
    ended = client.get(watch, headers=FRAGMENT).text
    assert cards.findall(ended) == ["1", "2"]
    assert "A Late Find" in ended
    assert '<p class="amount"><span class="state complete">complete</span></p>' in ended
    assert '<a href="/">Show what the scan changed</a>' in ended
    assert "and 1 more show" in ended
    assert cards.findall(client.get("/").text) == ["3", "2"]
    assert cards.findall(client.get("/?section=missing&shown=x", headers=FRAGMENT).text) == ["3", "2"]
    assert cards.findall(client.get("/?section=missing&shown=99", headers=FRAGMENT).text) == ["3", "2"]


def test_that_the_last_scan_failed_is_a_notice_until_one_does_not(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, {name.lower(): value for name, value in SET_UP.items()}, NOW)
        add_scan(connection, "done")
    page = client.get("/").text
    watch = unescape(re.findall(r'<p id="news"\s+role="status"\s+hx-get="([^"]+)"', page)[0])
    with house.database.writing() as connection:
        add_scan(connection, "failed", note="Plex: no answer: see that PLEX_BASE_URL is its address")
    assert "1 new notice" in client.get(watch, headers=FRAGMENT).text
    notice = client.get("/").text.split('<article class="notice">')[1].split("</article>")[0]
    said = " ".join(re.sub("<[^>]+>", "", notice).split())
    assert said.startswith("The last scan failed, so what stands here may be old. Plex: no answer: see that Settings ›")
    assert 'href="/activity"' in notice
    with house.database.writing() as connection:
        add_scan(connection, "running")
    assert '<article class="notice">' in client.get("/").text
    with house.database.writing() as connection:
        scans.finish(connection, 3, "done", None, NOW)
    assert '<article class="notice">' not in client.get("/").text


def test_each_notice_leads_to_where_it_is_mended(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        put(connection, "libraries", "No library is called Kids", NOW)
        put(connection, DISK_FULL, "The disk is full", NOW)
        add_library(connection, "Anime", state="failed", notice="Plex did not answer")
    page = client.get("/").text
    told = dict(re.findall(r'<article class="notice">\s*<p>\s*(.*?)\s*</p>.*?href="([^"]+)"', page, re.DOTALL))
    steps = {" ".join(re.sub("<[^>]+>", "", words).split()): step for words, step in told.items()}
    assert steps["No library is called Kids just now"] == "/settings#topic-plex"
    assert steps["The disk is full just now"] == "/maintenance#cache"
    assert steps["Anime: Plex did not answer"] == "/activity"


def test_a_heal_lets_the_dashboard_follow_and_is_no_scan_on_it(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "done")
    page = client.get("/").text
    look = unescape(re.findall(r'<div id="scan-idle"\s+hx-get="([^"]+)"', page)[0])
    assert "scanFinished" not in client.get(look, headers=FRAGMENT).headers.get("HX-Trigger", "")
    with house.database.writing() as connection:
        heal = scans.add(connection, scans.HEAL, {}, "arrival", NOW)
        assert heal is not None
    assert "none is running" in client.get(look, headers=FRAGMENT).text
    with house.database.writing() as connection:
        scans.finish(connection, heal, "done", None, NOW)
    after = client.get(look, headers=FRAGMENT)
    assert "scanFinished" in after.headers["HX-Trigger"]
    assert f"/activity/{heal}" not in after.text
    assert client.get(f"/activity/{heal}").status_code == 200
