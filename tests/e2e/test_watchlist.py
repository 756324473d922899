"""How the page of the watchlist looks: every state fits every screen and a thumb, and axe has no objection."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from parity.store import preferences
from parity.store.schema import simkl_account
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE, objections, take_along_axe
from tests.e2e.small_house import LONG, SmallHouse
from tests.e2e.test_reach import FINGERTIP, LINKS_LOWER_THAN, LOWER_THAN, THUMB
from tests.store.builders import NOW
from tests.web.watching import add_action, add_run, guid, household

pytestmark = pytest.mark.browser


@pytest.fixture
def lists(house: SmallHouse) -> SmallHouse:
    """A house with a made-up pair of lists."""
    with house.database.writing() as connection:
        preferences.save(connection, {"plex_token": "t"}, NOW)
        household(connection)
    return house


def test_titles_are_narrowed_as_one_types(lists: SmallHouse, visit: Visit) -> None:
    page = visit(f"{lists.url}watchlist")
    page.locator("#q").press_sequentially("gat", delay=20)
    expect(page.locator("#found")).to_have_text("1 title")


def test_axe_has_no_objection_to_it_and_nothing_overhangs(lists: SmallHouse, visit: Visit) -> None:
    with lists.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="Fargo: SIMKL did not answer")
        add_action(connection, run, "simkl", "add", "Dune", "new on plex", [guid(4)], state="done")
        add_action(connection, run, "plex", "add", "Fargo", "new on simkl", ["6"], state="failed", sentence=LONG)
        add_action(connection, run, "plex", "remove", "Heat", "completed", [guid(8)], state="held", hold="too many")
        add_run(connection, "failed", "sync", whole=None, sentence=f"{LONG}: SIMKL refuses the sign-in.")
        connection.execute(update(simkl_account).values(state="reconnect"))
    page = visit(f"{lists.url}watchlist", refusals=2, viewport=PHONE, reduced_motion="reduce")
    take_along_axe(page)
    found = {}
    for path in (f"watchlist/runs/{run}", "watchlist/runs"):
        page.goto(f"{lists.url}{path}")
        found[path] = objections_and_reach(page)
    page.goto(f"{lists.url}watchlist")
    expect(page.locator("#watch-failed")).to_be_visible()
    page.get_by_role("button", name="Yes, take these off").click()
    expect(page.locator("#watch-wrong")).to_be_visible()
    row = page.locator("#watch-unresolved li").first
    row.get_by_text("Fix the match").click()
    row.get_by_role("textbox").first.fill(LONG)
    row.get_by_role("button", name="This is it").click()
    expect(row).to_contain_text("That names no title")
    found["typed wrong"] = objections_and_reach(page)
    with lists.database.writing() as connection:
        add_run(connection, "running", "sync", phase="reading plex")
    page.reload()
    expect(page.locator("#watch-work")).to_contain_text("Reading Plex's watchlist")
    found["at work"] = objections_and_reach(page)
    assert found == dict.fromkeys(found, [])


def objections_and_reach(page: Page) -> list[str]:
    """What is wrong with all of the page, and what a thumb could not hit on a phone."""
    found = [*objections(page), *page.locator("main").evaluate(LOWER_THAN, THUMB)]
    return [*found, *page.locator("body").evaluate(LINKS_LOWER_THAN, FINGERTIP)]
