"""The minute tick: schedules that are due start their scan, and at midnight every show is reckoned for the new day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time

from parity.actions.ports import House
from parity.actions.reckon_all import reckon_all
from parity.actions.scan_control import AlreadyRunning, Request, enqueue
from parity.core.schedule import last_due
from parity.store import scans, schedules
from parity.store.database import Connection

_MIDNIGHT = "midnight"


def tick(house: House) -> None:
    """Claim what became due since the last tick; a run that was missed is caught up once."""
    settings, now = house.settings(), house.now()
    with new_day(house) as new:
        if new:
            reckon_all(house)
    with house.database.reading() as connection:
        if scans.active(connection) is not None:
            return  # what is due meanwhile is claimed when there is room for it
    started = False
    # Full first: when both are due it covers what the incremental one would find.
    for mode, schedule in (("full", settings.schedule_full), ("incremental", settings.schedule_incremental)):
        if schedule is None:
            continue
        due = last_due(now, settings.tz, schedule.hour, schedule.minute, schedule.weekday)
        try:
            with house.database.writing() as connection:  # claimed and queued at once: else a kill could lose the run
                if _claim(connection, mode, due, now) and not started:
                    enqueue(connection, Request(mode, by="schedule"), now)
                    started = True
        except AlreadyRunning:
            return  # somebody was faster by a moment


@contextmanager
def new_day(house: House) -> Iterator[bool]:
    """Whether the owner's day is one for which nobody has reckoned yet; noted when the block is through with that."""
    now = house.now()
    midnight = datetime.combine(house.today(), time(), house.settings().tz)
    with house.database.reading() as connection:
        known = schedules.last_due(connection, _MIDNIGHT)
    yield known is not None and known < midnight
    if known is None or known < midnight:
        with house.database.writing() as connection:
            schedules.claim(connection, _MIDNIGHT, midnight, now)


def _claim(connection: Connection, name: str, due: datetime, now: datetime) -> bool:
    known = schedules.last_due(connection, name)
    if known is not None and known >= due:
        return False
    # The first tick of a new installation only notes where the clock stands: nothing was missed before it.
    return schedules.claim(connection, name, due, now) and known is not None
