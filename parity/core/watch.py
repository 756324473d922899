"""A title that somebody wants to watch, as Plex's watchlist or SIMKL's list has it, and how whole such a list is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parity.core.ids import ExternalIds

Side = Literal["plex", "simkl"]
Type = Literal["movie", "show"]

SIDES: tuple[Side, Side] = ("plex", "simkl")
ID_KINDS = ("imdb", "tmdb", "tvdb", "simkl", "mal", "anidb")
"""The kinds of ids that tell a title. Slugs are not among them: SIMKL gives two titles the same one."""
SHARED_IDS = ("imdb:", "tmdb:", "tvdb:")
"""Those that Plex knows too."""
PLANNED = "plantowatch"
"""The status of what is on SIMKL's list; its others are watching, completed, hold and dropped."""

_NUMBER = re.compile(r"0*([1-9][0-9]{0,11})")
_IMDB = re.compile(r"tt[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class WatchItem:
    """One row of a list. `key` is what its service calls it: a Plex guid, or SIMKL's number as text.

    `ids`: texts such as `imdb:tt0133093`, as `watch_id` makes them; they tell a title among those of one `type`.
    `status` and `has_history` (watched in part, or rated) are SIMKL's; `anime`: it came in SIMKL's list of anime.
    `added_at` is when it was put on the list, where the service says so.
    """

    side: Side
    key: str
    type: Type
    title: str
    year: int | None
    ids: frozenset[str] = frozenset()
    status: str = PLANNED
    has_history: bool = False
    anime: bool = False
    added_at: datetime | None = None

    @property
    def listed(self) -> bool:
        """Whether it is on the list, and not only known to the service under another status."""
        return self.status == PLANNED

    @property
    def can_be_on_plex(self) -> bool:
        """Whether Plex could know it: by an id that both services have."""
        return any(each.startswith(SHARED_IDS) for each in self.ids)


@dataclass(frozen=True, slots=True)
class Complete:
    """A list of which every row was read. Only from such a one may it be concluded that something is not on it."""

    items: tuple[WatchItem, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """Rows that are on a list of which some could not be read; `flaw` says in a clause what was wrong."""

    items: tuple[WatchItem, ...]
    flaw: str


Listing = Complete | Partial


@dataclass(frozen=True, slots=True)
class Member:
    """Who a list belongs to: the account's number at its service as text, and its name."""

    id: str
    name: str


def watch_id(kind: str, value: object) -> str | None:
    """`imdb:tt0133093`, `tmdb:603`; None for kinds that tell no title, and for what is no id of that kind."""
    if kind not in ID_KINDS or isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    if kind == "imdb":
        return f"imdb:{text.lower()}" if _IMDB.fullmatch(text.lower()) else None
    found = _NUMBER.fullmatch(text)
    return f"{kind}:{found[1]}" if found else None


def watch_ids(pairs: Iterable[tuple[str, object]]) -> frozenset[str]:
    """Ids from (kind, value) pairs, whatever type the values have; those that are none are left out."""
    return frozenset(made for kind, value in pairs if (made := watch_id(kind, value)) is not None)


def of_external(ids: ExternalIds) -> frozenset[str]:
    """The ids of an item of Plex."""
    return frozenset(ids.keys())


def ids_by_kind(ids: Iterable[str]) -> dict[str, str]:
    """One value for each kind, the lowest where there are several: `{"imdb": "tt1", "tmdb": "603"}`."""
    pairs = sorted((text.partition(":")[::2] for text in ids), reverse=True)
    return {kind: value for kind in ID_KINDS for name, value in pairs if name == kind}
