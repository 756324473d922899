"""With JavaScript switched off every page is whole, and forms do all the work."""

import pytest
from playwright.sync_api import Page, expect

from tests.cli.processes import until
from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo

pytestmark = pytest.mark.browser


def press(page: Page, button: str) -> None:
    """Send a form; the answer is 303, back to the dashboard."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name=button, exact=True).click()
    assert (sent.value.status, sent.value.headers["location"]) == (303, "/")
    page.wait_for_load_state()


def look_until(page: Page, words: str) -> None:
    """Ask for the page again and again, as its link offers, until it says so."""

    def looked() -> bool:
        page.reload()
        return words in " ".join(page.locator("#scan").inner_text().split())

    until(looked, f"the page says {words}")


def test_a_scan_is_started_paused_resumed_and_cancelled_by_forms(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url, java_script_enabled=False)
    demo.slow(1.5)
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
    expect(row.get_by_text("S03E01")).to_be_visible()
