"""The page of a show: everything on it can be decided and taken back without a reload, and the API then agrees."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cli.processes import until
from tests.e2e.conftest import Visit
from tests.e2e.demo_process import Demo
from tests.e2e.looks import PHONE
from tests.e2e.small_house import SmallHouse, fill

pytestmark = pytest.mark.browser

SILO = 125988
Open = Callable[[str], Page]


def show_of(demo: Demo, title: str) -> Any:
    [found] = [show for show in demo.api("shows?limit=500")["items"] if show["title"] == title]
    return found


@pytest.fixture
def open_show(demo: Demo, visit: Visit) -> Open:
    """Opens the page of a show, and marks it, so that a reload would be seen."""

    def opened(title: str) -> Page:
        page = visit(f"{demo.url}shows/{show_of(demo, title)['show_id']}")
        page.evaluate("window.same = true")
        return page

    return opened


def stand(page: Page) -> Locator:
    return page.locator("#show-head .stand .state")


def undo(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Taken back")


def test_a_rescan_brings_a_new_episode_onto_the_page(demo: Demo, open_show: Open) -> None:
    page = open_show("Silo")
    expect(stand(page)).to_have_text("complete")
    demo.tmdb("add_episode", show_id=SILO, season=1, number=11, air_date="2023-07-07", name="A Late Find")
    try:
        page.get_by_role("button", name="Rescan this show").click()
        expect(page.locator("#toasts")).to_contain_text("Silo is looked at again.")
        expect(page.locator("#s01e11")).to_contain_text("A Late Find")
        expect(page.get_by_role("button", name="Rescan this show")).to_be_enabled()
        expect(stand(page)).to_have_text("missing")
        assert show_of(demo, "Silo")["missing"] == 1
        assert page.evaluate("window.same")
    finally:
        demo.tmdb("remove_episode", show_id=SILO, season=1, number=11)
        page.get_by_role("button", name="Rescan this show").click()
        expect(stand(page)).to_have_text("complete")


def test_an_episode_a_season_and_the_show_are_ignored_and_taken_back(demo: Demo, open_show: Open) -> None:
    page = open_show("Reacher")
    [gap] = [gap for gap in demo.api("missing?limit=1000")["items"] if gap["title"] == "Reacher"]
    code = gap["code"]
    episode = page.locator(f"#{code.lower()}")
    page.get_by_text("Give a reason or a last day").click()
    page.locator("#ignore-some input[name=reason]").fill("seen it elsewhere")
    page.keyboard.press("Enter")
    episode.get_by_role("button", name=f"Ignore {code}").click()
    expect(page.locator("#toasts")).to_contain_text(f"Reacher {code} is ignored.")
    expect(episode.locator(".state")).to_have_text("ignored")
    expect(page.locator(f"#{code.lower()}-ignore")).to_be_focused()
    expect(page.locator("#decisions q")).to_have_text(["seen it elsewhere"])
    assert show_of(demo, "Reacher")["missing"] == 0
    undo(page)
    expect(episode.locator(".state")).to_have_text("missing")
    season = page.locator(f"#{code[:3].lower()}-ignore")
    season.click()
    expect(season).to_have_text("No longer ignore this season")
    expect(stand(page)).to_have_text("complete")
    season.click()
    expect(season).to_have_text("Ignore this season")
    page.get_by_role("button", name="Ignore this show").click()
    expect(stand(page)).to_have_text("ignored")
    page.locator("#plight").get_by_role("button", name="No longer ignore it").click()
    expect(stand(page)).to_have_text("missing")
    assert show_of(demo, "Reacher")["missing"] == 1
    assert page.evaluate("window.same")
    page.goto(f"{demo.url}shows?state=missing")
    listed = page.locator("#shows").get_by_role("link", name="Reacher")
    listed.click()
    page.get_by_role("button", name="Ignore this show").click()
    expect(stand(page)).to_have_text("ignored")
    page.go_back()
    expect(page.locator("#found")).to_be_visible()
    expect(listed).to_have_count(0)
    page.go_forward()
    page.locator("#plight").get_by_role("button", name="No longer ignore it").click()
    expect(stand(page)).to_have_text("missing")


def test_an_unmatched_show_is_matched_by_its_candidate_and_back(demo: Demo, open_show: Open) -> None:
    page = open_show("The Traitors")
    expect(stand(page)).to_have_text("not matched")
    page.locator("#candidates button").first.click()
    expect(page.locator("#toasts")).to_contain_text(re.compile(r"The Traitors is TMDB \d+\. TMDB is asked now\."))
    expect(page.locator("#seasons")).to_be_visible()
    expect(page.locator("#show-head .facts")).to_contain_text("you said so")
    matched = show_of(demo, "The Traitors")
    assert matched["tmdb_id"] is not None
    assert matched["match_source"] == "decision"
    page.get_by_role("button", name="Let Parity find out").click()
    expect(page.locator("#toasts")).to_contain_text("Parity finds out by itself again")
    expect(stand(page)).to_have_text("not matched")
    expect(page.locator("#candidates")).to_be_visible()
    until(lambda: show_of(demo, "The Traitors")["state"] == "unmatched", "the show is unmatched again")


def test_a_policy_decides_what_is_missing_and_is_taken_back(demo: Demo, open_show: Open) -> None:
    page = open_show("Cobra Kai")
    policy = page.locator("#policy")
    assert show_of(demo, "Cobra Kai")["missing"] == 10
    policy.get_by_label("Policy").select_option("last")
    policy.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Wanted episodes: only the last season.")
    expect(stand(page)).to_have_text("complete")
    assert show_of(demo, "Cobra Kai")["missing"] == 0
    undo(page)
    expect(stand(page)).to_have_text("missing")
    expect(policy.get_by_label("Policy")).to_have_value("")
    assert show_of(demo, "Cobra Kai")["missing"] == 10


def test_the_line_of_a_season_is_one_line(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(f"{house.url}shows/2", viewport=PHONE)
    name, amount = page.locator("#s01 summary .name").bounding_box(), page.locator("#s01 .amount").bounding_box()
    assert name is not None
    assert amount is not None
    assert name["y"] == pytest.approx(amount["y"], abs=3)
    assert amount["x"] + amount["width"] > PHONE["width"] - 60


def test_what_cannot_be_is_refused_beside_its_field_and_what_was_typed_stays(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(f"{house.url}shows/1", refusals=2)
    number = page.locator("#match-by-hand input[name=tmdb_id]")
    number.fill("the one with the ship")
    page.get_by_role("button", name="Match").click()
    expect(page.locator("#match-tmdb_id-wrong")).to_contain_text("A TMDB id is a number")
    expect(number).to_have_value("the one with the ship")
    expect(number).to_be_focused()
    until_day = page.locator("#ignore-show input[name=until]")
    until_day.fill("2020-01-01")
    page.get_by_role("button", name="Ignore this show").click()
    expect(page.locator("#ignore-show-until-wrong")).to_contain_text("That day is past")
    expect(until_day).to_be_focused()
    until_day.fill("2027-01-01")
    page.get_by_role("button", name="Ignore this show").click()
    expect(stand(page)).to_have_text("ignored")
