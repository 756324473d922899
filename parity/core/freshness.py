"""Which shows TMDB is asked about in an incremental scan, and why (RULES R12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

ONGOING_AGE = timedelta(days=7)
ENDED_AGE = timedelta(days=30)
EDGE_CACHES = timedelta(hours=8)
FEED_REACH = timedelta(days=14)
CLOCK_SKEW = timedelta(hours=1)
_BACK_OFF = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a show's last good check: when it began (UTC), and how it stands."""

    tmdb_id: int | None
    checked_at: datetime | None
    archive: bool
    unmatched: bool = False
    troubled: bool = False
    tries: int = 0
    tried_at: datetime | None = None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The changes feed as far as it was read: for each id the last day that names it. `flaw`: why it is not whole.

    `series` is the same of TheTVDB, which tells moments, for shows that have a `series_id`: those in its orders.
    """

    last_named: Mapping[int, date]
    flaw: str | None = None
    series: Mapping[int, datetime] = field(default_factory=dict)
    series_flaw: str | None = None


def feed_days(first: date | None, now: datetime) -> tuple[date, ...] | None:
    """The days to read, oldest first: from `first`, the day after the last final one, up to today (UTC).

    None when the feed cannot tell: further back than it reaches, nothing known, or a day that is yet to come.
    """
    today = now.astimezone(UTC).date()
    if first is None or not timedelta() <= today - first <= FEED_REACH:
        return None
    return tuple(first + timedelta(days=n) for n in range((today - first).days + 1))


def is_final(day: date, now: datetime) -> bool:
    """Whether a feed day can no longer grow: it is over, and so is the life of what edge caches keep of it."""
    return now >= _settled(day)


def due_reason(show: Checked, feed: Feed, now: datetime) -> str | None:
    """Why the show is asked about now, None when it is not."""
    if show.troubled or show.unmatched:
        if rested(show.tries, show.tried_at, now):
            return "trouble last time" if show.troubled else "not matched yet"
        if show.unmatched or show.checked_at is None:
            return None
    if show.checked_at is None:
        return "never checked"
    if feed.flaw is not None:
        return feed.flaw
    if show.series_id is not None and feed.series_flaw is not None:
        return feed.series_flaw
    return _outdated(show, show.checked_at, feed, now)


def back_off(tries: int) -> timedelta:
    """How long to leave a troubled or unmatched show alone after so many tries."""
    return _BACK_OFF[min(max(tries, 1), len(_BACK_OFF)) - 1]


def oldest_first(shows: Iterable[tuple[int, datetime | None]]) -> Sequence[int]:
    """Order of asking: never checked first, then by age. Takes (show, last good check) pairs."""
    ordered = sorted(
        shows, key=lambda pair: (pair[1] is not None, pair[1] or datetime.min.replace(tzinfo=UTC), pair[0])
    )
    return [show for show, _ in ordered]


def rested(tries: int, tried_at: datetime | None, now: datetime) -> bool:
    """Whether what failed, or was found by nobody, has been left alone for long enough."""
    if tried_at is None or tried_at > now + CLOCK_SKEW:
        return True
    return now - tried_at >= back_off(tries)


def _outdated(show: Checked, checked_at: datetime, feed: Feed, now: datetime) -> str | None:
    named = feed.last_named.get(show.tmdb_id) if show.tmdb_id is not None else None
    if named is not None and checked_at < _settled(named):
        return f"changed on {named.isoformat()}"
    moved = feed.series.get(show.series_id) if show.series_id is not None else None
    if moved is not None and checked_at < moved:
        return f"changed at TheTVDB on {moved.date().isoformat()}"
    if checked_at > now + CLOCK_SKEW:  # the clock was wrong then; the check may be of any age
        return "checked on a day that is yet to come"
    age = now - checked_at
    if age > (ENDED_AGE if show.archive else ONGOING_AGE):
        return f"not asked for {age.days} days"
    return None


def _settled(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC) + EDGE_CACHES
