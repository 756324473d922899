"""From a bare date and a network's time of day to the moment at which an episode has been on (RULES R1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parity.core.airing import due_on
from parity.core.zones import ZONES

AirTime = Literal["exact", "estimated"]
"""exact: the network's time is known, and so the moment; estimated: only the date, of the show's own country."""
_USUAL_MINUTES = 60  # where nobody says how long an episode is
# Japanese listings count a night on to 29:59.
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-5][0-9])(?::[0-5][0-9])?)? ?(?:([ap])\.?m\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a network airs a show: so many minutes after midnight of the air date, in `zone`."""

    minutes: int
    zone: tzinfo

    def starts(self, air_date: date) -> datetime | None:
        """The moment, in UTC. The later one when the clock shows that time twice, or leaves it out."""
        try:
            wall = datetime.combine(air_date, time()) + timedelta(minutes=self.minutes)
            return max(wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        except OverflowError:
            return None

    def ends(self, air_date: date, minutes: int | None) -> datetime | None:
        """When an episode of so many minutes has been on."""
        starts = self.starts(air_date)
        try:
            return starts + timedelta(minutes=minutes or _USUAL_MINUTES) if starts else None
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Timing:
    """What makes an episode of one show due: its days of grace and, where known, the time at which it is on.

    `zone` is the owner's, in which days begin.
    """

    grace_days: int
    slot: Slot | None = None
    zone: tzinfo = UTC
    now: datetime | None = None

    def due(self, air_date: date | None, minutes: int | None) -> date | None:
        """The day from whose 00:00 it is missing when it is absent.

        Days are kept, no moments. One that ends during the day on which it is due is due a day later until it has
        ended, and on that day from then on: whoever watches the clock judges it again.
        """
        day = due_on(air_date, self.grace_days)
        if day is None or air_date is None or self.slot is None:
            return day
        ends = self.slot.ends(air_date, minutes)
        try:
            return day if ends is None else self._not_before(ends, day)
        except OverflowError:  # a date at the end of all calendars
            return day

    def _not_before(self, ends: datetime, day: date) -> date | None:
        if ends <= _midnight(day, self.zone):
            return day
        last = ends.astimezone(self.zone).date()
        still_on = self.now is not None and self.now < ends and ends > _midnight(last, self.zone)
        return due_on(last, 1) if still_on else last


def slot_of(airs_at: str | None, zone: str | None) -> Slot | None:
    """A network's time as text ("21:00", "9:00 PM", "25:30") in a zone by its name; None when either says nothing."""
    minutes, place = minutes_of(airs_at or ""), _zone(zone or "")
    return Slot(minutes, place) if minutes is not None and place is not None else None


def minutes_of(airs_at: str) -> int | None:
    """A time of day as minutes after midnight, at most 29:59; None when it is none."""
    found = _CLOCK.fullmatch(airs_at.strip())
    if found is None or (found[2] is None and found[3] is None):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is None:
        return hour * 60 + minute if hour < 30 else None
    if not 1 <= hour <= 12:
        return None
    return (hour % 12 + (12 if found[3] in "pP" else 0)) * 60 + minute


def starts_at(air_date: date, airs_at: str | None, zone: str | None) -> datetime | None:
    """The moment at which an episode begins, in UTC; None where only its date is known."""
    slot = slot_of(airs_at, zone)
    return slot.starts(air_date) if slot else None


class OnAir(NamedTuple):
    """When an episode is on, as shapes tell it: `airs_at` in UTC when exact; else its date is `air_country`'s own."""

    airs_at: datetime | None = None
    air_time: AirTime = "estimated"
    air_country: str | None = None


def on_air(air_date: date | None, airs_at: str | None, zone: str | None, origin: str) -> OnAir:
    """From what is kept of its show: the network's time and its zone, and where the show comes from ("JP US")."""
    starts = starts_at(air_date, airs_at, zone) if airs_at and air_date else None
    country = next((each for each in origin.split() if each in ZONES), None) if origin else None
    return OnAir(starts, "exact" if starts else "estimated", country)


def zone_of(origin: Iterable[str]) -> str | None:
    """The zone of the main broadcasters of the first country (two letters) that is known here."""
    return next((ZONES[country] for country in origin if country in ZONES), None)


def hours_apart(one: tzinfo, other: tzinfo, day: date) -> float:
    """How far the clocks of two zones are apart at noon of a day."""
    noon = datetime.combine(day, time(12))
    offsets = (noon.replace(tzinfo=zone).utcoffset() or timedelta() for zone in (one, other))
    return abs((next(offsets) - next(offsets)) / timedelta(hours=1))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


@lru_cache(128)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
