"""The library page's read model: the servers that are told, who tells, and what was told without a scan following."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, literal_column, or_, select

from parity.core.library import KINDS
from parity.store.players import Player
from parity.store.schema import (
    arrivals,
    hooks,
    libraries,
    listeners,
    players,
    refresh_arrivals,
    refreshes,
    section_scans,
    servers,
    unseen_files,
)
from parity.store.unseen_files import UnseenRow

_MOST_UNSEEN = 200


@dataclass(frozen=True, slots=True)
class ToldSection:
    """A followed library. `title` as Plex has it; `subtitle` and `progress` (0 to 100) are of the scan under way.

    `scanned_at`: when its last scan was seen to end, None when none was.
    """

    key: str
    title: str
    kind: str
    scanning: bool
    subtitle: str | None
    progress: int | None
    scanned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listening:
    """How the events of a server are listened to: `state` as in schema.listeners, in force until `lease_until`."""

    state: str
    lease_until: datetime | None
    since: datetime
    heard_at: datetime | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class ToldServer:
    """A server that is told what arrived. `trouble`: why it did not answer last; `waiting`: how many folders do."""

    machine_id: str
    name: str
    version: str
    trouble: str | None
    player: Player
    listening: Listening | None
    waiting: int
    sections: tuple[ToldSection, ...]


@dataclass(frozen=True, slots=True)
class WayIn:
    """A hook: who may tell by it, and when somebody last did."""

    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that no scan followed. `outcome` as in schema.arrivals."""

    id: int
    at: datetime
    source: str
    kind: str
    event: str
    said: str
    outcome: str
    sentence: str | None


_PLAYER = [players.c[name] for name in Player.__dataclass_fields__ if name != "machine_id"]
_LISTENING = [listeners.c[name] for name in Listening.__dataclass_fields__]
_HOOKS = select(*(hooks.c[name] for name in WayIn.__dataclass_fields__)).order_by(hooks.c.name)
_READ = and_(libraries.c.followed.is_(True), libraries.c.kind.in_(KINDS), libraries.c.state != "gone")
_FOLLOWED = select(libraries.c.machine_id).where(_READ)
_WAITING = (
    select(refreshes.c.machine_id, func.count().label("waiting"))
    .where(refreshes.c.ended_at.is_(None))
    .group_by(refreshes.c.machine_id)
    .subquery()
)
_SERVERS = (
    select(
        *(servers.c[name] for name in ("machine_id", "name", "version", "trouble")),
        func.coalesce(_WAITING.c.waiting, 0),
        players.c.machine_id.is_not(None),
        listeners.c.machine_id.is_not(None),
        *_PLAYER,
        *_LISTENING,
    )
    .select_from(
        servers.outerjoin(players, players.c.machine_id == servers.c.machine_id)
        .outerjoin(listeners, listeners.c.machine_id == servers.c.machine_id)
        .outerjoin(_WAITING, _WAITING.c.machine_id == servers.c.machine_id)
    )
    .where(or_(servers.c.followed.is_(True), servers.c.machine_id.in_(_FOLLOWED)))
    .order_by(servers.c.name, servers.c.machine_id)
)
_SCAN_OF = and_(
    section_scans.c.machine_id == libraries.c.machine_id, section_scans.c.section_key == libraries.c.section_key
)
_SECTIONS = (
    select(
        libraries.c.machine_id,
        *(libraries.c[name] for name in ("section_key", "title", "kind")),
        func.coalesce(section_scans.c.scanning, False),
        *(section_scans.c[name] for name in ("subtitle", "progress", "ended_at")),
    )
    .select_from(libraries.outerjoin(section_scans, _SCAN_OF))
    .where(_READ)
    .order_by(libraries.c.title, libraries.c.id)
)
_LED_NOWHERE = ~select(refresh_arrivals.c.arrival_id).where(refresh_arrivals.c.arrival_id == arrivals.c.id).exists()
_HEARD = select(*(arrivals.c[name] for name in Heard.__dataclass_fields__)).order_by(arrivals.c.id.desc())
# Written out, so that the partial index applies.
_NEW = select(func.count()).select_from(arrivals).where(arrivals.c.outcome == literal_column("'new'"))
_UNSEEN = select(*(unseen_files.c[name] for name in UnseenRow.__dataclass_fields__)).order_by(
    unseen_files.c.title, unseen_files.c.season, unseen_files.c.number, unseen_files.c.path
)


def told_servers(connection: Connection) -> tuple[ToldServer, ...]:
    """The servers that are followed or have a library that is, by name. Two statements."""
    sections: dict[str, list[ToldSection]] = defaultdict(list)
    for machine_id, *values in connection.execute(_SECTIONS):
        sections[machine_id].append(ToldSection(*values))
    return tuple(
        _server(row[:5], row[5], row[6], row[7:], tuple(sections[row[0]])) for row in connection.execute(_SERVERS)
    )


def ways_in(connection: Connection) -> tuple[WayIn, ...]:
    """The hooks by name, without their secrets. One statement."""
    return tuple(WayIn(*row) for row in connection.execute(_HOOKS))


def heard(connection: Connection, limit: int) -> tuple[Heard, ...]:
    """The last messages that no scan followed, the newest first. One statement."""
    query = _HEARD.where(_LED_NOWHERE, arrivals.c.outcome != "new").limit(limit)
    return tuple(Heard(*row) for row in connection.execute(query))


def untouched(connection: Connection) -> int:
    """How many messages nobody has looked at yet. One statement."""
    return int(connection.execute(_NEW).scalar_one())


def unseen(connection: Connection) -> tuple[UnseenRow, ...]:
    """What Sonarr and Radarr have and Plex does not show, by title; at most two hundred files. One statement."""
    return tuple(UnseenRow(*row) for row in connection.execute(_UNSEEN.limit(_MOST_UNSEEN)))


def _server(
    own: tuple[object, ...],
    has_word: bool,
    listened: bool,
    rest: tuple[object, ...],
    sections: tuple[ToldSection, ...],
) -> ToldServer:
    machine_id, name, version, trouble, waiting = own
    kept, told = rest[: len(_PLAYER)], rest[len(_PLAYER) :]
    player = Player(machine_id, *kept) if has_word else Player(machine_id)  # type: ignore[arg-type]
    listening = Listening(*told) if listened else None  # type: ignore[arg-type]
    return ToldServer(machine_id, name or machine_id, version, trouble, player, listening, waiting, sections)  # type: ignore[arg-type]
