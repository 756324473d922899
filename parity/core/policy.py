"""How much of a show its owner wants: all of it, the future, from a season on, the last season, none (RULES R5)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_FROM = re.compile(r"from (?:season )?(?=[0-9]{1,4}$)0*([1-9][0-9]*)")  # season 0 is the specials' switch's alone


@dataclass(frozen=True, slots=True)
class Policy:
    """`kind`: all, future, from, last or none. `season` belongs to `from`; `since`, the day it was set, to `future`."""

    kind: str = "all"
    season: int = 0
    since: date | None = None

    @property
    def label(self) -> str:
        """As it is written in settings and on the command line."""
        return f"from {self.season}" if self.kind == "from" else self.kind


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which something is hidden, both ends included; None is open."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Span()


def parse_policy(text: str, since: date | None) -> Policy | None:
    """Read `all`, `future`, `from 3`, `last`, `none`; None when it is none of them. `since`: the day it was set.

    A season to begin with is 1 to 9999.
    """
    words = " ".join(text.lower().split())
    if found := _FROM.fullmatch(words):
        return Policy("from", season=int(found[1]))
    if words in ("all", "last", "last season", "none"):
        return Policy(words.partition(" ")[0])
    return Policy("future", since=since) if words == "future" else None


def superseded_on(dues: Iterable[tuple[int, date | None]]) -> dict[int, date]:
    """For each season >= 1 the first day on which a later one has an episode due, from (season, due day) pairs.

    The last season that has a due day, and what comes after it, is not in it.
    """
    starts: dict[int, date] = {}
    for season, due in dues:
        if season >= 1:
            starts[season] = min(starts.get(season, date.max), due or date.max)
    days: dict[int, date] = {}
    later = date.max
    for season in sorted(starts, reverse=True):
        if later < date.max:
            days[season] = later
        later = min(later, starts[season])
    return days


def hidden_by_policy(policy: Policy, season: int, air_date: date | None, superseded: Mapping[int, date]) -> Span | None:
    """The days on which the policy hides an episode, None when it does not. `superseded` is what `superseded_on` says.

    Season 0 belongs to the specials switch alone: policies that count seasons do not reach it. A `future` whose day
    nobody knows hides all that is dated: nothing is to be called missing that the owner may not want.
    """
    if policy.kind == "none":
        return ALWAYS
    if policy.kind == "future":
        return ALWAYS if air_date is not None and air_date < (policy.since or date.max) else None
    if policy.kind == "from":
        return ALWAYS if 0 < season < policy.season else None
    if policy.kind == "last" and season in superseded:
        return Span(start=superseded[season])
    return None
