"""When an episode counts as due. Dates are the broadcaster's own, without time or zone (RULES R1)."""

from collections.abc import Iterable
from datetime import date, timedelta

ENDED = frozenset({"Ended", "Canceled"})


def due_on(air_date: date | None, grace_days: int) -> date | None:
    """The day from whose 00:00, in the owner's zone, an absent episode is missing; None without a date."""
    if air_date is None:
        return None
    try:
        return air_date + timedelta(days=grace_days)
    except OverflowError:
        return None


def horizon(today: date) -> date:
    """The last date that is believed: two years ahead. What is dated later is only "announced" (RULES R6)."""
    if today.year > date.max.year - 2:
        return date.max
    leap_day = today.month == 2 and today.day == 29  # two years later there is none
    return today.replace(year=today.year + 2, day=28 if leap_day else today.day)


def is_archive(status: str, air_dates: Iterable[date | None], today: date) -> bool:
    """Whether a show belongs to the archive: ended or cancelled, and nothing with a believable date ahead."""
    if status not in ENDED:
        return False
    last = horizon(today)
    return not any(day is not None and today < day <= last for day in air_dates)
