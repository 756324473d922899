"""The runs of the two watchlists."""

import threading

from parity.actions.ports import House
from parity.actions.watch_run import carry_out, next_run
from parity.store.watch_runs import RUNS, RunRow
from tasks.runs import OneAtATime


def watchlists(house: House, stop: threading.Event) -> OneAtATime[RunRow]:
    """Whoever works on them."""
    return OneAtATime(house, "of the watchlists", RUNS, next_run, lambda run_id: carry_out(house, run_id, stop))
