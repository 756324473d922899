"""A small house between stand-ins of Plex and SIMKL, and its page; a run is carried out when its worker looks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from parity.demo.serving import Served, serve
from parity.store import simkl_account
from parity.store.notices import beat
from tasks.watchlist import watchlists
from tests.actions.both_lists import BothLists, both_lists
from tests.e2e.test_reach import AT
from tests.web.houses import app_of

Way = Literal["mouse", "touch", "key"]
NEXT_LOOK, NEXT_LOOK_IDLE = 1100, 10_100
"""Milliseconds in which a page asks for news, while it shows a run at work and while it shows none."""


@dataclass
class ListHouse:
    """`lists` are both services, `site` is the page between them."""

    lists: BothLists
    site: Served

    @property
    def url(self) -> str:
        """Where a browser finds the page of the watchlist."""
        return f"{self.site.url}/watchlist"

    def stands(self) -> tuple[set[int], set[int]]:
        """The films on Plex's list and on SIMKL's."""
        return self.lists.on_plex(), self.lists.on_simkl()

    def passes(self, seconds: float = 300) -> None:
        """Time passes, and the worker is there all the while."""
        self.lists.wait(seconds)
        with self.lists.house.database.writing() as connection:
            beat(connection, "worker", self.lists.at[0])

    def disconnect(self) -> None:
        """Nobody is signed in at SIMKL yet."""
        with self.lists.house.database.writing() as connection:
            simkl_account.forget(connection)

    def work(self) -> None:
        """The worker takes up the run that waits, and carries it out."""
        self.passes()
        watchlists(self.lists.house, threading.Event()).look()

    def runs(self, page: Page, button: Locator, by: Way = "mouse") -> None:
        """Press a button that queues a run, let the worker do it, and let the page see that it has ended."""
        if by == "key":
            button.press("Enter")
        else:
            button.tap() if by == "touch" else button.click()
        expect(page.locator("#watch-work")).to_contain_text("waits for the worker")
        assert by != "key" or page.evaluate(AT)
        self.work()
        page.clock.fast_forward(NEXT_LOOK)
        expect(page.locator("#watch-work")).to_have_count(0)


@contextmanager
def list_house(folder: Path) -> Iterator[ListHouse]:
    """Both lists are empty, and the house is connected with both."""
    with both_lists(folder) as lists:
        site = serve(app_of(lists.house))
        made = ListHouse(lists, site)
        made.passes(0)
        try:
            yield made
        finally:
            site.stop()
