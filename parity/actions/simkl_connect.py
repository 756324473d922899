"""Connecting SIMKL: by a code that is typed on any device, or through a browser that comes back. simkl.md 1.2.

Who has begun (simkl_begin) has a key; only with it can it be asked about.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parity.actions import watch_run
from parity.actions.ports import House
from parity.actions.simkl_account import simkl_sign_in
from parity.actions.simkl_begin import ended_by
from parity.actions.simkl_ports import SimklSignIn
from parity.core import simkl_sign_in as rules
from parity.core.failures import Failure, RateLimited, Unauthorised
from parity.core.simkl_sign_in import Granted, Over, Returned, Waits
from parity.core.watch import Member
from parity.store import simkl_account, simkl_pending, watch_runs
from parity.store.simkl_pending import PendingRow

_log = logging.getLogger(__name__)

LIMITED, SILENT = "limited", "silent"
_LEASE = timedelta(seconds=30)  # of who asks: nobody else does meanwhile
_AFTER_SILENCE, _AFTER_TOO_MANY = timedelta(seconds=5), timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody has said yes yet. `code` is to be typed at `address`; both are "" for the way through a browser.

    `next_in`: seconds after which to ask again. `trouble`: LIMITED or SILENT when SIMKL could not be asked just now.
    """

    code: str = field(repr=False)
    address: str = field(repr=False)
    expires_at: datetime
    next_in: float
    trouble: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Connected:
    """SIMKL is connected. The name is empty when SIMKL could not say it just now."""

    member: Member


@dataclass(frozen=True, slots=True)
class Gone:
    """What was disconnected. `revoked`: SIMKL was told; a token of the first generation cannot be ended from here."""

    name: str
    revoked: bool


def look(house: House, key: str) -> Waiting | Over:
    """How it stands, without asking anybody."""
    with house.database.reading() as connection:
        row = simkl_pending.get(connection, key)
    if row is None:
        return Over("unknown")
    now = house.now()
    return rules.is_over(row.expires_at, row.used, now) or _waiting(row, (row.wait_until or now) - now)


def ask(house: House, key: str) -> Waiting | Connected | Over:
    """Ask SIMKL whether somebody typed the code, not more often than it wants to be asked."""
    now = house.now()
    with house.database.reading() as connection:
        row = simkl_pending.get(connection, key)
    if row is None:
        return Over("unknown")
    over = rules.is_over(row.expires_at, row.used, now) or _of_other_app(house, row)
    if over:
        return over
    if row.way == "code":  # nobody can be asked: the browser comes back or does not
        return _waiting(row, timedelta(seconds=row.interval))
    with house.database.writing() as connection:
        if not simkl_pending.take_turn(connection, row, now, _LEASE):
            return _waiting(row, (row.wait_until or now) - now)
    return _asked(house, row)


def come_back(house: House, key: str, returned: Returned) -> Connected | Over:
    """The browser came back. What does not belong to `key` is refused, and what was begun goes on waiting."""
    if not key or not rules.belongs(returned, key):
        return Over("state")
    with house.database.reading() as connection:
        row = simkl_pending.get(connection, key)
    if row is None or row.way != "code":
        return Over("unknown")
    over = rules.is_over(row.expires_at, row.used, house.now()) or _of_other_app(house, row)
    if over:
        return over
    refusal = rules.refusal_of(returned, row.generation, house.settings().simkl_auth_url)
    if refusal is not None and refusal.reason in ("issuer", "state"):
        return refusal
    with house.database.writing() as connection:
        if not simkl_pending.use(connection, row.key):  # any try uses the code up, so there is only one
            return Over("used")
    return refusal or _exchanged(house, row, returned.code)


def forget(house: House, key: str) -> None:
    """Nobody waits for it any more."""
    with house.database.writing() as connection:
        simkl_pending.forget(connection, key)


def disconnect(house: House) -> Gone | None:
    """End the token at SIMKL where that can be done, and forget it here. None when nothing was connected."""
    with house.database.reading() as connection:
        row = simkl_account.kept(connection)
    if row is None:
        return None
    revoked = False
    if row.token.generation == "v2":
        try:
            with simkl_sign_in(house) as simkl:
                simkl.revoke(row.token, house.settings().simkl_client_secret or "")
            revoked = True
        except Failure as trouble:
            _log.warning("SIMKL could not be told that it is disconnected: %s", trouble)
    with house.database.writing() as connection:
        simkl_account.forget(connection)
    _end_run(house)
    return Gone(row.member.name, revoked)


def _end_run(house: House) -> None:
    """What is at work with the account of until now ends: it was asked for that one."""
    with house.database.reading() as connection:
        run = watch_runs.active(connection)
    if run is not None:
        watch_run.cancel(house, run.id)


def _asked(house: House, row: PendingRow) -> Waiting | Connected | Over:
    pause = timedelta(seconds=row.interval)
    try:
        with simkl_sign_in(house) as simkl:
            heard = _heard(house, simkl, row)
            if isinstance(heard, Granted):
                return _met(house, simkl, row, heard)
    except RateLimited as trouble:
        return _wait(house, row, max(pause, _AFTER_TOO_MANY), LIMITED, trouble.detail)
    except Failure as trouble:
        return _wait(house, row, max(pause, _AFTER_SILENCE), SILENT, trouble.detail)
    if heard == "pending":
        return _wait(house, row, pause)
    if heard == "slow down":
        slower = rules.slower(row.interval)
        return _wait(house, row, timedelta(seconds=slower), interval=slower)
    return _end(house, row, heard if isinstance(heard, Over) else Over(heard))


def _heard(house: House, simkl: SimklSignIn, row: PendingRow) -> Granted | Waits | Over:
    if row.way == "pin":
        return simkl.ask_pin(row.client_id, row.user_code)
    return simkl.ask_device(row.client_id, house.settings().simkl_client_secret or "", row.device_code)


def _exchanged(house: House, row: PendingRow, code: str) -> Connected | Over:
    secret = house.settings().simkl_client_secret or ""
    try:
        with simkl_sign_in(house) as simkl:
            granted = simkl.exchange(row.generation, row.client_id, secret, code, row.verifier, row.redirect_uri)
            return granted if isinstance(granted, Over) else _met(house, simkl, row, granted)
    except Failure as trouble:
        return ended_by(trouble)


def _met(house: House, simkl: SimklSignIn, row: PendingRow, granted: Granted) -> Connected | Over:
    """Somebody said yes. A token comes once only, so that it is kept even when SIMKL cannot say whose it is."""
    if not granted.may_write:
        _let_go(house, simkl, granted)
        return _end(house, row, Over("read only"))
    try:
        member = simkl.member(granted.token)
    except Unauthorised:
        return _end(house, row, Over("refused"))
    except Failure as trouble:
        _log.warning("SIMKL did not say whose account was connected: %s", trouble)
        member = Member("", "")
    with house.database.writing() as connection:
        if not simkl_pending.use(connection, row.key) and row.way != "code":
            return Over("used")
        simkl_account.keep(connection, granted.token, member, house.now())
    _end_run(house)
    return Connected(member)


def _let_go(house: House, simkl: SimklSignIn, granted: Granted) -> None:
    """Parity keeps no token that it cannot use. Nobody waits for this to work out."""
    try:
        simkl.revoke(granted.token, house.settings().simkl_client_secret or "")
    except Failure as trouble:
        _log.warning("A token that is not needed could not be ended: %s", trouble)


def _of_other_app(house: House, row: PendingRow) -> Over | None:
    return None if house.settings().simkl_client_id == row.client_id else Over("app changed")


def _end(house: House, row: PendingRow, over: Over) -> Over:
    with house.database.writing() as connection:
        simkl_pending.use(connection, row.key)
    return over


def _wait(
    house: House, row: PendingRow, pause: timedelta, trouble: str = "", detail: str = "", interval: int | None = None
) -> Waiting:
    with house.database.writing() as connection:
        simkl_pending.wait(connection, row.key, house.now() + pause, interval or row.interval)
    return _waiting(row, pause, trouble, detail)


def _waiting(row: PendingRow, pause: timedelta, trouble: str = "", detail: str = "") -> Waiting:
    return Waiting(
        row.user_code, row.address, row.expires_at, max(pause.total_seconds(), rules.SHORTEST), trouble, detail
    )
