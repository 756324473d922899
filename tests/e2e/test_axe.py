"""axe objects to nothing and nothing overhangs: light and dark, wide and on a phone, on every page in every state."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Connection

from tests.e2e.conftest import PLACES, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.looks import objections
from tests.e2e.small_house import SmallHouse, fill, notify, scan_on

pytestmark = pytest.mark.browser

Stroke = Callable[[Connection], None]
STATES: dict[str, Sequence[Stroke]] = {
    "nothing was scanned yet": (),
    "shows have gaps and a scan had troubles": (fill,),
    "notices are shown and a scan is at work": (fill, notify, scan_on),
}
NOTHING_FITS = ("shows?q=zzz", "shows?q=zzz&view=table", "calendar?library=Attic", "calendar?library=Attic&view=month")


def walk(home: str, paths: Sequence[str], visit: Visit, watched: bool = True) -> dict[str, list[str]]:
    """What is wrong on each page where anything is."""
    page = visit(home, watched=watched, reduced_motion="reduce")
    found = {}
    for path in paths:
        page.goto(f"{home}{path}")
        found[path] = objections(page)
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.parametrize("state", STATES)
def test_axe_has_no_objection_to_the_dashboard_when(state: str, house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        for stroke in STATES[state]:
            stroke(connection)
    assert walk(house.url, [""], visit) == {}


def test_axe_has_no_objection_to_any_page_of_the_demo(demo: Demo, visit: Visit) -> None:
    ids = {show["title"]: show["show_id"] for show in demo.api("shows?limit=500")["items"]}
    shows = [f"shows/{ids[title]}" for title in ("Reacher", "The Traitors", "Bleach")]
    lists = ["shows?group=archive", "shows?group=archive&view=table", "calendar", "calendar?view=month"]
    assert walk(demo.url, [*lists, *shows, "activity", "maintenance"], visit) == {}


def test_axe_has_no_objection_to_any_page_of_an_empty_house(house: SmallHouse, visit: Visit) -> None:
    assert walk(house.url, [*PLACES[1:], "calendar?view=month"], visit) == {}


def test_axe_has_no_objection_where_filters_leave_nothing_or_all_was_decided(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    house.decide_some()
    assert walk(house.url, [*NOTHING_FITS, "maintenance", "shows/1", "activity/1"], visit) == {}


def test_axe_has_no_objection_to_what_was_typed_wrong(house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        fill(connection)
    page = visit(f"{house.url}settings", refusals=2, reduced_motion="reduce")
    page.locator("#tz").fill("Atlantis")
    page.locator("#form-missing").get_by_role("button", name="Save").click()
    page.locator("#form-missing [aria-invalid]").wait_for()
    assert objections(page) == []
    page.goto(f"{house.url}shows/1")
    page.locator("#match-by-hand input[name=tmdb_id]").fill("nothing")
    page.get_by_role("button", name="It is this one").click()
    page.locator("#match-by-hand [aria-invalid]").wait_for()
    assert objections(page) == []


def test_axe_has_no_objection_to_a_page_that_is_not_there(house: SmallHouse, visit: Visit) -> None:
    assert walk(house.url, ["nowhere"], visit, watched=False) == {}
