"""A show that does not look right says so, and one press puts it right or takes that back; each row can say why."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from parity.store import decisions
from parity.store.schema import items, placements
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE, objections, overhanging, take_along_axe
from tests.e2e.small_house import LONG, SmallHouse
from tests.store.builders import NOW, TODAY, add_difference, add_episode, add_scan, add_show, day, hold

pytestmark = pytest.mark.browser

PATH = "/mnt/media/shows/Firefly/Season 01/" + "Firefly.S01E02.The.Train.Job." * 4 + "mkv"
PROPOSALS = [
    {"kind": "order", "value": "tmdb:aired", "name": "TMDB, as aired", "share": 98, "share_now": 41},
    {"kind": "match", "value": "1396", "name": LONG, "share": 90, "share_now": 41},
    {"kind": "key", "value": "", "name": "", "share": 0, "share_now": 0},
]


def furnish(connection: Connection) -> None:
    """Firefly with all that there can be to tell, and Bleach, which does not look right."""
    times: dict[str, Any] = {
        "airs_time": "21:00",
        "airs_zone": "America/New_York",
        "grace_days": 2,
        "grace_source": "learned",
    }
    show = add_show(connection, "Firefly", year=2002, tmdb_id=1437, imdb_id="tt0303461", match_source="tmdb", **times)
    connection.execute(items.update().values(own_order="tmdbAiring", folder="/mnt/media/shows/Firefly", title=LONG))
    add_episode(connection, show, (1, 1), day(-30), owned=True, title="Serenity")
    add_episode(connection, show, (1, 2), day(-20), owned=True, title="The Train Job")
    add_episode(connection, show, (1, 3), day(-9), title="Bushwhacked")
    add_episode(connection, show, (1, 4), day(9), title="Shindig")
    for key, title in (("101", "Serenity"), ("107", "The Train Job")):
        hold(connection, 1, "1001", key, title=title, file=PATH)
    moved = {"show_id": show, "rating_key": "107", "title": "The Train Job", "season": 1, "number": 2, "how": "title"}
    connection.execute(placements.insert().values(**moved, from_season=1, from_number=7))
    add_difference(connection, show, (1, 3), title="Bushwhacked", air_date=day(-9))
    decisions.add(connection, "policy", ["plex://show/1"], "Firefly: policy all", NOW, TODAY, value="all", reason=LONG)
    doubt: dict[str, Any] = {
        "standing": "suspect",
        "doubt": "order",
        "reason": "another order explains far more of what Plex holds",
    }
    told: dict[str, Any] = {**doubt, "proposals": json.dumps(PROPOSALS)}
    add_show(connection, "Bleach", tmdb_id=30984, match_source="tmdb", **told)
    add_scan(connection)


@pytest.fixture
def furnished(house: SmallHouse) -> SmallHouse:
    """The house with both."""
    with house.database.writing() as connection:
        furnish(connection)
    return house


def said(page: Page) -> str:
    """All that stands in the page's main part."""
    return " ".join(page.locator("main").inner_text().split())


def test_a_proposal_is_taken_with_one_press_and_taken_back_with_another(furnished: SmallHouse, visit: Visit) -> None:
    page = visit(f"{furnished.url}shows/2")
    page.evaluate("window.same = true")
    expect(page.locator("#doubt h2")).to_have_text("This does not look right")
    expect(page.locator("#doubt")).to_contain_text("With a key for TheTVDB Parity would compare in the order")
    page.get_by_role("button", name="Compare in this order: TMDB, as aired").click()
    expect(page.locator("#toasts")).to_contain_text("It is compared in another order: TMDB, as aired.")
    expect(page.locator("#decisions")).to_contain_text("Numbered by TMDB, as aired")
    expect(page.locator("#order select")).to_have_value("tmdb:aired")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Taken back")
    expect(page.locator("#decisions")).to_have_count(0)
    expect(page.locator("#order select")).to_have_value("")
    assert page.evaluate("window.same")


def test_a_row_leads_to_its_reasons_and_another_episode_is_asked_about_there(
    furnished: SmallHouse, visit: Visit
) -> None:
    page = visit(f"{furnished.url}shows/1", refusals=1)
    page.locator("#s01e03 a.state").click()
    expect(page.locator("h1")).to_have_text("Why S01E03 stands as it does")
    assert "Bushwhacked: It should be in Plex since" in said(page)
    assert "exact: it airs at 21:00 in America/New_York" in said(page)
    page.evaluate("window.same = true")
    ask = page.get_by_label("Ask about one episode")
    ask.fill("S09E09")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#episode-wrong")).to_have_text("This show has no S09E09.")
    ask.fill("s01e02")
    ask.press("Enter")
    expect(page.locator("h1")).to_have_text("Why S01E02 stands as it does")
    expect(page.locator("#held")).to_contain_text("S01E07 The Train Job rating key 107: counts as S01E02, by its title")
    expect(page.locator("#held code").first).to_have_text(PATH)
    expect(page).to_have_url(f"{furnished.url}shows/1/why?episode=S01E02")
    assert page.evaluate("window.same")
    page.locator(".way-back a").click()
    expect(page).to_have_url(f"{furnished.url}shows/1#s01e02")


def test_a_difference_is_accepted_and_taken_back(furnished: SmallHouse, visit: Visit) -> None:
    page = visit(f"{furnished.url}shows/1", viewport=PHONE)
    expect(page.locator("#s01e03 .state")).to_have_text("missing")
    page.get_by_role("button", name="Accept: S01E03").click()
    expect(page.locator("#s01e03 .state")).to_have_text("ignored")
    expect(page.locator("#differences")).to_contain_text("accepted")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#s01e03 .state")).to_have_text("missing")


def test_without_a_script_the_reasons_and_the_proposals_are_there_as_well(furnished: SmallHouse, visit: Visit) -> None:
    page = visit(f"{furnished.url}shows/1/why?episode=S01E04", java_script_enabled=False)
    assert "It is not due yet: it counts as missing from" in said(page)
    page.get_by_label("Ask about one episode").fill("S01E01")
    page.get_by_role("button", name="Ask").click()
    assert "Plex has it." in said(page)
    page.goto(f"{furnished.url}shows/2")
    page.get_by_role("button", name="Compare in this order: TMDB, as aired").click()
    expect(page.locator("#toasts")).to_contain_text("It is compared in another order: TMDB, as aired.")


def test_axe_has_no_objection_to_reasons_and_proposals(furnished: SmallHouse, visit: Visit) -> None:
    page = visit(furnished.url, reduced_motion="reduce")
    take_along_axe(page)
    for path in ("shows/1", "shows/2", "shows/1/why", "shows/1/why?episode=S01E02", "shows/2/why"):
        page.goto(f"{furnished.url}{path}")
        assert objections(page) == [], path
    page.set_viewport_size({"width": 320, "height": 700})
    assert overhanging(page) == []
