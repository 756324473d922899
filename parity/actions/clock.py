"""The minute tick: schedules that are due start their scan or the watchlists' run, at midnight every show is reckoned
for the new day, and through the day those whose episode has just been on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from parity.actions import watch_clock, watched_clock
from parity.actions.pictures import forget_pictures
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_aired, reckon_all
from parity.actions.scan_control import AlreadyRunning, Request, enqueue
from parity.core.schedule import last_due
from parity.settings import Schedule, Settings
from parity.store import arrivals, preferences, refreshes, scans, schedules
from parity.store.database import Connection

_MIDNIGHT = "midnight"
_TOLD = timedelta(days=60)
_RECKONED_FOR = "reckoned_for"


def tick(house: House) -> None:
    """Claim what became due since the last tick; a run that was missed is caught up once."""
    settings, now = house.settings(), house.now()
    keep_up(house)
    watch_clock.ask_when_due(house)
    watched_clock.ask_when_due(house)
    with house.database.reading() as connection:
        if scans.active(connection) is not None:
            return  # what is due meanwhile is claimed when there is room for it
    started = False
    # Full first: when both are due it covers what the incremental one would find.
    for mode, schedule in (("full", settings.schedule_full), ("incremental", settings.schedule_incremental)):
        if schedule is None:
            continue
        due = _due(now, settings.tz, schedule)
        try:
            with house.database.writing() as connection:  # claimed and queued at once: else a kill could lose the run
                if _claim(connection, mode, due, now) and not started:
                    enqueue(connection, Request(mode, by="schedule"), now)
                    started = True
        except AlreadyRunning:
            return  # somebody was faster by a moment


def schedules_changed(house: House, before: Settings) -> None:
    """The owner changed a rule or the zone: what was not waiting by the old ones was not missed by the new ones."""
    after, now = house.settings(), house.now()
    rules = (
        ("full", before.schedule_full, after.schedule_full),
        ("incremental", before.schedule_incremental, after.schedule_incremental),
    )
    with house.database.writing() as connection:
        for mode, old, new in rules:
            known = schedules.last_due(connection, mode)
            waits = old is not None and known is not None and known < _due(now, before.tz, old)
            if new is not None and not waits:
                schedules.claim(connection, mode, _due(now, after.tz, new), now)


def keep_up(house: House) -> None:
    """Reckon for the day and the wishes as they are now, if nobody did yet. Asks no one."""
    with new_day(house) as new:
        if new:
            reckon_all(house)
        else:
            reckon_aired(house)


@contextmanager
def new_day(house: House) -> Iterator[bool]:
    """Whether nobody has reckoned yet for the owner's day, or for the wishes as they stand now, which the environment
    may have changed while Parity was down. Noted when the block is through with that.
    """
    now, settings = house.now(), house.settings()
    midnight, wishes = datetime.combine(house.today(settings), time(), settings.tz), _wishes(settings)
    with house.database.reading() as connection:
        known = schedules.last_due(connection, _MIDNIGHT)
        reckoned = preferences.read(connection).get(_RECKONED_FOR)
    stale = known is None or known < midnight or reckoned != wishes
    yield stale and known is not None
    if stale:
        with house.database.writing() as connection:
            schedules.claim(connection, _MIDNIGHT, midnight, now)
            preferences.save(connection, {_RECKONED_FOR: wishes}, now)
            _forget_arrivals(connection, now)
        forget_pictures(house)


def _forget_arrivals(connection: Connection, now: datetime) -> None:
    """What arrived is told for some weeks; what was missing and is there is kept elsewhere."""
    refreshes.forget(connection, now - _TOLD)
    arrivals.forget(connection, now - _TOLD)
    scans.forget_heals(connection, now - _TOLD)


def _wishes(settings: Settings) -> str:
    """All that due days and reasons hang on, as one text."""
    grace = f"{settings.grace_days} {settings.learn_grace}"
    of_films = f"{settings.movie_available} {settings.movie_region} {settings.movie_shorts}"
    return f"{grace} {settings.specials} {settings.policy} {settings.tz} {settings.plex_scan_scope} {of_films}"


def _due(now: datetime, zone: ZoneInfo, schedule: Schedule) -> datetime:
    return last_due(now, zone, schedule.hour, schedule.minute, schedule.weekday)


def _claim(connection: Connection, name: str, due: datetime, now: datetime) -> bool:
    known = schedules.last_due(connection, name)
    if known is not None and known >= due:
        return False
    # The first tick of a new installation only notes where the clock stands: nothing was missed before it.
    return schedules.claim(connection, name, due, now) and known is not None
