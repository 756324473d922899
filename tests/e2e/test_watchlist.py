"""The watchlist in a browser: compare, see the plan, say yes, fix a match; nothing overhangs, axe has no objection."""

import pytest
from playwright.sync_api import expect

from parity.store import preferences, watch_runs
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE, objections, overhanging, take_along_axe
from tests.e2e.small_house import SmallHouse
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


def end(house: SmallHouse, title: str) -> None:
    """The run that waits has ended: it would put this title on SIMKL's list, and holds another back."""
    with house.database.writing() as connection:
        run = watch_runs.active(connection)
        assert run is not None
        add_action(connection, run.id, "simkl", "add", title, "new on plex", [guid(4)])
        add_action(connection, run.id, "plex", "remove", "Heat", "completed", [guid(8)], state="held", hold="too many")
        watch_runs.change(connection, run.id, whole=True, equal=False)
        watch_runs.finish(connection, run.id, "done", None, NOW)


def test_what_a_comparison_finds_comes_by_itself_and_a_yes_is_given_by_keyboard(
    lists: SmallHouse, visit: Visit
) -> None:
    page = visit(f"{lists.url}watchlist")
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#watch-work")).to_contain_text("waits for the worker")
    expect(page.locator("#watch-history li").first).to_contain_text("waits for the worker")
    end(lists, "Tron")
    expect(page.locator("#changes-planned")).to_contain_text("Tron")
    expect(page.locator("#watch-together")).to_be_enabled()
    page.locator("#watch-held input[type=checkbox]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Yes, take these off").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Done with your yes: 1 change.")
    expect(page.locator("#watch-work")).to_be_visible()
    assert page.evaluate("window.same")
    with lists.database.reading() as connection:
        run = watch_runs.active(connection)
    assert run is not None
    assert (run.work, run.wishes["confirm"]) == ("sync", ["plex remove Heat"])


def test_titles_are_narrowed_as_one_types_and_one_that_cannot_be_matched_is_left_alone(
    lists: SmallHouse, visit: Visit
) -> None:
    page = visit(f"{lists.url}watchlist", refusals=1)
    page.locator("#q").press_sequentially("gat", delay=20)
    expect(page.locator("#found")).to_have_text("1 title")
    row = page.locator("#watch-unresolved li").first
    row.get_by_text("Fix the match").click()
    row.get_by_label("Which title at Plex?").fill("nothing")
    row.get_by_role("button", name="This is it").click()
    expect(row).to_contain_text("That names no title")
    expect(row.get_by_label("Which title at Plex?")).to_be_focused()
    row.get_by_role("button", name="Leave alone").click()
    expect(page.locator("#watch-decided")).to_contain_text("Gattaca (1999) is left alone by the watchlist")
    expect(page.locator("#watch-lists")).to_contain_text("Left alone, as you asked.")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#watch-decided li")).to_have_count(0)


def test_axe_has_no_objection_to_it_and_nothing_overhangs(lists: SmallHouse, visit: Visit) -> None:
    with lists.database.writing() as connection:
        run = add_run(connection, "partial", "sync", sentence="Fargo: SIMKL did not answer")
        add_action(connection, run, "simkl", "add", "Dune", "new on plex", [guid(4)], state="done")
    page = visit(f"{lists.url}watchlist", viewport=PHONE, reduced_motion="reduce")
    take_along_axe(page)
    found = {}
    for path in ("watchlist", "watchlist/runs", f"watchlist/runs/{run}", "watchlist?q=zzz"):
        page.goto(f"{lists.url}{path}")
        for summary in page.locator("main summary").all():
            if summary.evaluate("one => !one.parentElement.open"):
                summary.click()
        found[path] = [*objections(page), *overhanging(page), *page.locator("main").evaluate(LOWER_THAN, THUMB)]
        found[path] += page.locator("body").evaluate(LINKS_LOWER_THAN, FINGERTIP)
    assert found == dict.fromkeys(found, [])
