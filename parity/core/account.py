"""A Plex account, what it signs in with, and the servers that it may use. Facts: plex.md 1."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

TokenKind = Literal["classic", "jwt"]

RENEW_WITHIN = timedelta(days=1)
"""How long before its end a token is exchanged for the next one (plexapi does it a day before, of seven)."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is at Plex. Known by `id` or `uuid`, never by name or e-mail, which people change."""

    id: int
    uuid: str
    name: str

    def is_same(self, plex_id: int | None, uuid: str) -> bool:
        """Whether these are ids of this account."""
        return self.id == plex_id or (self.uuid != "" and self.uuid == uuid)


@dataclass(frozen=True, slots=True)
class HomeUser:
    """Somebody of a Plex home. `protected`: becoming them takes their PIN; `admin`: the home is theirs."""

    uuid: str
    name: str
    protected: bool = False
    admin: bool = False


class PinRefused(Exception):
    """Plex wants the PIN of a home's user, or another one than was given."""


@dataclass(frozen=True, slots=True)
class Token:
    """What opens an account. `expires_at` is None for a classic one, which ends only when somebody ends it."""

    kind: TokenKind
    value: str = field(repr=False)
    expires_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it has to be exchanged for the next one."""
        return self.expires_at is not None and now >= self.expires_at - RENEW_WITHIN


@dataclass(frozen=True, slots=True)
class Pin:
    """A PIN as Plex made it. A strong `code` goes into an address, a short one is typed by people."""

    id: int
    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """One address of a server. `relay` leads through Plex and is slow; `local` is at home."""

    address: str
    local: bool
    relay: bool

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Sorts the best first: in the house before outside, relayed last; https before http."""
        return (self.relay, not self.local, not self.address.startswith("https://"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A server that an account may use, with the server's own token and the ways to it, best first."""

    machine_id: str
    name: str
    owned: bool
    version: str
    token: str = field(repr=False)
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """What a server says to anybody: which one it is, and how long it took (milliseconds)."""

    machine_id: str
    version: str
    latency_ms: int
