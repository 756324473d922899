"""A run that compares Plex's watchlist with SIMKL's list, brings them together, or takes changes back.

Read, plan, hold back, carry out, read again. The worker and the terminal carry out the same run in the same way.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal

from parity.actions.ports import House
from parity.actions.watch_planning import Wishes
from parity.actions.watch_work import SETTLE, STOPPED, Tell, WatchRun
from parity.store import notices, watch_base, watch_rows, watch_runs, watch_touched
from parity.store.database import Connection
from parity.store.watch_runs import LEASE, RunRow

_KEPT_FOR = timedelta(days=365)
_BEAT = 0.25
_LOOK_EVERY = timedelta(seconds=1)
_BUSY = "The lists are being compared or brought together already."
_CUT_OFF = "It was cut off; the next run goes on from how the lists are then."


class AlreadyRunning(Exception):
    """A run is queued or at work; there is one at a time."""


def ask(house: House, work: Literal["plan", "sync"], by: str = "person", wishes: Wishes | None = None) -> int:
    """Queue a run; answers its id. Raises AlreadyRunning."""
    return _queue(house, work, by, (wishes or Wishes()).written())


def left_over(house: House, work: Literal["plan", "sync"], wishes: Wishes) -> int | None:
    """The run with these wishes that nobody works on any more: to be asked by who is the only one at work."""
    with house.database.writing() as connection:
        watch_runs.free_all(connection)
        row = watch_runs.active(connection)
    same = row is not None and row.work == work and row.wishes == wishes.written()
    return row.id if row is not None and same and row.started_by != watch_runs.OF_A_TERMINAL else None


def recover(house: House) -> None:
    """Let a run that a worker left behind go on at once: for the start of the only worker."""
    with house.database.writing() as connection:
        watch_runs.free_all(connection)


def next_run(house: House) -> int | None:
    """The run that a worker should take up. One whose terminal is gone nobody can: it is ended, and blocks no other."""
    now = house.now()
    with house.database.reading() as connection:
        run_id = watch_runs.runnable(connection, now)
        row = watch_runs.active(connection)
    if run_id is None and row is not None and row.started_by == watch_runs.OF_A_TERMINAL and _is_dead(row, now):
        with house.database.writing() as connection:
            watch_runs.finish(connection, row.id, "failed", _CUT_OFF, now)
    return run_id


def undo(house: House, action_ids: Collection[int], by: str = "person") -> int:
    """Queue a run that takes back what these actions did. Raises AlreadyRunning."""
    return _queue(house, "undo", by, {"actions": sorted(action_ids)})


def cancel(house: House, run_id: int) -> None:
    """Let a run end before its next title; what was not begun is not done."""
    with house.database.writing() as connection:
        row = watch_runs.get(connection, run_id)
        if row is not None and row.state == "queued":
            watch_runs.finish(connection, run_id, "failed", STOPPED, house.now())
        else:
            watch_runs.change(connection, run_id, wants_cancel=True)


def reset(house: House) -> int:
    """Forget what both lists agreed on, so that the next run only adds; answers how many titles that were.

    Raises AlreadyRunning: the run at work would keep it again.
    """
    with house.database.writing() as connection:
        row = watch_runs.active(connection)
        if row is not None and not _is_dead(row, house.now()):
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
    with house.database.writing() as connection:
        if not watch_runs.claim(connection, run_id, house.now()):
            return
        row = watch_runs.get(connection, run_id)
    if row is None:
        return
    with _kept_alive(house, run_id, stop) as halt:
        state, sentence = WatchRun(house, row, halt, token, tell or (lambda said: None), settle).outcome()
    with house.database.writing() as connection:
        left = watch_runs.get(connection, run_id)
        if stop.is_set() and state != "done" and left is not None and not left.wants_cancel:
            watch_runs.release(connection, run_id)
            return
        watch_runs.finish(connection, run_id, state, sentence, house.now())
        if row.work != "undo" and state != "failed":
            _tell_of_held(connection, run_id, house.now())
        watch_runs.forget(connection, house.now() - _KEPT_FOR)
        watch_touched.forget(connection, house.now() - _KEPT_FOR)


def _queue(house: House, work: str, by: str, wanted: Mapping[str, object]) -> int:
    now = house.now()
    with house.database.writing() as connection:
        left = watch_runs.active(connection)
        if left is not None and _is_dead(left, now):
            watch_runs.finish(connection, left.id, "failed", _CUT_OFF, now)
        run_id = watch_runs.add(connection, work, by, wanted, now)
    if run_id is None:
        raise AlreadyRunning(_BUSY)
    return run_id


def _tell_of_held(connection: Connection, run_id: int, now: datetime) -> None:
    held = sum(1 for row in watch_runs.actions(connection, run_id) if row.state == "held")
    if held:
        notices.put(connection, notices.WATCH_HELD, notices.changes_wait(held), now)
    else:
        notices.clear(connection, notices.WATCH_HELD)


def _is_dead(row: RunRow, now: datetime) -> bool:
    """Whether nobody works on it, nor has for so long that nobody will."""
    return (row.lease_until or row.created_at + LEASE) < now


class _Halt(threading.Event):
    """Set when the process stops or somebody cancels, and when the machine slept for so long that the plan is old."""

    def __init__(self, stop: threading.Event, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._stop = stop
        self._now = now
        self.beaten = now()

    def is_set(self) -> bool:
        return super().is_set() or self._stop.is_set() or self._now() - self.beaten > LEASE


@contextmanager
def _kept_alive(house: House, run_id: int, stop: threading.Event) -> Iterator[threading.Event]:
    """An event that is set when the process stops or somebody cancels; the lease is prolonged until the block ends.

    Raises, after the block, what kept it from being prolonged.
    """
    halt, over = _Halt(stop, house.now), threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            if halt.is_set():
                halt.set()  # for who waits for it
            now = house.now()
            if abs(now - halt.beaten) < _LOOK_EVERY:
                continue
            with house.database.writing() as connection:
                if not watch_runs.prolong(connection, run_id, now):
                    halt.set()
            halt.beaten = now

    with ThreadPoolExecutor(1, "watchlist") as pool:
        beating = pool.submit(beat)
        beating.add_done_callback(lambda done: halt.set())  # who can no longer say that it lives goes on no longer
        try:
            yield halt
        finally:
            over.set()
    beating.result()
