"""What films and collections cost: a first scan, one with nothing changed, and the pages."""

from collections.abc import Iterator
from datetime import UTC, datetime

from parity.demo.plex_world import PlexWorld
from parity.demo.synthetic_films import film_library
from parity.demo.tmdb_world import TmdbWorld
from tests.bench.figure import Figure
from tests.bench.household import Bench, Measured

FILMS, COLLECTIONS, LATELY, RATE = 4_000, 700, 40, 40
"""How many are owned, what they begin, and how many missing parts came out within twelve months."""
PAGES = {
    "movies": ("/movies",),
    "movies, all, second page": ("/movies?state=all&page=2",),
    "movies, filtered": ("/movies?state=all&rating=6&shorts=hide&sort=-missing&q=part",),
    "a collection": ("/movies/3000007", "/movies/7"),
}
"""Addresses; where a small household has another, that one too."""
MOST_MS = 40


def worlds() -> tuple[TmdbWorld, PlexWorld]:
    """The films as of today."""
    return film_library(FILMS, COLLECTIONS, seed=1, today=datetime.now(UTC).date(), recent=LATELY / FILMS)


def scans(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """A first scan at the polite rate, and one after it with nothing changed."""
    scan = measured("full")
    floor = scan["tmdb"] / RATE
    print(
        f"      full scan of {FILMS} films: {scan['state']}, {scan['wall']:.1f} s, floor {floor:.1f} s, "
        f"CPU {scan['cpu']:.1f} s; requests: TMDB {scan['tmdb']:.0f}, Plex {scan['plex']:.0f}"
    )
    yield Figure("full scan of films: seconds", scan["wall"], 1.10 * floor, "s")
    yield Figure("full scan of films: requests to all", _asked(scan), FILMS + COLLECTIONS + LATELY + 20)
    yield Figure("full scan of films: peak memory", scan["peak_kb"] / 1024, 160.0, "MB")
    still = measured("incremental")
    yield Figure("films, nothing changed: requests to all", _asked(still), 20)
    yield Figure("films, nothing changed: seconds", still["wall"], 3.0, "s")
    yield Figure("films, nothing changed: what it says is new or came", still["new_missing"] + still["resolved"], 0)


def pages(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """The pages over what that scan stored."""
    with bench.process(RATE, module="tests.bench.pages") as asked:
        for name, addresses in PAGES.items():
            more = asked(f"cost {' '.join(addresses)}")["found"]
            yield Figure(f"{name}: statements more than with 30 collections", more, 0)
        for name, addresses in PAGES.items():
            yield Figure(f"{name}: median on the server", asked(f"time {addresses[0]}")["found"], MOST_MS, "ms")


def _asked(scan: dict[str, float]) -> float:
    return scan["tmdb"] + scan["plex"]
