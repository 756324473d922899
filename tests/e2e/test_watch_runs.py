"""Two lists come together in a browser: each button asks, the worker carries out, the services tell what is true."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parity.actions.watch_run import ask
from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.list_house import NEXT_LOOK_IDLE, ListHouse, list_house
from tests.e2e.looks import PHONE, WIDE, overhanging
from tests.e2e.test_reach import AT
from tests.e2e.test_stillness import MOST, NOTE_SHIFTS, shift_of
from tests.e2e.test_without_script import press, said

pytestmark = pytest.mark.browser

COMPARE, TOGETHER, YES = "Compare", "Bring together", "Yes, take these off"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[ListHouse]:
    """Two empty lists; both services are connected."""
    with list_house(tmp_path) as made:
        yield made


def stands(page: Page, words: str) -> None:
    expect(page.locator("#watch-stands")).to_contain_text(words)


def test_from_a_code_of_an_old_app_to_equal_lists(house: ListHouse, visit: Visit) -> None:
    lists = house.lists
    house.disconnect()
    lists.on_both(1)
    lists.wish(2, 3)
    lists.put(4)
    page = visit(house.url)
    page.clock.install()
    expect(page.get_by_role("button", name=COMPARE)).to_be_disabled()
    page.get_by_role("button", name="Connect SIMKL").click()
    lists.simkl.auth.approve(page.locator("#simkl-typed").inner_text())
    house.passes(6)
    page.clock.fast_forward(6000)
    expect(page.locator("#toasts")).to_contain_text("SIMKL is connected as")
    expect(page.get_by_role("button", name=COMPARE)).to_be_enabled(timeout=5000)  # not only when it looks by itself
    lists.writes()
    house.runs(page, page.get_by_role("button", name=COMPARE))
    expect(page.locator("#changes-planned li")).to_have_count(3)
    expect(page.locator("#changes-planned")).to_contain_text("Film 2 2000, film put on SIMKL's list")
    stands(page, "NOT EQUAL In sync: 1 title. Only on Plex's: 2. Only on SIMKL's: 1.")
    assert lists.writes() == 0
    house.runs(page, page.get_by_role("button", name=TOGETHER))
    stands(page, "EQUAL Both lists hold the same 4 titles.")
    expect(page.locator("#changes-done li")).to_have_count(3)
    assert house.stands() == ({1, 2, 3, 4}, {1, 2, 3, 4})
    assert lists.writes() == 2  # one for each service


def test_nothing_jumps_from_a_press_to_the_end_of_a_run_nor_when_one_ends_by_its_schedule(
    house: ListHouse, visit: Visit
) -> None:
    lists = house.lists
    lists.on_both(*range(1, 31))
    lists.run()
    lists.wish(31)
    page = visit(house.url)
    page.clock.install()
    page.evaluate(NOTE_SHIFTS)
    for button, size in ((COMPARE, WIDE), (TOGETHER, PHONE)):
        page.set_viewport_size(size)
        shift_of(page)  # what the other width moves
        page.evaluate("window.shifts = []")
        house.runs(page, page.get_by_role("button", name=button))
        expect(page.locator("#watch-plan .changes li")).to_have_count(1)
        assert shift_of(page) <= MOST, page.evaluate("window.shifts")
    page.locator("#watch-lists tr").first.evaluate("row => row.scrollIntoView()")
    lists.put(*range(91, 97))
    ask(lists.house, "plan", "schedule")
    house.work()
    page.clock.fast_forward(NEXT_LOOK_IDLE)
    expect(page.locator("#changes-planned li")).to_have_count(6)
    expect(page.locator("#found")).to_have_text("37 titles")
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")


def test_of_what_is_held_back_only_that_goes_which_a_key_chose_and_it_comes_back(
    house: ListHouse, visit: Visit
) -> None:
    lists = house.lists
    lists.on_both(*range(1, 9))
    lists.run()
    lists.unwish(*range(1, 7))
    page = visit(house.url, refusals=1)
    page.clock.install()
    page.evaluate("window.same = true")
    house.runs(page, page.get_by_role("button", name=COMPARE), by="key")
    held = page.locator("#watch-held li")
    expect(held).to_have_count(6)
    expect(held.first).to_contain_text("It was on both lists, and is no longer on Plex's watchlist.")
    expect(held.first).to_contain_text("Too many titles would be taken off at once.")
    page.get_by_role("button", name=YES).press("Enter")
    expect(page.locator("#watch-wrong")).to_contain_text("Choose what is to be done")
    expect(held.first.get_by_role("checkbox")).to_be_focused()
    for number in (2, 5):
        held.filter(has_text=f"Film {number} ").get_by_role("checkbox").press("Space")
    house.runs(page, page.get_by_role("button", name=YES), by="key")
    expect(page.locator("#changes-done li")).to_have_count(2)
    expect(held).to_have_count(4)
    assert page.evaluate("window.same")
    assert house.stands() == ({7, 8}, {1, 3, 4, 6, 7, 8})
    page.locator("#watch-runs a").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring together")
    expect(page.locator("#changes-held li")).to_have_count(4)
    page.get_by_role("button", name=re.compile("Undo ?: Film 2")).press("Enter")
    expect(page.locator("#toasts")).to_contain_text("It is being taken back.")
    house.work()
    page.reload()
    expect(page.locator("#changes-done li").filter(has_text="Film 2 ")).to_contain_text("Taken back")
    assert house.stands() == ({7, 8}, {1, 2, 3, 4, 6, 7, 8})


def test_a_thumb_is_told_what_could_not_be_read_and_that_nothing_was_taken_off(house: ListHouse, visit: Visit) -> None:
    lists = house.lists
    lists.on_both(1, 2, 3)
    lists.run()
    lists.unwish(1)
    lists.writes()
    page = visit(house.url, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    page.clock.install()
    failed = page.locator("#watch-failed")
    lists.plex_suffers("cut_page")
    house.runs(page, page.get_by_role("button", name=COMPARE), by="touch")
    expect(failed).to_contain_text("Plex's watchlist could not be read whole")
    expect(failed).to_contain_text("Nothing was taken off either list.")
    expect(page.get_by_role("button", name=TOGETHER)).to_be_disabled()
    lists.heal()
    lists.simkl_suffers("garbage", "/sync/activities")
    house.runs(page, page.get_by_role("button", name=COMPARE), by="touch")
    expect(failed).to_contain_text("failed")
    expect(failed).to_contain_text("SIMKL")
    lists.heal()
    assert (lists.writes(), house.stands()) == (0, ({2, 3}, {1, 2, 3}))
    for button in (COMPARE, TOGETHER):
        house.runs(page, page.get_by_role("button", name=button), by="touch")
    stands(page, "EQUAL Both lists hold the same 2 titles.")
    expect(failed).to_have_count(0)
    lists.simkl.auth.revoke()
    house.runs(page, page.get_by_role("button", name=COMPARE), by="touch")
    expect(page.locator("#watch-now .lacks")).to_contain_text("SIMKL no longer takes the sign-in of member 1.")
    expect(page.get_by_role("button", name=COMPARE)).to_be_disabled()
    assert overhanging(page) == []


def test_what_has_no_counterpart_is_told_by_an_id_by_a_search_or_left_alone(house: ListHouse, visit: Visit) -> None:
    lists = house.lists
    lists.know(1, 2, 3, plex=False)
    lists.put(1, 2, 3)
    for number, title in ((4, "The Same Film"), (5, "Film 2: Otherwise Named")):
        lists.plex.add_title(f"plex://movie/{number:024x}", title, 2001, [f"imdb://tt{number}"])
    lists.run()
    page = visit(house.url, refusals=1)
    page.clock.install()
    untold, decided = page.locator("#watch-unresolved > ul > li"), page.locator("#watch-decided li")
    expect(untold).to_have_count(3)
    first = untold.filter(has_text="Film 1 ")
    expect(first).to_contain_text("Plex does not know it under any of its ids.")
    first.get_by_text("Fix the match").click()
    first.get_by_label("Which title at Plex?").fill("the same one")
    first.get_by_role("button", name="This is it").click()
    expect(first).to_contain_text("That names no title")
    expect(first.get_by_label("Which title at Plex?")).to_be_focused()
    first.get_by_label("Which title at Plex?").fill("tt4")
    first.get_by_role("button", name="This is it").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Noted: the next run goes by it.")
    assert page.evaluate(AT)
    second = untold.filter(has_text="Film 2 ")
    second.get_by_text("Fix the match").click()
    second.get_by_role("button", name="Search Plex").press("Enter")
    found = second.get_by_role("button", name=re.compile("This is it ?: Film 2: Otherwise Named 2001"))
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(decided).to_have_count(2)
    assert page.evaluate(AT)
    untold.filter(has_text="Film 3 ").get_by_role("button", name=re.compile("^Leave alone")).press("Enter")
    expect(decided).to_contain_text(
        [
            "Film 3 (2000) is left alone by the watchlist",
            "Film 2 (2000) on SIMKL is Film 2: Otherwise Named (2001) on Plex",
            "Film 1 (2000) on SIMKL is The Same Film (2001) on Plex",
        ]
    )
    assert page.evaluate(AT)
    for button in (COMPARE, TOGETHER):
        house.runs(page, page.get_by_role("button", name=button))
    stands(page, "NOT EQUAL In sync: 2 titles. Left alone: 1.")
    assert house.stands() == ({4, 5}, {1, 2, 3})
    expect(untold).to_have_count(0)
    decided.filter(has_text="Film 3").get_by_role("button").press("Enter")
    expect(decided).to_have_count(2)
    assert page.evaluate(AT)
    house.runs(page, page.get_by_role("button", name=COMPARE))
    expect(page.locator("#changes-planned li")).to_contain_text(["Film 3 2000, film put on Plex's watchlist"])


def test_without_javascript_lists_are_compared_brought_together_and_held_changes_confirmed_by_forms(
    house: ListHouse, visit: Visit
) -> None:
    lists = house.lists
    lists.on_both(*range(1, 9))
    lists.run()
    lists.wish(9)
    lists.unwish(*range(1, 7))
    page = visit(house.url, refusals=1, java_script_enabled=False, viewport=PHONE)
    sends(house, page, COMPARE, "Both lists are compared.")
    expect(page.locator("#changes-planned li")).to_contain_text(["Film 9"])
    sends(house, page, f"{TOGETHER}: 1 to add, 0 to take off", "Both lists are brought together.")
    expect(page.locator("#changes-done li")).to_contain_text(["Film 9"])
    page.get_by_role("button", name=YES).click()
    expect(page.locator("#watch-wrong")).to_contain_text("Choose what is to be done")
    page.locator("#watch-held li").filter(has_text="Film 4 ").get_by_role("checkbox").check()
    sends(house, page, YES, "On its way with your yes: 1 change.")
    expect(page.locator("#watch-held li")).to_have_count(5)
    assert house.stands() == ({7, 8, 9}, {1, 2, 3, 5, 6, 7, 8, 9})
    assert overhanging(page) == []


def test_the_worker_of_the_sample_household_compares_its_lists(demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}watchlist")
    page.get_by_role("button", name=COMPARE).click()
    expect(page.locator("#watch-work")).to_be_visible()
    expect(page.locator("#watch-runs > li").first).to_contain_text("done just now, started by hand")
    stands(page, "NOT EQUAL In sync: 2 titles.")
    expect(page.locator("#watch-plan")).to_contain_text("A Show Not Owned 2025, show put on SIMKL's list")


def sends(house: ListHouse, page: Page, button: str, words: str) -> None:
    """Send a form that queues a run, let the worker do it, and look how far it is, as the page's link offers."""
    press(page, button, "/watchlist")
    said(page, words)
    house.work()
    page.get_by_role("link", name="Look how far it is").click()
    expect(page.locator("#watch-stands")).to_be_visible()
