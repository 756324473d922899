"""Everything is in reach: on a phone, for a thumb, for the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PLACES, Visit
from tests.e2e.looks import PHONE, open_all, overhanging
from tests.e2e.small_house import SmallHouse, fill, notify, scan_on

pytestmark = pytest.mark.browser

THUMB = 44
MORE_PLACES = ("shows?view=table", "calendar?view=month", "shows/1", "shows/3", "activity/1")
STOPS = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.outerHTML, style.outlineStyle, style.outlineWidth, style.outlineColor];
}"""
RINGS = {"light": "rgb(1, 114, 173)", "dark": "rgb(1, 170, 255)"}


def test_long_titles_fit_a_phone_on_every_page_also_with_notices_troubles_and_a_scan_at_work(
    house: SmallHouse, visit: Visit
) -> None:
    with house.database.writing() as connection:
        fill(connection)
        notify(connection)
        scan_on(connection)
    page = visit(house.url, viewport=PHONE)
    found = {}
    for path in (*PLACES, *MORE_PLACES):
        page.goto(f"{house.url}{path}")
        open_all(page)
        found[path] = overhanging(page)
    assert found == dict.fromkeys(found, [])


def test_buttons_and_rows_are_high_enough_for_a_thumb(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
        notify(connection)
    page = visit(house.url, viewport=PHONE)
    heights = page.locator("main button, main summary").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) == 12
    assert min(heights) >= THUMB


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
