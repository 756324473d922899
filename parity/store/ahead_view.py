"""What airs next, as the dashboard tells it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Integer, Row, Select, and_, bindparam, func, select

from parity.core.numbering import Number
from parity.core.shapes import Listing
from parity.store import conditions, on_air
from parity.store.episodes_view import BY_TITLE, KEY, WITH_SHOWS
from parity.store.schema import expected, shows


@dataclass(frozen=True, slots=True)
class Ahead:
    """One episode that airs. `poster` is its show's picture, as its path at TMDB; `airs_at` as in shapes.Episode."""

    show_id: int
    show: str
    poster: str | None
    season: int
    episode: int
    title: str
    air_date: date
    airs_at: datetime | None = None
    air_country: str | None = None

    @property
    def code(self) -> str:
        """`S01E02`."""
        return Number(self.season, self.episode).code


def ahead(connection: Connection, today: date, limit: int) -> Listing[Ahead]:
    """The first of what `episodes_view.upcoming` tells, and how many there are. Two statements."""
    counted, first = _queries(today)
    rows = connection.execute(first, {"most": limit}).all()
    return Listing(connection.execute(counted).scalar_one(), tuple(map(_told, rows)))


def _told(row: Row[*tuple[Any, ...]]) -> Ahead:
    facts = on_air.of_row(row)
    known = tuple(row)[: -len(on_air.COLUMNS)]
    return Ahead(*(*known, facts.airs_at, facts.air_country))


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
            *on_air.COLUMNS,
        )
        .select_from(page)
        .join(expected, and_(*(expected.c[column.name] == page.c[column.name] for column in KEY)))
        .join(shows, shows.c.id == expected.c.show_id)
    )
    return counted, told.order_by(*order)
