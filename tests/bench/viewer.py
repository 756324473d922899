"""One measured process: compares what was watched on both sides, or brings it together, as told on stdin."""

import os
import sys
import threading
import time
from collections.abc import Callable

import parity.bootstrap.doors  # noqa: F401  its imports are not the run's
from parity.actions.path_rules import add_rule
from parity.actions.ports import House
from parity.actions.watched_run import ask, carry_out
from parity.bootstrap import build_house
from parity.core.paths import Rule, rewritten
from parity.core.watched import State, Video, episode_id
from parity.core.watched_matching import pair_up
from parity.core.watched_planning import Base, make_plan
from parity.core.watched_rule import Rule as WatchedRule
from parity.store import watched_runs
from parity.store.upgrade import bring_up
from tests.bench.answering import answer_commands

RULE = Rule("prefix", "/var/media", "/media", "sagetv")
Found = dict[str, object]


def main() -> int:
    """Answer commands until stdin ends."""
    os.makedirs(os.environ["PARITY_DATA_DIR"], exist_ok=True)
    house = build_house(os.environ)
    bring_up(house.database)
    add_rule(house, RULE)
    do: dict[str, Callable[[], Found]] = {
        "plan": lambda: _run(house, "plan"),
        "sync": lambda: _run(house, "sync"),
        "pure": lambda: _pure(house, 20_000),
    }
    answer_commands(lambda command: do[command]())
    return 0


def _run(house: House, work: str) -> Found:
    run_id = ask(house, work)  # type: ignore[arg-type]
    carry_out(house, run_id, threading.Event())
    with house.database.reading() as connection:
        row, changes = watched_runs.RUNS.get(connection, run_id), watched_runs.changes(connection, run_id)
    assert row is not None
    told = {"state": row.state, "sentence": row.sentence, "videos": row.videos, "in_sync": row.in_sync}
    states = [each.change.state for each in changes]
    done, planned = states.count("done"), states.count("planned")
    return {**told, "plex": row.plex_requests, "sage": row.partner_requests, "done": done, "planned": planned}


def _pure(house: House, many: int) -> Found:
    """Pairs and plan alone, of made-up videos."""
    plex, sage = [_video(at, "") for at in range(many)], [_video(at, "/var") for at in range(many)]
    base = Base({}, house.now())
    began = time.perf_counter()
    pairing = pair_up(plex, sage, lambda path, machine_id: rewritten(path, "sagetv", machine_id, [RULE]))
    plan = make_plan(pairing, WatchedRule(), base)
    return {"seconds": time.perf_counter() - began, "changes": len(plan.changes)}


def _video(at: int, prefix: str) -> Video:
    show, number = divmod(at, 50)
    state = State(at % 10 == (0 if prefix else 5), 600_000 if at % 20 == (1 if prefix else 3) else 0)
    file = f"{prefix}/media/tv/Show {show}/Season 01/S01E{number:02}.mkv"
    ids = frozenset({episode_id(1_000 + show, 1, number)})
    return Video(f"{prefix}{at}", f"Show {show}", state, (file,), 2_700_000, 2_430_000, ids, "" if prefix else "M/1")


if __name__ == "__main__":
    sys.exit(main())
