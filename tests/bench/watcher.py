"""One measured process: brings both lists together as told on stdin, or makes the same requests bare."""

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

import requests

import parity.plex.by_plexapi  # noqa: F401  its imports are not the run's
from parity.actions.ports import House
from parity.actions.watch_planning import Wishes, compare, rule_of
from parity.actions.watch_read import Lists
from parity.actions.watch_run import ask, carry_out
from parity.bootstrap import build_house
from parity.bootstrap.doors import Doors
from parity.bootstrap.watch_doors import Turns
from parity.core.simkl import Activities, SimklToken
from parity.core.watch import Complete, Member
from parity.core.watch_plan import Base, Memory, make_plan
from parity.core.watch_rule import Rule
from parity.demo.simkl_world import CLIENT_ID, JANE
from parity.http import TokenBucket
from parity.store import simkl_account, watch_base, watch_rows, watch_ruled, watch_runs
from parity.store.upgrade import bring_up
from tests.bench.answering import answer_commands

TIMES = 9
LISTED = {"sort": "watchlistedAt:desc", "X-Plex-Container-Start": "0", "X-Plex-Container-Size": "100"}
Found = dict[str, object]


def main() -> int:
    """Answer commands until stdin ends."""
    house = _house()
    do: dict[str, Callable[[], Found]] = {
        "sync": lambda: _run(house, "sync"),
        "plan": lambda: _run(house, "plan"),
        "bare": _bare,
        "read and compare": lambda: _timed(lambda: compare(house, _lists(house), _rule(house), Wishes())),
        "compare": lambda: _pure(house),
    }
    answer_commands(lambda command: do[command]())
    return 0


def _house() -> House:
    """Connected, with turns for whoever comes: how slowly SIMKL wants to be asked is not ours to measure."""
    ahead, token = timedelta(seconds=float(os.environ["BENCH_AHEAD"])), os.environ["BENCH_SIMKL_TOKEN"]
    os.makedirs(os.environ["PARITY_DATA_DIR"], exist_ok=True)
    house = build_house(os.environ, lambda: datetime.now(UTC) + ahead)
    bring_up(house.database)
    with house.database.writing() as connection:
        simkl_account.keep(connection, SimklToken("v1", CLIENT_ID, token), Member(str(JANE), "Jane"), house.now())
    open_turns = Turns(TokenBucket(10_000, 10_000), TokenBucket(10_000, 10_000))
    cache = f"sqlite:///{os.environ['PARITY_DATA_DIR']}/cache.db"
    doors = Doors(house.settings, cache, house.database, house.now, lambda: open_turns)
    return replace(house, doors=lambda: doors)


def _run(house: House, work: str) -> Found:
    run_id = ask(house, work)  # type: ignore[arg-type]
    carry_out(house, run_id, threading.Event())
    with house.database.reading() as connection:
        row, actions = watch_runs.get(connection, run_id), watch_runs.actions(connection, run_id)
    assert row is not None
    told = {"state": row.state, "sentence": row.sentence, "in_sync": row.in_sync, "equal": row.equal}
    return {**told, "plex": row.plex_requests, "simkl": row.simkl_requests, "actions": len(actions)}


def _bare() -> Found:
    """What a run asks that finds nothing changed, one after the other, decoded and thrown away."""
    plex = {"X-Plex-Token": os.environ["PLEX_ACCOUNT_TOKEN"], "X-Plex-Client-Identifier": "bench"}
    simkl = {"Authorization": f"Bearer {os.environ['BENCH_SIMKL_TOKEN']}", "simkl-api-key": CLIENT_ID}
    at_plex, at_simkl = os.environ["PLEX_DISCOVER_URL"], os.environ["SIMKL_BASE_URL"]
    with requests.Session() as session:
        for address, headers, params in (
            (f"{at_plex}/api/v2/user", plex, None),
            (f"{at_plex}/library/sections/watchlist/all", plex, LISTED),
            (f"{at_simkl}/sync/activities", simkl, None),
        ):
            answer = session.get(address, headers={**headers, "Accept": "application/json"}, params=params, timeout=60)
            answer.raise_for_status()
            answer.json()
    return {}


def _lists(house: House) -> Lists:
    """Both lists as they were last read."""
    with house.database.reading() as connection:
        of_plex, of_simkl = (Complete(watch_rows.of(connection, "plex")), Complete(watch_rows.of(connection, "simkl")))
        reads = watch_rows.last_read(connection, "plex"), watch_rows.last_read(connection, "simkl")
    assert reads[0] is not None
    assert reads[1] is not None
    return Lists(of_plex, of_simkl, reads[0].member, reads[1].member, Activities({}))


def _rule(house: House) -> Rule:
    return rule_of(house.settings(), Wishes())


def _pure(house: House) -> Found:
    """The plan alone, from what was read before."""
    lists, rule = _lists(house), _rule(house)
    with house.database.reading() as connection:
        base, ruled = Base(watch_base.agreed(connection), known=True), watch_ruled.read(connection).ruled
    now = house.now()
    return _timed(lambda: make_plan(lists.plex, lists.simkl, base, rule, ruled, Memory(), now))


def _timed(work: Callable[[], object]) -> Found:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return {"seconds": median(took)}


if __name__ == "__main__":
    sys.exit(main())
