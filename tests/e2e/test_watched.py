"""How the pages of the watched states look: every state fits every screen and a thumb, and axe has no objection."""

import json

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

FILES = json.dumps([f"/var/media/tv/{'Unbelievably' * 9}.mpg", "/var/media/tv/b.mpg"])


def test_axe_has_no_objection_to_the_watched_states_and_nothing_overhangs(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        preferences.save(connection, {"sagetv_url": "http://ada:hunter2@sage.example:8080"}, NOW)
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
