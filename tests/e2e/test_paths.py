"""The page of paths in a real browser: with script and without, in every look."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from parity.actions.queue_refresh import note_unmapped
from parity.core.paths import Rule
from parity.core.told import Told, Touched
from parity.store import arrivals, path_rules, refreshes, schema
from tests.e2e.conftest import Visit
from tests.e2e.library_house import fill_library
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.small_house import LONG, SmallHouse
from tests.store.builders import NOW

pytestmark = pytest.mark.browser

LOST = "/in/tv/Dark/Season 1/1.mkv"


def fill(house: SmallHouse) -> None:
    """Two servers, shows in /data/tv, a rule, and a file of Sonarr that no library has a place for."""
    with house.database.writing() as connection:
        fill_library(connection)
        of_attic = schema.libraries.c.machine_id == "m1"
        connection.execute(update(schema.libraries).where(of_attic).values(locations='["/data/tv"]'))
        told = Told("sonarr", "Download", "It came.", (Touched(LOST),))
        message = arrivals.add(connection, "sonarr", told, None, NOW)
        refreshes.link(connection, note_unmapped(connection, LOST, "sonarr", NOW), message)
        path_rules.add(connection, Rule("regex", f"^/{LONG}/(.*)$", "/data/tv/$1", LONG, "m2", ignore_case=True))


def type_wrong(page: Page) -> None:
    """A rule that cannot be kept is sent."""
    page.locator("#told-new").fill("tv")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#told-new-problem")).to_contain_text("from the beginning")


@pytest.mark.parametrize("script", [True, False])
def test_a_lost_path_is_looked_at_and_brought_home_by_a_rule(house: SmallHouse, visit: Visit, script: bool) -> None:
    fill(house)
    page = visit(house.url, java_script_enabled=script, refusals=1)
    page.goto(f"{house.url}library")
    page.get_by_role("link", name=re.compile("^Paths")).click()
    page.locator("#told").get_by_role("link", name=LOST).click()
    expect(page.locator("#answer-title")).to_contain_text("No library holds it")
    page.locator("#answer").get_by_role("button", name="Take it").click()
    expect(page.locator("#answer-title")).to_contain_text("Plex would be asked")
    expect(page.locator("#answer")).to_contain_text("The folder to scan is /data/tv/Dark/Season 1")
    type_wrong(page)
    page.locator("#told-new").fill("/other")
    page.locator("#called-new").fill("/data/tv")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".rules li")).to_have_count(3)
    expect(page.locator("#told-new")).to_have_value("")
    page.get_by_role("button", name=re.compile("Move up ?: .in.tv")).click()
    expect(page.locator(".rules li").first).to_contain_text("/in/tv")
    page.get_by_role("button", name=re.compile("Edit ?: .in.tv")).click()
    page.locator("#told-2").fill("/in")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".rules li").first).to_contain_text(re.compile("/in .*→"))
    page.get_by_role("button", name="Test it for real").click()
    page.wait_for_url(re.compile("/library#refresh-"))
    expect(page.locator(page.url[page.url.index("#") :])).to_contain_text("/data/tv/tv/Dark/Season 1")
    page.goto(f"{house.url}library/paths?edit=2")
    page.get_by_role("button", name="Remove this rule").click()
    expect(page.locator(".rules li")).to_have_count(2)


def test_the_page_of_paths_is_fit_for_everybody_also_with_a_rule_typed_wrong(house: SmallHouse, visit: Visit) -> None:
    fill(house)
    page = visit(house.url, refusals=1, reduced_motion="reduce")
    take_along_axe(page)
    page.goto(f"{house.url}library/paths?path={LOST}&edit=1")
    assert objections(page) == []
    type_wrong(page)
    expect(page.locator("#told-new")).to_be_focused()
    assert objections(page) == []
    page.goto(f"{house.url}library/paths?path=/data/tv/{LONG}/1.mkv")
    expect(page.get_by_role("button", name="Test it for real")).to_be_visible()
    assert objections(page) == []
