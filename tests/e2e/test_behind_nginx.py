"""From the first page to a viewer, over https behind a real nginx: on a name of its own, and below a path."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.living import Living, living
from tests.e2e.nginx import Nginx, Site
from tests.e2e.plex_pages import continue_as
from tests.e2e.setting_up import lack, refused_as_viewer, set_up, sign_in, sign_out
from tests.e2e.two_servers import OLIVE, VERA, TwoServers, two_servers

pytestmark = pytest.mark.browser

OF_BOTH = {"Northern Lights": ["S01E04"], "Quiet Hours": ["S01E02"]}
"""What both servers lack."""

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-Ip": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
    "Remote-User": "olive",
}
"""What a visitor may claim. From 203.0.113.9, and over plain http, a setup would go another way."""


@dataclass
class Behind:
    """A new Parity, and where nginx serves it."""

    parity: Living
    site: Site


@pytest.fixture(scope="module")
def world() -> Iterator[TwoServers]:
    """The stand-ins, once."""
    with two_servers() as made:
        yield made


@pytest.fixture(params=["root", "path"])
def behind(request: pytest.FixtureRequest, world: TwoServers, tmp_path: Path) -> Iterator[Behind]:
    """One that nobody has set up, on `/` or on `/parity/`."""
    given = {"PARITY_TRUSTED_PROXIES": "1", "PARITY_PROXY_NETWORKS": "127.0.0.1", "PARITY_PLEX_SIGN_IN": "jwt"}
    with living(world, tmp_path, **given) as parity, Nginx(tmp_path, urlsplit(parity.url).port or 0) as nginx:
        yield Behind(parity, nginx.root if request.param == "root" else nginx.path)


def test_from_the_first_page_to_a_viewer(behind: Behind, visit: Visit) -> None:
    site, world = behind.site, behind.parity.world
    told = {"beside": world.tv.url, "extra_http_headers": FORGED}
    page = visit(site.url, refusals=1, failures=[403], **told)
    leads_back_to(page, site)
    continue_as(page, OLIVE)
    set_up(page)
    assert page.url == f"{site.url}#scan"
    lack(page, OF_BOTH)
    the_token_is_renewed(page, behind)
    keeps_its_cookies_to_itself(page, site)
    lets_in_who_asked(page, visit(site.url, **told), site)
    sign_out(page, site.url)
    sign_in(page, VERA)
    lack(page, OF_BOTH)
    refused_as_viewer(page, site.url)


def leads_back_to(page: Page, site: Site) -> None:
    """The page of Plex is told the outside address, and nothing of what the visitor claims."""
    page.get_by_role("button", name="Sign in with Plex").click()
    expect(page.get_by_role("link", name="Not now")).to_have_attribute("href", f"{site.url}login/return")


def keeps_its_cookies_to_itself(page: Page, site: Site) -> None:
    """Only over https, only for this path, and no script reads them."""
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"parity_session"}
    for cookie in cookies:
        kept = cookie["path"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]
        assert kept == (site.prefix or "/", True, True, "Lax")


def the_token_is_renewed(page: Page, behind: Behind) -> None:
    """It is one for seven days; when it ends before its time it is exchanged, and nobody has to sign in again."""
    world = behind.parity.world
    page.goto(f"{behind.site.url}settings")
    page.get_by_role("button", name="Sign in anew").click()
    continue_as(page, OLIVE)
    expect(page.locator("#account")).to_contain_text("a token for seven days at a time (JWT)")
    before = world.living(OLIVE)
    world.tv.do("expire_signed", account=OLIVE)
    assert world.living(OLIVE) == []
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#toasts")).to_contain_text("Plex names 2 servers.")
    (after,) = world.living(OLIVE)
    assert after not in before
    assert {token.count(".") for token in (*before, after)} == {2}


def lets_in_who_asked(owner: Page, guest: Page, site: Site) -> None:
    """Somebody comes from Plex whom nobody sent there, asks to come in, and the owner lets them."""
    guest.goto(f"{site.url}login/return")
    expect(guest.get_by_role("status").filter(has_text="This sign-in was not begun here")).to_be_visible()
    sign_in(guest, VERA, button="Try again")
    expect(guest.get_by_text(f"You are {VERA}.")).to_be_visible()
    owner.goto(f"{site.url}settings/people")
    owner.get_by_role("button", name=f"Let in as viewer : {VERA}").click()
    expect(owner.locator("#toasts")).to_contain_text(f"{VERA} may come in, and look.")
