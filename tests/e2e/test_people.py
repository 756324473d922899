"""The lists of people and of keys in a real browser: with script and without, in every look, by their own buttons."""

import re

import pytest
from playwright.sync_api import expect

from parity.actions import keys
from parity.core.account import Account
from parity.core.roles import Role
from parity.store import people
from tests.e2e.conftest import Visit
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.small_house import LONG, SmallHouse
from tests.store.builders import NOW
from tests.web.houses import person_on

pytestmark = pytest.mark.browser


@pytest.fixture
def peopled(house: SmallHouse) -> SmallHouse:
    """A house with an owner, a manager, a viewer, two who asked, and two keys."""
    for role in (Role.OWNER, Role.MANAGER, Role.VIEWER):
        person_on(house.house, role)
    with house.database.writing() as connection:
        people.came(connection, Account(4711, "0123456789abcdef", "Casey"), NOW)
        people.came(connection, Account(4712, "fedcba9876543210", LONG), NOW)
    keys.make(house.house, "api", "read", "Home page")
    keys.make(house.house, "api", "manage", LONG[:60])
    return house


def test_both_pages_are_fit_for_everybody_also_when_something_was_typed_wrong(
    peopled: SmallHouse, visit: Visit
) -> None:
    page = visit(peopled.url, refusals=1, reduced_motion="reduce")
    take_along_axe(page)
    page.goto(f"{peopled.url}settings/people")
    assert objections(page) == []
    page.get_by_label("Number or uuid of the Plex account").fill("casey@example.org")
    page.get_by_role("button", name="Let in", exact=True).click()
    expect(page.get_by_label("Number or uuid of the Plex account")).to_be_focused()
    assert objections(page) == []
    page.goto(f"{peopled.url}settings/keys")
    assert objections(page) == []
    page.locator("#make-key").get_by_label("For what").fill("Script")
    page.locator("#make-key").get_by_role("button", name="Make it").click()
    expect(page.locator("code.key")).to_be_focused()
    assert objections(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_somebody_who_asked_is_let_in_and_a_key_is_made_with_script_and_without(
    peopled: SmallHouse, visit: Visit, script: bool
) -> None:
    page = visit(peopled.url, java_script_enabled=script)
    page.goto(f"{peopled.url}settings/people")
    page.get_by_role("button", name=re.compile("Let in as viewer ?: Casey")).click()
    expect(page.locator("#toasts")).to_contain_text("Casey may come in, and look.")
    expect(page.get_by_role("button", name=re.compile("Make a manager ?: Casey"))).to_be_visible()
    page.get_by_text("Sign everybody out", exact=True).click()
    page.get_by_role("button", name="Yes, sign everybody out").click()
    expect(page.locator("#toasts")).to_contain_text("Everybody else is signed out.")
    page.goto(f"{peopled.url}settings/keys")
    page.locator("#make-key").get_by_label("For what").fill("Script")
    page.locator("#make-key").get_by_role("button", name="Make it").click()
    expect(page.locator("code.key")).to_have_text(re.compile(r"[\w-]{43}"))
    page.get_by_role("button", name=re.compile("Revoke ?: Home page")).click()
    expect(page.locator("#toasts")).to_contain_text("This key opens nothing any more.")
    expect(page.locator("#access-keys")).not_to_contain_text("Home page")
