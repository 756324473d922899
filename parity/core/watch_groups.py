"""Which rows of the two lists are one title: by ids of one type, through any number of rows, and never by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from parity.core.watch import Type, WatchItem

_TELLING = ("imdb", "tmdb", "tvdb")
_MOST = 50
"""Rows that may be one title; more share an id by somebody's mistake."""
_ANCHORS = ("tmdb", "imdb", "tvdb", "simkl", "mal", "anidb")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A title that was on both lists. `ids`: all that were ever known of it; keys: the rows it was then.

    `agreed_at`: when it was last seen on both; `simkl_added`: when SIMKL said, then, that it had been put on its list.
    """

    type: Type
    title: str
    year: int | None
    ids: frozenset[str]
    plex_keys: frozenset[str]
    simkl_keys: frozenset[str]
    agreed_at: datetime
    simkl_added: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a person decided. `apart`: names of titles to leave alone; `matches`: the name of a row to that of another;
    `unmatched`: pairs of which that was said, and taken back.

    Names: `plex:plex://movie/…`, `simkl:53536`, and `movie/tmdb:603` for every row with that id.
    """

    apart: frozenset[str] = frozenset()
    matches: Mapping[str, str] = field(default_factory=dict)
    unmatched: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Everything that is one title. `simkl` are its rows there of any status. `doubt`: a key of REASONS, "" for none:
    with one nothing is done about the title.
    """

    plex: tuple[WatchItem, ...]
    simkl: tuple[WatchItem, ...]
    agreed: tuple[Agreed, ...]
    doubt: str = ""

    @property
    def items(self) -> tuple[WatchItem, ...]:
        """The rows of both lists."""
        return (*self.plex, *self.simkl)

    @property
    def ids(self) -> frozenset[str]:
        """All ids that are known of it."""
        return frozenset().union(*(item.ids for item in self.items), *(each.ids for each in self.agreed))

    @property
    def planned(self) -> tuple[WatchItem, ...]:
        """The rows that are on SIMKL's list."""
        return tuple(item for item in self.simkl if item.listed)

    @property
    def in_sync(self) -> bool:
        """Whether both lists have it, and it is one title."""
        return bool(self.plex and self.planned) and self.doubt != "ids disagree"

    @property
    def type(self) -> Type:
        """Film or show, as Plex has it where it does."""
        return self.items[0].type if self.items else self.agreed[0].type

    @property
    def anchor(self) -> str:
        """Its name in every plan: `movie/tmdb:603`, or a row's own name where it has no id."""
        by_kind = sorted(self.ids, key=lambda text: (_ANCHORS.index(text.partition(":")[0]), text))
        return f"{self.type}/{by_kind[0]}" if by_kind else name_of(self.items[0])


def name_of(item: WatchItem) -> str:
    """The name of a row among those of both sides: `plex:plex://movie/…`, `simkl:53536`."""
    return f"{item.side}:{item.key}"


def tokens(type: Type, ids: Iterable[str]) -> frozenset[str]:
    """Names of a title by its ids: a film and a show may have the same number (simkl.md 1.4)."""
    return frozenset(f"{type}/{each}" for each in ids)


def groups(
    plex: Sequence[WatchItem], simkl: Sequence[WatchItem], agreed: Sequence[Agreed], ruled: Ruled
) -> tuple[Group, ...]:
    """All titles of both lists and of the base, each row in exactly one, in the order of the rows."""
    # What two rows agreed on because a person said that they are one is void when they say so no longer.
    valid = [each for each in agreed if not any(_rows_of(each).issuperset(pair) for pair in ruled.unmatched)]
    parts: list[WatchItem | Agreed] = [*plex, *simkl, *valid]
    union = _Union(len(parts))
    for sharing in _sharing(parts, ruled).values():
        for other in sharing[1:]:
            union.join(sharing[0], other)
    gathered: defaultdict[int, list[WatchItem | Agreed]] = defaultdict(list)
    for place, part in enumerate(parts):
        gathered[union.head(place)].append(part)
    return tuple(_group(each, ruled) for each in gathered.values())


def _sharing(parts: Sequence[WatchItem | Agreed], ruled: Ruled) -> dict[str, list[int]]:
    """The places of the parts by every name that makes two of them one."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        names = [f"{part.type}/{each}" for each in part.ids]
        # A mini-series may be a film on one list and a show on the other: IMDb has one number for both.
        names += [each for each in part.ids if each.startswith("imdb:")]
        names += [name_of(part)] if isinstance(part, WatchItem) else _rows_of(part)
        if ruled.matches:
            names += [ruled.matches[name] for name in names if name in ruled.matches]
        for name in names:
            found[name].append(place)
    return found


def _rows_of(agreed: Agreed) -> set[str]:
    return {f"plex:{key}" for key in agreed.plex_keys} | {f"simkl:{key}" for key in agreed.simkl_keys}


def _group(parts: Iterable[WatchItem | Agreed], ruled: Ruled) -> Group:
    items = [part for part in parts if isinstance(part, WatchItem)]
    agreed = tuple(part for part in parts if isinstance(part, Agreed))
    plex = tuple(item for item in items if item.side == "plex")
    simkl = tuple(item for item in items if item.side == "simkl")
    return Group(plex, simkl, agreed, _doubt(items, agreed, ruled))


def _doubt(items: Sequence[WatchItem], agreed: Sequence[Agreed], ruled: Ruled) -> str:
    if ruled.apart:
        names = {name_of(item) for item in items}.union(*(tokens(item.type, item.ids) for item in items))
        if names & ruled.apart:
            return "left alone"
    if len(items) > _MOST:
        return "ids disagree"
    known = [_rows_of(each) for each in agreed]
    for one, other in combinations(items, 2):
        pair = {name_of(one), name_of(other)}
        said = ruled.matches.get(name_of(one)) == name_of(other) or ruled.matches.get(name_of(other)) == name_of(one)
        if said or any(pair <= rows for rows in known):
            continue
        if _disagree(one, other):
            return "ids disagree"
    return "other type" if len({item.type for item in items}) > 1 else ""


def _disagree(one: WatchItem, other: WatchItem) -> bool:
    """Whether two rows have an id of one kind each, and not the same.

    An anime has an entry for each of its seasons at SIMKL, which share a show at TheTVDB and no more.
    """
    kinds: tuple[str, ...] = _TELLING
    if (one.anime or other.anime) and _of_kind(one, "tvdb") & _of_kind(other, "tvdb"):
        return False
    if one.type != other.type:
        kinds = ("imdb",)  # the numbers of films and shows have nothing to do with each other elsewhere
    pairs = ((_of_kind(one, kind), _of_kind(other, kind)) for kind in kinds)
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def _of_kind(item: WatchItem, kind: str) -> set[str]:
    return {each for each in item.ids if each.startswith(f"{kind}:")}


class _Union:
    """Who belongs together (union-find)."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def head(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.head(one), self.head(other)))
        self._above[second] = first
