"""When a daily or weekly schedule was last due, in the owner's zone."""

from datetime import datetime, time, timedelta, tzinfo


def last_due(now: datetime, zone: tzinfo, hour: int, minute: int, weekday: int | None) -> datetime:
    """The latest due moment that is not after `now`. `weekday`: 0 = Monday, None = every day.

    An hour that a change of clocks skips or repeats counts once, as the zone reads it first.
    """
    local = now.astimezone(zone)
    for back in range(9):
        day = local.date() - timedelta(days=back)
        if weekday is not None and day.weekday() != weekday:
            continue
        due = datetime.combine(day, time(hour, minute), zone)
        if due <= now:
            return due
    raise AssertionError("one of nine days in a row is always due")


def next_due(now: datetime, zone: tzinfo, hour: int, minute: int, weekday: int | None) -> datetime:
    """The earliest due moment after `now`; days and hours as for `last_due`."""
    local = now.astimezone(zone)
    for ahead in range(9):
        day = local.date() + timedelta(days=ahead)
        due = datetime.combine(day, time(hour, minute), zone)
        if due > now and weekday in (None, day.weekday()):
            return due
    raise AssertionError("one of nine days in a row is always due")
