"""The minute tick: schedules that are due start their scan, and at midnight every show is reckoned for the new day."""

from datetime import datetime, time

from parity.actions.ports import House
from parity.actions.reckon_all import reckon_all
from parity.actions.scan_control import AlreadyRunning, Request, start
from parity.core.schedule import last_due
from parity.store import scans, schedules

_MIDNIGHT = "midnight"


def tick(house: House) -> None:
    """Claim what became due since the last tick; a run that was missed is caught up once."""
    settings, now = house.settings(), house.now()
    begin_day(house)
    with house.database.reading() as connection:
        if scans.active(connection) is not None:
            return  # what is due meanwhile is claimed when there is room for it
    started = False
    # Full first: when both are due it covers what the incremental one would find.
    for mode, schedule in (("full", settings.schedule_full), ("incremental", settings.schedule_incremental)):
        if schedule is None:
            continue
        due = last_due(now, settings.tz, schedule.hour, schedule.minute, schedule.weekday)
        if _claim(house, mode, due, now) and not started:
            started = _start(house, mode)


def _start(house: House, mode: str) -> bool:
    try:
        start(house, Request(mode, by="schedule"))
    except AlreadyRunning:  # somebody was faster by a moment
        return False
    return True


def begin_day(house: House) -> bool:
    """Reckon every show for a new day, because an ignore may have ended with the old one. False when it was done."""
    midnight = datetime.combine(house.today(), time(), house.settings().tz)
    new = _claim(house, _MIDNIGHT, midnight, house.now())
    if new:
        reckon_all(house)
    return new


def _claim(house: House, name: str, due: datetime, now: datetime) -> bool:
    with house.database.writing() as connection:
        known = schedules.last_due(connection, name)
        if known is not None and known >= due:
            return False
        first = known is None
        # The first tick of a new installation only notes where the clock stands: nothing was missed before it.
        return schedules.claim(connection, name, due, now) and not first
