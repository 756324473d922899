"""With JavaScript switched off every page is whole, and forms do all the work."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cli.processes import until
from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse, fill

pytestmark = pytest.mark.browser


def press(page: Page, button: str, back_to: str = "/") -> None:
    """Send a form; the answer is 303, to a whole page, which is the dashboard if nothing else is said."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name=button, exact=True).click()
    assert (sent.value.status, sent.value.headers["location"]) == (303, back_to)
    page.wait_for_load_state()


def said(page: Page, words: str) -> None:
    expect(page.locator("#toasts")).to_contain_text(words)


@pytest.fixture
def plain(house: SmallHouse, visit: Visit) -> Callable[..., Page]:
    """Opens a page of a small house in which there is something to do."""
    with house.database.writing() as connection:
        fill(connection)

    def opened(path: str = "", refusals: int = 0) -> Page:
        return visit(f"{house.url}{path}", refusals=refusals, java_script_enabled=False)

    return opened


def look_until(page: Page, words: str) -> None:
    """Ask for the page again and again, as its link offers, until it says so."""

    def looked() -> bool:
        page.reload()
        return words in " ".join(page.locator("#scan").inner_text().split())

    until(looked, f"the page says {words}")


def test_a_scan_is_started_paused_resumed_and_cancelled_by_forms(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url, java_script_enabled=False)
    demo.slow(2)  # it has to last until somebody has paused it, and looked again
    press(page, "Full scan")
    expect(page.locator("#toasts")).to_contain_text("The scan starts.")
    page.get_by_role("link", name="Look how far it is").click()
    expect(page.locator("#toasts")).to_be_empty()
    press(page, "Pause")
    expect(page.locator("#toasts")).to_contain_text("The scan pauses")
    look_until(page, "Full scan paused")
    press(page, "Resume")
    expect(page.locator("#toasts")).to_contain_text("The scan goes on.")
    look_until(page, "Full scan running")
    press(page, "Cancel")
    expect(page.locator("#toasts")).to_contain_text("The scan ends")
    look_until(page, "Full scan cancelled")


def test_shows_open_and_all_sections_are_there(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url, java_script_enabled=False)
    assert page.locator("main section").evaluate_all("all => all.map(one => one.id)") == [
        "notices",
        "numbers",
        "scan",
        "missing",
        "upcoming",
    ]
    page.locator("#missing-archive > summary").click()
    row = page.locator(".card", has_text="Cobra Kai")
    row.locator("summary").click()
    expect(row.locator("li").get_by_text("S03E01")).to_be_visible()


def test_a_show_is_ignored_on_the_dashboard_and_comes_back(plain: Callable[..., Page]) -> None:
    page = plain()
    press(page, "Ignore: Firefly")
    said(page, "Firefly is ignored.")
    expect(page.locator("#number-missing strong")).to_have_text("1")
    press(page, "Undo")
    said(page, "Taken back")
    expect(page.locator("#number-missing strong")).to_have_text("15")


def test_the_list_is_filtered_and_all_of_it_ignored_and_taken_back(plain: Callable[..., Page]) -> None:
    page = plain("shows")
    page.locator("#q").fill("fire")
    page.get_by_label("State", exact=True).select_option("missing")
    page.get_by_role("button", name="Show these").click()
    expect(page).to_have_url(re.compile(r"\?q=fire&state=missing$"))
    expect(page.locator("#found")).to_have_text("1 show")
    page.get_by_text("All of these…").click()
    press(page, "Ignore 1 show", "/shows?q=fire&state=missing")
    said(page, "Ignored: 1 show.")
    expect(page.locator("#no-shows")).to_be_visible()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    said(page, "Taken back")
    page.get_by_role("link", name="Shows", exact=True).click()
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.locator("#table tbody")).to_contain_text("Firefly")


def test_everything_about_a_show_is_decided_on_its_page(plain: Callable[..., Page]) -> None:
    page = plain("shows/2", refusals=1)
    press(page, "Ignore S01E03", "/shows/2#s01e03")
    said(page, "Firefly S01E03 is ignored.")
    expect(page.locator("#s01e03 .state")).to_have_text("ignored")
    press(page, "Un-ignore S01E03", "/shows/2#s01e03")
    said(page, "Firefly S01E03 is no longer ignored.")
    page.get_by_label("Policy").select_option("from")
    page.locator("#policy button").click()
    expect(page.locator("#policy-season-wrong")).to_contain_text("From which season on?")
    expect(page.get_by_label("Policy")).to_have_value("from")
    page.get_by_label("From season").fill("2")
    page.locator("#policy button").click()
    said(page, "Wanted episodes: from season 2 on.")
    expect(page.locator("#show-head .state").first).to_have_text("complete")
    press(page, "Undo: Wanted episodes: from season 2 on", "/shows/2")
    expect(page.locator("#show-head .state").first).to_have_text("missing")
    press(page, "Rescan this show", "/shows/2")
    said(page, "Firefly is looked at again.")


def test_settings_are_refused_corrected_and_saved(plain: Callable[..., Page]) -> None:
    page = plain("settings", refusals=1)
    topic = page.locator("#topic-missing")
    page.locator("#tz").fill("Atlantis")
    topic.get_by_role("button", name="Save").click()
    expect(page.locator("#tz-problem")).to_contain_text("Atlantis")
    expect(page.locator("#tz")).to_have_value("Atlantis")
    page.goto(page.url)
    expect(page).to_have_url(re.compile("/settings#topic-missing$"))
    page.locator("#tz").fill("Europe/Berlin")
    topic.get_by_role("button", name="Save").click()
    said(page, "Saved.")
    expect(page).to_have_url(re.compile("/settings#topic-missing$"))
    expect(page.locator("#tz")).to_have_value("Europe/Berlin")


def test_the_calendar_is_filtered_and_leafed_through(plain: Callable[..., Page]) -> None:
    page = plain("calendar")
    page.get_by_role("button", name="Next week").click()
    expect(page.locator("#board")).to_contain_text("Unbelievably")
    page.get_by_label("only premieres").check()
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("#board .empty")).to_contain_text("No episode of these days passes the filters.")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("#board")).to_contain_text("Unbelievably")
    page.get_by_role("link", name="Month", exact=True).click()
    expect(page.locator("#month")).to_contain_text("Unbelievably")
