"""A watchlist at Plex and a list at SIMKL of any size, behind two child processes."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from parity.demo.child import start
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.simkl_records import Kind
from parity.demo.simkl_world import CLIENT_ID, SimklWorld
from tests.bench.household import ROOT, Measured

OWNER = "Olive Owner"
LATENCY = 0.06
SIMKL_FROM = 100_000
_AHEAD = 3600.0
"""Seconds between what people did and the runs: what is younger than a few is read again."""


class BothSides:
    """Titles are numbers. Both services know `known` of them, and `shared` are on both lists.

    Of ten, six are films, three shows and one is an anime, of which SIMKL's lists tell other ids.
    """

    def __init__(self, shared: int, known: int) -> None:
        plex, simkl = PlexTvWorld(), SimklWorld()
        plex.add_account(OWNER)
        for number in range(known):
            _know(plex, simkl, number)
        for number in range(shared):
            plex.wish(OWNER, guid(number), _title(number), 2000, _guids(number))
            simkl.put(SIMKL_FROM + number)
        tokens = plex.give_token(OWNER, "bench"), simkl.auth.issue(CLIENT_ID)
        self.plex, self.simkl = start(plex), start(simkl)
        self._folder = tempfile.TemporaryDirectory()
        self.environ = {
            **dict.fromkeys(("PLEX_TV_URL", "PLEX_DISCOVER_URL", "PLEX_METADATA_URL"), self.plex.url),
            "PLEX_ACCOUNT_TOKEN": tokens[0],
            "SIMKL_BASE_URL": self.simkl.url,
            "SIMKL_CLIENT_ID": CLIENT_ID,
            **{"PLEX_BASE_URL": self.plex.url, "PLEX_TOKEN": tokens[0], "TMDB_API_KEY": "k"},  # it counts as set up
            "BENCH_SIMKL_TOKEN": tokens[1],
            "BENCH_AHEAD": str(_AHEAD),
            "PARITY_DATA_DIR": str(Path(self._folder.name) / "data"),
        }

    def process(self, module: str) -> Measured:
        """A measured process in this household."""
        return Measured(self.environ, module)

    def far_away(self, far: bool) -> None:
        """Whether each answer takes as long as over a measured line, or none."""
        for child in (self.plex, self.simkl):
            child.faults(latency=LATENCY if far else 0.0)

    def wish(self, numbers: Iterable[int]) -> None:
        """Put titles on Plex's list."""
        for number in numbers:
            facts = {"title": _title(number), "year": 2000, "guids": _guids(number)}
            self.plex.do("wish", account=OWNER, guid=guid(number), **facts)

    def put(self, numbers: Iterable[int]) -> None:
        """Put titles on SIMKL's list."""
        for number in numbers:
            self.simkl.do("put", title_id=SIMKL_FROM + number)

    def unwish(self, number: int) -> None:
        """Take a title off Plex's list."""
        self.plex.do("unwish", account=OWNER, guid=guid(number))

    def take(self, number: int) -> None:
        """Remove a title at SIMKL."""
        self.simkl.do("take", title_id=SIMKL_FROM + number)

    def command(self, *words: str) -> tuple[float, str]:
        """Seconds that a command takes as a process of its own, and what it says."""
        began = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-m", "parity", *words],
            cwd=ROOT,
            env={**os.environ, **self.environ},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return time.perf_counter() - began, told.stdout

    def __enter__(self) -> "BothSides":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.plex.stop()
        self.simkl.stop()
        self._folder.cleanup()


def kind_of(number: int) -> Kind:
    """What title `number` is."""
    return "anime" if number % 10 == 0 else "shows" if number % 10 > 6 else "movies"


def guid(number: int) -> str:
    """Plex's name for title `number`."""
    return f"plex://{'movie' if kind_of(number) == 'movies' else 'show'}/{number:024x}"


def _know(plex: PlexTvWorld, simkl: SimklWorld, number: int) -> None:
    kind = kind_of(number)
    plex.add_title(guid(number), _title(number), 2000, _guids(number))
    ids: dict[str, object] = {"imdb": f"tt{1_000_000 + number}", "tmdb": 500 + number}
    ids |= {} if kind == "movies" else {"tvdb": 700 + number}
    if kind == "anime":
        ids |= {"mal": 900 + number, "anidb": 1100 + number, "told_ids": ("mal", "anidb", "tvdb")}
    simkl.add_title(kind, _title(number), 2000, SIMKL_FROM + number, **ids)


def _guids(number: int) -> list[str]:
    tvdb = [] if kind_of(number) == "movies" else [f"tvdb://{700 + number}"]
    return [f"imdb://tt{1_000_000 + number}", f"tmdb://{500 + number}", *tvdb]


def _title(number: int) -> str:
    return f"Title {number}"
