"""What airs when, there already or not: the calendar's days."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
    union_all,
)

from parity.core.airing import ENDED, horizon
from parity.core.airings import STATES, Airing, AiringDay, ShowDay
from parity.core.airtime import starts_at
from parity.core.shapes import Group
from parity.store import conditions
from parity.store.episodes_view import WITH_SHOWS, EpisodeFilter, narrowed
from parity.store.schema import expected, libraries, shows

EPISODES_EACH = 30
ANNOUNCED = 20
FINALE = "finale"
_HALVES = (conditions.ABSENT, expected.c.owned.is_(True))  # each has its own partial index
_OTHER = expected.alias("other")
_IS_FIRST = expected.c.number == (
    select(func.min(_OTHER.c.number))
    .where(_OTHER.c.show_id == expected.c.show_id, _OTHER.c.season == expected.c.season)
    .correlate(expected)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class AiringFilter:
    """Which episodes are wanted. `library` is a title or section id; `premieres`: only first ones of a season.

    `ignored` also lists what the owner, or a policy, does not want to hear of; `watchlist`: only shows that are on it.
    """

    group: Group | None = None
    library: str | None = None
    premieres: bool = False
    ignored: bool = False
    watchlist: bool = False


@dataclass(frozen=True, slots=True)
class AnnouncedShow:
    """A show with so many episodes that have no date yet, or none that one could believe."""

    show_id: int
    title: str
    episodes: int


@dataclass(frozen=True, slots=True)
class Announced:
    """How many episodes of how many shows are announced, and the first of the shows."""

    episodes: int
    shows: int
    lines: tuple[AnnouncedShow, ...]


def airings(
    connection: Connection,
    today: date,
    first: date,
    last: date,
    wanted: AiringFilter,
    shows_each: int,
    offset: int = 0,
) -> tuple[AiringDay, ...]:
    """The days from `first` to `last` on which something airs, each with its shows by title. One statement.

    A day tells `shows_each` shows after the first `offset`, a show `EPISODES_EACH` episodes and its last one.
    """
    days = (expected.c.air_date >= first, expected.c.air_date <= min(last, horizon(today)))
    lines = _ranked(today, wanted, *days).subquery()
    whole = select(
        lines,
        func.max(lines.c.place).over(partition_by=lines.c.air_date).label("shows"),
        func.count().over(partition_by=lines.c.air_date).label("episodes"),
    ).subquery()
    told = select(whole, _first_of_season(whole).label("first"), _last_of_season(today, whole).label("last")).where(
        whole.c.place > offset,
        whole.c.place <= offset + shows_each,
        or_(whole.c.nth <= EPISODES_EACH, whole.c.nth == whole.c.total),
    )
    rows = connection.execute(told.order_by(whole.c.air_date, whole.c.place, whole.c.nth)).all()
    return tuple(_day(day, list(those)) for day, those in groupby(rows, key=lambda row: row.air_date))


def nearest(
    connection: Connection, today: date, first: date, last: date, wanted: AiringFilter
) -> tuple[date | None, date | None]:
    """The last day before `first` and the first one after `last` on which something airs. One statement."""
    aired = expected.c.air_date
    ahead = and_(aired > last, aired <= horizon(today))
    sides = ((aired < first, aired.desc()), (ahead, aired))
    # For each half of the table one step along its index, instead of a walk through all that ever aired.
    steps = [
        select(aired).select_from(WITH_SHOWS).where(*_these(today, wanted, half), days).order_by(order).limit(1)
        for days, order in sides
        for half in _HALVES
    ]
    before, also, after, too = connection.execute(select(*(step.scalar_subquery() for step in steps))).one()
    return max(filter(None, (before, also)), default=None), min(filter(None, (after, too)), default=None)


def announced(connection: Connection, today: date, wanted: AiringFilter) -> Announced:
    """Episodes without a date of shows that go on, by the show's title. One statement."""
    these = (conditions.announced(today), conditions.speaks(today), conditions.counted())
    number = func.count()
    query = (
        select(shows.c.id, shows.c.title, number, func.sum(number).over(), func.count().over())
        .select_from(WITH_SHOWS)
        .where(*these, not_(conditions.archive(today)), *_narrowed(today, wanted))
        .group_by(shows.c.id, shows.c.title, shows.c.sort_title)
        .order_by(shows.c.sort_title, shows.c.id)
        .limit(ANNOUNCED)
    )
    rows = connection.execute(query).all()
    lines = tuple(AnnouncedShow(*row[:3]) for row in rows)
    return Announced(int(rows[0][3]), rows[0][4], lines) if rows else Announced(0, 0, ())


def library_titles(connection: Connection) -> tuple[str, ...]:
    """The titles of the show libraries that are followed. One statement."""
    those = select(libraries.c.title).where(libraries.c.followed.is_(True), libraries.c.kind == "show").distinct()
    return tuple(connection.execute(those.order_by(libraries.c.title)).scalars())


def _narrowed(today: date, wanted: AiringFilter) -> list[ColumnElement[bool]]:
    these = narrowed(EpisodeFilter(wanted.group, wanted.library, watchlist=wanted.watchlist), today)
    return [*these, expected.c.season > 0, _IS_FIRST] if wanted.premieres else these


def _these(today: date, wanted: AiringFilter, half: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    these = [half, shows.c.standing == "matched", conditions.counted(), *_narrowed(today, wanted)]
    if not wanted.ignored:
        shown = or_(expected.c.owned.is_(True), conditions.open_today(today))
        these += [not_(conditions.ignored(today)), shown]
    return these


def _ranked(today: date, wanted: AiringFilter, *days: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Each episode with its place: `place` of its show in the day, `nth` of `total` in the show's line."""
    halves = [
        select(
            *(shows.c[name] for name in ("id", "title", "sort_title", "poster", "status", "airs_time", "airs_zone")),
            *(expected.c[name] for name in ("season", "number", "air_date", "kind")),
            expected.c.title.label("episode_title"),
            _state(today).label("state"),
            case((conditions.hidden(today), expected.c.hidden_by), else_=shows.c.ignored_by).label("reason"),
        )
        .select_from(WITH_SHOWS)
        .where(*_these(today, wanted, half), *days)
        for half in _HALVES
    ]
    one = union_all(*halves).subquery()
    line = (one.c.air_date, one.c.id)
    by_number = (one.c.season, one.c.number)
    in_state = (
        func.sum(case((one.c.state == state, 1), else_=0)).over(partition_by=line).label(state) for state in STATES
    )
    return select(
        one,
        func.dense_rank().over(partition_by=one.c.air_date, order_by=(one.c.sort_title, one.c.id)).label("place"),
        func.row_number().over(partition_by=line, order_by=by_number).label("nth"),
        func.count().over(partition_by=line).label("total"),
        *in_state,
    )


def _state(today: date) -> ColumnElement[str]:
    """The word for one episode, as `core.airings.AiringState` has it."""
    aside = or_(conditions.hidden(today), conditions.ignored(today))
    return case(
        (expected.c.owned.is_(True), literal("have")),
        (aside, literal("ignored")),
        (expected.c.due_on <= today, literal("missing")),
        else_=literal("upcoming"),
    )


def _first_of_season(of: Subquery) -> ColumnElement[bool]:
    first = select(func.min(_OTHER.c.number)).where(*_same_season(of)).scalar_subquery()
    return of.c.number == first


def _last_of_season(today: date, of: Subquery) -> ColumnElement[bool]:
    """The source calls it a finale; or it is the last one of a season that is over, in which nothing is called so."""
    same = _same_season(of)
    last = select(func.max(_OTHER.c.number)).where(*same).scalar_subquery()
    named = select(_OTHER.c.number).where(*same, _OTHER.c.kind == FINALE).exists()
    later = select(_OTHER.c.number).where(
        _OTHER.c.show_id == of.c.id, _OTHER.c.season > of.c.season, _OTHER.c.air_date <= today
    )
    over = or_(of.c.status.in_(sorted(ENDED)), later.exists())
    surely = and_(of.c.season > 0, of.c.number == last, not_(_first_of_season(of)), not_(named), over)
    return or_(of.c.kind == FINALE, surely)


def _same_season(of: Subquery) -> tuple[ColumnElement[bool], ...]:
    return (_OTHER.c.show_id == of.c.id, _OTHER.c.season == of.c.season)


def _day(day: date, rows: list[Row[*tuple[Any, ...]]]) -> AiringDay:
    lines = tuple(_line(list(those)) for _, those in groupby(rows, key=lambda row: row.place))
    return AiringDay(day, rows[0].episodes, rows[0].shows, lines)


def _line(rows: list[Row[*tuple[Any, ...]]]) -> ShowDay:
    one = rows[0]
    return ShowDay(
        show_id=one.id,
        title=one.title,
        poster=one.poster,
        total=one.total,
        states=tuple((state, number) for state in STATES if (number := getattr(one, state))),
        episodes=tuple(
            Airing(
                row.season,
                row.number,
                row.episode_title,
                row.state,
                row.reason if row.state == "ignored" else None,
                bool(row.first),
                bool(row.last),
                starts_at(row.air_date, row.airs_time, row.airs_zone) if row.airs_time else None,
            )
            for row in rows
        ),
    )
