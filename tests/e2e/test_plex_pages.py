"""The sign-in page of Plex's stand-in in a browser, and two servers with accounts around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from playwright.sync_api import expect

from parity.demo.faults import Faults
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.serving import serve
from tests.e2e.conftest import Visit
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.plex_pages import continue_as, link
from tests.e2e.two_servers import HOLLY, HOLLY_S_PIN, OLIVE, SAM, VERA, plex_tv_world

pytestmark = pytest.mark.browser

SAID = {"X-Plex-Client-Identifier": "client-1", "X-Plex-Product": "Parity", "Accept": "application/json"}


@dataclass
class Plex:
    """A served plex.tv, and what a client asks of it."""

    world: PlexTvWorld
    url: str

    def pin(self, strong: bool = True) -> dict[str, Any]:
        """A new PIN."""
        asked = {"strong": str(strong).lower()}
        made = requests.post(f"{self.url}/api/v2/pins", params=asked, headers=SAID, timeout=10).json()
        assert isinstance(made, dict)
        return made

    def auth(self, code: str, form: str = "/auth#?", **more: str) -> str:
        """The address that a browser is sent to."""
        told = {"clientID": "client-1", "code": code, "context[device][product]": "Parity", **more}
        return f"{self.url}{form}{urlencode(told)}"

    def signed_in(self, pin: dict[str, Any]) -> str:
        """Whose token the PIN has."""
        token = requests.get(f"{self.url}/api/v2/pins/{pin['id']}", headers=SAID, timeout=10).json()["authToken"]
        return self.world.accounts[self.world.opened_by(token).account].title


@pytest.fixture
def plex() -> Iterator[Plex]:
    world = plex_tv_world("http://127.0.0.1:1", "http://127.0.0.1:2")
    with serve(create_app(world, Faults())) as served:
        yield Plex(world, served.url)


@pytest.mark.parametrize("form", ["/auth#?", "/auth/#!?"])
def test_choosing_an_account_claims_the_pin_and_leads_back(plex: Plex, visit: Visit, form: str) -> None:
    pin, back = plex.pin(), f"{plex.url}/link?from=here&prefix=/parity/"
    page = visit(plex.auth(pin["code"], form, forwardUrl=back))
    expect(page.get_by_text("Parity wants to use your Plex account.")).to_be_visible()
    expect(page.get_by_role("link", name="Not now")).to_have_attribute("href", back)
    continue_as(page, VERA)
    page.wait_for_url(back)
    assert plex.signed_in(pin) == VERA


def test_without_a_way_back_the_page_can_be_closed(plex: Plex, visit: Visit) -> None:
    pin = plex.pin()
    page = visit(plex.auth(pin["code"]))
    expect(page.get_by_role("button", name=f"Continue as {OLIVE}")).to_be_visible()
    expect(page.get_by_role("link", name="Not now")).to_have_count(0)
    continue_as(page, OLIVE)
    expect(page.get_by_text("You can close this page.")).to_be_visible()
    assert plex.signed_in(pin) == OLIVE


def test_who_says_not_now_goes_back_and_nothing_is_claimed(plex: Plex, visit: Visit) -> None:
    pin = plex.pin()
    page = visit(plex.auth(pin["code"], forwardUrl=f"{plex.url}/link"))
    page.get_by_role("link", name="Not now").click()
    page.wait_for_url(f"{plex.url}/link")
    assert plex.world.waiting_codes() == [pin["code"]]


def test_a_home_user_types_a_pin_until_it_is_right(plex: Plex, visit: Visit) -> None:
    pin = plex.pin()
    page = visit(plex.auth(pin["code"]), failures=[403])
    continue_as(page, HOLLY, "0000")
    expect(page.get_by_role("alert")).to_have_text("That PIN is not right.")
    continue_as(page, HOLLY, HOLLY_S_PIN)
    expect(page.get_by_text("You can close this page.")).to_be_visible()
    assert plex.signed_in(pin) == HOLLY


@pytest.mark.parametrize("change", [{"clientID": "client-2"}, {"code": "made-up"}], ids=["client", "code"])
def test_a_code_that_is_not_known_is_told(plex: Plex, visit: Visit, change: dict[str, str]) -> None:
    page = visit(plex.auth(plex.pin()["code"]).partition("#")[0] + f"#?{urlencode(change)}", failures=[404])
    expect(page.get_by_text("This sign-in cannot go on.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_a_short_code_is_typed_on_the_page_for_it(plex: Plex, visit: Visit) -> None:
    pin = plex.pin(strong=False)
    page = visit(f"{plex.url}/link", refusals=1)
    link(page, plex.url, "0000", SAM)
    expect(page.get_by_role("alert")).to_have_text("Code not found or expired")
    link(page, plex.url, pin["code"].lower(), SAM)
    expect(page.get_by_role("status")).to_contain_text("You can close this page.")
    assert plex.signed_in(pin) == SAM


def test_axe_has_no_objection_to_either_page(plex: Plex, visit: Visit) -> None:
    page = visit(f"{plex.url}/link")
    take_along_axe(page)
    found = []
    for address in (plex.auth(plex.pin()["code"], forwardUrl=plex.url), f"{plex.url}/link"):
        page.goto(address)
        expect(page.get_by_role("button", name=f"Continue as {OLIVE}")).to_be_visible()
        found += objections(page)
    assert found == []
