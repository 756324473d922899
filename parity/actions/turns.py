"""Runs that one at a time may be at work: queued by whoever asks, taken up by a worker or a terminal, kept alive."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from parity.actions.ports import House
from parity.store.leased import LEASE, OF_A_TERMINAL, Row, Runs, is_dead

_BEAT = 0.25
_LOOK_EVERY = timedelta(seconds=1)


class AlreadyRunning(Exception):
    """A run is queued or at work; there is one at a time."""


@dataclass(frozen=True, slots=True)
class Turns(Generic[Row]):
    """The turns of one kind of work. `busy` is said to who comes second, `cut_off` of a run whose process is gone,
    and `stopped` of one that was cancelled before it began.
    """

    runs: Runs[Row]
    name: str
    busy: str
    cut_off: str
    stopped: str

    def ask(self, house: House, work: str, by: str, wanted: Mapping[str, object]) -> int:
        """Queue a run; answers its id. Raises AlreadyRunning."""
        now = house.now()
        with house.database.writing() as connection:
            left = self.runs.active(connection)
            if left is not None and is_dead(left, now):
                self.runs.finish(connection, left.id, "failed", self.cut_off, now)
            run_id = self.runs.add(connection, work, by, wanted, now)
        if run_id is None:
            raise AlreadyRunning(self.busy)
        return run_id

    def recover(self, house: House) -> None:
        """Let a run that a worker left behind go on at once: for the start of the only worker."""
        with house.database.writing() as connection:
            self.runs.free_all(connection)

    def next_run(self, house: House) -> int | None:
        """The run that a worker should take up. One whose terminal is gone nobody can: it is ended, and blocks none."""
        now = house.now()
        with house.database.reading() as connection:
            run_id = self.runs.runnable(connection, now)
            row = self.runs.active(connection)
        if run_id is None and row is not None and row.started_by == OF_A_TERMINAL and is_dead(row, now):
            with house.database.writing() as connection:
                self.runs.finish(connection, row.id, "failed", self.cut_off, now)
        return run_id

    def cancel(self, house: House, run_id: int) -> None:
        """Let a run end before its next step; what was not begun is not done."""
        with house.database.writing() as connection:
            row = self.runs.get(connection, run_id)
            if row is not None and row.state == "queued":
                self.runs.finish(connection, run_id, "failed", self.stopped, house.now())
            else:
                self.runs.change(connection, run_id, wants_cancel=True)

    def claim(self, house: House, run_id: int) -> Row | None:
        """The run, from now on this process's; None when somebody else works on it, or it has ended."""
        with house.database.writing() as connection:
            if not self.runs.claim(connection, run_id, house.now()):
                return None
            return self.runs.get(connection, run_id)

    @contextmanager
    def kept_alive(self, house: House, run_id: int, stop: threading.Event) -> Iterator[threading.Event]:
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
                    if not self.runs.prolong(connection, run_id, now):
                        halt.set()
                halt.beaten = now

        with ThreadPoolExecutor(1, self.name) as pool:
            beating = pool.submit(beat)
            beating.add_done_callback(lambda done: halt.set())  # who can no longer say that it lives goes on no longer
            try:
                yield halt
            finally:
                over.set()
        beating.result()

    def is_to_go_on(self, house: House, run_id: int, stop: threading.Event) -> bool:
        """Whether the process stops and leaves the run, which nobody cancelled, to the next worker, who may go on."""
        with house.database.writing() as connection:
            left = self.runs.get(connection, run_id)
            if not stop.is_set() or left is None or left.wants_cancel:
                return False
            self.runs.release(connection, run_id)
            return True


class _Halt(threading.Event):
    """Set when the process stops or somebody cancels, and when the machine slept for so long that the plan is old."""

    def __init__(self, stop: threading.Event, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._stop = stop
        self._now = now
        self.beaten = now()

    def is_set(self) -> bool:
        return super().is_set() or self._stop.is_set() or self._now() - self.beaten > LEASE
