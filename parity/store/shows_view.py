"""The shows and how each stands, as other programs read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from parity.core.numbering import Number
from parity.core.shapes import Copy, Group, Listing, NextAir, Show, ShowState, Trouble
from parity.store import conditions, marks, on_air
from parity.store.copies_view import NOWHERE, copies_of
from parity.store.episodes_view import WITH_SHOWS, group_column
from parity.store.schema import expected, shows
from parity.store.show_filter import GROUPS, POLICIES, SORTS, STATES, ShowFilter, in_order, named_by, narrowed

__all__ = [
    "ALL",
    "GROUPS",
    "POLICIES",
    "SORTS",
    "STATES",
    "ShowFilter",
    "Standing",
    "one_show",
    "read_shows",
    "roster",
    "roster_query",
    "shows_listing",
]

_BY_ID = 500  # so many ids fit into one statement everywhere; for more it reads the rows of all shows
_Query: TypeAlias = Select[*tuple[Any, ...]]


class Standing(NamedTuple):
    """One line of the roster. `newest` is when the last of its missing episodes aired."""

    show_id: int
    title: str
    year: int | None
    state: ShowState
    group: Group
    troubled: bool
    missing: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class _Counts:
    owned: int = 0
    missing: int = 0
    upcoming: int = 0
    announced: int = 0
    lost: int = 0


ALL = ShowFilter()
_NONE = _Counts()


def shows_listing(
    connection: Connection, today: date, wanted: ShowFilter = ALL, limit: int | None = None, offset: int = 0
) -> Listing[Show]:
    """The visible shows in the order that is wanted. Five statements, whatever their number."""
    lines = roster(connection, today, wanted)
    page = lines[offset:] if limit is None else lines[offset : offset + limit]
    return Listing(len(lines), read_shows(connection, today, page))


def read_shows(connection: Connection, today: date, page: Sequence[Standing]) -> tuple[Show, ...]:
    """All that is known of the shows of some lines of the roster. Four statements."""
    ids = {line.show_id for line in page}
    rows = {row.id: row for row in connection.execute(_among(ids, select(shows), shows.c.id))}
    counts = _counts(connection, today, ids)
    ahead = _next_airs(connection, today, ids)
    copies = copies_of(connection, ids)
    return tuple(
        _show(rows[i.show_id], i, counts.get(i.show_id, _NONE), ahead.get(i.show_id), copies[i.show_id]) for i in page
    )


def one_show(connection: Connection, today: date, show_id: int) -> Show | None:
    """One visible show, None when there is none of that id."""
    found = shows_listing(connection, today, ShowFilter(show=show_id))
    return found.items[0] if found.items else None


def roster(connection: Connection, today: date, wanted: ShowFilter = ALL) -> list[Standing]:
    """How every visible show stands, by title or as the filter sorts. One statement."""
    lines = map(Standing._make, connection.execute(roster_query(today, wanted)).all())
    named = named_by(wanted.q)
    return [
        line
        for line in lines
        if wanted.state in (None, line.state) and wanted.group in (None, line.group) and named(line.title, line.year)
    ]


@lru_cache(16)  # to put it together takes a tenth of the time of running it
def roster_query(today: date, wanted: ShowFilter) -> _Query:
    """The roster as the database is asked for it: the columns of a `Standing`, `id` for the show's."""
    gaps = _gaps(today, wanted).subquery()
    missing = case((conditions.speaks(today), func.coalesce(gaps.c.missing, 0)), else_=0)
    return (
        select(
            *(shows.c[name] for name in ("id", "title", "year")),
            conditions.state(today, missing).label("state"),
            group_column(today),
            shows.c.trouble.is_not(None).label("troubled"),
            missing.label("missing"),
            gaps.c.newest,
        )
        .outerjoin_from(shows, gaps, gaps.c.show_id == shows.c.id)
        .where(*narrowed(wanted))
        .order_by(*in_order(wanted, today, missing))
    )


def _gaps(today: date, wanted: ShowFilter) -> _Query:
    newest = func.max(expected.c.air_date).label("newest")
    gaps = select(expected.c.show_id, func.count().label("missing"), newest).where(conditions.missing(today))
    if wanted.show is not None:
        gaps = gaps.where(expected.c.show_id == wanted.show)
    if wanted.lost:
        gaps = gaps.join(shows, shows.c.id == expected.c.show_id).where(marks.LOST)
    return gaps.group_by(expected.c.show_id)


def _counts(connection: Connection, today: date, ids: Collection[int]) -> dict[int, _Counts]:
    rows = connection.execute(_among(ids, _counting(today), expected.c.show_id))
    return {show_id: _Counts(*counts) for show_id, *counts in rows}


@lru_cache(4)
def _counting(today: date) -> _Query:
    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    speaks = conditions.speaks(today)
    return (
        select(
            expected.c.show_id,
            number(expected.c.owned.is_(True)),
            number(and_(conditions.missing(today), speaks)),
            number(and_(conditions.coming(today), speaks)),
            number(and_(conditions.announced(today), speaks)),
            number(and_(conditions.missing(today), speaks, marks.LOST)),
        )
        .select_from(WITH_SHOWS)
        .where(conditions.counted())
        .group_by(expected.c.show_id)
    )


def _next_airs(connection: Connection, today: date, ids: Collection[int]) -> dict[int, NextAir]:
    ranked = _among(ids, _ahead(today), expected.c.show_id).subquery()
    rows = connection.execute(select(ranked).where(ranked.c.place == 1))
    return {
        row.show_id: NextAir(
            row.season,
            row.number,
            Number(row.season, row.number).code,
            row.title,
            row.air_date,
            (row.air_date - today).days,
            *on_air.of_row(row),
        )
        for row in rows
    }


@lru_cache(4)
def _ahead(today: date) -> _Query:
    place = func.row_number().over(
        partition_by=expected.c.show_id,
        order_by=(expected.c.air_date, expected.c.season, expected.c.number),
    )
    columns = (expected.c[name] for name in ("show_id", "season", "number", "title", "air_date"))
    return (
        select(*columns, *on_air.COLUMNS, place.label("place"))
        .select_from(WITH_SHOWS)
        .where(conditions.coming(today), conditions.speaks(today))
    )


def _among(ids: Collection[int], query: _Query, column: ColumnElement[int]) -> _Query:
    return query.where(column.in_(sorted(ids))) if len(ids) <= _BY_ID else query


def _show(row: Row[Any], line: Standing, counts: _Counts, ahead: NextAir | None, copies: tuple[Copy, ...]) -> Show:
    first = copies[0] if copies else NOWHERE
    return Show(
        show_id=row.id,
        server=first.server,
        server_name=first.server_name,
        library=first.library,
        rating_key=first.rating_key,
        title=row.title,
        year=row.year,
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        tvdb_id=row.tvdb_id,
        poster=row.poster,
        match_source=row.match_source,
        order=row.order_label,
        show_status=row.status,
        group=line.group,
        state=line.state,
        reason=row.reason or (row.ignored_by if line.state == "ignored" else None),
        owned=counts.owned,
        expected=counts.owned + counts.missing,
        missing=counts.missing,
        lost=counts.lost,
        upcoming=counts.upcoming,
        announced=counts.announced if line.group == "ongoing" else 0,
        next_air=ahead,
        policy=row.policy,
        specials=row.specials,
        grace_days=row.grace_days,
        grace_source=row.grace_source,
        ignored_until=row.ignored_until if line.state == "ignored" else None,
        checked_at=row.checked_at,
        trouble=Trouble(row.trouble, row.trouble_since) if row.trouble else None,
        copies=copies,
        doubt=row.doubt if row.standing == "suspect" else None,
    )
