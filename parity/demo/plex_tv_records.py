"""The nouns of the fake plex.tv. Times are epoch seconds; ids of accounts are ints, of servers and clients text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

STRONG_LIFE, SHORT_LIFE = 1799, 900
"""Seconds that a PIN lives: one for an address, one to type."""
NONCE_LIFE, SIGNED_LIFE = 300, 7 * 86_400
"""Seconds that a nonce and a signed token live."""


@dataclass(slots=True)
class Account:
    """Somebody. `pin` is what a home user has to type; `restricted` ones have neither name nor e-mail of their own.

    `home` is the account in whose home they are, None for whoever has their own.
    """

    id: int
    uuid: str
    username: str
    email: str
    title: str
    pin: str | None = None
    restricted: bool = False
    home: int | None = None


@dataclass(slots=True)
class Pin:
    """A PIN. Once somebody claimed it, `account` and `token` are theirs; `jwk` is the key of the signed flow."""

    id: int
    code: str
    client: str
    product: str
    strong: bool
    created_at: int
    expires_at: int
    jwk: dict[str, str] | None = None
    account: int | None = None
    token: str | None = None


@dataclass(slots=True)
class Opener:
    """A token that lives. `expires_at` is None for a classic one."""

    value: str
    account: int
    client: str
    expires_at: int | None = None


@dataclass(slots=True)
class DeviceKey:
    """The public key that a client registered for an account."""

    account: int
    client: str
    jwk: dict[str, str]


@dataclass(slots=True)
class Server:
    """A server, or a player when `provides` says so. `tokens` are what it accepts, by account."""

    machine_id: str
    name: str
    owner: int
    version: str = "1.43.0.10467"
    provides: str = "server"
    presence: bool = True
    https_required: bool = False
    connections: list[dict[str, object]] = field(default_factory=list)
    tokens: dict[int, str] = field(default_factory=dict)


class Refused(Exception):
    """plex.tv says no: a status, what it says, and the code of the error where one is known."""

    def __init__(self, status: int, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code

    @classmethod
    def gone(cls) -> "Refused":
        """There is no such PIN, or not any more."""
        return cls(404, "Code not found or expired", 1020)

    @classmethod
    def unknown(cls) -> "Refused":
        """The token is dead, or never lived."""
        return cls(401, "User could not be authenticated", 1001)

    @classmethod
    def too_often(cls) -> "Refused":
        """Asked too often."""
        return cls(429, "API rate limit exceeded", 1003)


def stamp(moment: int) -> str:
    """A moment as plex.tv writes it: `2026-03-10T12:00:00Z`."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def connection(facts: Mapping[str, object]) -> dict[str, object]:
    """One way to a server; what is not said follows from its `uri`. Raises ValueError without one."""
    scheme, found, rest = str(facts.get("uri", "")).partition("://")
    if not found:
        raise ValueError("a connection has a uri")
    address, _, port = rest.rstrip("/").rpartition(":")
    known: dict[str, object] = {
        "protocol": scheme,
        "address": address or rest,
        "port": int(port) if port.isdecimal() else {"http": 80}.get(scheme, 443),
        "uri": facts["uri"],
        "local": False,
        "relay": False,
        "IPv6": False,
    }
    return known | dict(facts)
