"""When the watchlists are brought together by themselves: so many hours after the last run, whoever started that."""

from datetime import datetime, timedelta

from parity.actions import watch_run
from parity.actions.ports import House
from parity.store import schedules, simkl_account, watch_history
from parity.store.database import Connection

SCHEDULE = "watchlist"


def ask_when_due(house: House) -> None:
    """Queue a run that is due. None is due while one is at work, or while SIMKL is not connected: nothing piles up."""
    hours, now = house.settings().watchlist_every, house.now()
    if not hours:
        return
    with house.database.writing() as connection:
        if _last(connection) is None:
            schedules.claim(connection, SCHEDULE, now, now)  # from now on the hours count: nothing was missed before
        due = next_due(connection, hours)
        if due is None or due > now or watch_history.active_run(connection) is not None:
            return
        schedules.claim(connection, SCHEDULE, now, now)
    try:
        watch_run.ask(house, "sync", by="schedule")
    except watch_run.AlreadyRunning:
        return  # somebody was faster by a moment


def next_due(connection: Connection, hours: int) -> datetime | None:
    """When the next run starts by itself; None: none does, as it is switched off or SIMKL is not connected."""
    account, last = simkl_account.kept(connection), _last(connection)
    if not hours or account is None or account.dead or last is None:
        return None
    return last + timedelta(hours=hours)


def _last(connection: Connection) -> datetime | None:
    """When a run last began, or the hours began to count."""
    newest = watch_history.newest_sync(connection)
    return max(filter(None, (schedules.last_due(connection, SCHEDULE), newest)), default=None)
