"""A small house between stand-ins of Plex, SageTV and plex.tv, and its page; a run is done when its worker looks.

Olive owns the server, and is signed in. Holly lives in her home, and has a PIN.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from parity.actions.preferences import save
from parity.actions.watched_run import ask
from parity.core.account import Account, Token
from parity.demo.faults import Faults
from parity.demo.plex_tv_standin import create_app as plex_tv_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.serving import Served, serve
from parity.store import accounts
from parity.store.notices import beat
from tasks.watched import watched_states
from tests.actions.both_players import BothPlayers, both_players
from tests.actions.doorways import Doorway
from tests.actions.household import Household
from tests.e2e.list_house import NEXT_LOOK, NEXT_LOOK_IDLE, Way
from tests.e2e.test_reach import ANSWERED, AT
from tests.web.houses import app_of

OLIVE, HOLLY, PIN = "Olive Owner", "Holly Home", "4321"
FILMS = "Films"
OPENS_FOR_HOLLY = "attic-opens-for-holly"


@dataclass
class WatchedHouse:
    """`players` are both sides, `tv` is who knows Plex's accounts, `site` is the page."""

    players: BothPlayers
    tv: PlexTvWorld
    site: Served

    @property
    def url(self) -> str:
        """Where a browser finds the page of the watched states."""
        return f"{self.site.url}/watched"

    @property
    def address(self) -> str:
        """Where SageTV is, with user and password."""
        return self.players.sage.address(self.players.doorway.url)

    def disconnect(self) -> None:
        """Nobody has said yet where SageTV is."""
        save(self.players.house, {"sagetv_url": None})

    def films(self, *names: str, minutes: float = 60) -> None:
        """Films that both have, and nobody has begun."""
        for name in names:
            self.players.film(name, minutes)

    def passes(self, seconds: float = 600) -> None:
        """Time passes, and the worker is there all the while."""
        self.players.wait(seconds)
        with self.players.house.database.writing() as connection:
            beat(connection, "worker", self.players.home.clock())

    def work(self) -> None:
        """The worker takes up the run that waits, and carries it out."""
        self.passes()
        watched_states(self.players.house, threading.Event()).look()

    def runs(self, page: Page, button: Locator, by: Way = "mouse") -> None:
        """Press a button that queues a run, let the worker do it, and let the page see that it has ended."""
        if by == "key":
            button.press("Enter")
        else:
            button.tap() if by == "touch" else button.click()
        expect(page.locator("#watched-work")).to_contain_text("waits for the worker")
        assert by != "key" or page.evaluate(AT)
        self.sees(page)

    def sees(self, page: Page) -> None:
        """The worker does what waits, and the page has drawn what came of it, so that no tick gets lost any more."""
        page.wait_for_function(ANSWERED)
        self.work()
        with page.expect_response("**section=plan**"):
            page.clock.fast_forward(NEXT_LOOK)
        expect(page.locator("#watched-work")).to_have_count(0)
        page.wait_for_function(ANSWERED)

    def by_schedule(self, page: Page) -> None:
        """A run is carried out that nobody on this page asked for."""
        ask(self.players.house, "plan", "schedule")
        self.work()
        page.clock.fast_forward(NEXT_LOOK_IDLE)


@contextmanager
def watched_house(folder: Path) -> Iterator[WatchedHouse]:
    """Nothing is on either side; the worker was just seen."""
    tv = PlexTvWorld()
    doorway = Doorway.of(plex_tv_app(tv, Faults()))
    names = ("PLEX_TV_URL", "PLEX_CLIENTS_URL", "PLEX_APP_URL")
    home = Household(folder, dict.fromkeys(names, doorway.url))
    players = both_players(home)
    _move_in(home, tv)
    site = serve(app_of(home.house))
    made = WatchedHouse(players, tv, site)
    made.passes(0)
    try:
        yield made
    finally:
        site.stop()
        players.close()
        home.close()
        doorway.move_out()


def _move_in(home: Household, tv: PlexTvWorld) -> None:
    """Olive signs in, and lends her server to Holly; a scan has told what its libraries are called."""
    home.scan()
    tv.add_account(OLIVE)
    tv.add_account(HOLLY, pin=PIN, restricted=True, home=OLIVE)
    olive = tv.account(OLIVE)
    machine = home.plex.machine_identifier
    tv.add_server(machine, "Attic", OLIVE, [{"uri": home.environ["PLEX_BASE_URL"], "local": True}], home.plex.token)
    tv.share(machine, HOLLY, OPENS_FOR_HOLLY)
    home.plex.allow_token(OPENS_FOR_HOLLY)
    with home.house.database.writing() as connection:
        token = Token("classic", tv.give_token(OLIVE, "parity"))
        accounts.keep(connection, Account(olive.id, olive.uuid, olive.title), token, home.clock())
