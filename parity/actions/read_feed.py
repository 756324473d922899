"""Reads TMDB's changes feed as far as it is needed, and says what it means for which show (RULES R12)."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta

from parity.actions.work import Work
from parity.core.failures import Failure, Unauthorised
from parity.core.freshness import Feed, feed_days, is_final
from parity.store import feed
from parity.store.shows import ShowRow


def read_feed(work: Work, rows: Iterable[ShowRow]) -> Feed:
    """Read the days since the last final one. A day that fails, or a gap of more than 14 days, is told in `flaw`."""
    checked = [row for row in rows if row.tmdb_id is not None and row.checked_at is not None]
    if not checked:
        return Feed({})
    household = {row.tmdb_id for row in checked if row.tmdb_id is not None}
    now = work.house.now()
    days = feed_days(_first_day(work, checked), now)
    flaw = None if days is not None else "the changes feed does not reach back far enough"
    if days is None:
        days = _start_over(work, household, now)
    final = True
    for day in days:
        work.go_on()
        try:
            page = work.outside.catalogue.changes(day)
        except Unauthorised:
            raise
        except Failure as trouble:
            work.go_on()
            return _as_kept(work, f"the changes feed could not be read ({trouble.detail})")
        if not page.whole:
            work.go_on()  # cut by TMDB, or by our own stop?
            return _as_kept(work, f"the changes feed of {day.isoformat()} was cut")
        final = final and is_final(day, now)
        with work.house.database.writing() as connection:
            feed.note_named(connection, day, page.ids & household)
            if final:
                feed.note_final(connection, day)
    return _as_kept(work, flaw)


def _start_over(work: Work, household: Collection[int], now: datetime) -> tuple[date, ...]:
    """The feed goes on with the days still open; whatever was not asked since counts as changed until it is."""
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    with work.house.database.writing() as connection:
        feed.note_named(connection, yesterday, household)
        feed.note_final(connection, yesterday - timedelta(days=1))
    return feed_days(yesterday, now) or ()


def _first_day(work: Work, checked: list[ShowRow]) -> date:
    """The day after the last final one; at first, the day before the oldest check."""
    with work.house.database.reading() as connection:
        final = feed.final_day(connection)
    if final is not None:
        return final + timedelta(days=1)
    oldest: datetime = min(row.checked_at for row in checked if row.checked_at is not None)
    return oldest.astimezone(UTC).date() - timedelta(days=1)


def _as_kept(work: Work, flaw: str | None) -> Feed:
    with work.house.database.reading() as connection:
        return Feed(feed.named(connection), flaw)
