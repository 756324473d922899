"""Runs of one kind of work, each a row: one at a time, kept alive by a lease.

The table has the columns work, started_by, wanted, state, phase, created_at, started_at, ended_at, lease_until,
wants_cancel, sentence, and a unique index over what is queued or running.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from parity.store.moments import Moment

ACTIVE = ("queued", "running")
LEASE = timedelta(seconds=60)
OF_A_TERMINAL = "terminal"
"""Who started a run that only the process of its terminal can work on: no worker can take it up."""


class RunRow(Protocol):
    """What every kind of run has in its row."""

    @property
    def id(self) -> int: ...
    @property
    def work(self) -> str: ...
    @property
    def started_by(self) -> str: ...
    @property
    def wanted(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def lease_until(self) -> datetime | None: ...
    @property
    def wants_cancel(self) -> bool: ...


Row = TypeVar("Row", bound=RunRow)


@dataclass(frozen=True, slots=True)
class Runs(Generic[Row]):
    """The runs of a table; `row` is the dataclass of one, with its columns for fields."""

    table: Table
    row: type[Row]

    @property
    def _open(self) -> Any:
        return self.table.c.state.in_(ACTIVE)

    @property
    def _of_workers(self) -> Any:
        return self.table.c.started_by != OF_A_TERMINAL

    def add(
        self, connection: Connection, work: str, by: str, wanted: Mapping[str, object], now: datetime
    ) -> int | None:
        """Queue a run; None when one is queued or at work already."""
        values = {"work": work, "started_by": by, "wanted": json.dumps(wanted), "created_at": now}
        try:
            with connection.begin_nested():
                made = connection.execute(insert(self.table).values(**values).returning(self.table.c.id))
                run_id: int = made.scalar_one()
                return run_id
        except IntegrityError:
            return None

    def get(self, connection: Connection, run_id: int) -> Row | None:
        """The run with this id."""
        return self._read(connection.execute(select(self.table).where(self.table.c.id == run_id)).mappings().first())

    def active(self, connection: Connection) -> Row | None:
        """The run that is queued or at work."""
        return self._read(connection.execute(select(self.table).where(self._open)).mappings().first())

    def runnable(self, connection: Connection, now: datetime) -> int | None:
        """The run that a worker should take up: queued, or left by one that is gone."""
        query = select(self.table.c.id).where(self._open, self._free(now), self._of_workers)
        return connection.execute(query).scalar()

    def claim(self, connection: Connection, run_id: int, now: datetime) -> bool:
        """Begin to work on a run; False when somebody else does, or it has ended."""
        taken = update(self.table).where(self.table.c.id == run_id, self._open, self._free(now))
        values = {
            "state": "running",
            "started_at": func.coalesce(self.table.c.started_at, literal(now, Moment())),
            "lease_until": now + LEASE,
        }
        return connection.execute(taken.values(**values)).rowcount == 1

    def prolong(self, connection: Connection, run_id: int, now: datetime) -> bool:
        """Say that it is still worked on; False when somebody wants it to stop, or took it over."""
        mine = update(self.table).where(self.table.c.id == run_id, self.table.c.state == "running")
        kept = connection.execute(mine.values(lease_until=now + LEASE).returning(self.table.c.wants_cancel)).scalar()
        return kept is False

    def release(self, connection: Connection, run_id: int) -> None:
        """The worker goes: whoever comes next may take it up at once."""
        connection.execute(update(self.table).where(self.table.c.id == run_id, self._open).values(lease_until=None))

    def free_all(self, connection: Connection) -> None:
        """Leases found at the start of the only worker are of the dead, but for a terminal's at work beside it."""
        connection.execute(update(self.table).where(self._open, self._of_workers).values(lease_until=None))

    def change(self, connection: Connection, run_id: int, **values: object) -> None:
        """Write these columns of a run."""
        connection.execute(update(self.table).where(self.table.c.id == run_id).values(**values))

    def finish(self, connection: Connection, run_id: int, state: str, sentence: str | None, now: datetime) -> None:
        """End a run that has not ended yet."""
        ended = update(self.table).where(self.table.c.id == run_id, self._open)
        connection.execute(ended.values(state=state, sentence=sentence, ended_at=now, lease_until=None, phase=""))

    def _free(self, now: datetime) -> Any:
        return or_(self.table.c.lease_until.is_(None), self.table.c.lease_until < now)

    def _read(self, row: RowMapping | None) -> Row | None:
        return None if row is None else self.row(**{each.name: row[each.name] for each in fields(self.row)})  # type: ignore[arg-type]


def wishes_of(row: RunRow) -> Mapping[str, object]:
    """What was asked of a run."""
    read: dict[str, object] = json.loads(row.wanted)
    return read


def is_dead(row: RunRow, now: datetime) -> bool:
    """Whether nobody works on it, nor has for so long that nobody will."""
    return (row.lease_until or row.created_at + LEASE) < now
