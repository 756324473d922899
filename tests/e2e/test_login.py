"""Signing in in a real browser: to Plex and back in one tab, and by a code that is typed elsewhere."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from parity.core.failures import Unavailable
from parity.demo.serving import Served, serve
from tests.actions.signing_in import Stage, stage_in
from tests.e2e.conftest import Visit
from tests.e2e.looks import PHONE
from tests.plex_tv import OWNER, STRANGER
from tests.store.builders import NOW
from tests.web.houses import app_of

pytestmark = pytest.mark.browser

PLEX_PAGE = """<!doctype html><html lang="en"><title>Plex</title><link rel="icon" href="data:,"><h1>Plex</h1>
<a id="back">Back to the app</a><script>
document.getElementById("back").href = new URLSearchParams(location.hash.slice(2)).get("forwardUrl");
</script></html>"""


@dataclass
class Door:
    """The site that somebody signs in to, and the page of Plex."""

    stage: Stage
    site: Served
    plex: Served

    @property
    def url(self) -> str:
        """The page with the button."""
        return f"{self.site.url}/login"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """It is Ada's, and its clock goes."""
    plex_app = Flask("plex_page")
    plex_app.add_url_rule("/auth", view_func=lambda: PLEX_PAGE)
    with serve(plex_app) as plex:
        stage = stage_in(tmp_path, PLEX_APP_URL=plex.url)
        started = time.monotonic()
        stage.house = replace(stage.house, now=lambda: NOW + timedelta(seconds=time.monotonic() - started))
        stage.owned_by(OWNER)
        with serve(app_of(stage.house, auth="plex")) as site:
            yield Door(stage, site, plex)
        stage.house.database.close()


def complaints_of(page: Page) -> list[str]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def test_the_same_tab_goes_to_plex_and_comes_back_signed_in(door: Door, visit: Visit) -> None:
    page = visit(f"{door.url}?next=/calendar", watched=False)
    told = complaints_of(page)
    page.get_by_role("button", name="Sign in with Plex").click()
    page.wait_for_url(f"{door.plex.url}/auth#?clientID=*")
    door.stage.plex.claim(OWNER)
    page.get_by_role("link", name="Back to the app").click()
    page.wait_for_url(f"{door.site.url}/calendar")
    assert len(page.context.pages) == 1
    page.goto(door.url)
    assert page.url == f"{door.site.url}/"
    assert told == []


def test_who_comes_back_too_early_waits_until_plex_knows(door: Door, visit: Visit) -> None:
    page = visit(door.url, watched=False)
    told = complaints_of(page)
    page.get_by_role("button", name="Sign in with Plex").click()
    page.get_by_role("link", name="Back to the app").click()
    expect(page.get_by_role("status").filter(has_text="Waiting for Plex")).to_be_visible()
    watch = page.locator("[id^=sign-in-watch-]")
    first = watch.get_attribute("id")
    again = page.get_by_role("button", name="Try again")
    again.focus()
    expect(watch).not_to_have_id(str(first))
    expect(again).to_be_focused()
    door.stage.plex.trouble = Unavailable("plex.tv", "the name plex.tv cannot be found")
    expect(page.locator("#sign-in-trouble")).to_contain_text("the name plex.tv cannot be found")
    expect(watch).to_have_attribute("hx-trigger", "every 4s")
    door.stage.plex.trouble = None
    door.stage.plex.claim(OWNER)
    page.wait_for_url(f"{door.site.url}/")
    assert told == []


def test_a_stranger_is_told_so_and_may_be_somebody_else(door: Door, visit: Visit) -> None:
    page = visit(door.url, watched=False)
    page.get_by_role("button", name="Sign in with Plex").click()
    page.get_by_role("link", name="Back to the app").click()
    expect(page.get_by_text("Waiting for Plex")).to_be_visible()
    door.stage.plex.claim(STRANGER)
    page.wait_for_url(f"{door.site.url}/login/ended")
    expect(page.get_by_text("You are Cleo.")).to_be_visible()
    page.get_by_role("button", name="Sign in as somebody else").click()
    page.wait_for_url(f"{door.plex.url}/auth*")


def test_a_code_is_typed_elsewhere_while_the_page_waits(door: Door, visit: Visit) -> None:
    page = visit(door.url, viewport=PHONE, color_scheme="dark")
    page.get_by_role("button", name="Use a code instead").click()
    expect(page.locator("#sign-in-typed")).to_have_text("QZ7K")
    expect(page.get_by_text("min 5")).to_be_visible()
    expect(page.get_by_role("button", name="Check again")).to_be_hidden()
    assert page.get_by_role("img", name="as a code for a camera").evaluate("one => one.naturalWidth") > 100
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    before = page.locator("#sign-in-typed").bounding_box()
    left = page.locator("#sign-in-left").inner_text()
    expect(page.locator("#sign-in-left")).not_to_have_text(left)
    assert page.locator("#sign-in-typed").bounding_box() == before
    door.stage.plex.claim(OWNER)
    page.wait_for_url(f"{door.site.url}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_it_is_open_to_everybody(door: Door, visit: Visit, scheme: str) -> None:
    page = visit(door.url, color_scheme=scheme)
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Use a code instead").click()
    expect(page.locator("#sign-in-typed")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    door.stage.plex.claim(STRANGER)
    page.wait_for_url(f"{door.site.url}/login/ended")
    assert Axe().run(page).violations_count == 0


def test_without_script_a_button_looks_again(door: Door, visit: Visit) -> None:
    page = visit(door.url, java_script_enabled=False)
    page.get_by_role("button", name="Use a code instead").click()
    expect(page.get_by_text("Valid until")).to_be_visible()
    expect(page.locator(".counted")).to_be_hidden()
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#sign-in-typed")).to_be_visible()
    door.stage.plex.claim(OWNER)
    deadline = time.monotonic() + 10
    while page.url.endswith("/login/code") and time.monotonic() < deadline:
        time.sleep(0.3)
        page.get_by_role("button", name="Check again").click()
    assert page.url == f"{door.site.url}/"
