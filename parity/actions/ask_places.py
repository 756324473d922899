"""Asks the servers where their libraries lie, and what of it is scanned just now."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from parity.actions.ports import House, Library, NotSetUp
from parity.core.failures import Failure, NotFound
from parity.store import libraries, players, servers
from parity.store.servers import ServerRow

PATIENCE = 10.0
"""Seconds that a server has for one answer, where the owner did not say otherwise."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server that is told what arrived; `given`: by the settings, and not by signing in."""

    machine_id: str
    name: str
    version: str
    given: bool


def targets(house: House) -> list[Target]:
    """The servers that can be told: the followed ones, and the one that the settings give once it was asked."""
    settings = house.settings()
    with house.database.reading() as connection:
        rows = servers.every(connection)
        known = {row.machine_id for row in rows if libraries.followed(connection, row.machine_id)}
    given = settings.plex_base_url is not None and settings.plex_token is not None
    return [
        Target(row.machine_id, row.name, row.version, not _reachable(row))
        for row in rows
        if _reachable(row) or (given and row.machine_id in known)
    ]


@contextmanager
def opened(house: House, machine_id: str, stop: threading.Event) -> Iterator[Library]:
    """A server by its machine id. Raises NotSetUp, and NotFound when another server answers at its address."""
    with house.database.reading() as connection:
        row, player = servers.get(connection, machine_id), players.of(connection, machine_id)
    if row is None:
        raise NotSetUp("This server is not known any more")
    patience = float(player.patience or PATIENCE)
    if _reachable(row):
        with house.doors().library_of(row, stop, patience) as library:
            yield library
        return
    with house.doors().library(stop, patience) as library:
        if library.server().machine_id != machine_id:
            raise NotFound(row.name or "Plex", "this server at the address of the settings")
        yield library


def ask_places(house: House, stop: threading.Event) -> None:
    """Bring the places of all libraries up to what the servers say now; one that gives no answer keeps its own."""
    for target in targets(house):
        try:
            with opened(house, target.machine_id, stop) as library:
                sections = library.sections()
        except (NotSetUp, Failure):
            continue
        with house.database.writing() as connection:
            for section in (one for one in sections if one.locations):  # not every account is told
                libraries.set_locations(connection, target.machine_id, section.key, section.locations)


def _reachable(row: ServerRow) -> bool:
    return bool(row.followed and row.address and row.token)
