"""The missing and the upcoming episodes, as other programs read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)

from parity.core.newly import doubt_of
from parity.core.numbering import Number
from parity.core.shapes import Copy, Episode, Group, Listing
from parity.store import conditions, marks, on_air
from parity.store.copies_view import NOWHERE, copies_of, in_library
from parity.store.schema import episode_marks, expected, missing_log, shows

WITH_SHOWS = expected.join(shows, shows.c.id == expected.c.show_id)
_OPEN_LOG = and_(
    missing_log.c.show_id == expected.c.show_id,
    missing_log.c.season == expected.c.season,
    missing_log.c.number == expected.c.number,
    missing_log.c.ended_at.is_(None),
)
_FIRST_SEEN = select(func.min(missing_log.c.since)).where(_OPEN_LOG).correlate(expected).scalar_subquery()
KEY = (expected.c.show_id, expected.c.season, expected.c.number)
BY_TITLE = (shows.c.sort_title, shows.c.id, expected.c.season, expected.c.number)
_LAST_DAY = date.max.toordinal()
_Query: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class EpisodeFilter:
    """Which episodes are wanted. `library` is a title or section id, `show` Parity's id.

    `ignored` also lists what the owner ignored, `lost` tells those that Plex had before from those that it had not
    (missing only); `days` is how far ahead (upcoming only); `watchlist`: only of shows that are on it.
    """

    group: Group | None = None
    library: str | None = None
    show: int | None = None
    ignored: bool = False
    lost: bool | None = None
    days: int | None = None
    watchlist: bool = False


ALL = EpisodeFilter()


def missing(
    connection: Connection,
    today: date,
    wanted: EpisodeFilter = ALL,
    limit: int | None = None,
    offset: int = 0,
) -> Listing[Episode]:
    """Missing episodes, the last aired first, then by title and number. Three statements."""
    return _listing(connection, today, _missing(today, wanted, limit, offset))


def upcoming(
    connection: Connection,
    today: date,
    wanted: EpisodeFilter = ALL,
    limit: int | None = None,
    offset: int = 0,
) -> Listing[Episode]:
    """Episodes that are dated, not due yet and not there, by air date, title, number. Three statements."""
    return _listing(connection, today, _upcoming(today, wanted, limit, offset))


def group_column(today: date) -> Label[str]:
    """ongoing or archive."""
    return case((conditions.archive(today), literal("archive")), else_=literal("ongoing")).label("group")


def _told(today: date, page: Subquery, order: Sequence[ColumnElement[Any]]) -> _Query:
    """The episodes whose show_id, season and number a subquery tells."""
    same = and_(*(expected.c[name] == page.c[name] for name in ("show_id", "season", "number")))
    return (
        select(
            *(shows.c[name] for name in ("title", "year", "tmdb_id", "imdb_id", "tvdb_id", "status")),
            *(expected.c[name] for name in ("show_id", "season", "number", "air_date")),
            expected.c.title.label("episode_title"),
            *(case((conditions.due(today), episode_marks.c[name])).label(name) for name in ("lost_on", "listed_on")),
            group_column(today),
            _reason(today).label("reason"),
            _FIRST_SEEN.label("first_seen"),
            *on_air.COLUMNS,
        )
        .select_from(page)
        .join(expected, same)
        .join(shows, shows.c.id == expected.c.show_id)
        .outerjoin(episode_marks, marks.MINE)
        .order_by(*order)
    )


def _episodes(connection: Connection, today: date, told: _Query) -> tuple[Episode, ...]:
    rows = connection.execute(told).all()
    copies = copies_of(connection, {row.show_id for row in rows})
    return tuple(_episode(row, copies[row.show_id], today) for row in rows)


def _listing(connection: Connection, today: date, asked: "_Asked") -> Listing[Episode]:
    total = connection.execute(asked.total).scalar_one()
    return Listing(total, _episodes(connection, today, asked.page))


class _Asked(NamedTuple):
    """How many there are, and those of one page. To put these together costs more than to run them."""

    total: Select[int]
    page: _Query


@lru_cache(16)
def _missing(today: date, wanted: EpisodeFilter, limit: int | None, offset: int) -> _Asked:
    gap = and_(conditions.open_today(today), conditions.speaks(today))
    if wanted.ignored:
        gap = or_(gap, conditions.set_aside(today))
    these = [conditions.due(today), gap, *narrowed(wanted, today)]
    if wanted.lost is not None:
        these.append(marks.LOST if wanted.lost else not_(marks.LOST))
    return _asked(today, these, (expected.c.air_date.desc(), *BY_TITLE), limit, offset)


@lru_cache(16)
def _upcoming(today: date, wanted: EpisodeFilter, limit: int | None, offset: int) -> _Asked:
    these = [conditions.coming(today), conditions.speaks(today), *narrowed(wanted, today)]
    if wanted.days is not None:
        these.append(expected.c.air_date <= date.fromordinal(min(today.toordinal() + wanted.days, _LAST_DAY)))
    return _asked(today, these, (expected.c.air_date, *BY_TITLE), limit, offset)


def _asked(
    today: date,
    these: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int | None,
    offset: int,
) -> _Asked:
    # A page is cut by keys alone, before anything else is worked out for its rows.
    keys = select(*KEY).select_from(WITH_SHOWS).where(*these).order_by(*order).limit(limit).offset(offset)
    count = select(func.count()).select_from(WITH_SHOWS).where(*these)
    return _Asked(count, _told(today, keys.subquery(), order))


def _reason(today: date) -> ColumnElement[str | None]:
    return case((conditions.hidden(today), expected.c.hidden_by), (conditions.ignored(today), shows.c.ignored_by))


def narrowed(wanted: EpisodeFilter, today: date) -> list[ColumnElement[bool]]:
    """Visible shows, and what the filter says of them."""
    these = [conditions.VISIBLE]
    if wanted.group is not None:
        old = conditions.archive(today)
        these.append(old if wanted.group == "archive" else ~old)
    if wanted.library is not None:
        these.append(in_library(wanted.library))
    if wanted.show is not None:
        these.append(shows.c.id == wanted.show)
    if wanted.watchlist:
        these.append(shows.c.on_watchlist.is_(True))
    return these


def _episode(row: Row[*tuple[Any, ...]], copies: tuple[Copy, ...], today: date) -> Episode:
    first = copies[0] if copies else NOWHERE
    doubt = doubt_of(row.air_date, row.listed_on)
    return Episode(
        show_id=row.show_id,
        server=first.server,
        server_name=first.server_name,
        library=first.library,
        rating_key=first.rating_key,
        title=row.title,
        year=row.year,
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        tvdb_id=row.tvdb_id,
        show_status=row.status,
        group=row.group,
        season=row.season,
        episode=row.number,
        code=Number(row.season, row.number).code,
        episode_title=row.episode_title,
        air_date=row.air_date,
        days=(row.air_date - today).days,
        ignored=row.reason is not None,
        reason=row.reason,
        first_seen=row.first_seen,
        lost_on=row.lost_on,
        confidence="low" if doubt else "high",
        confidence_reason=doubt,
        copies=copies,
        **on_air.of_row(row)._asdict(),
    )
