"""The runs over watched states."""

import threading

from parity.actions.ports import House
from parity.actions.watched_run import carry_out, next_run
from parity.store.watched_runs import RUNS, RunRow
from tasks.runs import OneAtATime


def watched_states(house: House, stop: threading.Event) -> OneAtATime[RunRow]:
    """Whoever works on them."""
    return OneAtATime(house, "over watched states", RUNS, next_run, lambda run_id: carry_out(house, run_id, stop))
