"""Connecting SIMKL in a real browser: a code that is typed elsewhere, SIMKL's page and back, and how it looks."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from parity.demo.serving import Served, serve
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE
from tests.simkl_scene import SimklScene, scene_in
from tests.store.builders import NOW
from tests.web.houses import app_of

pytestmark = pytest.mark.browser


@dataclass
class Place:
    """The site, and SIMKL beside it; their clock goes, and can be set `ahead` by seconds."""

    scene: SimklScene
    site: Served = field(init=False)
    ahead: float = 0

    def passes(self, page: Page, seconds: float) -> None:
        """So much time passes at once, also for a page whose clock is ours."""
        self.ahead += seconds
        page.clock.fast_forward(round(seconds * 1000))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """SIMKL wants to be asked once a second."""
    scene = scene_in(tmp_path)
    scene.auth.interval, started = 1, time.monotonic()
    made = Place(scene)

    def passed() -> float:
        return time.monotonic() - started + made.ahead

    scene.auth.clock = lambda: NOW.timestamp() + passed()
    scene.house = replace(scene.house, now=lambda: NOW + timedelta(seconds=passed()))
    with serve(app_of(scene.house)) as site:
        made.site = site
        yield made
    scene.close()


def test_a_code_is_typed_elsewhere_while_the_settings_wait(place: Place, visit: Visit) -> None:
    page = visit(f"{place.site.url}/settings", viewport=PHONE, color_scheme="dark")
    page.get_by_role("button", name="Connect SIMKL").click()
    code = page.locator("#simkl-typed")
    expect(code).to_be_visible()
    expect(page.locator("#simkl-title")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watch = page.locator("[id^=simkl-watch-]")
    page.clock.install()
    first, another = str(watch.get_attribute("id")), page.get_by_role("button", name="Another code")
    another.focus()
    place.passes(page, 1.1)
    expect(watch).not_to_have_id(first)
    expect(another).to_be_focused()
    assert Axe().run(page).violations_count == 0
    place.scene.auth.approve(code.inner_text())
    place.passes(page, 1.1)
    expect(page.get_by_text("SIMKL is connected as jane_doe.")).to_be_visible()
    expect(page.locator("#simkl-connect")).to_contain_text("Connected as jane_doe")
    expect(code).to_have_count(0)
    assert page.url == f"{place.site.url}/settings"
    assert Axe().run(page).violations_count == 0
    page.get_by_text("Disconnect…").click()
    page.get_by_role("button", name="Disconnect SIMKL").click()
    expect(page.get_by_role("button", name="Connect SIMKL")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_same_tab_goes_to_simkl_and_comes_back(place: Place, visit: Visit, script: bool) -> None:
    simkl = place.scene.doorway.url
    page = visit(f"{place.site.url}/watchlist/connect", java_script_enabled=script, watched=False)
    page.get_by_role("button", name="On SIMKL's page instead").click()
    page.wait_for_url(f"{simkl}/oauth2/authorize?*")
    page.get_by_role("button", name="Do not allow").click()
    page.wait_for_url(f"{place.site.url}/watchlist/connect")
    expect(page.locator("#simkl-end")).to_contain_text("You did not allow it at SIMKL")
    page.get_by_role("button", name="On SIMKL's page instead").click()
    page.wait_for_url(f"{simkl}/oauth2/authorize?*")
    page.get_by_role("button", name="Allow as jane_doe").click()
    page.wait_for_url(f"{place.site.url}/watchlist/connect")
    expect(page.locator("#simkl-connect")).to_contain_text("Connected as jane_doe")
    expect(page.locator("#simkl-end")).to_have_count(0)


def test_without_script_a_button_looks_again(place: Place, visit: Visit) -> None:
    page = visit(f"{place.site.url}/watchlist/connect", java_script_enabled=False)
    page.get_by_role("button", name="Connect SIMKL").click()
    code = page.locator("#simkl-typed").inner_text()
    place.scene.auth.approve(code)
    deadline = time.monotonic() + 10
    while page.get_by_role("button", name="Check again").count() and time.monotonic() < deadline:
        page.get_by_role("button", name="Check again").click()
    expect(page.locator("#simkl-connect")).to_contain_text("Connected as jane_doe")


def test_without_an_app_the_page_says_what_to_do_and_changes_when_the_client_id_is_saved(
    place: Place, visit: Visit
) -> None:
    place.scene.gives(simkl_client_id=None)
    page = visit(f"{place.site.url}/settings")
    expect(page.locator("#simkl-redirect")).to_have_text(f"{place.site.url}/watchlist/connect/return")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Client id").fill("second-generation-app")
    page.locator("#form-simkl").get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Connect SIMKL")).to_be_visible()
