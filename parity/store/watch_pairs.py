"""Both lists side by side: which rows of them are the same title, and which title only one of them has."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from parity.core.watch import Side, Type, WatchItem
from parity.core.watch_groups import Group, Ruled, groups, name_of, tokens
from parity.store import watch_base, watch_rows, watch_ruled


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
    ruling = watch_ruled.read(connection)
    decided = (tuple(ruling.apart.items()), tuple(ruling.matches.items()), ruling.unmatched)
    plex, simkl = watch_rows.text_of(connection, "plex"), watch_rows.text_of(connection, "simkl")
    return _paired(plex, simkl, watch_base.text_of(connection), *decided)


@lru_cache(1)  # pages ask again and again for what changes once in hours, and to pair it takes longer than to read it
def _paired(
    plex: str,
    simkl: str,
    agreed: str,
    apart: tuple[tuple[str, int], ...],
    matches: tuple[tuple[str, str], ...],
    unmatched: frozenset[tuple[str, str]],
) -> tuple[Pair, ...]:
    left = dict(apart)
    ruled = Ruled(frozenset(left), dict(matches), unmatched)
    found = groups(watch_rows.items_in(plex), watch_rows.items_in(simkl), watch_base.agreed_in(agreed), ruled)
    return tuple(_pair(group, left) for group in found if group.plex or group.planned)


def item_of(connection: Connection, side: Side, key: str) -> WatchItem | None:
    """One row of a side. One statement."""
    return watch_rows.one(connection, side, key)


def _pair(group: Group, apart: dict[str, int]) -> Pair:
    first = (*group.plex, *group.planned)[0]
    names = (name for item in group.items for name in names_of(item)) if apart else ()
    left = next((apart[name] for name in names if name in apart), 0)
    known = tuple(item for item in group.simkl if not item.listed)
    doubt = "" if group.doubt == "left alone" else group.doubt
    return Pair(first.type, first.title, first.year, group.plex, group.planned, known, left, doubt)
