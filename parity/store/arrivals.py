"""What somebody told us, kept as it came until it is worked off, and for some weeks after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, literal_column, select, update

from parity.core.told import Told, read_told, write_told
from parity.store.schema import arrivals


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A message as it is kept; see schema.arrivals. `packed` is what it means, `payload` how it came."""

    id: int
    at: datetime
    source: str
    kind: str
    event: str
    said: str
    packed: str
    payload: str | None
    outcome: str
    sentence: str | None

    @property
    def told(self) -> Told:
        """What it means."""
        return read_told(self.packed)


_COLUMNS = [arrivals.c["arrival" if name == "packed" else name] for name in ArrivalRow.__dataclass_fields__]
_ONE = select(*_COLUMNS).where(arrivals.c.id == bindparam("this_arrival"))
# Written out, so that the partial index applies.
_NEW = (
    select(*_COLUMNS)
    .where(arrivals.c.outcome == literal_column("'new'"))
    .order_by(arrivals.c.id)
    .limit(bindparam("most"))
)
_ADD = insert(arrivals).returning(arrivals.c.id)
_SETTLE = update(arrivals).where(arrivals.c.id == bindparam("this_arrival"))


def add(connection: Connection, source: str, told: Told, payload: str | None, now: datetime) -> int:
    """Keep a message; its id. `source` is the name of the hook, or who asked. A worker works it off."""
    row = {
        "at": now,
        "source": source,
        "kind": told.kind,
        "event": told.event,
        "said": told.said,
        "arrival": write_told(told),
        "payload": payload,
        "outcome": "new" if told.touched or told.item else "heard",
    }
    return int(connection.execute(_ADD, row).scalar_one())


def get(connection: Connection, arrival_id: int) -> ArrivalRow | None:
    """One message."""
    row = connection.execute(_ONE, {"this_arrival": arrival_id}).first()
    return ArrivalRow(*row) if row else None


def fresh(connection: Connection, most: int = 200) -> list[ArrivalRow]:
    """Those that nobody has looked at yet, the oldest first."""
    return [ArrivalRow(*row) for row in connection.execute(_NEW, {"most": most})]


def settle(connection: Connection, arrival_id: int, outcome: str, sentence: str | None = None) -> None:
    """Write what became of it: queued, heard, ignored, unmapped."""
    connection.execute(_SETTLE, {"this_arrival": arrival_id, "outcome": outcome, "sentence": sentence})


def again(connection: Connection, arrival_ids: Sequence[int]) -> None:
    """Let these be worked off once more, as if they had just come."""
    query = update(arrivals).where(arrivals.c.id.in_(arrival_ids))
    connection.execute(query.values(outcome="new", sentence=None))


def forget(connection: Connection, before: datetime) -> None:
    """Drop what came before this moment and is worked off."""
    connection.execute(delete(arrivals).where(arrivals.c.at < before, arrivals.c.outcome != "new"))
