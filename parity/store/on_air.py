"""Episodes of shows whose time of day is known, on the day on which they are on."""

from collections.abc import Collection
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, select, update

from parity.core.airing import horizon
from parity.core.airtime import OnAir, Timing, on_air, slot_of
from parity.store import conditions
from parity.store.schema import expected, shows

COLUMNS = (shows.c.airs_time, shows.c.airs_zone, shows.c.origin)


def of_row(row: Row[Any]) -> OnAir:
    """When an episode is on, from a row with these columns and its `air_date`."""
    return on_air(row.air_date, row.airs_time, row.airs_zone, row.origin)


class Waiting(NamedTuple):
    """An absent episode that is due next day unless it is over by then, and what its show's due days come from."""

    show_id: int
    grace_days: int
    airs_time: str
    airs_zone: str | None
    air_date: date
    runtime: int | None

    def timing(self, zone: tzinfo, now: datetime) -> Timing:
        """By which it is judged at that moment; `zone` is the owner's."""
        return Timing(self.grace_days, slot_of(self.airs_time, self.airs_zone), zone, now)


class Unasked(NamedTuple):
    """A show at TheTVDB with an episode ahead."""

    show_id: int
    series_id: int
    origin: str


def unasked(connection: Connection, today: date, most: int, only: Collection[int] | None = None) -> list[Unasked]:
    """Shows with an episode ahead of which nobody asked when they are on, or those of `only`. One statement."""
    ahead = select(expected.c.show_id).where(expected.c.air_date >= today, expected.c.air_date <= horizon(today))
    query = select(shows.c.id, shows.c.tvdb_id, shows.c.origin).where(
        shows.c.tvdb_id.is_not(None),
        shows.c.standing == "matched",
        shows.c.id.in_(ahead),
        shows.c.airs_time.is_(None) if only is None else shows.c.id.in_(sorted(only)),
    )
    return [Unasked._make(row) for row in connection.execute(query.order_by(shows.c.id).limit(most))]


def note(connection: Connection, show_id: int, airs_time: str | None, zone: str | None) -> None:
    """What was answered; that nothing is known is kept as "", so that it is not asked again."""
    known = {"airs_time": airs_time or "", "airs_zone": zone if airs_time else None}
    connection.execute(update(shows).where(shows.c.id == show_id).values(known))


def due_next(connection: Connection, today: date) -> list[Waiting]:
    """What is due on the day after `today` for all that is known. One statement, over few shows."""
    of_show = (shows.c[name] for name in ("id", "grace_days", "airs_time", "airs_zone"))
    absent = and_(expected.c.show_id == shows.c.id, conditions.ABSENT, expected.c.due_on == today + timedelta(days=1))
    query = (
        select(*of_show, expected.c.air_date, expected.c.runtime)
        .join_from(shows, expected, absent)
        .where(shows.c.airs_time.is_not(None), shows.c.airs_time != "", shows.c.grace_days.is_not(None))
    )
    return [Waiting._make(row) for row in connection.execute(query)]
