"""One Chromium and one demo for all browser tests, and pages that tell everything that goes wrong on them."""

import re
import signal
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.certificates import fingerprint
from tests.cli.processes import is_gone
from tests.e2e.demo_process import Demo
from tests.e2e.looks import WIDE
from tests.e2e.small_house import SmallHouse, small_house

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing is put together by a graphics card's stand-in.
    "--disable-gpu-compositing",
]
PATIENCE = 10_000.0

Visit = Callable[..., Page]
ANSWERED = "error: Failed to load resource: the server responded with a status of"
# htmx puts the focus where an answer wants it, before Chromium does, and also where the address names a part.
FOCUSED = re.compile(
    "Autofocus processing was blocked because a document(?: already has a focused|'s URL has a frag).*"
)
PLACES = (
    *("", "shows", "movies", "calendar", "watchlist", "watched", "library", "library/paths", "activity", "settings"),
    *("maintenance", "about"),
)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium, once for all tests."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=[*FLAGS, f"--ignore-certificate-errors-spki-list={fingerprint()}"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def running_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo after its first scan; at the end it stops within ten seconds and leaves nobody behind."""
    demo = Demo(tmp_path_factory.mktemp("demo"))
    with demo:
        demo.settle()
        yield demo
        family = demo.children()
        assert demo.ends(signal.SIGTERM, 10) == 0
        assert [name for name, pid in family.items() if not is_gone(pid)] == []
        assert "Traceback" not in demo.said


@pytest.fixture
def demo(running_demo: Demo) -> Iterator[Demo]:
    """The demo without a scan at work, before and after."""
    running_demo.rest()
    yield running_demo
    running_demo.rest()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    """A house in which nothing was scanned yet."""
    made = small_house(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address: `visit(url, viewport=PHONE, color_scheme="dark", …)`, wide and light if nothing is said.

    At the end nothing may stand on any console (where a breach of the CSP would), no script have failed, and
    nobody but the house itself been asked (and `beside`, the address of a site that the page may lead to); unless
    `watched=False`. Chromium notes on the console which answers were failures: `refusals` says how often what was
    typed has to be refused, `failures` which other ones have to come.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    refused: list[str] = []
    failed: set[str] = set()

    def open_page(
        url: str,
        watched: bool = True,
        refusals: int = 0,
        failures: Collection[int] = (),
        beside: str | None = None,
        **options: Any,
    ) -> Page:
        refused.extend([f"{ANSWERED} 422"] * refusals)
        failed.update(f"{ANSWERED} {status}" for status in failures)
        context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if watched:
            _watch(page, (urljoin(url, "/"), *([urljoin(beside, "/")] if beside else [])), complaints)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    answered = [told.split(" (")[0] for told in complaints if told.startswith(ANSWERED)]
    assert [told for told in complaints if not told.startswith(ANSWERED)] == []
    assert [told for told in answered if told not in failed] == refused
    assert failed <= set(answered)


def _watch(page: Page, homes: tuple[str, ...], complaints: list[str]) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith((*homes, "data:")):
            complaints.append(f"asked {request.url}")

    def told(message: ConsoleMessage) -> None:
        if not FOCUSED.match(message.text):
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", told)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", asked)
