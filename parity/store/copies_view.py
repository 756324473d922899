"""Where the shows lie: for each its copies in followed libraries, the first of them first."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from parity.core.library import is_called
from parity.core.shapes import Copy
from parity.store.conditions import HERE
from parity.store.schema import items, libraries, servers, shows


class Shelf(NamedTuple):
    """A library where shows may lie: machine identifier and name of its server, and its title."""

    server: str
    server_name: str
    library: str


NOWHERE = Copy("", "", "", "")
_BY_ID = 500  # so many ids fit into one statement everywhere; for more it reads all copies

_COPIES = (
    select(items.c.show_id, servers.c.machine_id, servers.c.name, libraries.c.title, items.c.rating_key)
    .join(libraries, libraries.c.id == items.c.library_id)
    .join(servers, servers.c.machine_id == libraries.c.machine_id)
    .where(HERE, items.c.show_id.is_not(None))
    .order_by(libraries.c.id, items.c.id)
)


def copies_of(connection: Connection, show_ids: Collection[int]) -> dict[int, tuple[Copy, ...]]:
    """The copies of each show, lowest library and item first; one statement, however many shows."""
    wanted = sorted(set(show_ids))
    query = _COPIES.where(items.c.show_id.in_(wanted)) if len(wanted) <= _BY_ID else _COPIES
    found: dict[int, list[Copy]] = {show_id: [] for show_id in wanted}
    for show_id, machine_id, server, library, key in connection.execute(query):
        if show_id in found:
            found[show_id].append(Copy(machine_id, server, library, key))
    return {show_id: tuple(copies) for show_id, copies in found.items()}


def in_library(name: str | None, server: str | None = None) -> ColumnElement[bool]:
    """The show has a copy in a library of that title, section id or MACHINE_ID/SECTION_ID, on that server; None any."""
    held = select(items.c.id).join(libraries, libraries.c.id == items.c.library_id).where(HERE)
    if name is not None:
        place = libraries.c.machine_id + "/" + libraries.c.section_key
        held = held.where(or_(libraries.c.title == name, libraries.c.section_key == name, place == name))
    if server is not None:
        held = held.where(libraries.c.machine_id == server)
    return held.where(items.c.show_id == shows.c.id).correlate(shows).exists()


def shelves(connection: Connection) -> tuple[Shelf, ...]:
    """The followed libraries of shows, by server and title. One statement."""
    query = (
        select(servers.c.machine_id, servers.c.name, libraries.c.title)
        .join(libraries, libraries.c.machine_id == servers.c.machine_id)
        .where(libraries.c.followed.is_(True), libraries.c.kind == "show")
        .order_by(servers.c.name, servers.c.machine_id, libraries.c.title, libraries.c.id)
    )
    return tuple(Shelf._make(row) for row in connection.execute(query))


def is_library(connection: Connection, name: str) -> bool:
    """Whether a followed library of shows goes by this name (`is_called`). One statement."""
    columns = (libraries.c.machine_id, libraries.c.section_key, libraries.c.title)
    rows = connection.execute(select(*columns).where(libraries.c.followed.is_(True), libraries.c.kind == "show"))
    return any(is_called(name, *row) for row in rows)
