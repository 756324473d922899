"""Beside the tasks: carries out the run of the two lists that somebody queued, or that a worker left behind."""

import threading
from dataclasses import dataclass

from parity.actions.ports import House
from parity.actions.watch_run import carry_out, next_run
from parity.store import watch_runs
from tasks.queue import watched


@dataclass(slots=True)
class Watchlists:
    """One run at a time, in the thread that looks for it."""

    house: House
    stop: threading.Event

    def look(self) -> None:
        """Work on the run that waits, until it has ended."""
        run_id = next_run(self.house)
        if run_id is None:
            return
        with watched(f"run {run_id} of the watchlists", lambda reference: self._fail(run_id, reference)):
            carry_out(self.house, run_id, self.stop)

    def _fail(self, run_id: int, reference: str) -> None:
        note = f"Something went wrong that should not have; the log has it under {reference}."
        with self.house.database.writing() as connection:
            watch_runs.finish(connection, run_id, "failed", note, self.house.now())
