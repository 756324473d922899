"""What people decided about titles of the two lists: to leave one alone, and which rows are the same title."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from parity.core.watch_groups import Ruled
from parity.store.schema import decision_keys, decisions

APART, MATCH = "watch_apart", "watch_match"
"""Kinds of decisions: a title is left alone; a row is that row of the other side."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """`apart`: the decisions by the names of what they leave alone; `matches`: rows by name that are another row.

    `unmatched`: pairs of which that was said, and taken back.
    """

    apart: dict[str, int] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    unmatched: frozenset[tuple[str, str]] = frozenset()

    @property
    def ruled(self) -> Ruled:
        """As the pairing goes by it."""
        return Ruled(frozenset(self.apart), self.matches, self.unmatched)


def read(connection: Connection) -> Ruling:
    """What stands decided, and which matches were taken back. One statement."""
    query = select(decisions.c.id, decisions.c.kind, decisions.c.value, decisions.c.undone_at, decision_keys.c.key)
    query = query.join(decision_keys, decision_keys.c.decision_id == decisions.c.id).order_by(decisions.c.id)
    apart: dict[str, int] = {}
    matches: dict[str, str] = {}
    undone: set[tuple[str, str]] = set()
    for row in connection.execute(query.where(decisions.c.kind.in_((APART, MATCH)))):
        if row.kind == MATCH and row.undone_at is not None:
            undone.add((row.key, row.value))
        elif row.kind == MATCH:
            matches[row.key] = row.value
        elif row.undone_at is None:
            apart[row.key] = row.id
    return Ruling(apart, matches, frozenset(undone - set(matches.items())))
