"""Which servers of the account are followed, and by which way."""

import threading
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from parity.actions.find_way import (
    PATIENCE,
    Found,
    NotSignedIn,
    best_way,
    find_again,
    keep,
    of_way,
    offers,
    trouble_of,
)
from parity.actions.ports import Doorways, House
from parity.core.account import Answering, Offer, Way
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.core.library import Server, label
from parity.store import notices, refreshes, servers
from parity.store.servers import ServerRow

__all__ = ["NotSignedIn", "NotThatServer", "Offered", "ServerSeen", "follow", "follow_by_hand"]
__all__ += ["offered", "set_verify", "test", "unfollow"]


class NotThatServer(Exception):
    """What was asked for is not to be had; the text says what was found instead, and what to do."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A server that the account may use, and how it is kept here, if at all. `label` tells it from a namesake."""

    offer: Offer
    row: ServerRow | None
    label: str


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """A server that answered at `address` and took its token. `label` tells it from a namesake."""

    machine_id: str
    name: str
    version: str
    address: str
    latency_ms: int
    relay: bool
    label: str


def offered(house: House) -> tuple[Offered, ...]:
    """The servers that the account may use. Raises NotSignedIn and the failures of Plex's services."""
    found = offers(house, threading.Event())
    with house.database.reading() as connection:
        rows = {row.machine_id: row for row in servers.every(connection)}
    names = [offer.name for offer in found]
    return tuple(Offered(o, rows.get(o.machine_id), label(o.name, o.machine_id, names)) for o in found)


def follow(house: House, machine_id: str) -> ServerSeen:
    """Find the best way to a server of the account and follow it from now on.

    Raises NotThatServer, NotSignedIn and failures; then nothing is changed.
    """
    offer = _offer(house, machine_id)
    with house.database.reading() as connection:
        row = servers.get(connection, machine_id)
    verify_tls = row.verify_tls if row else True
    found = _way(house, offer, verify_tls=verify_tls)
    return _follow(house, offer, found, by_hand=False, verify_tls=verify_tls)


def follow_by_hand(house: House, address: str, verify_tls: bool) -> ServerSeen:
    """Follow the server at an address that a person gave; it has to be one of the account's, whose token it gets.

    Raises NotThatServer, NotSignedIn and failures; then nothing is changed.
    """
    where = _http(address)
    answering = house.doors().answering(where, verify_tls, threading.Event(), PATIENCE)
    offer = next((o for o in offers(house, threading.Event()) if o.machine_id == answering.machine_id), None)
    if offer is None:
        raise NotThatServer(
            f"{urlsplit(where).netloc} is the Plex server {answering.machine_id[:12]}, version {answering.version}, "
            "which your Plex account may not use: sign in with the account that it belongs to."
        )
    found = Found(Way(where, local=False, relay=False), answering)
    return _follow(house, offer, found, by_hand=True, verify_tls=verify_tls)


def test(house: House, machine_id: str) -> ServerSeen:
    """Ask a server by what is kept of it, and where that does not do, look for another way once.

    One of the account's that is not followed is looked for, and nothing of it is stored. Raises NotThatServer,
    NotSignedIn and failures; the trouble of a followed one is noted, or cleared.
    """
    with house.database.reading() as connection:
        row = servers.get(connection, machine_id)
    if row is None or not row.followed or not row.address:
        return _try(house, machine_id)
    try:
        try:
            seen = _see(house, row)
        except (Unauthorised, Unavailable) as failure:
            mended = find_again(house, row, isinstance(failure, Unauthorised), threading.Event())
            if mended is None:
                raise
            seen = _see(house, mended)
    except Failure as failure:
        _note(house, row, trouble_of(row.name, failure))
        raise
    _note(house, row, None)
    return seen


def unfollow(house: House, machine_id: str) -> None:
    """Ask a server no more, for no scan either, and forget its token.

    At the next scan its libraries are gone, until they are forgotten.
    """
    nothing: dict[str, object] = {"followed": False, "by_hand": False, "relay": False}
    with house.database.writing() as connection:
        if servers.get(connection, machine_id) is not None:
            gone = dict.fromkeys(("address", "token", "latency_ms", "trouble", "trouble_since"))
            servers.put(connection, machine_id, house.now(), nothing | gone)
            for row in refreshes.of_server(connection, machine_id):
                over = {"state": "dropped", "ended_at": house.now(), "due_at": None}
                refreshes.change(connection, row.id, **over, sentence="This server is not followed any more.")
            notices.clear(connection, f"{notices.REFRESH}{machine_id}")


def set_verify(house: House, machine_id: str, verify: bool) -> None:
    """Whether the certificate of a server has to be one that can be trusted. Raises NotThatServer."""
    _row(house, machine_id)
    with house.database.writing() as connection:
        servers.put(connection, machine_id, house.now(), {"verify_tls": verify})


def _try(house: House, machine_id: str) -> ServerSeen:
    """A server of the account by the best way there, without following it."""
    offer = _offer(house, machine_id)
    found = _way(house, offer, verify_tls=True)
    row = _tried(house, offer, found, True)
    server = _ask(house.doors(), row)
    return _seen(house, replace(row, name=server.name or row.name, version=server.version), found.answering)


def _way(house: House, offer: Offer, *, verify_tls: bool) -> Found:
    found = best_way(house.doors(), offer, verify_tls)
    if found is None:
        raise NotThatServer(_nowhere(offer))
    return found


def _follow(house: House, offer: Offer, found: Found, *, by_hand: bool, verify_tls: bool) -> ServerSeen:
    """Prove the token, which goes only to the server that it is for; then store."""
    row = _tried(house, offer, found, verify_tls)
    server = _ask(house.doors(), row)
    more = {"followed": True, "by_hand": by_hand, "verify_tls": verify_tls, "trouble": None, "trouble_since": None}
    kept = keep(house, offer, of_way(found) | more | _of_server(server, offer.name))
    return _seen(house, kept, found.answering)


def _tried(house: House, offer: Offer, found: Found, verify_tls: bool) -> ServerRow:
    told = found.answering
    return ServerRow(
        machine_id=offer.machine_id,
        name=offer.name,
        version=told.version,
        seen_at=house.now(),
        followed=True,
        owned=offer.owned,
        by_hand=False,
        relay=found.way.relay,
        verify_tls=verify_tls,
        address=found.way.address,
        token=offer.token,
        latency_ms=told.latency_ms,
        trouble=None,
        trouble_since=None,
    )


def _see(house: House, row: ServerRow) -> ServerSeen:
    """Ask a server as it is kept, and store what it says of itself."""
    doors = house.doors()
    answering = doors.answering(row.address or "", row.verify_tls, threading.Event(), PATIENCE)
    if answering.machine_id != row.machine_id:
        raise Unavailable(
            row.name, f"{urlsplit(row.address or '').netloc} answers, but it is another server than {row.name}"
        )
    server = _ask(doors, row)
    values = _of_server(server, row.name) | {"latency_ms": answering.latency_ms}
    with house.database.writing() as connection:
        servers.put(connection, row.machine_id, house.now(), values)
        kept = servers.get(connection, row.machine_id) or row
    return _seen(house, kept, answering)


def _ask(doors: Doorways, row: ServerRow) -> Server:
    """What the server says to its token. A refusal is that of this server alone."""
    with doors.library_of(row, threading.Event(), PATIENCE) as library:
        return library.server()


def _of_server(server: Server, name: str) -> dict[str, object]:
    return {"name": server.name or name, "version": server.version}


def _seen(house: House, row: ServerRow, answering: Answering) -> ServerSeen:
    with house.database.reading() as connection:
        names = [row.name, *(r.name for r in servers.every(connection) if r.machine_id != row.machine_id)]
    called = label(row.name, row.machine_id, names)
    address = row.address or ""
    return ServerSeen(row.machine_id, row.name, row.version, address, answering.latency_ms, row.relay, called)


def _note(house: House, row: ServerRow, trouble: str | None) -> None:
    if row.trouble == trouble:
        return
    now = house.now()
    since = (row.trouble_since or now) if trouble else None
    with house.database.writing() as connection:
        servers.put(connection, row.machine_id, now, {"trouble": trouble, "trouble_since": since})


def _row(house: House, machine_id: str) -> ServerRow:
    with house.database.reading() as connection:
        row = servers.get(connection, machine_id)
    if row is None or not row.followed or not row.address:
        raise NotThatServer("That server is not followed: follow it first.")
    return row


def _offer(house: House, machine_id: str) -> Offer:
    found = next((o for o in offers(house, threading.Event()) if o.machine_id == machine_id), None)
    if found is None:
        raise NotThatServer("Your Plex account may not use that server (any more): look at the list again.")
    return found


def _nowhere(offer: Offer) -> str:
    tried = ", ".join(dict.fromkeys(urlsplit(way.address).netloc for way in offer.ways))
    if not tried:
        return f"{offer.name} has told Plex no address: see that it runs, or give its address by hand."
    return f"{offer.name} answers at none of its addresses ({tried}): see that it runs, or give its address by hand."


def _http(address: str) -> str:
    """The address as it is asked. Raises NotThatServer when it is none."""
    where = address.strip().rstrip("/")
    try:
        parts = urlsplit(where)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # half an IPv6 address, a port that is no number
        good = False
    if not good or parts.username or parts.password or parts.query or parts.fragment:
        raise NotThatServer("Give an address such as http://192.168.1.5:32400, without a user name.")
    return where
