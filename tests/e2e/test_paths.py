"""The page of paths in a real browser: with script and without, in every look."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from parity.core.told import Told, Touched
from parity.store import arrivals, schema
from tests.e2e.conftest import Visit
from tests.e2e.library_house import fill_library
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.small_house import SmallHouse
from tests.store.builders import NOW

pytestmark = pytest.mark.browser


def fill(house: SmallHouse) -> None:
    """Two servers, shows in /data/tv, and a file of Sonarr that no library has a place for."""
    with house.database.writing() as connection:
        fill_library(connection)
        of_attic = schema.libraries.c.machine_id == "m1"
        connection.execute(update(schema.libraries).where(of_attic).values(locations='["/data/tv"]'))
        told = Told("sonarr", "Download", "It came.", (Touched("/in/tv/Dark/Season 1/1.mkv"),))
        arrivals.add(connection, "sonarr", told, None, NOW)


@pytest.mark.parametrize("script", [True, False])
def test_a_rule_is_typed_wrong_then_taken_as_proposed_and_a_path_is_followed(
    house: SmallHouse, visit: Visit, script: bool
) -> None:
    fill(house)
    page = visit(house.url, java_script_enabled=script, refusals=1)
    page.goto(f"{house.url}library/paths")
    page.locator("#rule-matches").fill("tv")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator("#rule-problem")).to_contain_text("from the beginning")
    page.get_by_role("button", name=re.compile("Make this rule")).first.click()
    expect(page.locator("#rules-list")).to_contain_text("/in/tv")
    page.locator("#path").fill("/in/tv/Dark/Season 1/2.mkv")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#found")).to_contain_text("The folder /data/tv/Dark/Season 1 is scanned.")
    page.get_by_role("button", name=re.compile("Test it: let Attic scan it")).click()
    expect(page.locator("#toasts")).to_contain_text("Plex is asked to scan it: the page Library")
    page.get_by_role("button", name=re.compile("Drop ?: .in.tv")).click()
    expect(page.locator("#rules")).to_contain_text("There is no rule")


def test_axe_has_no_objection_to_paths(house: SmallHouse, visit: Visit) -> None:
    fill(house)
    page = visit(house.url, refusals=1, reduced_motion="reduce")
    take_along_axe(page)
    page.goto(f"{house.url}library/paths")
    assert objections(page) == []
    page.get_by_role("button", name=re.compile("Make this rule")).first.click()
    expect(page.locator("#rules-list")).to_contain_text("/in/tv")
    page.get_by_role("button", name="Make it").click()
    page.locator("#rule-problem").wait_for()
    page.locator("#path").fill("/in/tv/Dark/Season 1/2.mkv")
    page.get_by_role("button", name="Show it").click()
    page.locator("#found").wait_for()
    assert objections(page) == []
