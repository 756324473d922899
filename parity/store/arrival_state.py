"""How far a message has come: what became of it, and of what Plex was asked because of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from parity.store import arrivals
from parity.store.arrivals import ArrivalRow
from parity.store.schema import refresh_arrivals, refreshes

_ASKED = (
    select(refreshes.c.state, refreshes.c.failures, refreshes.c.seen_at, refreshes.c.ended_at, refreshes.c.due_at)
    .join_from(refresh_arrivals, refreshes)
    .where(refresh_arrivals.c.arrival_id == bindparam("this_arrival"))
    .order_by(refreshes.c.id)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One folder of one server; see schema.refreshes."""

    state: str
    failures: int
    seen_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArrivalState:
    """A message with all that was made of it."""

    row: ArrivalRow
    asked: tuple[Asked, ...]


def state_of(connection: Connection, arrival_id: int) -> ArrivalState | None:
    """One message; None when there is none of this id, or no longer."""
    row = arrivals.get(connection, arrival_id)
    if row is None:
        return None
    found = connection.execute(_ASKED, {"this_arrival": arrival_id})
    return ArrivalState(row, tuple(Asked(*each) for each in found))
