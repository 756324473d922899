"""The whole roster at a glance: how many shows stand how, and those whose gaps aired last."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import CTE, Connection, Select, case, func, literal, null, select, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from parity.core.shapes import Group
from parity.store.schema import shows
from parity.store.shows_view import ALL, ShowFilter, Standing, roster_query

LOST = ShowFilter(lost=True)
_Overview: TypeAlias = CompoundSelect[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Gaps:
    """How many shows of a group miss something, and the first of them: the one whose gap aired last comes first."""

    shows: int
    first: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """How the visible shows stand: in each state so many, what all miss, how many had trouble at the last check."""

    states: Counter[str]
    missing: int
    troubled: int
    gaps: Mapping[Group, Gaps]

    @property
    def shows(self) -> int:
        """How many there are."""
        return sum(self.states.values())


def overview(connection: Connection, today: date, each: int = 0, lost: bool = False) -> Overview:
    """How all visible shows stand, with the first `each` shows with gaps of each group. One statement.

    With `lost` only what Plex had before counts as missing. It is counted where the rows are: a list of thousands of
    them would take longer to fetch than to make.
    """
    states, with_gaps, missing, troubled = Counter[str](), Counter[Group](), 0, 0
    first: dict[Group, list[Standing]] = {"ongoing": [], "archive": []}
    rows = connection.execute(_overview(today, each, lost))
    for amount, show, title, year, state, group, with_trouble, gaps, newest in rows:
        if show:
            first[group].append(Standing(show, title, year, state, group, bool(with_trouble), gaps, newest))
            continue
        states[state] += amount
        with_gaps[group] += amount if state == "missing" else 0
        missing += gaps
        troubled += with_trouble
    found = {group: Gaps(with_gaps[group], tuple(those)) for group, those in first.items()}
    return Overview(states, missing, troubled, found)


@lru_cache(4)  # to put it together takes longer than to run it
def _overview(today: date, each: int, lost: bool) -> _Overview:
    lines = roster_query(today, LOST if lost else ALL).add_columns(shows.c.sort_title).order_by(None).cte("lines")
    return union_all(_totals(lines), *(_first(lines, group, each) for group in ("ongoing", "archive") if each))


def _totals(lines: CTE) -> Select[*tuple[Any, ...]]:
    """A row for each state and group, with 0 for the show's id."""
    return select(
        func.count(),
        *(literal(0), null(), null(), lines.c.state, lines.c.group),
        *(func.count(case((lines.c.troubled, 1))), func.sum(lines.c.missing), func.max(lines.c.newest)),
    ).group_by(lines.c.state, lines.c.group)


def _first(lines: CTE, group: Group, each: int) -> Select[*tuple[Any, ...]]:
    told = ("id", "title", "year", "state", "group", "troubled", "missing", "newest")
    those = select(literal(1), *(lines.c[name] for name in told)).where(lines.c.missing > 0, lines.c.group == group)
    newest = (lines.c.newest.desc(), lines.c.sort_title, lines.c.id)
    return select(those.order_by(*newest).limit(each).subquery())
