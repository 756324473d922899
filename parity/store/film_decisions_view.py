"""What a person decided about a collection and its films, found without reading all other decisions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from parity.core.why import WhyDecision
from parity.store import decisions
from parity.store.decisions_view import told_of
from parity.store.schema import decision_keys


@dataclass(frozen=True, slots=True)
class FilmDecisions:
    """What stands and is not undone, the newest first, and what rules each key today."""

    all: tuple[WhyDecision, ...]
    ruling: Mapping[str, WhyDecision]


def film_decisions(connection: Connection, today: date, keys: Collection[str]) -> FilmDecisions:
    """What was decided under these keys (core.franchises). Three statements."""
    named = decision_keys.c.key.in_(sorted(keys))
    ids = set(connection.execute(select(decision_keys.c.decision_id).where(named)).scalars())
    standing = [row for row in reversed(decisions.every(connection, ids)) if row.undone_at is None]
    ruling: dict[str, int] = {}
    for row in standing:
        for key in row.decision.keys:
            if row.decision.in_force(today):
                ruling.setdefault(key, row.decision.id)
    in_force = set(ruling.values())
    told = {row.decision.id: told_of(row.decision, row.label, row.decision.id in in_force) for row in standing}
    return FilmDecisions(tuple(told.values()), {key: told[decision_id] for key, decision_id in ruling.items()})
