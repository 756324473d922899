"""Shows and films that have to be read again, because something about them came or went: one row each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from parity.store.schema import heals

LONGEST = timedelta(minutes=10)
"""However much more comes, a show is read again after so long."""


@dataclass(frozen=True, slots=True)
class Heal:
    """See schema.heals. `kind`: show or movie, that of its library. `scan_id`: the scan that is at it."""

    machine_id: str
    section_key: str
    rating_key: str
    kind: str
    why: str
    first_at: datetime
    due_at: datetime
    attempts: int
    scan_id: int | None


_ALL = select(*(heals.c[name] for name in Heal.__dataclass_fields__)).order_by(heals.c.due_at, heals.c.rating_key)
_THIS = and_(
    heals.c.machine_id == bindparam("this_server"),
    heals.c.section_key == bindparam("this_section"),
    heals.c.rating_key == bindparam("this_key"),
)
_ONE = _ALL.where(_THIS)
_DUE = _ALL.where(heals.c.due_at <= bindparam("now"), heals.c.scan_id.is_(None))
_TAKEN = _ALL.where(heals.c.scan_id == bindparam("this_scan"))
_CHANGE = update(heals).where(_THIS)


def put(
    connection: Connection, at: tuple[str, str, str], kind: str, why: str, now: datetime, quiet: timedelta = timedelta()
) -> None:
    """Let this item (machine id, section, rating key) be read again after `quiet`, and no later than LONGEST.

    More of it before that puts it off. What a scan reads just now is read again after that scan.
    """
    place = {"this_server": at[0], "this_section": at[1], "this_key": at[2]}
    row = connection.execute(_ONE, place).first()
    first = row.first_at if row is not None and row.scan_id is None else now
    due = min(now + quiet, first + LONGEST)
    values = {"kind": kind, "why": why, "first_at": first, "due_at": due, "attempts": 0, "scan_id": None}
    if row is not None:
        connection.execute(_CHANGE, {**place, **values})
    else:
        made = {"machine_id": at[0], "section_key": at[1], "rating_key": at[2], **values}
        connection.execute(insert(heals), made)


def due(connection: Connection, now: datetime) -> list[Heal]:
    """Those that wait no longer and that no scan is at, the oldest first."""
    return [Heal(*row) for row in connection.execute(_DUE, {"now": now})]


def every(connection: Connection) -> list[Heal]:
    """All of them."""
    return [Heal(*row) for row in connection.execute(_ALL)]


def of_scan(connection: Connection, scan_id: int) -> list[Heal]:
    """Those that this scan is to read."""
    return [Heal(*row) for row in connection.execute(_TAKEN, {"this_scan": scan_id})]


def take(connection: Connection, rows: list[Heal], scan_id: int) -> None:
    """A scan is at these from now on."""
    for row in rows:
        place = {"this_server": row.machine_id, "this_section": row.section_key, "this_key": row.rating_key}
        connection.execute(_CHANGE, {**place, "scan_id": scan_id})


def let_go(connection: Connection, scan_id: int) -> None:
    """The scan has read them."""
    connection.execute(delete(heals).where(heals.c.scan_id == scan_id))


def put_off(connection: Connection, row: Heal, until: datetime) -> None:
    """The scan that was at it could not read it: later again. What was told anew meanwhile is due by that."""
    place = {"this_server": row.machine_id, "this_section": row.section_key, "this_key": row.rating_key}
    query = _CHANGE.where(heals.c.scan_id == row.scan_id)
    connection.execute(query.values(scan_id=None, due_at=until, attempts=row.attempts + 1), place)


def waiting(connection: Connection) -> int:
    """How many are not read yet."""
    return int(connection.execute(select(func.count()).select_from(heals)).scalar_one())


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether one waits no longer."""
    return connection.execute(_DUE.limit(1), {"now": now}).first() is not None
