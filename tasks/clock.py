"""What happens again and again beside the tasks: a sign of life, a look for work, the minute, the disk, the account."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, repeat

from parity.actions import clock, keep_account
from parity.actions.find_unseen import compare_when_due
from parity.actions.ports import House
from parity.actions.take_up import take_up
from parity.store import notices
from parity.store.folder import ROOM_NEEDED, is_full, is_lost
from tasks.listening import Listeners
from tasks.queue import watched
from tasks.refreshes import Refreshing
from tasks.watched import watched_states
from tasks.watchlist import watchlists

BEAT_SECONDS = 5.0
WAKE_SECONDS = 0.5
MINUTE = 60.0
ACCOUNT_SECONDS = 600.0
LISTEN_SECONDS = 5.0
UNSEEN_SECONDS = 60.0
_REST = 10.0  # seconds after a round that met a bug, so that it does not fill the log


@dataclass(frozen=True, slots=True)
class Round:
    """Something to do every so many seconds; `what` names it in a log."""

    what: str
    seconds: float
    do: Callable[[], None]

    def go(self, stop: threading.Event) -> None:
        """Do it at once, then again and again until `stop`."""
        pause = 0.0
        while not stop.wait(pause):
            bugs: list[str] = []
            with watched(self.what, bugs.append):
                self.do()
            pause = max(self.seconds, _REST) if bugs else self.seconds


def rounds(house: House, wake: Callable[[], None], stop: threading.Event) -> tuple[Round, ...]:
    """All rounds of a worker; `wake` looks for a scan to run. What waits for Plex ends early at `stop`."""
    refreshing = Refreshing(house, stop)
    ages = chain([keep_account.AT_START], repeat(keep_account.A_DAY))
    return (
        Round("the sign of life", BEAT_SECONDS, lambda: beat(house)),
        Round("the look for work", WAKE_SECONDS, wake),
        Round("what arrived", WAKE_SECONDS, refreshing.work_off),
        Round("the look for what is due", WAKE_SECONDS, refreshing.look),
        Round("the listeners", LISTEN_SECONDS, Listeners(house, stop).look),
        Round("the watchlists", WAKE_SECONDS, watchlists(house, stop).look),
        Round("the watched states", WAKE_SECONDS, watched_states(house, stop).look),
        Round("the clock", MINUTE, lambda: clock.tick(house)),
        Round("the files of Sonarr and Radarr", UNSEEN_SECONDS, lambda: compare_when_due(house, stop)),
        Round("the account", ACCOUNT_SECONDS, lambda: mind_account(house, stop, next(ages))),
    )


def mind_account(house: House, stop: threading.Event, age: timedelta) -> None:
    """Look after the sign-in, and after the servers that wait for one."""
    keep_account.look_after(house, stop, age)
    take_up(house)


def start(all_rounds: tuple[Round, ...], stop: threading.Event) -> tuple[threading.Thread, ...]:
    """A thread for each; they end soon after `stop`."""
    threads = tuple(threading.Thread(target=one.go, args=(stop,), name=one.what, daemon=True) for one in all_rounds)
    for thread in threads:
        thread.start()
    return threads


def beat(house: House, room_needed: int = ROOM_NEEDED) -> None:
    """Say that the worker lives, whether its disk is full, and whether what it keeps outlives its container."""
    folder, now = house.settings().data_dir, house.now()
    with house.database.writing() as connection:
        notices.beat(connection, "worker", now)
        if is_full(folder, room_needed):
            notices.put(connection, notices.DISK_FULL, notices.disk_is_full(folder), now)
        else:
            notices.clear(connection, notices.DISK_FULL)
        if is_lost(folder):
            notices.put(connection, notices.NO_VOLUME, notices.no_volume_at(folder), now)
        else:
            notices.clear(connection, notices.NO_VOLUME)
