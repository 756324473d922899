"""One account as a household keeps it, over the fake plex.tv: tokens that hold or do not, and troubles in between."""

import threading
from dataclasses import replace
from datetime import timedelta

from parity.actions.keep_account import look_after
from parity.actions.ports import House
from parity.core.account import Account, Token
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.store import accounts
from parity.store.accounts import AccountRow
from tests.actions.household import Household
from tests.plex_tv import FakePlexTv, PlexTvDoors

ANNA = Account(4711, "uuid-of-anna", "Anna")
CLASSIC = Token("classic", "classic-token-of-anna")

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


def with_plex_tv(household: Household) -> FakePlexTv:
    """Have the household's house speak with a plex.tv that knows Anna: her classic token, and the key of her device."""
    plex = FakePlexTv(household.clock, tokens={CLASSIC.value: ANNA}, key_of=ANNA)
    household.house = replace(household.house, doors=lambda: PlexTvDoors(plex=plex))
    return plex


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


def tries_in(household: Household, plex: FakePlexTv, hours: int) -> list[int]:
    """In which hours from now on Plex is asked, by a worker that looks every ten minutes."""
    found = []
    for step in range(hours * 6):
        before = len(plex.asked)
        look(household)
        if len(plex.asked) > before:
            found.append(step // 6)
        household.clock.on(minutes=10)
    return found
