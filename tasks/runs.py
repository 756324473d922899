"""Beside the tasks: carries out runs of one kind that somebody queued, or that a worker left behind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from parity.actions.ports import House
from parity.store.leased import Row, Runs
from tasks.queue import watched


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

    def _fail(self, run_id: int, reference: str) -> None:
        note = f"Something went wrong that should not have; the log has it under {reference}."
        with self.house.database.writing() as connection:
            self.runs.finish(connection, run_id, "failed", note, self.house.now())
