"""Everything is in reach: on a phone, for a thumb, for the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PLACES, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.looks import PHONE, open_all, overhanging
from tests.e2e.small_house import SmallHouse, fill, notify, scan_on

pytestmark = pytest.mark.browser

THUMB = 44
FINGERTIP = 24  # for a link with room around it
MORE_PLACES = ("shows?view=table", "calendar?view=month", "shows/1", "shows/3", "activity/1")
LOWER_THAN = """(main, least) => [...main.querySelectorAll("button, summary, select, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && Math.max(one.offsetHeight, one.labels?.[0]?.offsetHeight ?? 0) < least)
  .map((one) => `${one.offsetHeight}: ${one.outerHTML.slice(0, 90)}`)"""
# A link within a sentence is as high as its line.
LINKS_LOWER_THAN = """(body, least) => [...body.querySelectorAll("a:not(.skip)")]
  .filter((one) => one.checkVisibility() && !one.closest("thead") && one.getBoundingClientRect().height < least)
  .filter((one) => ![...one.parentNode.childNodes].some((by) => by.nodeType === 3 && by.textContent.trim().length > 2))
  .map((one) => `${one.offsetHeight}: ${one.outerHTML.slice(0, 90)}`)"""
STOPS = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.outerHTML, style.outlineStyle, style.outlineWidth, style.outlineColor];
}"""
RINGS = {"light": "rgb(1, 114, 173)", "dark": "rgb(1, 170, 255)"}


def test_every_page_of_the_demo_fits_a_phone(demo: Demo, visit: Visit) -> None:
    most = max(demo.api("shows?limit=500")["items"], key=lambda show: show["expected"])
    page = visit(demo.url, viewport=PHONE)
    found = {}
    for path in (*PLACES, f"shows/{most['show_id']}"):
        page.goto(f"{demo.url}{path}")
        open_all(page)
        found[path] = overhanging(page)
    assert found == dict.fromkeys(found, [])


def test_a_thumb_gets_from_the_dashboard_to_an_episode(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url, viewport=PHONE, has_touch=True, is_mobile=True)
    shows = page.locator("#header .places").get_by_role("link", name="Shows")
    expect(shows).to_be_in_viewport()
    shows.tap()
    page.wait_for_url("**/shows")  # with its scripts
    page.locator("#q").fill("firefly")
    expect(page.locator("#found")).to_have_text("1 show")
    page.locator("#posters a").first.tap()
    page.locator(".map .cell.missing").last.tap()
    row = page.locator("#s01e14")
    expect(row).to_be_in_viewport()
    row.get_by_role("button", name="Ignore S01E14").tap()
    expect(row.locator(".state")).to_have_text("ignored")
    expect(page.locator("#toasts")).to_be_in_viewport()


def test_long_titles_fit_a_phone_and_buttons_a_thumb_also_with_notices_troubles_and_a_scan_at_work(
    house: SmallHouse, visit: Visit
) -> None:
    with house.database.writing() as connection:
        fill(connection)
        notify(connection)
        scan_on(connection)
    page = visit(house.url, viewport=PHONE, has_touch=True, is_mobile=True)
    found = {}
    for path in (*PLACES, *MORE_PLACES):
        page.goto(f"{house.url}{path}")
        open_all(page)
        found[path] = [*overhanging(page), *page.locator("main").evaluate(LOWER_THAN, THUMB)]
        found[path] += page.locator("body").evaluate(LINKS_LOWER_THAN, FINGERTIP)
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is(
    house: SmallHouse, visit: Visit, scheme: str
) -> None:
    with house.database.writing() as connection:
        fill(connection)
        notify(connection)
    page = visit(house.url, color_scheme=scheme, reduced_motion="reduce")
    open_all(page)
    expected = page.locator("a, button, summary, input:not([type=hidden])").evaluate_all(STOPS)
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        stop, style, width, colour = page.evaluate(RING)
        assert (style, width, colour) == ("solid", "2px", RINGS[scheme]), stop
        reached.append(stop)
    assert reached == expected


def test_the_first_stop_leads_past_the_header(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_css("background-color", "rgb(255, 255, 255)")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#number-missing")).to_be_focused()
