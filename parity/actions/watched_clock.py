"""When watched states are brought together by themselves: so many hours after the last run, whoever started that."""

from datetime import datetime

from parity.actions import watched_run
from parity.actions.every_hours import EveryHours
from parity.actions.ports import House
from parity.settings import Settings
from parity.store import watched_runs
from parity.store.database import Connection

_CLOCK = EveryHours(
    "watched",
    able=lambda connection: True,
    newest=watched_runs.newest_sync,
    busy=lambda connection: watched_runs.RUNS.active(connection) is not None,
)


def ask_when_due(house: House) -> None:
    """Queue a run that is due."""
    _CLOCK.ask_when_due(house, _hours(house.settings()), lambda house: watched_run.ask(house, "sync", "schedule"))


def next_due(connection: Connection, settings: Settings) -> datetime | None:
    """When the next run starts by itself; None: none does, as it is switched off or SageTV has no address."""
    return _CLOCK.next_due(connection, _hours(settings))


def _hours(settings: Settings) -> int:
    return settings.sagetv_every if settings.sagetv_url else 0
