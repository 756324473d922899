"""What a viewer and a manager see in a real browser: pages that are whole without the buttons that are not theirs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from parity.actions.ports import House
from parity.demo.serving import serve
from tests.e2e.conftest import Visit
from tests.e2e.looks import objections, overhanging, take_along_axe
from tests.web.houses import app_of, as_manager, as_viewer
from tests.web.offered_houses import at_work, noticed, unscanned

pytestmark = pytest.mark.browser

PAGES = ("", "shows", "shows?view=table", "shows/1", "shows/4", "calendar", "activity", "about")
Opened = Callable[[House, Callable[[FlaskClient], FlaskClient]], Page]


@pytest.fixture
def opened(visit: Visit) -> Iterator[Opened]:
    """A browser in which somebody is signed in, at the dashboard of a house."""
    ends: list[Callable[[], None]] = []

    def go(house: House, sign_in: Callable[[FlaskClient], FlaskClient]) -> Page:
        app: Flask = app_of(house, auth="plex")
        served = serve(app)
        ends.extend((served.stop, house.database.close))
        page = visit(f"{served.url}/healthz", reduced_motion="reduce")
        take_along_axe(page)
        kept = sign_in(app.test_client()).get_cookie("parity_session")
        assert kept is not None
        page.context.add_cookies([{"name": "parity_session", "value": kept.value, "url": served.url}])
        page.goto(served.url)
        return page

    yield go
    for end in ends:
        end()


@pytest.mark.parametrize("make", [noticed, at_work, unscanned], ids=lambda make: make.__name__)
def test_every_page_is_whole_for_a_viewer_in_every_look(
    make: Callable[[Path], House], tmp_path: Path, opened: Opened
) -> None:
    page = opened(make(tmp_path), as_viewer)
    home = page.url
    for path in PAGES if make is noticed else ("", "activity"):
        page.goto(f"{home}{path}")
        expect(page.locator("#visitor")).to_contain_text("Viewer viewer Sign out")
        assert objections(page) == [], path
        page.set_viewport_size({"width": 320, "height": 700})
        assert overhanging(page) == [], path
        assert page.locator("main form[method=post], main button").count() == 0, path
        assert page.locator(".acts, #bulk, #wishes, #because-0").count() == 0, path


def test_a_manager_finds_the_forms_and_no_way_to_what_is_the_owners(tmp_path: Path, opened: Opened) -> None:
    page = opened(noticed(tmp_path), as_manager)
    expect(page.get_by_role("button", name="Reconnect Plex")).to_be_visible()
    page.get_by_role("button", name="Ignore: Firefly").click()
    expect(page.locator("#toasts")).to_contain_text("Firefly is ignored.")
    expect(page.locator("#toasts").get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("link", name="Settings", exact=True).click()
    expect(page.get_by_role("heading", name="Plex account")).to_be_visible()
    for words in ("People", "Keys", "API key"):
        expect(page.get_by_role("link", name=words, exact=True)).to_have_count(0)
    assert objections(page) == []
