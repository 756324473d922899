"""axe finds nothing to object to: light and dark, wide and on a phone, in every state of the house."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import Connection

from tests.e2e.conftest import PHONE, PLACES, WIDE, Visit, pages_of
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse, fill, notify, scan_on

pytestmark = pytest.mark.browser

Stroke = Callable[[Connection], None]
STATES: dict[str, Sequence[Stroke]] = {
    "nothing was scanned yet": (),
    "shows have gaps and a scan had troubles": (fill,),
    "notices are shown and a scan is at work": (fill, notify, scan_on),
}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in (WIDE, PHONE)]


def objections(page: Page, looks: Sequence[tuple[str, Any]] = LOOKS) -> list[str]:
    """What axe objects to, in each colour and width, with the place in the page."""
    found = []
    for scheme, size in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size(size)
        told = Axe().run(page).response
        assert len(told["passes"]) > 10
        found += [
            f"{scheme}, {size}: {rule['impact']}: {rule['help']}: {node['html']}"
            for rule in told["violations"]
            for node in rule["nodes"]
        ]
    return found


@pytest.mark.parametrize("state", STATES)
def test_axe_has_no_objection_when(state: str, house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        for stroke in STATES[state]:
            stroke(connection)
    page = visit(house.url, reduced_motion="reduce")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert objections(page) == []


def test_axe_has_no_objection_to_any_page_of_the_demo(demo: Demo, visit: Visit) -> None:
    page = visit(demo.url, reduced_motion="reduce")
    found = {}
    for path in pages_of(demo):
        page.goto(f"{demo.url}{path}")
        found[path] = objections(page, [LOOKS[0], LOOKS[-1]])
    assert found == dict.fromkeys(found, [])


def test_axe_has_no_objection_to_any_page_of_an_empty_house(house: SmallHouse, visit: Visit) -> None:
    page = visit(house.url, reduced_motion="reduce")
    found = {}
    for path in PLACES[1:]:
        page.goto(f"{house.url}{path}")
        found[path] = objections(page, [LOOKS[0], LOOKS[-1]])
    assert found == dict.fromkeys(found, [])


def test_axe_has_no_objection_to_a_page_that_is_not_there(house: SmallHouse, visit: Visit) -> None:
    page = visit(f"{house.url}nowhere", watched=False, reduced_motion="reduce")
    assert page.title() == "404 · Parity"
    assert objections(page, [LOOKS[0], LOOKS[-1]]) == []
