"""The Plex servers that are followed: found by the account or by hand, tested, let go."""

import threading
from dataclasses import dataclass

from parity.actions.check_connections import PATIENCE
from parity.actions.ports import House
from parity.core.account import Answering, Offer
from parity.core.failures import Failure, Unavailable
from parity.store import accounts, servers
from parity.store.servers import ServerRow


class NotSignedIn(Exception):
    """Nobody has signed in with Plex, so that nobody can say which servers there are."""

    def __init__(self) -> None:
        super().__init__("Nobody has signed in with Plex yet: sign in on the page /setup.")


class NotThatServer(Exception):
    """Another server answers than the one that was meant; the text says so."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A server of the account, and what is kept of it."""

    offer: Offer
    row: ServerRow | None


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """What was seen of a server."""

    name: str
    version: str
    address: str
    latency_ms: int
    relay: bool


def offered(house: House) -> tuple[Offered, ...]:
    """The account's servers. Raises the failures of core."""
    with house.database.reading() as connection:
        kept = accounts.kept(connection)
        rows = {row.machine_id: row for row in servers.every(connection)}
    if kept is None:
        raise NotSignedIn
    with house.doors().plex_tv(threading.Event(), PATIENCE) as plex_tv:
        offers = plex_tv.offers(kept.token.value)
    return tuple(Offered(offer, rows.get(offer.machine_id)) for offer in offers)


def follow(house: House, machine_id: str) -> ServerSeen:
    """Follow a server of the account by the best way to it."""
    offer = next((one.offer for one in offered(house) if one.offer.machine_id == machine_id), None)
    if offer is None:
        raise NotThatServer("The account does not have this server any more: look for your servers again")
    trouble: Failure = Unavailable(offer.name, "Plex knows no way to it: see that it runs")
    for way in sorted(offer.ways, key=lambda way: way.rank):
        try:
            return _keep(house, offer, way.address, way.relay, True, by_hand=False)
        except (Failure, NotThatServer) as one:
            trouble = one if isinstance(one, Failure) else trouble
    raise trouble


def follow_by_hand(house: House, address: str, verify_tls: bool) -> ServerSeen:
    """Follow the server at an address."""
    found = house.doors().answering(address, verify_tls, threading.Event(), PATIENCE)
    offer = next((one.offer for one in offered(house) if one.offer.machine_id == found.machine_id), None)
    if offer is None:
        raise NotThatServer("The server at this address is none of the account's: give the address of one of yours")
    return _keep(house, offer, address, False, verify_tls, by_hand=True)


def test(house: House, machine_id: str) -> ServerSeen:
    """Ask a followed server."""
    with house.database.reading() as connection:
        row = servers.get(connection, machine_id)
    if row is None or row.address is None:
        return follow(house, machine_id)
    try:
        found = house.doors().answering(row.address, row.verify_tls, threading.Event(), PATIENCE)
    except Failure as trouble:
        values: dict[str, object] = {"trouble": str(trouble), "trouble_since": row.trouble_since or house.now()}
        with house.database.writing() as connection:
            servers.put(connection, machine_id, house.now(), values)
        raise
    _fine(house, machine_id, found)
    return ServerSeen(row.name, found.version, row.address, found.latency_ms, row.relay)


def unfollow(house: House, machine_id: str) -> None:
    """Let go of a server."""
    with house.database.writing() as connection:
        servers.put(connection, machine_id, house.now(), {"followed": False})


def set_verify(house: House, machine_id: str, verify: bool) -> None:
    """Whether its certificate is checked."""
    with house.database.writing() as connection:
        servers.put(connection, machine_id, house.now(), {"verify_tls": verify})


def _keep(house: House, offer: Offer, address: str, relay: bool, verify_tls: bool, *, by_hand: bool) -> ServerSeen:
    found = house.doors().answering(address, verify_tls, threading.Event(), PATIENCE)
    if found.machine_id != offer.machine_id:
        raise NotThatServer(f"Another server than {offer.name} answers at {address}")
    values = {"name": offer.name, "followed": True, "owned": offer.owned, "by_hand": by_hand, "relay": relay}
    values |= {"verify_tls": verify_tls, "address": address, "token": offer.token}
    with house.database.writing() as connection:
        servers.put(connection, offer.machine_id, house.now(), values)
    _fine(house, offer.machine_id, found)
    return ServerSeen(offer.name, found.version, address, found.latency_ms, relay)


def _fine(house: House, machine_id: str, found: Answering) -> None:
    values = {"version": found.version, "latency_ms": found.latency_ms, "trouble": None, "trouble_since": None}
    with house.database.writing() as connection:
        servers.put(connection, machine_id, house.now(), values)
