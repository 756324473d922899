"""Signing in with Plex: a PIN is made, its owner claims it at Plex, and Parity learns who that is. plex.md 1.2.

Who begins gets a key, which lives in their own session; only with it can a sign-in be asked about.
"""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parity.actions.keep_account import take_tokens
from parity.actions.own import refusal_of
from parity.actions.plex_account import plex_tv
from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import House
from parity.core import sign_in as rules
from parity.core.account import Account, Token
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised
from parity.core.roles import Role
from parity.core.sign_in import Over, Place, Who
from parity.settings import Settings
from parity.store import accounts, install, notices, people, pins
from parity.store.database import Connection
from parity.store.people import Person
from parity.store.pins import PinRow, Purpose

_log = logging.getLogger(__name__)

LIMITED, SILENT = "limited", "silent"
_ASKING = "Somebody would like to come in: see People in the settings."
_LEASE = timedelta(seconds=30)  # of who asks: nobody else does meanwhile, and a killed process holds nobody up for long


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody has claimed it yet. `code` is to be typed (short) or goes into Plex's address (strong).

    `next_in`: seconds after which to look again. `trouble`: LIMITED or SILENT when Plex could not be asked just now,
    with what was heard in `detail`.
    """

    code: str = field(repr=False)
    strong: bool
    expires_at: datetime
    next_in: float
    trouble: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody signed in and may go on. `person` is None for who sets Parity up, or only connects an account."""

    account: Account
    person: Person | None
    purpose: Purpose


def begin(house: House, purpose: Purpose, strong: bool) -> str:
    """Make a PIN, a strong one for Plex's page or a short one to type. The key to it. Raises the failures of core."""
    from parity.http import register_secret  # with all of requests: only who goes out needs it

    signed = purpose == "connect" and _wants_signed(house.settings())
    with plex_tv(house) as plex:
        pin = plex.begin(strong=strong, signed=signed)
    key = secrets.token_urlsafe(32)
    register_secret(key, passing=True)
    if strong:
        register_secret(pin.code, passing=True)
    with house.database.writing() as connection:
        pins.add(connection, key, pin, "jwt" if signed else "classic", purpose, strong, house.now())
    return key


def forget(house: House, key: str) -> None:
    """Nobody waits for it any more."""
    with house.database.writing() as connection:
        pins.forget(connection, key)


def look(house: House, key: str) -> Waiting | Over:
    """How a sign-in stands, without asking anybody."""
    now = house.now()
    with house.database.reading() as connection:
        row = pins.get(connection, key)
    if row is None:
        return Over("unknown")
    return rules.is_over(row.pin.expires_at, row.used, now) or _waiting(row, (row.wait_until or now) - now)


def check(
    house: House, key: str, *, since: datetime | None = None, near: bool = False, code_ok: bool = False
) -> Waiting | Arrived | Over:
    """Ask Plex whether somebody claimed the PIN, and let them in when it is so; at most about once a second.

    `since`: when the waiting began. `near` and `code_ok` as for own.claim, for who wants what is nobody's.
    """
    now = house.now()
    with house.database.reading() as connection:
        row = pins.get(connection, key)
    if row is None:
        return Over("unknown")
    over = rules.is_over(row.pin.expires_at, row.used, now)
    if over:
        return over
    with house.database.writing() as connection:
        if not pins.take_turn(connection, row, now, _LEASE):
            return _waiting(row, (row.wait_until or now) - now)
    return _asked(house, row, now - (since or now), near or code_ok)


def _asked(house: House, row: PinRow, waited: timedelta, trusted: bool) -> Waiting | Arrived | Over:
    try:
        with plex_tv(house) as plex:
            try:
                token = _token(plex, row)
            except NotFound:
                return _end(house, row, Over("expired"))
            if token is None:
                return _wait(house, row, rules.pause(waited))
            return _met(house, plex, row, token, trusted)
    except Unauthorised:
        return _end(house, row, Over("signature" if row.kind == "jwt" else "refused"))
    except RateLimited as trouble:
        pause = rules.pause_after_too_many(_last_pause(row), trouble.retry_after)
        return _wait(house, row, pause, LIMITED, trouble.detail)
    except Failure as trouble:
        return _wait(house, row, rules.pause_after_silence(), SILENT, trouble.detail)


def _token(plex: PlexTv, row: PinRow) -> Token | None:
    from parity.http import register_secret

    token = plex.claimed(row.pin.id, signed=row.kind == "jwt")
    if token is not None:
        register_secret(token.value)
    return token


def _met(house: House, plex: PlexTv, row: PinRow, token: Token, trusted: bool) -> Arrived | Over:
    """Somebody claimed it. Nothing is written before Plex was asked everything, and then all at once.

    Whoever is interrupted asks again and hears the same.
    """
    account = plex.account(token.value)
    with house.database.reading() as connection:
        who = _who(house, connection, row, account)
    refusal = refusal_of(house, plex, account, token.value, trusted) if who == "claimant" else None
    if who == "candidate" and row.purpose == "enter" and not trusted:
        refusal = Over("from outside")
    with house.database.writing() as connection:
        if not pins.use(connection, row.key):
            return Over("used")
        before = accounts.kept(connection)
        who = _who(house, connection, row, account)  # perhaps somebody else was faster by a moment
        outcome = refusal or _let_in(connection, row, account, who, house.now())
        kept = rules.is_kept("stranger" if refusal else who, account, before.account if before else None)
        replaced = kept and before is not None and not account.is_same(before.account.id, before.account.uuid)
        if replaced:
            take_tokens(connection, house.now())
        if kept:
            accounts.keep(connection, account, token, house.now())
            notices.clear(connection, notices.PLEX_ACCOUNT)
    if not kept:
        _sign_out(plex, token)
    elif before and replaced:
        _sign_out(plex, before.token)
    if kept and token.kind == "classic" and _wants_signed(house.settings()):
        _upgrade(house, plex, token)
    return outcome


def _let_in(connection: Connection, row: PinRow, account: Account, who: Who, now: datetime) -> Arrived | Over:
    if who == "other account":
        return Over("other account", account.name)
    if who == "candidate":
        return Arrived(account, None, row.purpose)
    if who == "claimant":
        people.make_owner(connection, account, now)
    known = people.of_account(connection, account)
    if row.purpose == "connect" and known is None:
        return Arrived(account, None, row.purpose)
    person = people.came(connection, account, now)
    if person.role >= Role.VIEWER or row.purpose == "connect":
        return Arrived(account, person, row.purpose)
    if known is None:
        notices.put(connection, notices.ASKING, _ASKING, now)
    return Over("stranger", account.name)


def _who(house: House, connection: Connection, row: PinRow, account: Account) -> Who:
    owner, kept = people.owner(connection), accounts.kept(connection)
    person = people.of_account(connection, account)
    place = Place(
        install.is_over(house.settings(), connection),
        Account(owner.plex_id, owner.uuid, owner.name) if owner else None,
        kept.account if kept else None,
        person.role if person else Role.NOBODY,
    )
    return rules.who_enters(account, place) if row.purpose == "enter" else rules.who_connects(account, place)


def _wants_signed(settings: Settings) -> bool:
    return settings.plex_sign_in == "jwt"


def _upgrade(house: House, plex: PlexTv, token: Token) -> None:
    """Exchange the token for a signed one; else the one that Plex gave stays."""
    try:
        signed = plex.upgrade(token.value)
    except Failure as trouble:
        _log.warning("Plex gave no signed token, so the plain one is kept: %s", trouble)
        return
    with house.database.writing() as connection:
        accounts.renew(connection, token, signed, house.now())


def _sign_out(plex: PlexTv, token: Token) -> None:
    """Parity keeps nobody else's token. Nobody waits for this to work out."""
    try:
        plex.sign_out(token.value)
    except Failure as trouble:
        _log.warning("A token that is not needed could not be signed out: %s", trouble)


def _end(house: House, row: PinRow, over: Over) -> Over:
    with house.database.writing() as connection:
        pins.use(connection, row.key)
    return over


def _wait(house: House, row: PinRow, pause: timedelta, trouble: str = "", detail: str = "") -> Waiting:
    with house.database.writing() as connection:
        pins.wait(connection, row.key, house.now() + pause)
    return _waiting(row, pause, trouble, detail)


def _waiting(row: PinRow, pause: timedelta, trouble: str = "", detail: str = "") -> Waiting:
    seconds = max(pause.total_seconds(), rules.QUICK.total_seconds())
    return Waiting(row.pin.code, row.strong, row.pin.expires_at, seconds, trouble, detail)


def _last_pause(row: PinRow) -> timedelta:
    """How long Plex was left alone before this question."""
    return row.wait_until - row.asked_at if row.wait_until and row.asked_at else timedelta(0)
