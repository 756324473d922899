"""Beside the tasks: carries out runs of one kind that somebody queued, or that a worker left behind."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from parity.actions.ports import House
from parity.store.leased import ACTIVE, Row, Runs
from tasks.queue import watched

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class OneAtATime(Generic[Row]):
    """One run at a time, in the thread that looks for it. `what` names such a run in a log: "of the watchlists"."""

    house: House
    what: str
    runs: Runs[Row]
    next_run: Callable[[House], int | None]
    carry_out: Callable[[int], None]

    def look(self) -> None:
        """Work on the run that waits, until it has ended."""
        run_id = self.next_run(self.house)
        if run_id is None:
            return
        with watched(f"run {run_id} {self.what}", lambda reference: self._fail(run_id, reference)):
            self.carry_out(run_id)
            self._log_state(run_id)

    def _log_state(self, run_id: int) -> None:
        """How it ended, without its sentence, which may name a title."""
        with self.house.database.reading() as connection:
            row = self.runs.get(connection, run_id)
        if row is not None:
            state = "rests, and goes on later" if row.state in ACTIVE else row.state
            _log.info("Run %d %s: %s", run_id, self.what, state)

    def _fail(self, run_id: int, reference: str) -> None:
        note = f"Something went wrong that should not have; the log has it under {reference}."
        with self.house.database.writing() as connection:
            self.runs.finish(connection, run_id, "failed", note, self.house.now())
