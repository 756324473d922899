"""Scans by their buttons: watched without a reload, paused, resumed, cancelled, and never out of hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse, fill, scan_on
from tests.store.builders import add_episode, day

pytestmark = pytest.mark.browser

BLACK_MIRROR, FUTURAMA, THE_BOYS = 42009, 615, 76479
LONG_SHOW = 1
NOTE_PROGRESS = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const bar = document.querySelector("#scan progress[value]");
    if (bar && bar.value !== window.seen.at(-1)) window.seen.push(bar.value);
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
NOTE_SWAPS = "() => { addEventListener('htmx:after:settle', () => { window.swapped = true }) }"


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def missing(page: Page) -> int:
    return int(page.locator("#numbers strong").first.inner_text())


def test_a_scan_is_watched_to_its_end_without_a_reload_and_the_page_then_tells_what_it_found(
    demo: Demo, visit: Visit
) -> None:
    page = visit(demo.url)
    before = missing(page)
    row = page.locator(".card", has_text="Black Mirror")
    row.locator("summary").click()
    page.evaluate(NOTE_PROGRESS)
    demo.tmdb("add_episode", show_id=BLACK_MIRROR, season=3, number=7, air_date="2016-10-28", name="A Late Find")
    demo.slow(3, shows=f"{FUTURAMA}|{THE_BOYS}")
    press(page, "Full scan")
    expect(page.locator("#toasts")).to_contain_text("The scan starts.")
    expect(page.locator("#scan-state")).to_contain_text("Full scan running")
    expect(row.get_by_text("A Late Find")).to_be_visible()
    expect(page.locator("#numbers strong").first).to_have_text(str(before + 1))
    expect(page.get_by_role("button", name="Full scan")).to_be_visible()
    expect(page.locator("#scan-last > li").first).to_contain_text("1 newly missing, 0 resolved")
    assert demo.api("status")["numbers"]["missing"] == before + 1
    seen = page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert any(0 < done < demo.api("scans?limit=1")["items"][0]["total"] for done in seen), seen


def test_a_scan_is_paused_resumed_and_cancelled_by_its_buttons(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url)
    page.evaluate("window.same = true")
    state, said = page.locator("#scan-state"), page.locator("#toasts")
    demo.slow(2)  # it has to last until somebody has paused it, and looked again
    press(page, "Full scan")
    press(page, "Pause")
    expect(said).to_contain_text("The scan pauses")
    expect(state).to_contain_text("Full scan paused")
    assert demo.api("scans?limit=1")["items"][0]["state"] == "paused"
    press(page, "Resume")
    expect(said).to_contain_text("The scan goes on.")
    expect(state).to_contain_text("Full scan running")
    press(page, "Cancel")
    expect(said).to_contain_text("The scan ends")
    expect(state).to_contain_text("none is running")
    expect(page.locator("#scan-last > li").first).to_contain_text("Full scan cancelled")
    assert demo.api("scans?limit=1")["items"][0]["state"] == "cancelled"
    assert page.evaluate("window.same")


def test_whoever_uses_the_keyboard_stays_at_the_scan_while_its_buttons_come_and_go(
    house: SmallHouse, visit: Visit
) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url)
    page.locator("#scan-full").focus()
    for press_enter_for, then_tab_to in (("Pause", "scan-pause-now"), ("Resume", "scan-resume-now")):
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=press_enter_for)).to_be_visible()
        expect(page.locator("#scan-title")).to_be_focused()
        page.keyboard.press("Tab")
        assert focused(page) == then_tab_to


def test_a_look_at_the_scan_leaves_focus_and_opened_shows_alone(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
        scan_on(connection)
    page = visit(house.url)
    page.locator("#missing .amount").first.click()
    page.locator("#scan-cancel-now").focus()
    page.evaluate(NOTE_SWAPS)
    page.wait_for_function("() => window.swapped", timeout=PATIENCE)
    expect(page.locator("#scan-cancel-now")).to_be_focused()
    page.locator("#missing .amount").last.focus()
    with house.database.writing() as connection:
        add_episode(connection, LONG_SHOW, (1, 9), day(-2), title="A Late Find")
    house.end_scan()
    expect(page.locator("#missing details[open]")).to_contain_text("A Late Find")
    expect(page.locator("#missing details[open]")).to_have_count(1)
    expect(page.locator("#missing .amount").last).to_be_focused()


def test_a_sentence_goes_by_itself_and_moves_nothing(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url)
    before = page.locator("#numbers").bounding_box()
    page.get_by_role("button", name="Full scan", exact=True).dblclick()
    toast = page.locator(".toast", has_text="The scan starts.")
    expect(toast).to_be_visible()
    assert page.locator("#numbers").bounding_box() == before
    waits = "toast => toast.getAnimations().length"
    toast.hover()
    assert toast.evaluate(waits) == 0
    page.locator("#header .brand").hover()
    close = toast.get_by_role("link", name="Close")
    close.focus()
    assert toast.evaluate(waits) == 0
    page.locator("#scan-title").focus()
    assert toast.evaluate(waits) == 1
    toast.evaluate("toast => toast.getAnimations().forEach(wait => wait.finish())")
    expect(toast).to_be_hidden()
    page.locator("#scan-pause-now").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("The scan pauses")
    page.keyboard.press("Escape")
    expect(page.locator("#toasts")).to_be_empty()
    expect(page.locator("#scan-title")).to_be_focused()


def test_the_page_says_when_nobody_answers_until_somebody_does(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url, watched=False)
    house.hang_up()
    press(page, "Full scan")
    expect(page.locator("#toasts")).to_contain_text("Parity does not answer.")
    house.answer_again()
    press(page, "Full scan")
    expect(page.locator("#toasts")).to_contain_text("The scan starts.")
    expect(page.locator("#toasts")).not_to_contain_text("Parity does not answer.")
