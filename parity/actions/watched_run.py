"""A run that compares watched states of Plex and its partner, or brings them together: queued, taken up, ended.

The worker and the terminal carry out the same run in the same way.
"""

import threading
from datetime import datetime, timedelta
from typing import Literal

from parity.actions.ports import House
from parity.actions.turns import AlreadyRunning, Turns
from parity.actions.unhurried import Unhurried
from parity.actions.watched_watcher import Nobody, Watcher
from parity.actions.watched_wishes import Wishes
from parity.actions.watched_work import STOPPED, WatchedRun
from parity.store import notices, watched_runs
from parity.store.database import Connection
from parity.store.leased import OF_A_TERMINAL

__all__ = ["AlreadyRunning", "Nobody", "Watcher", "Wishes", "ask", "cancel", "carry_out", "next_run", "recover"]

_KEPT_FOR = timedelta(days=365)
_BUSY = "The watched states are being compared or brought together already."
_CUT_OFF = "It was cut off; the next run goes on from how both sides are then."

_TURNS = Turns(watched_runs.RUNS, "watched", _BUSY, _CUT_OFF, STOPPED)
recover, next_run, cancel = _TURNS.recover, _TURNS.next_run, _TURNS.cancel


def ask(house: House, work: Literal["plan", "sync"], by: str = "person", wishes: Wishes | None = None) -> int:
    """Queue a run; answers its id. Raises AlreadyRunning."""
    return _TURNS.ask(house, work, by, (wishes or Wishes()).written())


def carry_out(house: House, run_id: int, stop: threading.Event, watcher: Watcher | None = None) -> None:
    """Work on a queued run until it has ended; without effect when somebody else does.

    When the process stops meanwhile the run goes on with the next worker.
    """
    row = _TURNS.claim(house, run_id)
    if row is None:
        return
    with _TURNS.kept_alive(house, run_id, stop) as halt:
        state, sentence = WatchedRun(house, row, Unhurried(halt), watcher or Nobody()).outcome()
    if state != "done" and row.started_by != OF_A_TERMINAL and _TURNS.is_to_go_on(house, run_id, stop):
        return
    with house.database.writing() as connection:
        watched_runs.RUNS.finish(connection, run_id, state, sentence, house.now())
        if state != "failed" and not Wishes.read(row.wishes).media:  # of a few videos it says nothing about the rest
            _tell_of_held(connection, run_id, house.now())
        watched_runs.forget(connection, house.now() - _KEPT_FOR)


def _tell_of_held(connection: Connection, run_id: int, now: datetime) -> None:
    held = len(watched_runs.changes(connection, run_id, "held"))
    if held:
        notices.put(connection, notices.WATCHED_HELD, notices.marks_wait(held), now)
    else:
        notices.clear(connection, notices.WATCHED_HELD)
