"""What Plex is asked to scan as people and programs read it: with the names of servers and libraries, and who told."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from parity.core.refresh_shapes import Reach, Refresh, RefreshState
from parity.core.shapes import Listing
from parity.store.refreshes import RefreshRow
from parity.store.schema import arrivals, libraries, refresh_arrivals, refreshes, servers

_COLUMNS = [refreshes.c["expects" if name == "packed" else name] for name in RefreshRow.__dataclass_fields__]
_PLACE = and_(libraries.c.machine_id == refreshes.c.machine_id, libraries.c.section_key == refreshes.c.section_key)
_NAMED = select(servers.c.name, libraries.c.title, *_COLUMNS).select_from(
    refreshes.outerjoin(servers, servers.c.machine_id == refreshes.c.machine_id).outerjoin(libraries, _PLACE)
)
_OPEN = _NAMED.where(refreshes.c.ended_at.is_(None)).order_by(
    refreshes.c.priority.desc(), refreshes.c.due_at, refreshes.c.id
)
_OVER = _NAMED.where(refreshes.c.ended_at.is_not(None)).order_by(refreshes.c.ended_at.desc(), refreshes.c.id.desc())
_ONE = _NAMED.where(refreshes.c.id == bindparam("this_refresh"))
_NEWEST = _NAMED.order_by(refreshes.c.id.desc())


def refreshes_listing(
    connection: Connection, open_ones: bool | None = None, limit: int | None = None, offset: int = 0
) -> Listing[Refresh]:
    """The open ones, the most urgent first; those that are over, the newest first; or all. Three statements."""
    those = {True: refreshes.c.ended_at.is_(None), False: refreshes.c.ended_at.is_not(None)}
    counted = select(func.count()).select_from(refreshes)
    if open_ones is not None:
        counted = counted.where(those[open_ones])
    query = {True: _OPEN, False: _OVER, None: _NEWEST}[open_ones].limit(limit).offset(offset)
    total = connection.execute(counted).scalar_one()
    return Listing(total, _read(connection, connection.execute(query).all()))


def one_refresh(connection: Connection, refresh_id: int) -> Refresh | None:
    """One of them. Two statements."""
    found = connection.execute(_ONE, {"this_refresh": refresh_id}).all()
    return next(iter(_read(connection, found)), None)


def _read(connection: Connection, rows: Sequence[Sequence[Any]]) -> tuple[Refresh, ...]:
    found = [(name, title, RefreshRow(*values)) for name, title, *values in rows]
    told = connection.execute(_first_said(), {"ids": [row.id for _, _, row in found]})
    said = {refresh_id: (words, number) for refresh_id, words, number in told}
    return tuple(_refresh(name, title, row, *said.get(row.id, ("", 0))) for name, title, row in found)


@lru_cache(1)
def _first_said() -> Select[*tuple[Any, ...]]:
    """What the first message said that led to each of `ids`, and how many did."""
    of = refresh_arrivals.c
    first = (
        select(of.refresh_id, func.min(of.arrival_id).label("first"), func.count().label("number"))
        .where(of.refresh_id.in_(bindparam("ids", expanding=True)))
        .group_by(of.refresh_id)
        .subquery()
    )
    return select(first.c.refresh_id, arrivals.c.said, first.c.number).join(arrivals, arrivals.c.id == first.c.first)


def _refresh(name: str | None, title: str | None, row: RefreshRow, said: str, messages: int) -> Refresh:
    return Refresh(
        id=row.id,
        state=cast(RefreshState, row.state),
        reach=cast(Reach, row.reach),
        server=row.machine_id,
        server_name=name or row.machine_id,
        library=row.section_key,
        library_title=title,
        folder=row.folder,
        source=row.source,
        said=said,
        messages=messages,
        sentence=row.sentence,
        expects=row.expects,
        asked=row.asked,
        failures=row.failures,
        told_at=row.first_at,
        due_at=row.due_at,
        asked_at=row.asked_at,
        scanning_at=row.scanning_at,
        scanned_at=row.scanned_at,
        seen_at=row.seen_at,
        healed_at=row.healed_at,
        ended_at=row.ended_at,
    )
