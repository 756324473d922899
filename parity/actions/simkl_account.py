"""The token for SIMKL as it is good just now: refreshed in time, by one process at a time, and never in a loop."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from parity.actions.ports import Heard, House, NotSetUp
from parity.actions.simkl_ports import SimklSignIn
from parity.actions.watch_ports import SimklList
from parity.cache import CacheUnusable
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.store import simkl_account
from parity.store.simkl_account import SimklAccountRow

SERVICE = "SIMKL"
PATIENCE = 8.0
"""Seconds that one question may take."""
_IN_TIME = timedelta(days=1)  # of the seven that a token lasts: what runs once a day never meets a dead one
_LEASE = timedelta(seconds=60)
_LOOKS, _PAUSE = 40, 0.5  # how often, and after how many seconds, whoever waits for another process looks again
_AGAIN = "it no longer takes the sign-in of %s: connect SIMKL again"


@contextmanager
def simkl_sign_in(house: House, stop: threading.Event | None = None) -> Iterator[SimklSignIn]:
    """SIMKL's sign-in. Raises the failures of core, also when nothing can be asked at all."""
    try:
        doors = house.doors()
    except CacheUnusable as trouble:
        raise Unavailable("The cache", str(trouble)) from trouble
    with doors.simkl_sign_in(stop or threading.Event(), PATIENCE) as simkl:
        yield simkl


@contextmanager
def simkl_list(house: House, stop: threading.Event, patience: float, heard: Heard | None = None) -> Iterator[SimklList]:
    """The lists of the account that is connected, to the end of the block. Raises as `fresh` does, and CacheUnusable.

    A token that SIMKL refuses in between is refreshed, where that can be. When another account is connected meanwhile
    these are still the lists of the first: what was read of one must never be taken for the other's.
    """
    account = connected(house)

    def renew(refused: SimklToken | None = None) -> SimklToken:
        token = fresh(house, stop, refused)
        if connected(house).connected_at != account.connected_at:
            raise Unavailable(SERVICE, "it was connected anew while this ran: start it again")
        return token

    doors, member = house.doors(), account.member
    if not member.id:
        with doors.simkl_list(renew(), renew, stop, patience, heard) as simkl:
            member = simkl.member()
        _name(house, account, member)
    with doors.simkl_list(renew(), renew, stop, patience, heard, member) as simkl:
        yield simkl


def _name(house: House, account: SimklAccountRow, member: Member) -> None:
    with house.database.writing() as connection:
        kept = simkl_account.kept(connection)
        if kept is not None and kept.connected_at == account.connected_at:
            simkl_account.named(connection, kept.token, member)


def connected(house: House) -> SimklAccountRow:
    """The account, by the app that the settings name. Raises NotSetUp when there is none, or it is of another app."""
    client_id = house.settings().simkl_client_id
    with house.database.reading() as connection:
        row = simkl_account.kept(connection)
    if row is None:
        raise NotSetUp("No SIMKL account is connected: connect yours in Settings, under SIMKL")
    if client_id != row.token.client_id:
        raise NotSetUp("The client id of the SIMKL app was changed: connect SIMKL again in Settings, under SIMKL")
    return row


def fresh(house: House, stop: threading.Event, refused: SimklToken | None = None) -> SimklToken:
    """A token that holds. `refused`: SIMKL has just answered 401 to this one, so it is refreshed at once, if it can be.

    Raises NotSetUp, Unauthorised when somebody has to connect SIMKL again, and Unavailable.
    """
    row = connected(house)
    if row.dead:
        raise Unauthorised(SERVICE, _AGAIN % (row.member.name or "the account"))
    meant = refused is not None and refused.value == row.token.value
    if meant and row.token.refresh is None:
        raise lost(house, row.token)
    if row.token.refresh is None or not (meant or _ends_soon(row.token, house.now())):
        return row.token
    return _refreshed(house, row, stop, meant)


def lost(house: House, token: SimklToken) -> Unauthorised:
    """SIMKL refuses this token for good: the owner is told, and nobody tries again. The failure to raise."""
    with house.database.writing() as connection:
        row = simkl_account.kept(connection)
        simkl_account.refused(connection, token, house.now())
    return Unauthorised(SERVICE, _AGAIN % (row.member.name if row and row.member.name else "the account"))


def _refreshed(house: House, row: SimklAccountRow, stop: threading.Event, must: bool) -> SimklToken:
    """The next token, by whoever is allowed to fetch it."""
    for _look in range(_LOOKS):
        now = house.now()
        with house.database.writing() as connection:
            mine = simkl_account.may_refresh(connection, row.token, now, now + _LEASE)
        if mine:
            return _fetched(house, row.token, stop, must)
        with house.database.reading() as connection:
            other = simkl_account.kept(connection)
        if other is None or other.dead or other.token.value != row.token.value:
            return fresh(house, stop)  # it is done, or will not be
        if stop.wait(_PAUSE):
            raise Unavailable(SERVICE, "the work was stopped while its sign-in was refreshed")
    raise Unavailable(SERVICE, "its sign-in is being refreshed elsewhere, and that takes too long")


def _fetched(house: House, old: SimklToken, stop: threading.Event, must: bool) -> SimklToken:
    secret = house.settings().simkl_client_secret or ""
    try:
        with simkl_sign_in(house, stop) as simkl:
            granted = simkl.refresh(old, secret)
    except Unauthorised:
        raise lost(house, old) from None
    except Failure:
        with house.database.writing() as connection:
            simkl_account.leave(connection, old)
        if must or old.expires_at is None or old.expires_at <= house.now():
            raise
        return old  # good for a while yet: the next who comes tries again
    with house.database.writing() as connection:
        simkl_account.renew(connection, old, granted.token)
    return granted.token


def _ends_soon(token: SimklToken, now: datetime) -> bool:
    return token.expires_at is not None and token.expires_at - now <= _IN_TIME
