"""A new Parity, from the first page on: who sets it up, what it finds, who comes in, and how they come back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.living import Living, living
from tests.e2e.looks import objections, take_along_axe
from tests.e2e.plex_pages import continue_as, link
from tests.e2e.setting_up import lack, let_in, refused_as_viewer, set_up, sign_in, sign_out
from tests.e2e.two_servers import ATTIC, BOATS, CELLAR, NILS, OLIVE, SAM, VERA, TwoServers, account, two_servers

pytestmark = pytest.mark.browser

CLAIMED = {"X-Forwarded-For": "192.168.1.20", "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
"""What a visitor may claim where no proxy is trusted."""
OF_BOTH = {"Northern Lights": ["S01E04"], "Quiet Hours": ["S01E02"]}
"""What both servers lack."""


@pytest.fixture(scope="module")
def world() -> Iterator[TwoServers]:
    """The stand-ins, once."""
    with two_servers() as made:
        yield made


@pytest.fixture
def parity(world: TwoServers, tmp_path: Path) -> Iterator[Living]:
    """A Parity that nobody has set up."""
    with living(world, tmp_path) as started:
        yield started


def test_from_the_first_page_to_those_who_come_in_later(parity: Living, visit: Visit) -> None:
    world = parity.world
    page = visit(parity.url, beside=world.tv.url, refusals=3, failures=[403], extra_http_headers=CLAIMED)
    take_along_axe(page)
    from_outside_the_code_comes_first(page, parity)
    others_cannot_set_it_up(page)
    sign_in(page, OLIVE, button="Sign in with another account")
    late = {"kind": "slow", "path": f"/tv/{BOATS}$", "seconds": 2.0, "times": 1}
    world.tmdb.faults([late])  # so that there is something to watch
    wrong: list[str] = []
    set_up(page, lambda step: wrong.extend(f"{step}: {each}" for each in objections(page)))
    assert wrong == []
    expect(page.locator("#scan")).to_contain_text(re.compile("[0-3] of 4 titles"))
    lack(page, OF_BOTH)
    assert world.living(SAM) == world.living(NILS) == []
    let_in(page, parity.url, VERA, account(VERA))
    sign_out(page, parity.url)
    sign_in(page, VERA)
    lack(page, OF_BOTH)
    refused_as_viewer(page, parity.url)
    assert world.living(VERA) == []
    sign_out(page, parity.url)
    sign_in(page, SAM)
    expect(page.get_by_text(f"You are {SAM}. The owner has been told")).to_be_visible()
    page.goto(parity.url)
    expect(page).to_have_url(f"{parity.url}login")
    the_token_dies_and_is_replaced(page, parity)
    namesakes_are_told_apart(page, world)
    sign_out(page, parity.url)
    by_a_code(page, parity)


def from_outside_the_code_comes_first(page: Page, parity: Living) -> None:
    """A visitor who claims to be at home, by a proxy that nobody trusts, has to know what stands in the log."""
    code = page.get_by_label("Setup code")
    code.fill("BCDF-GHJK")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This is not the setup code.")).to_be_visible()
    code.fill(parity.setup_code.lower())
    page.get_by_role("button", name="Go on").click()


def others_cannot_set_it_up(page: Page) -> None:
    """Somebody hesitates, then an account without servers comes, and one whose server is away."""
    page.get_by_role("button", name="Sign in with Plex").click()
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_text("Waiting for Plex")).to_be_visible()
    sign_in(page, NILS, button="Try again")
    expect(page.locator("#servers")).to_contain_text(f"The account {NILS} has no server.")
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Follow at least one server")
    sign_in(page, SAM, button="Sign in with another account")
    page.get_by_role("button", name="Follow : Shed").click()
    expect(page.locator("#toasts")).to_contain_text("Shed answers at none of its addresses")
    page.get_by_role("button", name="Back").click()


def the_token_dies_and_is_replaced(page: Page, parity: Living) -> None:
    """Olive comes back, sees who asked, and connects anew after Plex signed all of her devices out."""
    sign_in(page, OLIVE)
    page.wait_for_url(parity.url)
    page.goto(f"{parity.url}settings/people")
    expect(page.get_by_role("button", name=f"Let in as viewer : {SAM}")).to_be_visible()
    (dead,) = parity.world.living(OLIVE)
    parity.world.tv.do("kill_tokens", account=OLIVE)
    page.goto(f"{parity.url}settings")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#toasts")).to_contain_text("no longer valid: sign in again")
    page.goto(parity.url)
    page.get_by_role("button", name="Reconnect Plex").click()
    continue_as(page, OLIVE)
    expect(page.locator("#toasts")).to_contain_text(f"Parity is connected with Plex as {OLIVE}.")
    expect(page.locator("#notices article")).to_have_count(1)  # Sam would like to come in
    (alive,) = parity.world.living(OLIVE)
    assert alive != dead
    page.goto(f"{parity.url}settings")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#toasts")).to_contain_text("Plex names 2 servers.")


def namesakes_are_told_apart(page: Page, world: TwoServers) -> None:
    """Of two servers with one name each shows the beginning of its id."""
    world.tv.do("set_server", server="Cellar", name="Attic")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("#servers h3")).to_have_text([f"Attic ({ATTIC[:6]})", f"Attic ({CELLAR[:6]})"])


def by_a_code(page: Page, parity: Living) -> None:
    """On the other device somebody types the code, and the page that waits goes on by itself."""
    page.get_by_role("button", name="Use a code instead").click()
    code = page.locator("#sign-in-typed").inner_text()
    assert len(code) == 4
    elsewhere = page.context.new_page()
    link(elsewhere, parity.world.tv.url, code, OLIVE)
    # Who closes a page while an answer is on its way may wait for ever for its end.
    expect(elsewhere.get_by_text("Your device is linked.")).to_be_visible()
    elsewhere.close()
    page.wait_for_url(parity.url)
    page.goto(f"{parity.url}login/return")
    expect(page).to_have_url(parity.url)
