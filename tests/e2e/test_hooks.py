"""The page of the hooks in a real browser: with script and without, in every look."""

import re

import pytest
from playwright.sync_api import Page, expect

from parity.store import arrivals
from tests.e2e.conftest import Visit
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.small_house import SmallHouse
from tests.web.hooking import SONARR

pytestmark = pytest.mark.browser


def make(page: Page, name: str) -> None:
    """Fill the form in."""
    form = page.locator("#make-hook")
    form.get_by_label("A name, such as sonarr-4k").fill(name)
    form.get_by_role("button", name="Make it").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_hook_is_made_copied_used_and_looked_at(house: SmallHouse, visit: Visit, script: bool) -> None:
    page = visit(house.url, java_script_enabled=script)
    page.goto(f"{house.url}settings/hooks")
    make(page, "sonarr")
    expect(page.locator("#toasts")).to_contain_text("The hook is there")
    address = page.locator("code.key").first
    expect(address).to_have_text(re.compile(r"/hooks/arr/[\w-]{43}"))
    assert page.request.post(address.inner_text(), data=SONARR).status == 200
    with house.database.writing() as connection:
        arrivals.settle(connection, 1, "unmapped")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#hooks")).to_contain_text("Dark S01E01 was imported. (no library has this path)")
    page.get_by_role("button", name=re.compile("Take it once more ?: sonarr")).click()
    expect(page.locator("#hooks")).to_contain_text("waits to be worked off")
    page.get_by_role("button", name=re.compile("Revoke ?: sonarr")).click()
    expect(page.locator("#hooks")).to_contain_text("No program tells Parity anything yet.")


def test_the_page_is_fit_for_everybody_also_when_something_was_typed_wrong(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url, refusals=1, reduced_motion="reduce")
    take_along_axe(page)
    page.goto(f"{house.url}settings/hooks")
    make(page, "sonarr-" + "x" * 33)
    expect(page.locator("#hook-1-address")).to_have_attribute("open", "")
    assert objections(page) == []
    make(page, "a b")
    expect(page.get_by_label("A name, such as sonarr-4k")).to_be_focused()
    assert objections(page) == []
