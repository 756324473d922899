"""What a scan changed, down to episode and film, and what the schedules did: the memory behind the activity page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, literal, or_, select, union_all

from parity.core.numbering import Number
from parity.core.shapes import Listing
from parity.store.scans import HEAL
from parity.store.schema import (
    collection_parts,
    collections,
    heartbeats,
    missing_films,
    missing_log,
    scans,
    schedules,
    shows,
)

LINES = 100


@dataclass(frozen=True, slots=True)
class LogLine:
    """One episode. `show` is None when its show is not known any more.

    `ended` is None while it is missing, else what became of it: arrived (Plex has it), dropped (TMDB does not list
    it any more), hidden (ignored, or not expected).
    """

    show_id: int
    show: str | None
    season: int
    number: int
    title: str
    ended: str | None

    @property
    def code(self) -> str:
        """`S01E02`."""
        return Number(self.season, self.number).code


@dataclass(frozen=True, slots=True)
class LoggedFilm:
    """One film. `collection_id` is one that lists it, None when none does any more; `ended` as of an episode."""

    tmdb_id: int
    title: str
    collection_id: int | None
    collection: str | None
    ended: str | None


@dataclass(frozen=True, slots=True)
class ScanLog:
    """What a scan found newly missing, and what it found missing no more; of each the first `LINES`, by title."""

    opened: Listing[LogLine]
    closed: Listing[LogLine]
    opened_films: Listing[LoggedFilm]
    closed_films: Listing[LoggedFilm]


@dataclass(frozen=True, slots=True)
class ScheduledScan:
    """The last scan that a schedule started."""

    id: int
    state: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """`claimed`: the due moment that was last taken care of, None before the clock first looked."""

    claimed: datetime | None
    last: ScheduledScan | None


def scan_count(connection: Connection) -> int:
    """How many scans there were and are, heals apart. One statement."""
    return connection.execute(select(func.count()).select_from(scans).where(scans.c.mode != HEAL)).scalar_one()


def changed_in(connection: Connection, scan_id: int) -> ScanLog:
    """What exactly a scan changed. Three statements."""
    log = missing_log.c
    opened, closed = _lines(connection, log.found_by, scan_id), _lines(connection, log.ended_by, scan_id)
    return ScanLog(opened, closed, *_films(connection, scan_id))


def schedule_records(connection: Connection, modes: tuple[str, ...]) -> dict[str, ScheduleRecord]:
    """What is known of each schedule. Two statements."""
    claimed = {row.name: row.last_due for row in connection.execute(select(schedules.c.name, schedules.c.last_due))}
    newest = select(func.max(scans.c.id)).where(scans.c.started_by == "schedule").group_by(scans.c.mode)
    query = select(scans.c.mode, scans.c.id, scans.c.state, scans.c.created_at).where(scans.c.id.in_(newest))
    last = {mode: ScheduledScan(*values) for mode, *values in connection.execute(query)}
    return {mode: ScheduleRecord(claimed.get(mode), last.get(mode)) for mode in modes}


def unattended(connection: Connection, now: datetime, patience: timedelta) -> int | None:
    """The scan that should be worked on while nobody is at it and no worker was seen lately. One statement."""
    seen = select(heartbeats.c.beat_at).where(heartbeats.c.name == "worker", heartbeats.c.beat_at > now - patience)
    left = or_(scans.c.lease_until.is_(None), scans.c.lease_until < now)
    waiting: ColumnElement[bool] = or_(scans.c.state == "queued", and_(scans.c.state == "running", left))
    return connection.execute(select(scans.c.id).where(waiting, scans.c.mode != HEAL, ~seen.exists())).scalar()


def _lines(connection: Connection, column: Column[Any], scan_id: int) -> Listing[LogLine]:
    log = missing_log.c
    query = (
        select(log.show_id, shows.c.title, log.season, log.number, log.title, log.ended_how, func.count().over())
        .outerjoin_from(missing_log, shows, shows.c.id == log.show_id)
        .where(column == scan_id)
        .order_by(shows.c.sort_title, log.show_id, log.season, log.number)
        .limit(LINES)
    )
    rows = connection.execute(query).all()
    return Listing(rows[0][-1] if rows else 0, tuple(LogLine(*row[:-1]) for row in rows))


def _films(connection: Connection, scan_id: int) -> tuple[Listing[LoggedFilm], Listing[LoggedFilm]]:
    """Those found missing, and those missing no more. One statement."""
    log = missing_films.c
    mine = select(func.min(collection_parts.c.collection_id)).where(collection_parts.c.tmdb_id == log.tmdb_id)
    joined = missing_films.outerjoin(collections, collections.c.id == mine.scalar_subquery())
    columns = (log.tmdb_id, log.title, collections.c.id.label("of"), collections.c.name, log.ended_how)
    ways = [
        select(literal(way).label("way"), *columns, func.count().over().label("all"))
        .select_from(joined)
        .where(column == scan_id)
        .order_by(collections.c.sort_name, log.title, log.id)
        .limit(LINES)
        .subquery()
        for way, column in enumerate((log.found_by, log.ended_by))
    ]
    found: tuple[list[LoggedFilm], list[LoggedFilm]] = ([], [])
    totals = [0, 0]
    for way, *film, total in connection.execute(union_all(*map(select, ways))):
        found[way].append(LoggedFilm(*film))
        totals[way] = total
    opened, closed = (Listing(total, tuple(those)) for total, those in zip(totals, found, strict=True))
    return opened, closed
