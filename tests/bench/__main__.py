"""`make bench`: what scans, pages and hooks cost, each against a floor or bound of the same run. Exit 1 when short."""

import sys
from collections.abc import Callable, Iterable, Iterator

from parity.demo.plex_world import PlexWorld
from parity.demo.synthetic import library
from parity.demo.tmdb_world import TmdbWorld
from tests.bench import arriving, films, hooks, watched, watchlist, web
from tests.bench.figure import Figure
from tests.bench.household import Bench, Measured

SHOWS, EPISODES, RATE, LIFTED = 1_000, 50, 40, 10_000
FEW = 100
"""Shows that are numbered by TheTVDB, which is asked five times a second."""


def full_scan(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """A first full scan at the polite rate."""
    scan = measured("full")
    floor = scan["tmdb"] / RATE
    print(f"      full scan of {SHOWS} shows: {scan['state']}, {scan['wall']:.1f} s, floor {floor:.1f} s")
    yield Figure("full scan: seconds", scan["wall"], 1.10 * floor, "s")
    yield Figure("full scan: TMDB requests a show", scan["tmdb"] / SHOWS, 1.05)
    most = SHOWS * EPISODES / 1000 + SHOWS / 1000 + 15
    yield Figure("full scan: Plex requests", scan["plex"], most)


def incremental_scans(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """After a full scan: nothing changed; one silent change; a few changed shows."""
    still = _apart(bench, measured)
    yield Figure("incremental, nothing changed: requests beside the feed's pages", still["beside"], 15)
    yield Figure("incremental, nothing changed: seconds", still["wall"], 3.0, "s")
    shows = [key for key, episodes in bench.plex.episodes.items() if episodes]
    _trash(bench, shows[0])
    seen = measured("incremental")
    yield Figure("incremental after one silent change: gaps that it did not see", 1 - seen["new_missing"], 0)
    changed = 10
    for show in shows[1 : changed + 1]:
        _trash(bench, show)
    some = _apart(bench, measured)
    yield Figure(f"incremental, {changed} changed shows: gaps that it did not see", changed - some["new_missing"], 0)
    yield Figure(
        f"incremental, {changed} changed shows: requests beside the feed's pages", some["beside"], 60 + 4 * changed
    )


def noisy_feed(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """A fifth of the household stands in the day's feed for nothing: told apart, bounded by that fifth."""
    measured("full")
    scan = _apart(bench, measured)
    most = 15 + 0.2 * SHOWS * 1.05
    yield Figure("incremental, a fifth named by the feed: requests beside its pages", scan["beside"], most)


def _apart(bench: Bench, measured: Measured) -> dict[str, float]:
    """An incremental scan, with the requests that were not pages of the feed as `beside`."""
    bench.tmdb_child.forget_requests()
    scan = measured("incremental")
    kinds = bench.tmdb_child.requests()["kinds"]
    pages = kinds.get("changes", 0) if isinstance(kinds, dict) else 0
    print(f"      incremental scan: {scan['state']}, {scan['wall']:.1f} s, {pages} pages of the feed")
    return {**scan, "beside": scan["plex"] + scan["tmdb"] - pages}


def _trash(bench: Bench, show: int) -> None:
    """Put the first episode of a show into the trash; its row in the list of shows stays as it is."""
    bench.plex_child.do("trash_episode", episode=next(iter(bench.plex.episodes[show])))


def another_order(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """A full scan of shows that Plex numbers by TheTVDB: one request a show, and one to sign in."""
    scan = measured("full")
    print(f"      full scan of {FEW} shows in TheTVDB's order: {scan['state']}, {scan['wall']:.1f} s")
    lacking = FEW * EPISODES - sum(len(episodes) for episodes in bench.plex.episodes.values())
    yield Figure("full scan by TheTVDB: requests to it a show", (scan["tvdb"] - 1) / FEW, 1.0)
    yield Figure("full scan by TheTVDB: TMDB requests a show", scan["tmdb"] / FEW, 1.05)
    yield Figure("full scan by TheTVDB: gaps too many or too few", abs(scan["new_missing"] - lacking), 0)


def processor_time(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """CPU of a full scan without a limiter, against a bare loop over the same bodies."""
    measured("floor")  # once for the stand-ins' own caches
    before, scan, after = measured("floor"), measured("full"), measured("floor")
    floor = (before["cpu"] + after["cpu"]) / 2  # a shared machine is faster at one time than at another
    print(f"      CPU: scan {scan['cpu']:.2f} s, bare loop {before['cpu']:.2f} s before, {after['cpu']:.2f} s after")
    yield Figure("full scan, limiter lifted: CPU against a bare requests loop", scan["cpu"] / floor, 2.0, "x")


def memory(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """The most memory a full scan of twice as many shows ever took."""
    scan = measured("full")
    yield Figure("full scan of 2,000 shows, 100,000 episodes: peak memory", scan["peak_kb"] / 1024, 160.0, "MB")


def main() -> int:
    """Measure everything and print one line a figure."""
    figures: list[Figure] = []
    figures += _measure(Bench(_shows(SHOWS, noise=0.0)), RATE, full_scan, incremental_scans)
    figures += _measure(Bench(_shows(SHOWS)), LIFTED, noisy_feed)
    figures += _measure(Bench(_shows(FEW), by_tvdb=True), RATE, another_order)
    figures += _measure(Bench(_shows(SHOWS), latency=False), LIFTED, processor_time)
    figures += _measure(Bench(_shows(2 * SHOWS), latency=False), LIFTED, memory, web.pages)
    figures += _measure(Bench(films.worlds()), RATE, films.scans, films.pages)
    figures += _shown(watchlist.lists())
    figures += _shown(watched.watched_states())
    figures += _shown(hooks.messages())
    figures += _shown(arriving.arrivals())
    figures += _shown([Figure("`run`: seconds until it answers", web.seconds_to_answer(), 3.0, "s")])
    short = [f for f in figures if f.measured > f.bound]
    print(f"{len(figures) - len(short)} of {len(figures)} figures within their bounds")
    return 1 if short else 0


def _shows(count: int, noise: float = 0.2) -> tuple[TmdbWorld, PlexWorld]:
    return library(count, EPISODES, seed=1, noise=noise)


def _measure(bench: Bench, rate: int, *measures: Callable[[Bench, Measured], Iterator[Figure]]) -> list[Figure]:
    found: list[Figure] = []
    with bench, bench.process(rate) as measured:
        for measure in measures:
            found += _shown(measure(bench, measured))
    return found


def _shown(figures: Iterable[Figure]) -> Iterator[Figure]:
    for figure in figures:
        print(figure, flush=True)
        yield figure


if __name__ == "__main__":
    sys.exit(main())
