"""Both lists side by side: which rows of them are the same title, and which title only one of them has."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from parity.core.watch import Side, Type, WatchItem
from parity.store.schema import decision_keys, decisions, watch_agreed, watch_rows

APART, MATCH = "watch_apart", "watch_match"
"""Kinds of decisions: a title is left alone; a row is that row of the other side."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One title: its rows on either list, and the rows of SIMKL that are known of it under another status.

    `apart`: the decision by which it is left alone, 0: none.
    """

    type: Type
    title: str
    year: int | None
    plex: tuple[WatchItem, ...] = ()
    simkl: tuple[WatchItem, ...] = ()
    known: tuple[WatchItem, ...] = ()
    apart: int = 0

    @property
    def state(self) -> str:
        """`both`, `plex` or `simkl`: which lists have it."""
        return "both" if self.plex and self.simkl else "plex" if self.plex else "simkl"

    @property
    def rows(self) -> tuple[WatchItem, ...]:
        """All its rows on the lists."""
        return (*self.plex, *self.simkl)


def row_key(side: Side, key: str) -> str:
    """The name of a row of a side: `simkl:53536`, `plex:plex://movie/5d77…`."""
    return f"{side}:{key}"


def names_of(item: WatchItem) -> tuple[str, ...]:
    """All names by which a decision about a row is found: its own, and the ids of the title with their type."""
    return (row_key(item.side, item.key), *(f"{item.type}/{each}" for each in sorted(item.ids)))


def pairs(connection: Connection) -> tuple[Pair, ...]:
    """Every title of either list: those of Plex in its order, then what only SIMKL has. Three statements."""
    rows = connection.execute(select(watch_rows).order_by(watch_rows.c.side, watch_rows.c.place, watch_rows.c.key))
    items = [_item(row) for row in rows]
    together = [*_agreed(connection)]
    apart: dict[str, int] = {}
    for decision_id, kind, value, key in _ruled(connection):
        if kind == APART:
            apart[key] = decision_id
        else:
            together.append((key, value))
    return tuple(filter(None, (_pair(group, apart) for group in _grouped(items, together))))


def item_of(connection: Connection, side: Side, key: str) -> WatchItem | None:
    """One row of a side. One statement."""
    this = (watch_rows.c.side == side) & (watch_rows.c.key == key)
    row = connection.execute(select(watch_rows).where(this)).first()
    return _item(row) if row else None


def _item(row: Row[Any]) -> WatchItem:
    return WatchItem(
        side=row.side,
        key=row.key,
        type=row.type,
        title=row.title,
        year=row.year,
        ids=frozenset(row.ids.split()),
        status=row.status,
        has_history=row.has_history,
        anime=row.anime,
        added_at=row.added_at,
    )


def _agreed(connection: Connection) -> Iterator[tuple[str, ...]]:
    """The rows that were one title when both lists were last seen to hold it."""
    for plex, simkl in connection.execute(select(watch_agreed.c.plex_keys, watch_agreed.c.simkl_keys)):
        sides: tuple[tuple[Side, str], ...] = (("plex", plex), ("simkl", simkl))
        yield tuple(row_key(side, key) for side, packed in sides for key in json.loads(packed))


def _ruled(connection: Connection) -> Iterator[tuple[int, str, str, str]]:
    """What stands decided about the lists: (id, kind, value, key)."""
    query = select(decisions.c.id, decisions.c.kind, decisions.c.value, decision_keys.c.key)
    query = query.join(decision_keys, decision_keys.c.decision_id == decisions.c.id)
    query = query.where(decisions.c.kind.in_((APART, MATCH)), decisions.c.undone_at.is_(None))
    yield from ((row[0], row[1], row[2], row[3]) for row in connection.execute(query))


def _grouped(items: Sequence[WatchItem], together: Iterable[Sequence[str]]) -> list[list[WatchItem]]:
    """The rows of each title, in the order of their first row: those that share a name, or belong together."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while (above := leader.setdefault(name, name)) != name:
            leader[name] = leader[above]
            name = above
        return name

    for names in (*map(names_of, items), *together):
        for other in names[1:]:
            leader[lead(other)] = lead(names[0])
    found: dict[str, list[WatchItem]] = defaultdict(list)
    for item in items:
        found[lead(row_key(item.side, item.key))].append(item)
    return list(found.values())


def _pair(group: Sequence[WatchItem], apart: Mapping[str, int]) -> Pair | None:
    """The title of a group; None when no list has it."""
    plex = tuple(item for item in group if item.side == "plex" and item.listed)
    simkl = tuple(item for item in group if item.side == "simkl" and item.listed)
    if not plex and not simkl:
        return None
    first = (*plex, *simkl)[0]
    left = next((apart[name] for item in group for name in names_of(item) if name in apart), 0) if apart else 0
    known = tuple(item for item in group if not item.listed)
    return Pair(first.type, first.title, first.year, plex, simkl, known, left)
