"""Servers and their libraries: which are followed, when they were last listed whole, what holds them back."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from parity.core.library import KINDS, Section, Server
from parity.core.paths import Place
from parity.store.schema import items, libraries, scan_items, servers


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A library as it is kept. `stamps` are those of the last whole listing, as text."""

    id: int
    machine_id: str
    section_key: str
    kind: str
    title: str
    agent: str
    own_order: str | None
    followed: bool
    followed_as: str | None
    state: str
    notice: str | None
    stamps: str | None
    listed_at: datetime | None
    listed_by: int | None

    @property
    def frozen(self) -> bool:
        """Its rows stay as they are until the owner or a sane listing says otherwise."""
        return self.state != "ok"


_COLUMNS = [libraries.c[name] for name in LibraryRow.__dataclass_fields__]
_READ = and_(libraries.c.followed.is_(True), libraries.c.kind.in_(KINDS))
# Made once: every scan asks for them several times.
_SERVER = select(servers).where(servers.c.machine_id == bindparam("of"))
_OF_SERVER = select(*_COLUMNS).where(libraries.c.machine_id == bindparam("of")).order_by(libraries.c.id)
_OF_FILMS = (
    select(*_COLUMNS).where(_READ, libraries.c.kind == "movie", libraries.c.state != "gone").order_by(libraries.c.id)
)
_PLACES = select(*(libraries.c[name] for name in Place.__dataclass_fields__))
_PLACES = _PLACES.where(_READ, libraries.c.state != "gone").order_by(libraries.c.id)
_ELSEWHERE = (
    select(servers.c.name, *_COLUMNS)
    .join_from(libraries, servers)
    .where(libraries.c.followed.is_(True), libraries.c.machine_id.not_in(bindparam("but", expanding=True)))
    .order_by(libraries.c.id)
)
_FOLLOWED = _OF_SERVER.where(_READ)
_ANSWERED = update(servers).where(servers.c.machine_id == bindparam("of"))
_SECTION = select(libraries).where(
    libraries.c.machine_id == bindparam("of"), libraries.c.section_key == bindparam("this_section")
)
_LISTED = update(libraries).where(libraries.c.id == bindparam("this_library"))
_LISTED = _LISTED.values(state="ok", notice=None, generation=libraries.c.generation + 1)
_WITH_TROUBLE = select(*_COLUMNS, servers.c.trouble).join_from(libraries, servers).where(_READ).order_by(libraries.c.id)


def remember_server(connection: Connection, server: Server, now: datetime) -> None:
    """Note that this server answered."""
    known = connection.execute(_SERVER, {"of": server.machine_id}).first()
    if known is None:
        connection.execute(
            insert(servers).values(machine_id=server.machine_id, name=server.name, version=server.version, seen_at=now)
        )
        return
    seen = {"name": server.name, "version": server.version, "seen_at": now}
    connection.execute(_ANSWERED, {"of": server.machine_id, **seen})


def of_server(connection: Connection, machine_id: str) -> list[LibraryRow]:
    """All libraries ever seen on a server."""
    return [LibraryRow(*row) for row in connection.execute(_OF_SERVER, {"of": machine_id})]


def followed(connection: Connection, machine_id: str) -> list[LibraryRow]:
    """The followed libraries of one server, of shows and of films."""
    return [LibraryRow(*row) for row in connection.execute(_FOLLOWED, {"of": machine_id})]


def of_films(connection: Connection) -> list[LibraryRow]:
    """The followed film libraries of all servers, but for those that are gone."""
    return [LibraryRow(*row) for row in connection.execute(_OF_FILMS)]


def places(connection: Connection) -> list[Place]:
    """The followed libraries of all servers with their folders, but for those that are gone."""
    rows = connection.execute(_PLACES)
    return [Place(of, key, kind, title, tuple(json.loads(packed))) for of, key, kind, title, packed in rows]


def set_locations(connection: Connection, machine_id: str, section_key: str, locations: Sequence[str]) -> bool:
    """The folders of a library as its server calls them now. Whether they were others before."""
    one = update(libraries).where(libraries.c.machine_id == machine_id, libraries.c.section_key == section_key)
    packed = json.dumps(list(locations), ensure_ascii=False)
    return connection.execute(one.where(libraries.c.locations != packed).values(locations=packed)).rowcount > 0


def elsewhere(connection: Connection, machine_ids: Collection[str]) -> list[tuple[LibraryRow, str]]:
    """The followed libraries of all servers but these, each with its server's name."""
    rows = connection.execute(_ELSEWHERE, {"but": list(machine_ids)})
    return [(LibraryRow(*row[1:]), row[0]) for row in rows]


def gone(connection: Connection) -> list[LibraryRow]:
    """Libraries that their server no longer has."""
    return [LibraryRow(*row) for row in connection.execute(select(*_COLUMNS).where(libraries.c.state == "gone"))]


def lost(connection: Connection) -> list[LibraryRow]:
    """Followed libraries that nobody can read: their server no longer names them, or was silent when asked."""
    found = [(LibraryRow(*row[:-1]), row[-1]) for row in connection.execute(_WITH_TROUBLE)]
    return [row for row, trouble in found if row.state == "gone" or (row.frozen and trouble is not None)]


def held_count(connection: Connection) -> int:
    """How many followed libraries the brake holds: they shrank, and the owner has not said that this is right."""
    held = select(func.count()).where(libraries.c.state == "held", libraries.c.followed.is_(True))
    return int(connection.execute(held).scalar_one())


def get(connection: Connection, library_id: int) -> LibraryRow | None:
    """One library."""
    row = connection.execute(select(*_COLUMNS).where(libraries.c.id == library_id)).first()
    return LibraryRow(*row) if row else None


def at(connection: Connection, machine_id: str, section_key: str) -> LibraryRow | None:
    """The library of a server's section."""
    query = select(*_COLUMNS).where(libraries.c.machine_id == machine_id, libraries.c.section_key == section_key)
    row = connection.execute(query).first()
    return LibraryRow(*row) if row else None


def remember_section(connection: Connection, machine_id: str, section: Section, followed_as: str | None) -> int:
    """Create or bring up to date one library; writes only what differs. Returns its id.

    The agent is part of the inventory: another one is noted when the library was listed whole. Its folders stay as
    they are known when Plex does not tell them.
    """
    values = {
        "kind": section.kind,
        "title": section.title,
        "followed": followed_as is not None,
        "followed_as": followed_as,
    }
    if section.locations:
        values["locations"] = json.dumps(section.locations, ensure_ascii=False)
    here = {"of": machine_id, "this_section": section.key}
    row = connection.execute(_SECTION, here).mappings().first()
    if row is None:
        place = {"machine_id": machine_id, "section_key": section.key, "agent": section.agent, "state": "ok"}
        fresh = insert(libraries).values(**place, **values)
        return int(connection.execute(fresh.returning(libraries.c.id)).scalar_one())
    if any(row[name] != value for name, value in values.items()):
        connection.execute(update(libraries).where(libraries.c.id == row["id"]).values(**values))
    return int(row["id"])


def set_state(connection: Connection, library_id: int, state: str, notice: str | None) -> None:
    """ok, held, failed, gone or silent, with the sentence for the owner."""
    changed = (libraries.c.state != state) | libraries.c.notice.is_distinct_from(notice)
    connection.execute(
        update(libraries).where(libraries.c.id == library_id, changed).values(state=state, notice=notice)
    )


def listed_whole(
    connection: Connection,
    library_id: int,
    agent: str,
    own_order: str | None,
    stamps: str,
    scan_id: int,
    now: datetime,
) -> None:
    """The listing was whole and is now the inventory: a new generation."""
    listed = {"agent": agent, "own_order": own_order, "stamps": stamps, "listed_at": now, "listed_by": scan_id}
    connection.execute(_LISTED, {"this_library": library_id, **listed})


def forget(connection: Connection, library_id: int) -> None:
    """Remove a library that Plex no longer has, with its inventory; decisions stay."""
    connection.execute(delete(libraries).where(libraries.c.id == library_id))


def planned_in(connection: Connection, scan_id: int, without: Collection[int] = ()) -> tuple[int, int]:
    """How many followed libraries hold what a scan has planned to visit, and how many of those are held back."""
    planned = select(scan_items.c.subject_id).where(scan_items.c.scan_id == scan_id, scan_items.c.kind == "show")
    copies = select(items.c.library_id).where(items.c.show_id.in_(planned), items.c.gone_at.is_(None))
    query = select(libraries.c.state).where(libraries.c.id.in_(copies), libraries.c.followed.is_(True))
    query = query.where(libraries.c.id.not_in(list(without)))
    states = connection.execute(query).scalars().all()
    return len(states), sum(state != "ok" for state in states)
