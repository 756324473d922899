"""What keeping two watchlists together costs: requests, the plan, memory, the page, and a plan from the terminal."""

import json
from collections.abc import Iterator
from math import ceil

from tests.bench.both_sides import BothSides
from tests.bench.figure import Figure
from tests.bench.household import Measured
from tests.bench.web import FLOOR

SHARED, MORE = 2_000, 100
"""Titles on both lists, and those that one side gets more of at a time."""
PAGE = 100
MOST_STILL, MOST_PLAN, MOST_BEYOND, MOST_MB, MOST_MS = 5, 1.0, 0.5, 160, 40
PLAN_AS_PROCESS = 3.0
_WRITTEN = 3
"""Requests for a title put on Plex's list: which it is, whether it is on it, and the change."""
_LOOK, _STAND, _CHANGE = 2, 1, 2
"""At SIMKL: its stamps and what changed; how a hundred titles stand that its lists do not tell; and what changed while
the plan was made, with the change of a hundred titles.
"""


def lists() -> Iterator[Figure]:
    """From two lists that were never compared on; the bounds are the least that both services allow."""
    with BothSides(SHARED, SHARED + 4 * MORE) as sides, sides.process("tests.bench.watcher") as watcher:
        yield from _first(watcher)
        yield from _still(sides, watcher)
        yield from _added(sides, watcher)
        yield from _removed(sides, watcher)
        yield from _planned(sides, watcher)


def _first(watcher: Measured) -> Iterator[Figure]:
    """One request for each title of which Plex has not told the ids yet."""
    run = _told("first run", watcher("sync"))
    yield Figure("watchlist, first run: requests", _asked(run), 1 + _pages(SHARED) + SHARED + _LOOK)
    yield Figure("watchlist, first run: titles that are not in sync", SHARED - run["in_sync"], 0)
    yield Figure("watchlist, first run: peak memory", run["peak_kb"] / 1024, MOST_MB, "MB")


def _still(sides: BothSides, watcher: Measured) -> Iterator[Figure]:
    """Against the same requests made bare, by the same process."""
    sides.far_away(True)
    watcher("bare")
    bare, run = watcher("bare"), _told("nothing changed", watcher("sync"))
    sides.far_away(False)
    print(f"      the same requests bare: {bare['wall']:.2f} s, CPU {bare['cpu']:.3f} s")
    yield Figure("watchlist, nothing changed: requests", _asked(run), MOST_STILL)
    yield Figure(
        "watchlist, nothing changed: seconds beyond its requests", run["wall"] - bare["wall"], MOST_BEYOND, "s"
    )
    yield Figure("watchlist, nothing changed: CPU beyond its requests", run["cpu"] - bare["cpu"], MOST_BEYOND, "s")


def _added(sides: BothSides, watcher: Measured) -> Iterator[Figure]:
    """Each is read, planned, looked for at Plex, changed, and looked at again."""
    sides.wish(range(SHARED, SHARED + MORE))
    sides.put(range(SHARED + MORE, SHARED + 2 * MORE))
    run = _told(f"{MORE} more a side", watcher("sync"))
    before, after = SHARED + MORE, SHARED + 2 * MORE
    at_plex = 1 + _pages(before) + MORE + _WRITTEN * MORE + _pages(after)
    yield Figure(f"watchlist, {MORE} more a side: requests", _asked(run), at_plex + _LOOK + _STAND + _CHANGE + _LOOK)
    yield Figure(f"watchlist, {MORE} more a side: titles that are not in sync", after - run["in_sync"], 0)


def _removed(sides: BothSides, watcher: Measured) -> Iterator[Figure]:
    """A shorter list is read whole; the other one shows by one request that it is as it was."""
    left = _pages(SHARED + 2 * MORE - 1)
    sides.unwish(1)
    run = _told("one off Plex's list", watcher("sync"))
    yield Figure("watchlist, one off Plex's list: requests", _asked(run), 1 + left + 1 + _CHANGE + 1 + _LOOK)
    sides.take(2)
    run = _told("one off SIMKL's list", watcher("sync"))
    # At Plex: whose list it is, its first page, when it was put there, whether it still is, the change, the list again.
    yield Figure("watchlist, one off SIMKL's list: requests", _asked(run), 5 + left + _LOOK + _STAND + 1)
    yield Figure("watchlist: removed titles that are still in sync", run["in_sync"] - (SHARED + 2 * MORE - 2), 0)


def _planned(sides: BothSides, watcher: Measured) -> Iterator[Figure]:
    """Two hundred differences: the plan by itself, from the database, and as somebody asks for it."""
    sides.wish(range(SHARED + 2 * MORE, SHARED + 3 * MORE))
    sides.put(range(SHARED + 3 * MORE, SHARED + 4 * MORE))
    run = _told("a plan", watcher("plan"))
    yield Figure("watchlist, plan: differences that it does not show", 2 * MORE - run["actions"], 0)
    yield Figure("watchlist, plan: seconds", watcher("compare")["seconds"], MOST_PLAN, "s")
    yield Figure("watchlist, plan from the database: seconds", watcher("read and compare")["seconds"], MOST_PLAN, "s")
    seconds, said = sides.command("watchlist", "plan", "--json")
    yield Figure("`watchlist plan --json`: seconds", seconds, PLAN_AS_PROCESS, "s")
    yield Figure("`watchlist plan --json`: differences it lacks", 2 * MORE - len(json.loads(said)["actions"]), 0)
    with sides.process("tests.bench.pages") as pages:
        yield Figure("watchlist: statements more than with 20 titles", pages("cost /watchlist")["found"], 0)
        floor, took = pages(f"time {FLOOR}")["found"], pages("time /watchlist")["found"]
        print(f"      watchlist: {took:.1f} ms, {took / floor:.0f} times {FLOOR} ({floor:.2f} ms)")
        yield Figure("watchlist: median on the server", took, MOST_MS, "ms")


def _told(name: str, run: dict[str, float]) -> dict[str, float]:
    print(
        f"      watchlist, {name}: {run['state']}, {run['wall']:.2f} s, CPU {run['cpu']:.2f} s; "
        f"requests: Plex {run['plex']}, SIMKL {run['simkl']}"
    )
    return run


def _pages(titles: int) -> int:
    return ceil(titles / PAGE)


def _asked(run: dict[str, float]) -> float:
    return run["plex"] + run["simkl"]
