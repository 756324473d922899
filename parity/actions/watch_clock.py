"""When the watchlists are brought together by themselves: so many hours after the last run, whoever started that."""

from datetime import datetime

from parity.actions import watch_run
from parity.actions.every_hours import EveryHours
from parity.actions.ports import House
from parity.store import simkl_account, watch_history
from parity.store.database import Connection

SCHEDULE = "watchlist"


def _able(connection: Connection) -> bool:
    account = simkl_account.kept(connection)
    return account is not None and not account.dead


_CLOCK = EveryHours(
    SCHEDULE,
    able=_able,
    newest=watch_history.newest_sync,
    busy=lambda connection: watch_history.active_run(connection) is not None,
)


def ask_when_due(house: House) -> None:
    """Queue a run that is due. None is while SIMKL is not connected."""
    hours = house.settings().watchlist_every
    _CLOCK.ask_when_due(house, hours, lambda house: watch_run.ask(house, "sync", by="schedule"))


def next_due(connection: Connection, hours: int) -> datetime | None:
    """When the next run starts by itself; None: none does, as it is switched off or SIMKL is not connected."""
    return _CLOCK.next_due(connection, hours)
