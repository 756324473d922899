"""Both lists side by side: which rows of them are the same title, and which title only one of them has."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from parity.core.watch import Side, Type, WatchItem
from parity.core.watch_groups import Group, Ruled, groups, name_of, tokens
from parity.store import watch_base, watch_rows
from parity.store.schema import decision_keys, decisions

APART, MATCH = "watch_apart", "watch_match"
"""Kinds of decisions: a title is left alone; a row is that row of the other side."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One title: its rows on either list, and the rows of SIMKL that are known of it under another status.

    `apart`: the decision by which it is left alone, 0: none. `doubt`: why nothing is done about it, as Group has it.
    """

    type: Type
    title: str
    year: int | None
    plex: tuple[WatchItem, ...] = ()
    simkl: tuple[WatchItem, ...] = ()
    known: tuple[WatchItem, ...] = ()
    apart: int = 0
    doubt: str = ""

    @property
    def state(self) -> str:
        """`both`, `plex` or `simkl`: which lists have it."""
        return "both" if self.plex and self.simkl else "plex" if self.plex else "simkl"

    @property
    def rows(self) -> tuple[WatchItem, ...]:
        """All its rows on the lists."""
        return (*self.plex, *self.simkl)


def names_of(item: WatchItem) -> tuple[str, ...]:
    """All names by which a decision about a row is found: its own, and the ids of the title with their type."""
    return (name_of(item), *sorted(tokens(item.type, item.ids)))


def pairs(connection: Connection) -> tuple[Pair, ...]:
    """Every title of either list: those of Plex in its order, then what only SIMKL has. Four statements."""
    apart, matches = _ruled(connection)
    plex, simkl = watch_rows.text_of(connection, "plex"), watch_rows.text_of(connection, "simkl")
    return _paired(plex, simkl, watch_base.text_of(connection), tuple(apart.items()), tuple(matches.items()))


@lru_cache(1)  # pages ask again and again for what changes once in hours, and to pair it takes longer than to read it
def _paired(
    plex: str,
    simkl: str,
    agreed: str,
    apart: tuple[tuple[str, int], ...],
    matches: tuple[tuple[str, str], ...],
) -> tuple[Pair, ...]:
    left, ruled = dict(apart), Ruled(frozenset(name for name, _ in apart), dict(matches))
    found = groups(watch_rows.items_in(plex), watch_rows.items_in(simkl), watch_base.agreed_in(agreed), ruled)
    return tuple(_pair(group, left) for group in found if group.plex or group.planned)


def item_of(connection: Connection, side: Side, key: str) -> WatchItem | None:
    """One row of a side. One statement."""
    return watch_rows.one(connection, side, key)


def _ruled(connection: Connection) -> tuple[dict[str, int], dict[str, str]]:
    """What stands decided about the lists: decisions by the names that they leave alone, and rows that are others."""
    query = select(decisions.c.id, decisions.c.kind, decisions.c.value, decision_keys.c.key)
    query = query.join(decision_keys, decision_keys.c.decision_id == decisions.c.id).order_by(decisions.c.id)
    apart: dict[str, int] = {}
    matches: dict[str, str] = {}
    for row in connection.execute(query.where(decisions.c.kind.in_((APART, MATCH)), decisions.c.undone_at.is_(None))):
        if row.kind == APART:
            apart[row.key] = row.id
        else:
            matches[row.key] = row.value
    return apart, matches


def _pair(group: Group, apart: dict[str, int]) -> Pair:
    first = (*group.plex, *group.planned)[0]
    names = (name for item in group.items for name in names_of(item)) if apart else ()
    left = next((apart[name] for name in names if name in apart), 0)
    known = tuple(item for item in group.simkl if not item.listed)
    doubt = "" if group.doubt == "left alone" else group.doubt
    return Pair(first.type, first.title, first.year, group.plex, group.planned, known, left, doubt)
