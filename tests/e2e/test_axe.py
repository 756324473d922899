"""axe finds nothing to object to: light and dark, wide and on a phone, in every state of the house."""

from collections.abc import Callable, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import Connection

from tests.e2e.conftest import PHONE, WIDE, Visit
from tests.e2e.demo_process import Demo
from tests.e2e.small_house import SmallHouse, fill, notify, scan_on

pytestmark = pytest.mark.browser

Stroke = Callable[[Connection], None]
STATES: dict[str, Sequence[Stroke]] = {
    "nothing was scanned yet": (),
    "shows with gaps": (fill,),
    "a notice is shown": (fill, notify),
    "a scan is at work": (fill, scan_on),
}


def objections(page: Page) -> list[str]:
    """What axe objects to, in both colours and both widths, with what it objects to in the page."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for name, size in (("wide", WIDE), ("phone", PHONE)):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            told = Axe().run(page).response
            assert len(told["passes"]) > 10
            found += [
                f"{scheme}, {name}: {rule['impact']}: {rule['help']}: {node['html']}"
                for rule in told["violations"]
                for node in rule["nodes"]
            ]
    return found


@pytest.mark.parametrize("state", STATES)
def test_axe_has_no_objection_when(state: str, house: SmallHouse, visit: Visit) -> None:
    with house.database.writing() as connection:
        for stroke in STATES[state]:
            stroke(connection)
    assert objections(visit(house.url, reduced_motion="reduce")) == []


def test_axe_has_no_objection_to_the_demo(demo: Demo, visit: Visit) -> None:
    assert objections(visit(demo.url, reduced_motion="reduce")) == []


def test_axe_has_no_objection_to_a_page_that_is_not_there(house: SmallHouse, visit: Visit) -> None:
    page = visit(f"{house.url}nowhere", watched=False, reduced_motion="reduce")
    assert page.title() == "404 · Parity"
    assert objections(page) == []
