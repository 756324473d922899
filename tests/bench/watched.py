"""What keeping watched states of Plex and SageTV alike costs: listings, the plan, memory, the page."""

from collections.abc import Iterator
from math import ceil

from tests.bench.figure import Figure
from tests.bench.household import Measured
from tests.bench.players import EACH, Players
from tests.bench.web import FLOOR

SHOWS, FEW = 400, 40
FILES_A_REQUEST = 200
MOST_PLAN, MOST_MORE_MB, MOST_MS = 5.0, 120, 40


def watched_states() -> Iterator[Figure]:
    """Twenty thousand videos on either side, of which 30 % differ; against a tenth of them."""
    with Players(FEW) as few, few.process("tests.bench.viewer") as viewer:
        small = _told("a tenth, plan", viewer("plan"))
        still = _told("a tenth, sync", viewer("sync"))
        yield Figure("watched, a tenth: changes that were not done", small["planned"] - still["done"], 0)
        yield Figure("watched, a tenth, again: changes", _told("a tenth, again", viewer("sync"))["done"], 0)
    with Players(SHOWS) as players, players.process("tests.bench.viewer") as viewer:
        run = _told("plan", viewer("plan"))
        most = ceil(SHOWS * EACH / FILES_A_REQUEST)
        yield Figure("watched, 20,000 videos: Plex's requests", run["plex"], most)
        yield Figure("watched, 20,000 videos: SageTV's requests", run["sage"], most)
        yield Figure("watched, 20,000 videos: differences that the plan lacks", SHOWS * EACH * 0.3 - run["planned"], 10)
        yield Figure("watched, 20,000 videos: peak memory beyond 2,000", _mb(run) - _mb(small), MOST_MORE_MB, "MB")
        again = _told("plan again", viewer("plan"))
        yield Figure("watched, plan again: memory more", _mb(again) - _mb(run), 10, "MB")
        yield Figure("watched, pairs and plan: seconds", viewer("pure")["seconds"], MOST_PLAN, "s")
        yield from _page(players)


def _page(players: Players) -> Iterator[Figure]:
    with players.process("tests.bench.pages") as pages:
        floor, took = pages(f"time {FLOOR}")["found"], pages("time /watched")["found"]
        print(f"      watched: {took:.1f} ms, {took / floor:.0f} times {FLOOR} ({floor:.2f} ms)")
        yield Figure("watched: median on the server", took, MOST_MS, "ms")


def _told(name: str, run: Measured | dict[str, float]) -> dict[str, float]:
    assert isinstance(run, dict)
    print(
        f"      watched, {name}: {run['state']}, {run['wall']:.2f} s, CPU {run['cpu']:.2f} s, "
        f"{run['peak_kb'] / 1024:.0f} MB; requests: Plex {run['plex']}, SageTV {run['sage']}"
    )
    return run


def _mb(run: dict[str, float]) -> float:
    return run["peak_kb"] / 1024
