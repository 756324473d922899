"""Nothing jumps under the reader's eyes, and the way back leads to whole pages."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.looks import PHONE, WIDE
from tests.e2e.small_house import LONG, SmallHouse, fill, notify
from tests.store.builders import NOW, add_episode, add_scan_item, add_show, day

pytestmark = pytest.mark.browser

MOST = 0.05  # of layout shift, with those that Chromium forgives because somebody just pressed something
NOTE_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.shifts.push([one.value, one.sources.map((from) => from.node?.id)]);
  }).observe({type: "layout-shift", buffered: true});
}"""
TOLD = "() => new Promise(told => requestAnimationFrame(() => setTimeout(() => told(window.shifts), 50)))"


def height(page: Page) -> float:
    """How tall the panel of the scan is."""
    return float(page.locator("#scan").evaluate("panel => panel.getBoundingClientRect().height"))


def shift_of(page: Page) -> float:
    """How much moved so far, on the scale of Cumulative Layout Shift."""
    return float(sum(value for value, _sources in page.evaluate(TOLD)))


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_jumps_from_the_start_of_a_scan_to_its_end(size: Any, house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url, viewport=size)
    page.evaluate(NOTE_SHIFTS)
    heights = {"at rest": height(page)}
    page.get_by_role("button", name="Full scan").click()
    state, at = page.locator("#scan-state"), page.locator("#scan-at")
    expect(state).to_contain_text("waiting for the worker")
    heights["waiting"] = height(page)
    house.move_scan(state="running", started_at=NOW, current="Shows")
    expect(page.locator("#scan-current")).to_have_text("Shows")
    heights["reading"] = height(page)
    with house.database.writing() as connection:
        add_scan_item(connection, 2, 0, "Firefly", outcome="trouble", message=LONG)
    house.move_scan(
        total=1200, done=300, resumed=1, current="The Unbelievably Long Winded Title of a Show That Goes On and On"
    )
    expect(at).to_contain_text("300 of 1,200 titles")
    expect(at).to_contain_text("1 trouble")
    heights["running again, in trouble"] = height(page)
    house.move_scan(done=900, current=None, wants_pause=True)
    expect(state).to_contain_text("pausing")
    heights["pausing"] = height(page)
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")
    with house.database.writing() as connection:
        add_episode(connection, 2, (2, 1), day(-2), title="A Late Find")
        add_show(connection, "Never Seen", standing="pending", checked_at=None)
        for number in range(4):
            add_episode(connection, add_show(connection, f"New {number}"), (1, 1), day(-1))
        notify(connection)
    house.end_scan("partial", f"TMDB: no answer about {LONG}. Stopped at 900 of 1200; the rest stays as it was.")
    expect(page.get_by_text("none is running")).to_be_visible()
    expect(page.locator("#number-missing strong")).to_have_text("20")
    expect(page.locator("#missing-news")).to_contain_text("Show what the scan changed")
    expect(page.locator("#news")).to_contain_text("3 new notices")
    expect(page.locator("#numbers .others")).to_contain_text("1 never checked")
    heights["at rest again"] = height(page)
    assert heights == dict.fromkeys(heights, heights["at rest"])
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")
    page.get_by_role("link", name="Show them").click()
    expect(page.locator("#notices .notice")).to_have_count(3)
    expect(page.locator("#missing .card")).to_have_count(6)
    expect(page.locator("#news")).to_be_empty()


@pytest.mark.parametrize("path", ["", "activity"])
def test_nothing_jumps_while_a_real_scan_runs(path: str, demo: Demo, visit: Visit) -> None:
    page = visit(f"{demo.url}{path}")
    page.evaluate(NOTE_SHIFTS)
    demo.slow(0.05)
    page.get_by_role("button", name="Full scan", exact=True).click()
    expect(page.locator("#scan progress[value]")).to_be_visible()
    expect(page.locator("#scan-last > li").first).to_contain_text("Full scan finished")
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")


def test_nothing_jumps_on_the_page_of_a_show_that_is_scanned(demo: Demo, visit: Visit) -> None:
    [show] = [each for each in demo.api("shows?limit=500")["items"] if each["title"] == "Reacher"]
    page = visit(f"{demo.url}shows/{show['show_id']}", viewport=PHONE)
    page.evaluate(NOTE_SHIFTS)
    demo.slow(0.5)
    rescan = page.get_by_role("button", name="Rescan this show")
    rescan.click()
    expect(page.locator("#show-scan")).to_contain_text("Plex and TMDB are asked.")
    expect(rescan).to_be_enabled()
    assert shift_of(page) <= MOST, page.evaluate("window.shifts")


def test_the_way_back_leads_to_a_whole_page(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url)
    page.get_by_role("button", name="Ignore: Firefly").click()
    expect(page.locator("#toasts")).to_contain_text("Firefly is ignored.")
    for leave in ("#missing .name a", "#number-week", "#header a[href='/settings']"):
        page.locator(leave).first.click()
        expect(page).not_to_have_url(house.url)
        page.go_back()
        expect(page).to_have_url(house.url)
        expect(page.locator("#header")).to_be_visible()
        expect(page.locator("#number-missing strong")).to_have_text("1")
        expect(page.locator("main section")).to_have_count(5)


def test_an_ignored_show_goes_with_all_its_numbers_and_comes_back_by_the_toast(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url)
    page.evaluate("window.same = true")
    missing = page.locator("#number-missing strong")
    page.get_by_role("button", name="Ignore: The Unbel").click()
    expect(page.locator("#missing .card")).to_have_count(1)
    expect(missing).to_have_text("14")
    expect(page.locator("#upcoming")).to_contain_text("No episode with a date lies ahead.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#missing .card")).to_have_count(2)
    expect(missing).to_have_text("15")
    expect(page.locator("#upcoming .near li")).to_have_count(1)
    assert page.evaluate("window.same")


def test_the_keyboard_goes_on_at_the_next_card_when_one_is_ignored(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    cards = page.locator("#missing .card .name a")
    first, second = cards.nth(0).inner_text(), cards.nth(1).inner_text()
    page.get_by_role("button", name=f"Ignore: {first}").focus()
    page.keyboard.press("Enter")
    following = page.get_by_role("link", name=second, exact=True).first
    expect(following).to_be_focused()
    undo = page.get_by_role("button", name="Undo")
    assert page.locator(".toast").evaluate("toast => toast.getAnimations().length") == 0
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Taken back")).to_be_focused()
    expect(cards.first).to_have_text(first)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_be_empty()
    expect(following).to_be_focused()


def test_one_show_is_scanned_again_from_its_card_and_a_second_wish_has_to_wait(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    demo.slow(2)
    again = page.get_by_role("button", name="Rescan:").first
    again.dblclick()
    expect(page.locator("#toasts")).to_contain_text("is being scanned.")
    expect(page.locator("#scan-state")).to_contain_text("Scan of one show")
    expect(again).to_be_focused()
    page.get_by_role("button", name="Rescan:").nth(1).click()
    expect(page.locator(".toast.error")).to_contain_text("A scan is running:")
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#toasts")).to_be_empty()
    demo.slow(0)
    expect(page.locator("#scan-last > li").first).to_contain_text("Scan of one show finished")
