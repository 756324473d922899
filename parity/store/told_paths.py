"""The paths that were told lately, those that no server has a place for first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from parity.core.path_parts import above
from parity.core.paths import guess
from parity.core.told import read_told
from parity.store.schema import arrivals, hooks, refreshes, unseen_files

_MESSAGES = 200  # the newest, that are looked through


@dataclass(frozen=True, slots=True)
class ToldPath:
    """A path and who told it. `lost`: no server has a place for it."""

    path: str
    source: str
    at: datetime
    lost: bool


_LOST = (
    select(refreshes.c.folder, refreshes.c.source, refreshes.c.first_at)
    .where(refreshes.c.machine_id == "", refreshes.c.ended_at.is_(None))
    .order_by(refreshes.c.first_at.desc(), refreshes.c.id.desc())
    .limit(_MESSAGES)
)
_UNSEEN = (
    select(unseen_files.c.path, unseen_files.c.source, unseen_files.c.looked_at)
    .where(unseen_files.c.machine_id.is_(None))
    .order_by(unseen_files.c.path)
    .limit(_MESSAGES)
)
_HEARD = select(arrivals.c.arrival, arrivals.c.source, arrivals.c.at).order_by(arrivals.c.id.desc()).limit(_MESSAGES)
_NAMES = select(hooks.c.name).order_by(hooks.c.name)


def lately(connection: Connection, most: int) -> list[ToldPath]:
    """At most so many, and of one folder only the newest. Three statements."""
    lost = [ToldPath(*row, lost=True) for query in (_LOST, _UNSEEN) for row in connection.execute(query)]
    return list(_one_a_folder([*lost, *_heard(connection)]))[:most]


def tellers(connection: Connection) -> list[str]:
    """The names of all hooks."""
    return list(connection.execute(_NAMES).scalars())


def _heard(connection: Connection) -> Iterator[ToldPath]:
    for packed, source, at in connection.execute(_HEARD):
        for touched in read_told(packed).touched:
            yield ToldPath(touched.path, source, at, lost=False)


def _one_a_folder(paths: Iterable[ToldPath]) -> Iterator[ToldPath]:
    """The first of each source and folder; what is lost stands before the same that was heard."""
    seen: set[tuple[str, str]] = set()
    for one in paths:
        at = (one.source, one.path if guess(one.path).folder else above(one.path))
        if at not in seen:
            seen.add(at)
            yield one
