"""Plex's services for accounts as one installation meets them: tokens that hold or do not, and troubles in between."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from parity.actions.keep_account import look_after
from parity.actions.ports import House, PlexTv
from parity.core.account import Account, Offer, Pin, Token
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.store import accounts
from parity.store.accounts import AccountRow
from tests.actions.household import Household

ANNA = Account(4711, "uuid-of-anna", "Anna")
CLASSIC = Token("classic", "classic-token-of-anna")
SERVICE = "plex.tv"

SILENCES = [
    Unavailable("plex.tv", "answered with status 503"),
    Unavailable("plex.tv", "answered with a page instead of data"),
    Unavailable("plex.tv", "no answer within 30 seconds"),
    Unavailable("plex.tv", "its certificate is not to be trusted"),
    RateLimited("plex.tv", "asked too often", 30.0),
    RateLimited("plex.tv", "asked too often"),
    NotFound("plex.tv", "the account"),
]
"""What may happen instead of an answer, none of which says anything about a token."""


@dataclass
class PlexTvStub:
    """Implements ports.PlexTv without a wire. `trouble` is raised by the calls of that name until it is taken away."""

    household: Household
    accounts: dict[str, Account] = field(default_factory=lambda: {CLASSIC.value: ANNA})
    trouble: dict[str, Failure] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key_is_known: bool = True
    meanwhile: Callable[[], None] = lambda: None

    def begin(self, *, strong: bool, signed: bool = False) -> Pin:
        raise NotImplementedError

    def claimed(self, pin_id: int, *, signed: bool = False) -> Token | None:
        raise NotImplementedError

    def account(self, token: str) -> Account:
        self._meet("account")
        if token not in self.accounts:
            raise Unauthorised(SERVICE, "the token was refused")
        return self.accounts[token]

    def keep_alive(self, token: str) -> None:
        self._meet("keep_alive")

    def sign_out(self, token: str) -> None:
        self._meet("sign_out")
        self.accounts.pop(token, None)

    def offers(self, token: str) -> tuple[Offer, ...]:
        raise NotImplementedError

    def upgrade(self, token: str) -> Token:
        raise NotImplementedError

    def renew(self) -> Token:
        self._meet("renew")
        if not self.key_is_known:
            raise Unauthorised(SERVICE, "the key is not known")
        made = Token("jwt", f"signed-{len(self.asked)}", self.household.clock.at + timedelta(days=7))
        self.accounts[made.value] = ANNA
        return made

    def _meet(self, what: str) -> None:
        self.asked.append(what)
        self.meanwhile()
        if what in self.trouble:
            raise self.trouble[what]


@dataclass
class Doors:
    """Only the door to plex.tv is open."""

    stub: PlexTvStub

    @contextmanager
    def plex_tv(self, stop: threading.Event, patience: float) -> Iterator[PlexTv]:
        yield self.stub


def with_plex_tv(household: Household) -> PlexTvStub:
    """Have the household's house speak with a plex.tv that knows Anna."""
    stub = PlexTvStub(household)
    household.house = replace(household.house, doors=lambda: Doors(stub))  # type: ignore[arg-type,return-value]
    return stub


def sign_in(house: House, token: Token = CLASSIC, account: Account = ANNA) -> None:
    """The account is kept from now on."""
    with house.database.writing() as connection:
        accounts.keep(connection, account, token, house.now())


def kept(house: House) -> AccountRow | None:
    """The account as it is kept."""
    with house.database.reading() as connection:
        return accounts.kept(connection)


def row_of(household: Household) -> AccountRow:
    """The account, which is kept."""
    row = kept(household.house)
    assert row is not None
    return row


def look(household: Household, stop: threading.Event | None = None, **age: timedelta) -> None:
    """What a worker does every ten minutes."""
    look_after(household.house, stop or threading.Event(), **age)


def tries_in(household: Household, stub: PlexTvStub, hours: int) -> list[int]:
    """In which hours from now on Plex is asked, by a worker that looks every ten minutes."""
    found = []
    for step in range(hours * 6):
        before = len(stub.asked)
        look(household)
        if len(stub.asked) > before:
            found.append(step // 6)
        household.clock.on(minutes=10)
    return found
