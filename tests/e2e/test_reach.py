"""Everything is in reach: on a phone, for a thumb, for the keyboard."""

import pytest
from playwright.sync_api import Page, TimeoutError, ViewportSize, expect

from parity.demo.tmdb_world import TmdbWorld
from tests.e2e.conftest import PATIENCE, PLACES, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.library_house import fill_library
from tests.e2e.looks import PHONE, WIDE, open_all, overhanging
from tests.e2e.small_house import LONG, SmallHouse, fill, notify, scan_on
from tests.store.builders import add_episode, day

pytestmark = pytest.mark.browser

THUMB = 44
NARROW: ViewportSize = {"width": 320, "height": 640}  # also what 1280 px are at 400 %
FINGERTIP = 24  # for a link with room around it
MORE_PLACES = ("shows?view=table", "calendar?view=month", "shows/1", "shows/3", "activity/1")
LOWER_THAN = """(main, least) => [...main.querySelectorAll("button, summary, select, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && Math.max(one.offsetHeight, one.labels?.[0]?.offsetHeight ?? 0) < least)
  .map((one) => `${one.offsetHeight}: ${one.outerHTML.slice(0, 90)}`)"""
# Where the keyboard would stop though nobody sees it: in a box of one pixel.
HIDDEN_STOPS = """main => [...main.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .filter((one) => { for (let box = one; box; box = box.parentElement) if (box.offsetWidth === 1) return true; })
  .map((one) => `unseen: ${one.outerHTML.slice(0, 90)}`)"""
# Of those that send a form: the one of this name, else the first that was not pressed on any page yet, whichever scan,
# show or decision it is about.
GO_TO = """(wanted) => {
  const pressed = new Set(JSON.parse(sessionStorage.pressed ?? "[]"));
  const named = ({form, name, value, innerText}) =>
    `${form.getAttribute("hx-post")} ${name} ${value} ${innerText}`.replace(/\\d+/g, "");
  const next = [...document.querySelectorAll("main button")].find((one) => one.form?.hasAttribute("hx-post")
    && one.checkVisibility({visibilityProperty: true}) && one.ariaDisabled !== "true"
    && (wanted ? named(one) === wanted : !pressed.has(named(one))));
  if (!next) return null;
  sessionStorage.pressed = JSON.stringify([...pressed, named(next)]);
  next.focus();
  window.answered = false;
  addEventListener("htmx:finally:request", (event) => {
    window.answered ||= event.detail.ctx.request.method === "POST";
  });
  return named(next);
}"""
ANSWERED = "() => window.answered !== false && !document.querySelector('.htmx-request')"
AT = """() => {
  const one = document.activeElement;
  const somewhere = one !== document.body && one.checkVisibility({visibilityProperty: true}) && one.offsetWidth > 1;
  return somewhere && !one.disabled && one.tabIndex + one.hasAttribute("tabindex") >= 0;
}"""
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


def test_every_page_of_the_demo_fits_phones_and_letters_twice_as_large(demo: Demo, visit: Visit) -> None:
    most = max(demo.api("shows?limit=500")["items"], key=lambda show: show["expected"])
    page = visit(demo.url, viewport=PHONE)
    found = {}
    for path in (*PLACES, "calendar?view=month", f"shows/{most['show_id']}"):
        page.goto(f"{demo.url}{path}")
        open_all(page)
        found[path] = overhanging(page)
        page.set_viewport_size(NARROW)
        found[f"{path} narrow"] = overhanging(page)
        tops = page.locator("#header .places a").evaluate_all("all => all.map(one => one.offsetTop)")
        assert len(set(tops)) == 1, f"{path}: the places stand in more than one line"
        page.set_viewport_size(WIDE)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[f"{path} large"] = overhanging(page)
        page.set_viewport_size(PHONE)
        found[f"{path} large on a phone"] = overhanging(page)
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
        found[path] += page.locator("main").evaluate(HIDDEN_STOPS)
        found[path] += page.locator("body").evaluate(LINKS_LOWER_THAN, FINGERTIP)
    page.goto(house.url)
    page.get_by_role("button", name="Rescan:").first.tap()
    page.locator(".toast.error").wait_for()
    found["a toast"] = overhanging(page)
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
    for path, stop in (("shows", "#bulk summary"), ("shows", "input[type=date]"), ("about", "pre[tabindex]")):
        page.goto(f"{house.url}{path}")
        page.keyboard.press("Tab")
        open_all(page)
        page.locator(stop).focus()
        assert page.evaluate(RING)[1:] == ["solid", "2px", RINGS[scheme]], stop


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


def test_arrows_lead_through_the_map_of_episodes_and_the_tabulator_past_it(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
        for number in range(1, 4):
            add_episode(connection, 2, (2, number), day(-50))
    page = visit(f"{house.url}shows/2", viewport=PHONE)
    skip, cells = page.locator("#map .skip"), page.locator(".map .cell")
    skip.focus()
    title = page.locator("#map-title").bounding_box()
    shown = skip.bounding_box()
    assert title is not None
    assert shown is not None
    assert abs(shown["y"] - title["y"]) < 100
    cells.first.focus()
    tops = page.locator(".map .cells").first.evaluate("one => [...one.children].map(cell => cell.offsetTop)")
    below = f"S01E{tops.count(tops[0]) + 1:02d}"
    for key, name in (
        *(("ArrowRight", "S01E02"), ("End", "S01E14"), ("ArrowRight", "S02E01"), ("ArrowUp", below)),
        *(("ArrowUp", "S01E01"), ("ArrowUp", "S01E01"), ("ArrowDown", below), ("Home", "S01E01")),
    ):
        page.keyboard.press(key)
        expect(page.locator(f".map [href='#{name.lower()}']")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".map .season").nth(1)).to_be_focused()


def press_next(page: Page) -> str | None:
    """Press the next button by keyboard and wait for what it does; its name, or None when all were pressed."""
    button: str | None = page.evaluate(GO_TO)
    for _attempt in range(3):
        if button is None or not page.evaluate(GO_TO, button):
            return button
        page.keyboard.press("Enter")
        try:
            page.wait_for_function(ANSWERED, timeout=PATIENCE / 3)
        except TimeoutError:
            continue  # the page looked for news in that very moment, and put another button in its place
        return button
    raise AssertionError(f"nothing was sent by: {button}")


def test_every_button_leaves_whoever_pressed_it_by_keyboard_at_a_place(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
        notify(connection)
        fill_library(connection)
    tmdb = TmdbWorld()
    tmdb.add_show(90001, LONG)
    tmdb.add_group(90001, "5acf93e60e0a26346d0000ce", "As meant", {1: []})
    house.let_out(tmdb)  # one of the buttons asks it for the orders of a show
    page = visit(house.url, refusals=2)
    pressed, lost = [], []
    for path in ("shows/1", "", "activity", "maintenance", "shows", "library"):
        page.goto(f"{house.url}{path}")
        open_all(page)
        while button := press_next(page):
            pressed.append(button)
            if not page.evaluate(AT):
                lost.append(f"{path}: {button}")
            open_all(page)
    assert lost == []
    assert len(pressed) >= 20, pressed
