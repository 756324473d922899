"""Scans as other programs read them: the one at work, and what the last ones found."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal_column, select

from parity.core.shapes import Changes, Listing, Requests, Scan, ScanError, ScanMode, ScanState
from parity.store.scans import ACTIVE, HEAL, ScanRow
from parity.store.schema import scan_items, scans

ERRORS_EACH = 20  # how many errors of a scan a list tells; the scan itself tells all
_COLUMNS = [scans.c[name] for name in ScanRow.__dataclass_fields__]
_NEWEST = select(*_COLUMNS).order_by(scans.c.id.desc())
# Written out, so that the partial index applies.
_TROUBLE = scan_items.c.outcome == literal_column("'trouble'")


def scans_listing(
    connection: Connection,
    now: datetime,
    limit: int | None = None,
    offset: int = 0,
    state: ScanState | None = None,
    errors_each: int = ERRORS_EACH,
) -> Listing[Scan]:
    """Scans, the newest first, each with its first errors; heals, of which there are many, apart. Three statements."""
    those = [scans.c.mode != HEAL, *([scans.c.state == state] if state else [])]
    total = connection.execute(select(func.count()).select_from(scans).where(*those)).scalar_one()
    query = _NEWEST.where(*those).limit(limit).offset(offset)
    return Listing(total, _read(connection, connection.execute(query).all(), now, errors_each))


def newest_scans(connection: Connection, now: datetime, limit: int) -> tuple[Scan, ...]:
    """The same without counting them. Two statements."""
    rows = connection.execute(_NEWEST.where(scans.c.mode != HEAL).limit(limit)).all()
    return _read(connection, rows, now, ERRORS_EACH)


def one_scan(connection: Connection, now: datetime, scan_id: int) -> Scan | None:
    """One scan with all its errors, None when there is none of that id."""
    rows = connection.execute(select(*_COLUMNS).where(scans.c.id == scan_id)).all()
    return next(iter(_read(connection, rows, now)), None)


def active_scan(connection: Connection, now: datetime) -> Scan | None:
    """The one scan that is queued, running or paused, None when there is none; a heal is none of these."""
    rows = connection.execute(select(*_COLUMNS).where(scans.c.state.in_(ACTIVE), scans.c.mode != HEAL)).all()
    return next(iter(_read(connection, rows, now, ERRORS_EACH)), None)


def last_ended(connection: Connection) -> int:
    """The id of the last scan or heal that ended, 0 when none did: what a page shows may have changed with it."""
    query = select(scans.c.id).where(scans.c.finished_at.is_not(None)).order_by(scans.c.id.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def _read(
    connection: Connection, rows: Sequence[Sequence[Any]], now: datetime, each: int | None = None
) -> tuple[Scan, ...]:
    found = [ScanRow(*row) for row in rows]
    errors = _errors(connection, [row.id for row in found], each)
    return tuple(_scan(row, errors[row.id], now) for row in found)


def _errors(connection: Connection, ids: Sequence[int], each: int | None) -> dict[int, tuple[int, list[ScanError]]]:
    """For each scan the number of its errors, and the first of them."""
    found: dict[int, tuple[int, list[ScanError]]] = {scan_id: (0, []) for scan_id in ids}
    for row in connection.execute(_first_errors(each), {"ids": ids}):
        found[row.scan_id] = (row.total, [*found[row.scan_id][1], ScanError(row.title, row.message or "")])
    return found


@lru_cache(4)  # to put it together takes longer than to run it
def _first_errors(each: int | None) -> Select[*tuple[Any, ...]]:
    scan, place = scan_items.c.scan_id, scan_items.c.position
    ranked = select(
        *(scan_items.c[name] for name in ("scan_id", "title", "message")),
        func.row_number().over(partition_by=scan, order_by=place).label("place"),
        func.count().over(partition_by=scan).label("total"),
    ).where(scan.in_(bindparam("ids", expanding=True)), _TROUBLE)
    all_of_them = ranked.subquery()
    told: list[ColumnElement[bool]] = [all_of_them.c.place <= each] if each is not None else []
    return select(all_of_them).where(*told).order_by(all_of_them.c.scan_id, all_of_them.c.place)


def _scan(row: ScanRow, errors: tuple[int, list[ScanError]], now: datetime) -> Scan:
    ran = ((row.finished_at or now) - row.started_at).total_seconds() if row.started_at else None
    return Scan(
        id=row.id,
        mode=cast(ScanMode, row.mode),
        state=cast(ScanState, row.state),
        phase=row.phase,
        total=row.total,
        done=row.done,
        current=row.current,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        seconds=None if ran is None else round(max(ran, 0.0), 1),
        eta_seconds=_eta(row, ran),
        started_by=row.started_by,
        pausing=row.wants_pause and row.active,
        cancelling=row.wants_cancel and row.active,
        resumed=row.resumed,
        note=row.note,
        requests=Requests(row.plex_requests, row.tmdb_requests, row.tvdb_requests),
        changes=Changes(row.new_missing, row.resolved, row.new_shows, row.removed_shows),
        troubles=errors[0],
        errors=tuple(errors[1]),
    )


def _eta(row: ScanRow, ran: float | None) -> float | None:
    if row.state != "running" or not ran or not row.done or row.total < row.done:
        return None
    return round(ran / row.done * (row.total - row.done), 1)
