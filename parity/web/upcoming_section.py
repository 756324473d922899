"""The dashboard's view ahead: the nearest three as cards, then day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from parity.store.ahead_view import Ahead, ahead
from parity.web import here

NEAREST = 3
COMING = 20


@dataclass(frozen=True, slots=True)
class Near:
    """A show that airs soon: its first episode, and how many more it has on the same day."""

    episode: Ahead
    more: int


@dataclass(frozen=True, slots=True)
class Day:
    """What airs on one day."""

    day: date
    episodes: tuple[Ahead, ...]


@dataclass(frozen=True, slots=True)
class UpcomingSection:
    """`more` counts what lies behind the last day that is told."""

    today: date
    nearest: tuple[Near, ...]
    days: tuple[Day, ...]
    more: int


def upcoming_section() -> UpcomingSection:
    """The section as of today. Two statements."""
    with here.house().database.reading() as connection:
        coming = ahead(connection, here.today(), COMING)
    first = _first(coming.items)
    nearest = tuple(Near(those[0], len(those) - 1) for those in first)
    told = {episode for those in first for episode in those}
    rest = groupby((e for e in coming.items if e not in told), key=lambda episode: episode.air_date)
    days = tuple(Day(day, tuple(episodes)) for day, episodes in rest)
    return UpcomingSection(here.today(), nearest, days, coming.total - len(coming.items))


def _first(items: Sequence[Ahead]) -> list[list[Ahead]]:
    """The first shows, each with what it has on its first day."""
    found: dict[int, list[Ahead]] = {}
    for episode in items:
        if episode.show_id not in found and len(found) == NEAREST:
            continue
        those = found.setdefault(episode.show_id, [])
        if not those or those[0].air_date == episode.air_date:
            those.append(episode)
    return list(found.values())
