"""How the pages of the watched states look: every state fits every screen and a thumb, and axe has no objection."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parity.store import preferences
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE, take_along_axe
from tests.e2e.small_house import LONG, SmallHouse
from tests.e2e.test_watchlist import objections_and_reach
from tests.store.builders import NOW
from tests.web.watched_states import add_alone, add_change, add_run, plan

pytestmark = pytest.mark.browser

ADDRESS = {"sagetv_url": "http://ada:hunter2@sage.example:8080"}
FILES = json.dumps([f"/var/media/tv/{'Unbelievably' * 9}.mpg", "/var/media/tv/b.mpg"])


def test_axe_has_no_objection_to_the_watched_states_and_nothing_overhangs(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, ADDRESS, NOW - timedelta(days=1))
        run = plan(connection)
        add_change(connection, run, "plex", "mark", LONG, "newer on partner", state="failed", sentence=LONG)
        add_change(connection, run, "plex", "mark", "Fargo", "newer on partner", state="done", done_at=NOW)
        add_alone(connection, "90", LONG, "ambiguous", file=f"/tv/{'Unbelievably' * 9}.mkv", others=FILES)
        add_run(connection, "failed", "sync", sentence=f"SageTV refuses user and password: see SAGETV_URL. {LONG}")
    page = visit(f"{house.url}watched/alone", refusals=1, viewport=PHONE, reduced_motion="reduce")
    take_along_axe(page)
    found = {}
    for path in ("watched/alone", f"watched/runs/{run}"):
        page.goto(f"{house.url}{path}")
        found[path] = objections_and_reach(page)
    page.goto(f"{house.url}watched")
    page.get_by_role("button", name="Apply selected").click()
    expect(page.locator("#watched-wrong")).to_be_visible()
    expect(page.locator("#watched-failed")).to_be_visible()
    found["typed wrong"] = objections_and_reach(page)
    with house.database.writing() as connection:
        preferences.save(connection, {"sagetv_libraries": LONG}, NOW)
        add_run(connection, "running", "sync", phase="reading partner")
    page.reload()
    expect(page.locator("#watched-work")).to_contain_text("Reading what SageTV has")
    expect(page.locator("#watched-connection")).to_contain_text("Plex has none of that name")
    found["at work"] = objections_and_reach(page)
    assert found == dict.fromkeys(found, [])


def test_hundreds_of_changes_are_narrowed_as_one_types_and_leafed_through(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, ADDRESS, NOW - timedelta(days=1))
        run = plan(connection)
        for number in range(120):
            add_change(connection, run, "plex", "mark", f"Silo – E{number:03}", "newer on partner")
    page = visit(f"{house.url}watched")
    expect(page.locator("#found")).to_have_text("124 videos")
    page.locator("#q").fill("silo – e0")
    expect(page.locator("#found")).to_have_text("100 videos")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.locator("#watched-changes .changes li").last).to_contain_text("Silo – E099")
    expect(page.locator("#q")).to_have_value("silo – e0")
    page.get_by_label("Silo – E099").check()
    page.get_by_role("button", name="Apply selected on this page").click()
    expect(page.locator("#toasts")).to_contain_text("On its way: 1 change.")
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
