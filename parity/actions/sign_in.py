"""Signing in with Plex by a PIN. A stand-in for the real module."""

from dataclasses import dataclass, field
from datetime import datetime

from parity.actions.ports import House
from parity.core.account import Account
from parity.core.sign_in import Over
from parity.store.people import Person
from parity.store.pins import Purpose


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody has claimed it yet."""

    code: str = field(repr=False)
    strong: bool
    expires_at: datetime
    next_in: float
    trouble: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody signed in and may go on."""

    account: Account
    person: Person | None
    purpose: Purpose


def begin(house: House, purpose: Purpose, strong: bool) -> str:
    """Make a PIN; the key to it."""
    raise NotImplementedError


def forget(house: House, key: str) -> None:
    """Nobody waits for it any more."""
    raise NotImplementedError


def look(house: House, key: str) -> Waiting | Over:
    """How a sign-in stands, without asking anybody."""
    raise NotImplementedError


def check(
    house: House, key: str, *, since: datetime | None = None, near: bool = False, code_ok: bool = False
) -> Waiting | Arrived | Over:
    """Ask Plex whether somebody claimed the PIN."""
    raise NotImplementedError
