"""What films and collections cost: a first scan, one with nothing changed, and the page."""

from collections.abc import Iterator
from datetime import UTC, datetime

from parity.demo.plex_world import PlexWorld
from parity.demo.synthetic_films import film_library
from parity.demo.tmdb_world import TmdbWorld
from tests.bench.figure import Figure
from tests.bench.household import Bench, Measured

FILMS, COLLECTIONS, LATELY, RATE = 4_000, 700, 40, 40
"""How many are owned, what they begin, and how many missing parts came out within twelve months."""
PAGE, MOST_MS = "/movies", 40


def worlds() -> tuple[TmdbWorld, PlexWorld]:
    """The films as of today."""
    return film_library(FILMS, COLLECTIONS, seed=1, today=datetime.now(UTC).date(), recent=LATELY / FILMS)


def scans(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """A first scan at the polite rate, and one after it with nothing changed."""
    scan = measured("full")
    floor = scan["tmdb"] / RATE
    print(f"      full scan of {FILMS} films: {scan['state']}, {scan['wall']:.1f} s, floor {floor:.1f} s")
    yield Figure("full scan of films: seconds", scan["wall"], 1.10 * floor, "s")
    asked = scan["tmdb"] + scan["plex"]
    yield Figure("full scan of films: requests", asked, FILMS + COLLECTIONS + LATELY + 20)
    yield Figure("full scan of films: peak memory", scan["peak_kb"] / 1024, 160.0, "MB")
    still = measured("incremental")
    yield Figure("films, nothing changed: requests", still["tmdb"] + still["plex"], 20)
    yield Figure("films, nothing changed: seconds", still["wall"], 3.0, "s")


def page(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """The page over what that scan stored."""
    with bench.process(RATE, module="tests.bench.pages") as asked:
        yield Figure("movies: median on the server", asked(f"time {PAGE}")["found"], MOST_MS, "ms")
