"""When each gap was first seen and what became of it: history, kept in step with the facts by two statements."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, case, insert, literal, not_, or_, select, text, update

from parity.store.schema import expected, items, libraries, missing_log, shows


@dataclass(frozen=True, slots=True)
class Changed:
    """How many gaps opened and closed."""

    opened: int
    closed: int


def catch_up(connection: Connection, today: date, now: datetime, scan_id: int | None) -> Changed:
    """Open a line for each gap that has none, close those that are no gaps any more. A second run does nothing."""
    log = missing_log
    still = and_(
        expected.c.show_id == log.c.show_id,
        expected.c.season == log.c.season,
        expected.c.number == log.c.number,
    )
    is_gap = select(expected.c.show_id).join(shows, shows.c.id == expected.c.show_id).where(still, missing_today(today))
    row = select(expected.c.owned).where(still).scalar_subquery()
    how = case((row.is_(None), "dropped"), (row.is_(True), "arrived"), else_="hidden")
    closed = connection.execute(
        update(log)
        .where(log.c.ended_at.is_(None), not_(is_gap.exists()))
        .values(ended_at=now, ended_how=how, ended_by=scan_id)
    ).rowcount
    known = select(log.c.id).where(still, log.c.ended_at.is_(None)).correlate(expected)
    fresh = (
        select(
            expected.c.show_id,
            expected.c.season,
            expected.c.number,
            expected.c.title,
            literal(now, log.c.since.type),
            literal(scan_id),
        )
        .join(shows, shows.c.id == expected.c.show_id)
        .where(missing_today(today), not_(known.exists()))
    )
    columns = ["show_id", "season", "number", "title", "since", "found_by"]
    opened = connection.execute(insert(log).from_select(columns, fresh)).rowcount
    return Changed(opened, closed)


def shows_with_gaps(connection: Connection, today: date) -> set[int]:
    """The shows of which something is missing today."""
    query = select(expected.c.show_id).join(shows, shows.c.id == expected.c.show_id).where(missing_today(today))
    return set(connection.execute(query.distinct()).scalars())


def missing_today(today: date) -> ColumnElement[bool]:
    """RULES R1 in SQL, over `expected` joined with `shows`: a gap that a person would see today."""
    live_copy = (
        select(items.c.id)
        .join(libraries, libraries.c.id == items.c.library_id)
        .where(items.c.show_id == shows.c.id, items.c.gone_at.is_(None), libraries.c.followed.is_(True))
    )
    return and_(
        text("expected.owned IS 0"),
        expected.c.due_on <= today,
        not_(_covers(expected.c.hidden_by, expected.c.hidden_from, expected.c.hidden_to, today)),
        shows.c.standing == "matched",
        shows.c.in_scope.is_(True),
        not_(_covers(shows.c.ignored_by, None, shows.c.ignored_until, today)),
        live_copy.exists(),
    )


def _covers(
    by: ColumnElement[str | None],
    start: ColumnElement[date | None] | None,
    end: ColumnElement[date | None],
    day: date,
) -> ColumnElement[bool]:
    begun = or_(start.is_(None), start <= day) if start is not None else literal(True)
    return and_(by.is_not(None), begun, or_(end.is_(None), end >= day))
