"""When a show is asked about next, and why: the schedules against the ages of RULES R12."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.core.freshness import ENDED_AGE, ONGOING_AGE, Checked, Feed, back_off, due_reason

Rhythm = Callable[[datetime], datetime]
"""The first run of a schedule after a moment."""
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class NextCheck:
    """The scan that asks about a show next: `mode` full or incremental, when it starts (UTC), and why it asks."""

    at: datetime
    mode: str
    why: str


def next_check(
    show: Checked, feed: Feed, now: datetime, incremental: Rhythm | None, full: Rhythm | None
) -> NextCheck | None:
    """The first scheduled scan that would ask, going by what is known now; None when no schedule would.

    A change that the feed names later, or new items in Plex, may make it sooner.
    """
    found = [NextCheck(full(now), "full", "a full scan asks about every show")] if full else []
    if incremental is not None:
        found += _incremental(show, feed, now, incremental)
    return min(found, key=lambda check: check.at, default=None)


def _incremental(show: Checked, feed: Feed, now: datetime, rhythm: Rhythm) -> Iterator[NextCheck]:
    for moment in sorted(_turns(show, now)):
        run = rhythm(max(now, moment - _A_MOMENT))
        why = due_reason(show, feed, run)
        if why is not None:
            yield NextCheck(run, "incremental", why)
            return


def _turns(show: Checked, now: datetime) -> Iterator[datetime]:
    """The moments at which an answer of the rule may change."""
    yield now
    if show.tried_at is not None and (show.troubled or show.unmatched):
        yield show.tried_at + back_off(show.tries)
    if show.checked_at is not None:
        yield show.checked_at + (ENDED_AGE if show.archive else ONGOING_AGE) + _A_MOMENT
