"""Keeps the sign-in of the account alive: asks Plex about it daily, renews it before its end, and ends it on demand.

Only a refusal says that a token is dead; whatever else happens says nothing about it (plex.md 1.4).
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.actions import watched_user
from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import House
from parity.cache import CacheUnusable
from parity.core.account import Token
from parity.core.failures import Failure, RateLimited, Unauthorised
from parity.store import account_turns, accounts, servers
from parity.store.accounts import AccountRow
from parity.store.database import Connection

_log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
AT_START = timedelta(hours=20)
"""How old the last answer has to be when a worker starts; one that runs waits for a whole day."""
PATIENCE = 30.0
"""Seconds that one question may take."""
_HOUR = timedelta(hours=1)
SIGNED_OUT = "signed out"


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Whose sign-in was ended, and whether Plex said so: else the token holds there until somebody removes it."""

    name: str
    revoked: bool


def look_after(house: House, stop: threading.Event, age: timedelta = A_DAY) -> None:
    """Ask Plex about the account when its last answer is older than `age`, and renew a token that ends soon.

    Cheap when nothing is due. Without an answer it is tried again after an hour, then less and less often.
    """
    row = _due(house, age)
    if row is None:
        return
    try:
        _ask(house, row, stop)
    except (Failure, CacheUnusable) as trouble:
        if stop.is_set():  # the process ends: that says nothing about Plex either, and the next one asks at its start
            with house.database.writing() as connection:
                account_turns.settle(connection, house.now())
            return
        _log.warning("The Plex account could not be looked after, and stays as it is: %s", trouble)
        _without_an_answer(house, row.token, trouble)


def ask_now(house: House, stop: threading.Event) -> AccountRow | None:
    """Ask Plex about the account at once, and answer how it is kept now; None when there is none.

    Raises the failures of core but Unauthorised, and CacheUnusable: those say nothing about the account.
    """
    with house.database.reading() as connection:
        row = accounts.kept(connection)
    if row is None:
        return None
    _ask(house, row, stop)
    with house.database.reading() as connection:
        return accounts.kept(connection)


def doubt(house: House, stop: threading.Event) -> None:
    """A service that is asked by the account's token refused it: see whether it is the token that is dead."""
    try:
        ask_now(house, stop)
    except (Failure, CacheUnusable) as trouble:
        _log.warning("The Plex account could not be asked about: %s", trouble)


def after_refusal(house: House, token: Token, stop: threading.Event) -> Token | None:
    """Plex itself refused the account's token: note it as dead, but exchange a signed one, which may only have ended.

    Answers the token to go on with; None when there is none. Raises the failures of core but Unauthorised.
    """
    if token.kind == "jwt":
        row = ask_now(house, stop)
        return None if row is None or row.dead else row.token
    refused(house, token.value)
    return None


def refused(house: House, token: str) -> None:
    """Plex itself refused this token of an account; without effect when another one is kept by now."""
    with house.database.writing() as connection:
        row = accounts.kept(connection)
        if row is not None and row.token.value == token:
            accounts.checked(connection, row.token, True, house.now())


def sign_out(house: House) -> SignedOut | None:
    """End the token at Plex as far as it can be reached, and forget the account; None when there is none.

    Servers stay followed, but the tokens that the account got for them go, and that of a user of its home.
    """
    with house.database.reading() as connection:
        row = accounts.kept(connection)
    if row is None:
        return None
    watched_user.forget(house)
    revoked = _revoke(house, row.token)
    now = house.now()
    with house.database.writing() as connection:
        kept = accounts.kept(connection)
        if kept is not None and kept.token.value == row.token.value:
            accounts.forget(connection)
            account_turns.settle(connection, now)
            take_tokens(connection, now)
    return SignedOut(row.account.name, revoked)


def take_tokens(connection: Connection, now: datetime) -> None:
    """Forget what the account got for its servers, which stay followed: another one may have to take them up."""
    gone = {"token": None, "trouble": SIGNED_OUT, "trouble_since": now}
    for row in servers.every(connection):
        if row.token is not None:
            servers.put(connection, row.machine_id, now, gone)


def _due(house: House, age: timedelta) -> AccountRow | None:
    """The account when Plex is to be asked, which nobody else does meanwhile."""
    now = house.now()
    with house.database.reading() as connection:
        row = accounts.kept(connection)
    if row is None or not _is_due(row, age, now):
        return None
    with house.database.writing() as connection:
        row = accounts.kept(connection)
        if row is None or not _is_due(row, age, now):
            return None
        longest = _HOUR if row.token.is_due(now) else account_turns.LONGEST_PAUSE
        return row if account_turns.take(connection, longest, now) else None


def _is_due(row: AccountRow, age: timedelta, now: datetime) -> bool:
    fresh = row.checked_at is not None and timedelta() <= now - row.checked_at < age
    return not fresh or (row.token.is_due(now) and not row.dead)


def _ask(house: House, row: AccountRow, stop: threading.Event) -> None:
    """Raises the failures of core but Unauthorised."""
    token, signed = row.token, row.token.kind == "jwt"
    with house.doors().plex_tv(stop, PATIENCE) as plex:
        if signed and (row.dead or token.is_due(house.now())):
            _renew(house, plex, token)
            return
        try:
            account = plex.account(token.value)
        except Unauthorised:
            # A signed one may have ended by the clock of Plex, which is not ours.
            if signed:
                _renew(house, plex, token)
            else:
                _answered(house, token, dead=True)
            return
        _answered(house, token, dead=False, name=account.name)
        _keep_alive(plex, token)


def _renew(house: House, plex: PlexTv, old: Token) -> None:
    try:
        new = plex.renew()
    except Unauthorised:
        _answered(house, old, dead=True)
        return
    now = house.now()
    with house.database.writing() as connection:
        # Somebody who signed in meanwhile, or renewed it too, has put a newer one there: that one stays.
        accounts.renew(connection, old, new, now)
        account_turns.settle(connection, now)


def _answered(house: House, token: Token, dead: bool, name: str | None = None) -> None:
    now = house.now()
    with house.database.writing() as connection:
        if name:
            accounts.named(connection, token, name)
        accounts.checked(connection, token, dead, now)
        account_turns.settle(connection, now)


def _keep_alive(plex: PlexTv, token: Token) -> None:
    try:
        plex.keep_alive(token.value)
    except Failure as trouble:
        _log.info("The token of the Plex account was not kept alive today: %s", trouble)


def _without_an_answer(house: House, token: Token, trouble: Exception) -> None:
    now = house.now()
    with house.database.writing() as connection:
        if isinstance(trouble, RateLimited) and trouble.retry_after:
            account_turns.put_off(connection, now + timedelta(seconds=trouble.retry_after), now)
        if token.expires_at is not None and token.expires_at <= now:
            accounts.ended(connection, token, str(trouble), now)


def _revoke(house: House, token: Token) -> bool:
    try:
        with house.doors().plex_tv(threading.Event(), PATIENCE) as plex:
            plex.sign_out(token.value)
    except Unauthorised:
        return True  # it was dead before
    except (Failure, CacheUnusable) as trouble:
        _log.warning("Plex could not be told of the sign-out: %s", trouble)
        return False
    return True
