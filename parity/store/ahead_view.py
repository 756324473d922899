"""What airs next, as the dashboard tells it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, select

from parity.core.numbering import Number
from parity.core.shapes import Listing
from parity.store import conditions
from parity.store.episodes_view import BY_TITLE, KEY, WITH_SHOWS
from parity.store.schema import expected, shows


@dataclass(frozen=True, slots=True)
class Ahead:
    """One episode that airs. `poster` is its show's picture, as its path at TMDB."""

    show_id: int
    show: str
    poster: str | None
    season: int
    episode: int
    title: str
    air_date: date

    @property
    def code(self) -> str:
        """`S01E02`."""
        return Number(self.season, self.episode).code


def ahead(connection: Connection, today: date, limit: int) -> Listing[Ahead]:
    """The first of what `episodes_view.upcoming` tells, and how many there are. Two statements."""
    counted, first = _queries(today)
    rows = connection.execute(first, {"most": limit}).all()
    return Listing(connection.execute(counted).scalar_one(), tuple(Ahead(*row) for row in rows))


_Query: TypeAlias = Select[*tuple[Any, ...]]


@lru_cache(2)  # to put them together takes longer than to run them
def _queries(today: date) -> tuple[_Query, _Query]:
    these = (conditions.coming(today), conditions.speaks(today), conditions.VISIBLE)
    counted = select(func.count()).select_from(WITH_SHOWS).where(*these)
    order = (expected.c.air_date, *BY_TITLE)
    # Cut by keys alone: the index knows these, and the rows themselves are looked up for the few that are told.
    keys = select(*KEY).select_from(WITH_SHOWS).where(*these).order_by(*order)
    page = keys.limit(bindparam("most", type_=Integer)).subquery()
    told = (
        select(
            *(shows.c[name] for name in ("id", "title", "poster")),
            *(expected.c[name] for name in ("season", "number", "title", "air_date")),
        )
        .select_from(page)
        .join(expected, and_(*(expected.c[column.name] == page.c[column.name] for column in KEY)))
        .join(shows, shows.c.id == expected.c.show_id)
    )
    return counted, told.order_by(*order)
