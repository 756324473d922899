"""What is missing, show by show: the dashboard's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from parity.core.numbering import Number, told
from parity.core.shapes import Group
from parity.store import conditions
from parity.store.episodes_view import WITH_SHOWS
from parity.store.marks import MINE
from parity.store.schema import episode_marks, expected, shows
from parity.store.shows_view import Standing

EPISODES_EACH = 30


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing episode of a show. `lost_on` and `listed_on` as in store.marks.Mark."""

    season: int
    episode: int
    title: str
    air_date: date
    lost_on: date | None = None
    listed_on: date | None = None

    @property
    def code(self) -> str:
        """`S01E02`."""
        return Number(self.season, self.episode).code


@dataclass(frozen=True, slots=True)
class ShowGaps:
    """One show and what is missing of it: `missing` counts all, `episodes` are the first of them by number.

    `poster` is its picture's path at TMDB.
    """

    show_id: int
    title: str
    year: int | None
    group: Group
    poster: str | None
    imdb_id: str | None
    tmdb_id: int | None
    missing: int
    episodes: tuple[Gap, ...]

    @property
    def code(self) -> str:
        """Which ones, in one line: `S01E02`, `S01E02–E08`, `S01E02, S01E05, …`."""
        numbers = [Number(gap.season, gap.episode) for gap in self.episodes]
        return told(numbers, numbers[-1] if len(numbers) == self.missing else None, self.missing)


def gaps_by_show(
    connection: Connection, today: date, lines: Sequence[Standing], lost: bool = False
) -> tuple[ShowGaps, ...]:
    """What these shows miss, in their order; with `lost` only what Plex had before. Two statements."""
    ids = [line.show_id for line in lines]
    looks = {row.id: row for row in connection.execute(_LOOKS, {"ids": ids})}
    found: dict[int, list[Gap]] = {show_id: [] for show_id in ids}
    for show_id, *gap in connection.execute(_first_gaps(today, lost), {"ids": ids}):
        found[show_id].append(Gap(*gap))
    return tuple(
        ShowGaps(
            *(line.show_id, line.title, line.year, line.group),
            *looks[line.show_id][1:],
            *(line.missing, tuple(found[line.show_id])),
        )
        for line in lines
    )


_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_LOOKS = select(shows.c.id, shows.c.poster, shows.c.imdb_id, shows.c.tmdb_id).where(shows.c.id.in_(_IDS))


@lru_cache(4)  # to put it together takes longer than to run it
def _first_gaps(today: date, lost: bool) -> Select[*tuple[Any, ...]]:
    number = (expected.c.season, expected.c.number)
    place = func.row_number().over(partition_by=expected.c.show_id, order_by=number).label("place")
    days = (episode_marks.c.lost_on, episode_marks.c.listed_on)
    columns = (expected.c.show_id, *number, expected.c.title, expected.c.air_date, *days)
    rows = select(*columns, place).select_from(WITH_SHOWS.outerjoin(episode_marks, MINE))
    rows = rows.where(conditions.missing(today), expected.c.show_id.in_(_IDS))
    ranked = (rows.where(episode_marks.c.lost_on.is_not(None)) if lost else rows).subquery()
    told = [ranked.c[column.name] for column in columns]
    return select(*told).where(ranked.c.place <= EPISODES_EACH).order_by(*told[:3])
