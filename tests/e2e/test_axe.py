"""axe objects to nothing and nothing overhangs: light and dark, wide and on a phone, on every page in every state."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PLACES, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.film_house import fill_films
from tests.e2e.library_house import fill_library
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.small_house import SmallHouse, fall_ill, fill, notify, scan_on

pytestmark = pytest.mark.browser

LISTS = ("shows?view=table", "calendar?view=month")
NOTHING_FITS = (
    *("shows?q=zzz", "shows?q=zzz&view=table", "calendar?library=Attic", "calendar?library=Attic&view=month"),
    "maintenance?list=suspect",
)
TROUBLED = ("", "shows", "calendar", "activity", "maintenance", "shows/2", "shows/3", "shows/4", "activity/1")
FAILURES = {404: "nowhere", 500: "broken"}


def walk(page: Page, home: str, paths: Sequence[str]) -> dict[str, list[str]]:
    """What is wrong on each page where anything is."""
    take_along_axe(page)
    found = {}
    for path in paths:
        page.goto(f"{home}{path}")
        found[path] = objections(page)
    return {path: wrong for path, wrong in found.items() if wrong}


def test_axe_has_no_objection_to_any_page_of_an_empty_house(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url, reduced_motion="reduce")
    assert walk(page, house.url, [*PLACES, "calendar?view=month"]) == {}


def test_axe_has_no_objection_where_something_was_found_and_decided_or_filters_leave_nothing(
    house: SmallHouse, visit: Visit
) -> None:
    with house.database.writing() as connection:
        fill(connection)
    house.decide_some()
    page = visit(house.url, reduced_motion="reduce")
    pages = ("", "shows", "calendar", "activity", "maintenance", "shows/1", "shows/2", "activity/1")
    assert walk(page, house.url, [*pages, *LISTS, *NOTHING_FITS]) == {}


def test_axe_has_no_objection_to_notices_troubles_a_scan_at_work_and_what_was_typed_wrong(
    house: SmallHouse, visit: Visit
) -> None:
    with house.database.writing() as connection:
        for stroke in (fill, notify, fall_ill, scan_on):
            stroke(connection)
    page = visit(house.url, refusals=3, reduced_motion="reduce")
    assert walk(page, house.url, TROUBLED) == {}
    for path, field, button in [
        ("settings", "#tz", "#form-missing button[type=submit]"),
        ("shows/1", "#match-by-hand input[name=tmdb_id]", "#match-by-hand button"),
        ("maintenance", "#unmatched input[name=tmdb_id]", "#unmatched .by-id button"),
    ]:
        page.goto(f"{house.url}{path}")
        page.locator(field).first.fill("Atlantis")
        page.locator(button).first.click()
        page.locator("main [aria-invalid=true]").first.wait_for()
        assert objections(page) == []


def test_axe_has_no_objection_to_films(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill_films(connection)
    page = visit(house.url, refusals=2, reduced_motion="reduce")
    lists = ("movies", "movies?state=all", "movies?q=zzz", "movies/plex", "movies/8091", "movies/645")
    assert walk(page, house.url, ["", *lists]) == {}
    for path, opened, field, button in (
        ("movies", "#untold", "#untold input[name=tmdb_id]", "#untold .by-hand button"),
        ("movies/8091", "#pulls details", "#pulls input[name=tmdb_id]", "#pulls .by-hand button"),
    ):
        page.goto(f"{house.url}{path}")
        page.locator(f"{opened} > summary").first.click()
        page.locator(field).first.fill("Heat")
        page.locator(button).first.click()
        page.locator("main [aria-invalid=true]").first.wait_for()
        assert objections(page) == []


def test_axe_has_no_objection_to_a_library_in_which_everything_happens(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
        fill_library(connection)
    page = visit(house.url, refusals=1, reduced_motion="reduce")
    assert walk(page, house.url, ["library", "shows/1"]) == {}
    page.goto(f"{house.url}library")
    page.locator("#options-m1 [name=patience]").fill("soon")
    page.locator("#options-m1 button").click()
    page.locator("main [aria-invalid=true]").wait_for()
    assert objections(page) == []


def test_axe_has_no_objection_to_pages_that_fail_and_a_part_that_fails_leaves_the_rest_as_it_was(
    house: SmallHouse, visit: Visit, tmp_path: Path
) -> None:
    def broken() -> str:
        raise KeyError("a bug")

    house.app.add_url_rule("/broken", "broken", broken)
    with house.database.writing() as connection:
        fill(connection)
    page = visit(house.url, failures=[*FAILURES, 503], reduced_motion="reduce")
    assert walk(page, house.url, [*FAILURES.values()]) == {}
    page.goto(house.url)
    shown = page.locator("#scan, #missing").all_inner_texts()
    house.lose_database(tmp_path)
    page.get_by_role("button", name="Full scan").click()
    expect(page.locator("#toasts")).to_contain_text("The database cannot be opened")
    page.get_by_role("button", name="Ignore: Firefly").click()
    assert page.locator("#scan, #missing").all_inner_texts() == shown
    assert objections(page) == []
    assert walk(page, house.url, [""]) == {}
    expect(page.locator("#failure").get_by_text("Try again")).to_be_visible()


def test_axe_has_no_objection_to_any_page_of_the_demo(demo: Demo, visit: Visit) -> None:
    ids = {show["title"]: show["show_id"] for show in demo.api("shows?limit=500")["items"]}
    shows = [f"shows/{ids[title]}" for title in ("Reacher", "The Traitors")]
    lists = ["shows?group=archive", "shows?group=archive&view=table", "calendar", "calendar?view=month"]
    page = visit(demo.url, reduced_motion="reduce")
    assert walk(page, demo.url, [*lists, *shows, "activity", "maintenance", "watchlist", "watched"]) == {}
