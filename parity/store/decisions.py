"""What people decided. Nothing here is ever removed by a scan; undoing keeps the row with the day it was undone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from parity.core.decisions import Decision
from parity.store.schema import decision_keys, decisions


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with what a person reads of it."""

    decision: Decision
    label: str
    undone_at: datetime | None


# Made once: every visit of a show looks whether something was decided since the last.
_NEWEST = select(
    func.count(), func.max(decisions.c.id), func.max(decisions.c.undone_at), func.count(decisions.c.undone_at)
)
_KEYED = select(func.count()).select_from(decision_keys)


class DecisionBook:
    """All standing decisions by key, re-read only when one was made or undone since."""

    def __init__(self) -> None:
        self._stamp: tuple[object, ...] | None = None
        self._by_key: dict[str, list[Decision]] = {}

    def forget(self) -> None:
        """Read everything at the next look: keys were changed, which the stamp need not tell."""
        self._stamp = None

    def read(self, connection: Connection) -> "DecisionBook":
        """Bring the book up to what this transaction sees."""
        made, *newest = connection.execute(_NEWEST).one()
        stamp = (made, *newest, connection.execute(_KEYED).scalar_one())
        if stamp != self._stamp:
            self._by_key = {}
            for row in standing(connection) if made else ():
                for key in row.decision.keys:
                    self._by_key.setdefault(key, []).append(row.decision)
            self._stamp = stamp
        return self

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided about anything."""
        return not self._by_key

    def about(self, keys: Iterable[str]) -> list[Decision]:
        """Decisions found by any of the keys, each once."""
        found = {d.id: d for key in keys for d in self._by_key.get(key, ())}
        return list(found.values())

    def in_order(self, prefix: str) -> list[Decision]:
        """Season and episode decisions whose key starts so: those of one provider's show."""
        return list({d.id: d for key, ds in self._by_key.items() if key.startswith(prefix) for d in ds}.values())


def standing(connection: Connection) -> list[DecisionRow]:
    """Every decision that was not undone, oldest first."""
    return [row for row in every(connection) if row.undone_at is None]


def every(connection: Connection, ids: Collection[int] | None = None) -> list[DecisionRow]:
    """Decisions with their keys, oldest first; all of them or those named."""
    picked = select(decisions).order_by(decisions.c.id)
    keyed = select(decision_keys.c.decision_id, decision_keys.c.key)
    if ids is not None:
        picked = picked.where(decisions.c.id.in_(list(ids)))
        keyed = keyed.where(decision_keys.c.decision_id.in_(list(ids)))
    keys: dict[int, set[str]] = {}
    for decision_id, key in connection.execute(keyed):
        keys.setdefault(decision_id, set()).add(key)
    return [
        DecisionRow(
            Decision(r.id, r.kind, frozenset(keys.get(r.id, ())), r.value, r.reason, r.made_at, r.made_on, r.until),
            r.label,
            r.undone_at,
        )
        for r in connection.execute(picked)
    ]


def some(connection: Connection, ids: Collection[int]) -> list[DecisionRow]:
    """The decisions of these ids, oldest first, however many."""
    wanted = sorted(set(ids))
    return [row for at in range(0, len(wanted), 500) for row in every(connection, wanted[at : at + 500])]


def add(
    connection: Connection,
    kind: str,
    keys: Iterable[str],
    label: str,
    now: datetime,
    today: date,
    value: str = "",
    reason: str = "",
    until: date | None = None,
) -> int:
    """Write one decision under all its keys. Returns its id."""
    values = {"kind": kind, "label": label, "value": value, "reason": reason, "until": until}
    row = insert(decisions).values(**values, made_at=now, made_on=today).returning(decisions.c.id)
    decision_id = int(connection.execute(row).scalar_one())
    add_keys(connection, decision_id, keys)
    return decision_id


def add_all(
    connection: Connection,
    kind: str,
    these: Iterable[tuple[str, Collection[str]]],
    now: datetime,
    today: date,
    reason: str = "",
    until: date | None = None,
) -> list[int]:
    """Write many decisions of one kind, each of a label and its keys. Returns their ids in that order."""
    shared = {"kind": kind, "reason": reason, "until": until, "made_at": now, "made_on": today}
    made: list[int] = []
    fresh: list[dict[str, object]] = []
    row = insert(decisions).returning(decisions.c.id)
    for label, keys in these:
        made.append(int(connection.execute(row, {**shared, "label": label}).scalar_one()))
        fresh += ({"decision_id": made[-1], "key": key} for key in sorted(keys))
    if fresh:
        connection.execute(insert(decision_keys), fresh)
    return made


def add_keys(connection: Connection, decision_id: int, keys: Iterable[str]) -> None:
    """Let a decision be found by further keys."""
    known = set(
        connection.execute(select(decision_keys.c.key).where(decision_keys.c.decision_id == decision_id)).scalars()
    )
    fresh = [{"decision_id": decision_id, "key": key} for key in sorted(set(keys) - known)]
    if fresh:
        connection.execute(insert(decision_keys), fresh)


def rekey(connection: Connection, decision_id: int, keys: Iterable[str]) -> None:
    """Find a decision by these keys from now on: the ids of a show appeared (RULES R8)."""
    connection.execute(delete(decision_keys).where(decision_keys.c.decision_id == decision_id))
    add_keys(connection, decision_id, keys)


def undo(connection: Connection, decision_id: int, now: datetime) -> bool:
    """Take a decision back. False when there is none or it was undone already."""
    open_one = (decisions.c.id == decision_id) & decisions.c.undone_at.is_(None)
    return connection.execute(update(decisions).where(open_one).values(undone_at=now)).rowcount == 1
