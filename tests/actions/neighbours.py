"""More Plex servers beside the one that the settings give, and a stand-in for the list that plex.tv keeps of them."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import pytest

from parity.bootstrap.doors import Doors
from parity.core.account import Account, Offer, Token, Way
from parity.core.failures import Failure
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.store import accounts, servers
from tests.actions.doorways import Doorway
from tests.actions.household import Household

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ACCOUNT_TOKEN = "token-of-the-account"


@dataclass
class Neighbour:
    """Another server. `tokens` are those it was shown, None for a question without one."""

    household: Household
    name: str
    world: PlexWorld = field(default_factory=PlexWorld)
    faults: Faults = field(default_factory=Faults)
    tokens: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.machine_identifier = f"{self.name.lower():x<40}"
        self.world.friendly_name, self.world.token = self.name, f"token-of-{self.name.lower()}"
        self._app = create_app(self.world, self.faults)
        self._doorway = Doorway.of(self._answer)
        self.url = self._doorway.url

    @property
    def id(self) -> str:
        """Its machine identifier."""
        return self.world.machine_identifier

    def offer(self, *addresses: str, token: str | None = None) -> Offer:
        """What plex.tv says of it; by default with the address where it lives."""
        ways = tuple(Way(address, local=True, relay=False) for address in addresses or (self.url,))
        return Offer(self.id, self.name, True, self.world.version, token or self.world.token, ways)

    def keep(self, **values: object) -> None:
        """Write what the house keeps of it: by default that it is followed where it lives."""
        told = {"name": self.name, "followed": True, "address": self.url, "token": self.world.token, **values}
        with self.household.house.database.writing() as connection:
            servers.put(connection, self.id, self.household.clock.at, told)

    def kept(self) -> servers.ServerRow:
        """What the house keeps of it."""
        with self.household.house.database.reading() as connection:
            row = servers.get(connection, self.id)
        assert row is not None
        return row

    @contextmanager
    def here(self) -> Iterator[None]:
        """What is owned meanwhile is owned here."""
        before, self.household.plex = self.household.plex, self.world
        yield
        self.household.plex = before

    def move_out(self) -> None:
        """Nobody lives there any more."""
        self._doorway.move_out()

    def _answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self.tokens.append(environ.get("HTTP_X_PLEX_TOKEN"))
        return self._app(environ, start_response)


@dataclass
class Directory:
    """The list of servers that plex.tv keeps for an account; `tokens` are those it was asked with."""

    offered: tuple[Offer, ...] = ()
    failure: Failure | None = None
    tokens: list[str] = field(default_factory=list)

    def offers(self, token: str) -> tuple[Offer, ...]:
        """The list, or the failure."""
        self.tokens.append(token)
        if self.failure is not None:
            raise self.failure
        return self.offered


def signed_in(household: Household, monkeypatch: pytest.MonkeyPatch) -> Directory:
    """Somebody has signed in, and plex.tv answers from the list that is given back."""
    directory = Directory()

    def plex_tv(_self: Doors, _stop: Event, _patience: float) -> AbstractContextManager[Directory]:
        return nullcontext(directory)

    monkeypatch.setattr(Doors, "plex_tv", plex_tv)
    with household.house.database.writing() as connection:
        token = Token("classic", ACCOUNT_TOKEN)
        accounts.keep(connection, Account(7, "u-7", "Robin"), token, household.clock.at)
    return directory


def next_door(household: Household) -> Neighbour:
    """A followed server beside the given one: "Here" lies on that, "There" on this, "Both" on both; each has a gap."""
    neighbour = Neighbour(household, "Barn")
    neighbour.keep()
    household.plex.friendly_name = "House"
    for tmdb_id, title in ((1, "Here"), (2, "There"), (3, "Both")):
        household.broadcast(tmdb_id, title, {1: 3})
    household.own("Here", 1, {1: [1, 2]})
    household.own("Both", 3, {1: [1]})
    with neighbour.here():
        # A guid of Plex's means one show everywhere, and the stand-in makes it of the key.
        household.own("There", 2, {1: [1, 2]}, guid=f"plex://show/{'b' * 24}")
        household.own("Both", 3, {1: [2]}, guid=f"plex://show/{'c' * 24}")
    return neighbour


def down(path: str = "", status: int = 503) -> Fault:
    """A server that answers only so."""
    return Fault("status", path, status=status)
