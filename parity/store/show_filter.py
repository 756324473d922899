"""Which shows a list is about, and in which order they come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, UnaryExpression, case, func, or_, select

from parity.core.matching import normal_title, words_of
from parity.core.shapes import Group, ShowState
from parity.store import conditions
from parity.store.copies_view import in_library
from parity.store.schema import expected, shows

Sort = Literal["title", "-title", "missing", "-missing", "next", "-next", "checked", "-checked"]
PolicyKind = Literal["all", "future", "from", "last", "none"]

STATES: tuple[ShowState, ...] = get_args(ShowState)
GROUPS: tuple[Group, ...] = get_args(Group)
SORTS: tuple[Sort, ...] = get_args(Sort)
POLICIES: tuple[PolicyKind, ...] = get_args(PolicyKind)
_RUNS = 3  # letters of a word that may run across words of a title


@dataclass(frozen=True, slots=True)
class ShowFilter:
    """Which shows are wanted. `library` is a title or section id, `server` a machine identifier.

    `q` are words of the title. `sort` with a minus comes the other way round; what has no next episode always comes
    last, and what was never checked counts as checked longest ago. `lost`: only what Plex had before counts as missing.
    `watchlist`: only what is on it.
    """

    state: ShowState | None = None
    group: Group | None = None
    library: str | None = None
    show: int | None = None
    server: str | None = None
    policy: PolicyKind | None = None
    q: str = ""
    sort: Sort = "title"
    lost: bool = False
    watchlist: bool = False


def narrowed(wanted: ShowFilter) -> Iterable[ColumnElement[bool]]:
    """The part of the filter that the database looks at: visible shows in the place, with the policy."""
    yield conditions.VISIBLE
    if wanted.library is not None or wanted.server is not None:
        yield in_library(wanted.library, wanted.server)
    if wanted.show is not None:
        yield shows.c.id == wanted.show
    if wanted.watchlist:
        yield shows.c.on_watchlist.is_(True)
    if wanted.policy is not None:
        yield or_(shows.c.policy == wanted.policy, shows.c.policy.startswith(f"{wanted.policy} "))


def in_order(wanted: ShowFilter, today: date, missing: ColumnElement[int]) -> tuple[ColumnElement[Any], ...]:
    """What to sort by; `missing` is the column that counts the gaps."""
    key: ColumnElement[Any] = {
        "title": shows.c.sort_title,
        "missing": missing,
        "next": _next_day(today),
        "checked": shows.c.checked_at,
    }[wanted.sort.removeprefix("-")]
    down = wanted.sort.startswith("-")
    first: UnaryExpression[Any] = key.desc() if down else key.asc()
    never_first = wanted.sort == "checked"
    return (first.nulls_first() if never_first else first.nulls_last(), shows.c.sort_title, shows.c.id)


def named_by(q: str) -> Callable[[str, int | None], bool]:
    """Whether a title has all the words somewhere in it; case, accents and punctuation do not matter.

    A word may run across the title's own words: `swat` finds S.W.A.T., and `spiderman` finds Spider-Man. The show's
    year counts as one of its words: `ghosts 2021`.
    """
    words = (normal_title(q) or _bare(q)).split()
    return lambda title, year: all(word == str(year) or _has(title, word) for word in words)


def _has(title: str, word: str) -> bool:
    apart, together = _searched(title)
    return word in apart or (len(word) >= _RUNS and word in together)


@lru_cache(20_000)  # the same titles are searched at every letter that somebody types
def _searched(title: str) -> tuple[str, str]:
    words = words_of(title) or _bare(title)
    return words, words.replace(" ", "")


def _bare(text: str) -> str:
    return text.strip().casefold()


def _next_day(today: date) -> ColumnElement[Any]:
    soonest = select(func.min(expected.c.air_date)).where(expected.c.show_id == shows.c.id, conditions.coming(today))
    return case((conditions.speaks(today), soonest.correlate(shows).scalar_subquery()))
