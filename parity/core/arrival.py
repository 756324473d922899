"""How long the episodes of a show take to arrive in Plex, learned from those that are there."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from parity.core.library import PlexEpisode

GraceSource = Literal["set", "learned"]
LONGEST = 7
_LOOKED_AT, _AT_LEAST, _SHARE = 10, 4, 80  # episodes, arrivals among them, per cent
_SOON = 14  # days: what comes later was not waited for, it was found
_BULK = 4  # so many air dates on one day: a library that moved in
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_Came = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Grace:
    """The days of grace of one show. `source`: the owner set them, or they were learned; None: as generally set."""

    days: int
    source: GraceSource | None = None


def grace_of(own: str | None, general: int, learned: int | None) -> Grace:
    """What the owner said of this show, else what was learned if that is longer than the general wish."""
    if own is not None and own.isdecimal() and int(own) <= LONGEST:
        return Grace(int(own), "set")
    if learned is not None and learned > general:
        return Grace(learned, "learned")
    return Grace(general)


def learned_grace(items: Iterable[PlexEpisode], zone: tzinfo) -> int | None:
    """The fewest days of grace (0..7) with which four of five were there before they would have been missing.

    What comes during the second day after it aired needs three: with two it would be missing from that day's 00:00
    on. None while fewer than 4 of the last 10 tell: those that came within 14 days of airing, after the show's first
    item, and not with a whole shelf at once. `zone` is the owner's.
    """
    came = _arrivals(items)
    first = min((at for _, at in came), default=0)
    latest = sorted(came, reverse=True)[:_LOOKED_AT]
    waits = [(_wait(air_date, at, zone), at) for air_date, at in latest if at > first]
    soon = [(wait, at) for wait, at in waits if wait is not None]
    whole = sorted(at for _, at in came) if len(soon) >= _AT_LEAST else []
    told = sorted(wait for wait, at in soon if whole and not _bulk(at, came, whole, zone))
    if len(told) < _AT_LEAST:
        return None
    return min(told[-(-len(told) * _SHARE // 100) - 1] + 1, LONGEST)


def _arrivals(items: Iterable[PlexEpisode]) -> list[_Came]:
    """When each dated episode came, the first of its copies."""
    came: dict[object, _Came] = {}
    for e in items:
        if e.live and e.air_date is not None and e.added_at is not None and 0 < e.added_at < _DAY * 365 * 1000:
            key = (e.season, e.number) if e.number is not None else e.rating_key
            before = came.get(key)
            if before is None or (e.added_at, e.air_date) < (before[1], before[0]):
                came[key] = (e.air_date, e.added_at)
    return list(came.values())


def _wait(air_date: date, at: int, zone: tzinfo) -> int | None:
    """Days from its date to its arrival, in the owner's calendar; None when that says nothing."""
    if not -2 <= at // _DAY + _EPOCH - air_date.toordinal() <= _SOON + 2:
        return None
    days = (_day(at, zone) - air_date).days
    # A date is that of its own country: what is on there at 20:00 may come the day before elsewhere.
    return max(days, 0) if -1 <= days <= _SOON else None


def _bulk(at: int, came: Sequence[_Came], whole: Sequence[int], zone: tzinfo) -> bool:
    day = _day(at, zone)
    begin, end = (int(datetime.combine(each, time(), zone).timestamp()) for each in (day, day + timedelta(days=1)))
    if bisect_left(whole, end) - bisect_left(whole, begin) < _BULK:
        return False
    return len({air_date for air_date, added in came if begin <= added < end}) >= _BULK


def _day(at: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()
