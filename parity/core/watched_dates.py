"""Which dates of players can be believed, and which of two was later."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from parity.core.watched import Video
from parity.core.watched_rule import CLOCK_DOUBT

_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nobody watched anything in 1970, which is what a clock tells that was never set."""
AT_ONCE = 10
"""So many videos with a mark of one minute were marked by a program or with one click, not watched."""
_JUST_NOW = timedelta(seconds=60)


def believed(at: datetime | None, now: datetime) -> datetime | None:
    """The date, or None for one that cannot be: in the future, or before there was such a player."""
    return at if at is not None and _FIRST <= at <= now + CLOCK_DOUBT else None


def later(one: datetime | None, other: datetime | None) -> int:
    """1 when the first date is later, -1 when the second is, 0 when nobody can tell."""
    if one is None or other is None or abs(one - other) <= CLOCK_DOUBT:
        return 0
    return 1 if one > other else -1


def is_just_now(at: datetime | None, now: datetime) -> bool:
    """Whether it was played a moment ago, so that it may be playing still: the date moves while it does."""
    return at is not None and -CLOCK_DOUBT <= now - at < _JUST_NOW


def marked_at_once(videos: Iterable[Video]) -> frozenset[str]:
    """Keys of videos that got their mark together with many others: the date is that of an import, or of one click."""
    marked = [(video.key, _minute(video.state.at)) for video in videos if video.state.watched and video.state.at]
    counts = Counter(minute for _, minute in marked)
    return frozenset(key for key, minute in marked if counts[minute] >= AT_ONCE)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
