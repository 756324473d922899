"""A run that compares Plex's watchlist with SIMKL's list, brings them together, or takes changes back.

Read, plan, hold back, carry out, read again. The worker and the terminal carry out the same run in the same way.
"""

import threading
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from parity.actions.ports import House
from parity.actions.turns import AlreadyRunning, Turns
from parity.actions.watch_planning import Wishes
from parity.actions.watch_work import SETTLE, STOPPED, Tell, WatchRun
from parity.store import notices, watch_base, watch_rows, watch_runs, watch_touched
from parity.store.database import Connection
from parity.store.leased import is_dead

__all__ = ["AlreadyRunning", "ask", "cancel", "carry_out", "left_over", "next_run", "recover", "reset", "undo"]

_KEPT_FOR = timedelta(days=365)
_BUSY = "The lists are being compared or brought together already."
_CUT_OFF = "It was cut off; the next run goes on from how the lists are then."


_TURNS = Turns(watch_runs.RUNS, "watchlist", _BUSY, _CUT_OFF, STOPPED)
recover, next_run, cancel = _TURNS.recover, _TURNS.next_run, _TURNS.cancel


def ask(house: House, work: Literal["plan", "sync"], by: str = "person", wishes: Wishes | None = None) -> int:
    """Queue a run; answers its id. Raises AlreadyRunning."""
    return _TURNS.ask(house, work, by, (wishes or Wishes()).written())


def left_over(house: House, work: Literal["plan", "sync"], wishes: Wishes) -> int | None:
    """The run with these wishes that nobody works on any more: to be asked by who is the only one at work."""
    with house.database.writing() as connection:
        watch_runs.free_all(connection)
        row = watch_runs.active(connection)
    same = row is not None and row.work == work and row.wishes == wishes.written()
    return row.id if row is not None and same and row.started_by != watch_runs.OF_A_TERMINAL else None


def undo(house: House, action_ids: Collection[int], by: str = "person") -> int:
    """Queue a run that takes back what these actions did. Raises AlreadyRunning."""
    return _TURNS.ask(house, "undo", by, {"actions": sorted(action_ids)})


def reset(house: House) -> int:
    """Forget what both lists agreed on, so that the next run only adds; answers how many titles that were.

    Raises AlreadyRunning: the run at work would keep it again.
    """
    with house.database.writing() as connection:
        row = watch_runs.active(connection)
        if row is not None and not is_dead(row, house.now()):
            raise AlreadyRunning(_BUSY)
        watch_rows.unlearn(connection)
        return watch_base.forget(connection)


def carry_out(
    house: House,
    run_id: int,
    stop: threading.Event,
    token: str | None = None,
    tell: Tell | None = None,
    settle: float = SETTLE,
) -> None:
    """Work on a queued run until it has ended; without effect when somebody else does.

    With `token` Plex is asked by that one, which is not kept. `tell` hears in words what is done just now.
    When the process stops meanwhile the run goes on with the next worker.
    """
    row = _TURNS.claim(house, run_id)
    if row is None:
        return
    with _TURNS.kept_alive(house, run_id, stop) as halt:
        state, sentence = WatchRun(house, row, halt, token, tell or (lambda said: None), settle).outcome()
    if state != "done" and _TURNS.is_to_go_on(house, run_id, stop):
        return
    with house.database.writing() as connection:
        watch_runs.finish(connection, run_id, state, sentence, house.now())
        if row.work != "undo" and state != "failed":
            _tell_of_held(connection, run_id, house.now())
        watch_runs.forget(connection, house.now() - _KEPT_FOR)
        watch_touched.forget(connection, house.now() - _KEPT_FOR)


def _tell_of_held(connection: Connection, run_id: int, now: datetime) -> None:
    held = sum(1 for row in watch_runs.actions(connection, run_id) if row.state == "held")
    if held:
        notices.put(connection, notices.WATCH_HELD, notices.changes_wait(held), now)
    else:
        notices.clear(connection, notices.WATCH_HELD)
