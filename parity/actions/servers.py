"""The servers that the account may use. A stand-in for the real module."""

from dataclasses import dataclass

from parity.actions.ports import House
from parity.core.account import Offer
from parity.store.servers import ServerRow


class NotThatServer(Exception):
    """Another server answers there; the text says which."""


class NotSignedIn(Exception):
    """Nobody has signed in with Plex."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A server that the account may use, and how it is kept here. `label` tells it from a namesake."""

    offer: Offer
    row: ServerRow | None
    label: str


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A server that answered, and took its token. `label` tells it from a namesake."""

    machine_id: str
    name: str
    version: str
    address: str
    latency_ms: int
    relay: bool
    label: str


def offered(house: House) -> tuple[Offered, ...]:
    """Ask plex.tv which servers there are."""
    raise NotImplementedError


def follow(house: House, machine_id: str) -> ServerSeen:
    """Find the best way to a server, and follow it."""
    raise NotImplementedError


def follow_by_hand(house: House, address: str, verify_tls: bool) -> ServerSeen:
    """Follow the server at an address that a person gave."""
    raise NotImplementedError


def test(house: House, machine_id: str) -> ServerSeen:
    """Try what is kept of a server, then look for another way."""
    raise NotImplementedError


def unfollow(house: House, machine_id: str) -> None:
    """Ask a server no more."""
    raise NotImplementedError
