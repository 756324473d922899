"""When each gap was first seen and what became of it: history, kept in step with the facts by two statements."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Insert, Update, and_, bindparam, case, insert, not_, select, update

from parity.store import conditions
from parity.store.braked import shows_standing_still
from parity.store.schema import expected, missing_log, scan_items, shows

_LOGGED = and_(
    expected.c.show_id == missing_log.c.show_id,
    expected.c.season == missing_log.c.season,
    expected.c.number == missing_log.c.number,
)


@dataclass(frozen=True, slots=True)
class Changed:
    """How many gaps opened and closed."""

    opened: int
    closed: int


def catch_up(
    connection: Connection, today: date, now: datetime, scan_id: int | None, own_alone: bool = False
) -> Changed:
    """Open a line for each gap that has none, close those that are no gaps any more. A second run does nothing.

    Of a library that the brake holds nothing is noted: what became of its gaps shows when it is let go. With
    `own_alone` only what this scan compared: of the rest another one, which is still at work, will tell.
    """
    how = {"at": now, "by": scan_id}
    closed = connection.execute(_closing(today, own_alone), how).rowcount
    return Changed(connection.execute(_opening(today, own_alone), how).rowcount, closed)


@lru_cache(4)
def _closing(today: date, own_alone: bool) -> Update:
    """Ends the lines of what is no gap any more; given are `at` and `by`, as to `_opening`."""
    log = missing_log
    is_gap = select(expected.c.show_id).join(shows, shows.c.id == expected.c.show_id).where(_LOGGED, _gap(today))
    row = select(expected.c.owned).where(_LOGGED).scalar_subquery()
    unsure = select(shows.c.id).where(shows.c.id == log.c.show_id, shows.c.standing.in_(("suspect", "unmatched")))
    dropped = case((unsure.exists(), "uncompared"), else_="dropped")
    how = case((row.is_(None), dropped), (row.is_(True), "arrived"), else_="hidden")
    return (
        update(log)
        .where(log.c.ended_at.is_(None), not_(is_gap.exists()), log.c.show_id.not_in(shows_standing_still()))
        .where(*_compared(log.c.show_id, own_alone))
        .values(ended_at=bindparam("at"), ended_how=how, ended_by=bindparam("by"))
    )


@lru_cache(4)
def _opening(today: date, own_alone: bool) -> Insert:
    """Begins a line for each gap that has none."""
    log = missing_log
    known = select(log.c.id).where(_LOGGED, log.c.ended_at.is_(None)).correlate(expected)
    fresh = (
        select(
            expected.c.show_id,
            expected.c.season,
            expected.c.number,
            expected.c.title,
            bindparam("at", type_=log.c.since.type),
            bindparam("by", type_=log.c.found_by.type),
        )
        .join(shows, shows.c.id == expected.c.show_id)
        .where(missing_today(today), not_(known.exists()), shows.c.id.not_in(shows_standing_still()))
        .where(*_compared(shows.c.id, own_alone))
    )
    return insert(log).from_select(["show_id", "season", "number", "title", "since", "found_by"], fresh)


def _compared(show_id: ColumnElement[int], own_alone: bool) -> list[ColumnElement[bool]]:
    """That the scan, which `by` names, has compared this show."""
    mine = select(scan_items.c.subject_id).where(scan_items.c.scan_id == bindparam("by"), scan_items.c.kind == "show")
    return [show_id.in_(mine)] if own_alone else []


def shows_with_gaps(connection: Connection, today: date) -> set[int]:
    """The shows of which something is missing today."""
    query = select(expected.c.show_id).join(shows, shows.c.id == expected.c.show_id).where(missing_today(today))
    return set(connection.execute(query.distinct()).scalars())


def missing_today(today: date) -> ColumnElement[bool]:
    """A gap that a person would see today, over `expected` joined with `shows`."""
    return and_(_gap(today), shows.c.in_scope.is_(True))


def _gap(today: date) -> ColumnElement[bool]:
    """A gap of a show that is there, in scope or not: a narrower scope ends no gap (RULES R14)."""
    return and_(conditions.missing(today), conditions.speaks(today), conditions.PRESENT)
