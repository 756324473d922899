"""A library of any size behind two child processes, and a measured process beside them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from parity.demo.child import Child, start
from parity.demo.other_orders import build_tvdb
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_world import TmdbWorld
from parity.plex.asking import LISTED

ROOT = Path(__file__).resolve().parents[2]


class Bench:
    """Stand-ins for these worlds: 3 ms to Plex, 60 ms to the others, as measured lines go.

    With `by_tvdb` Plex numbers all shows by TheTVDB, for which there is a key.
    """

    def __init__(self, worlds: tuple[TmdbWorld, PlexWorld], *, latency: bool = True, by_tvdb: bool = False) -> None:
        self.tmdb, self.plex = worlds
        self.tvdb_child: Child | None = None
        self._key_of_tvdb = {}
        if by_tvdb:
            tvdb = build_tvdb(self.tmdb)
            for show in self.plex.shows.values():
                show.show_ordering = "tvdbAiring"
            self.tvdb_child = start(tvdb, latency=0.06 if latency else 0.0)
            self._key_of_tvdb = {"TVDB_BASE_URL": f"{self.tvdb_child.url}/v4", "TVDB_API_KEY": tvdb.key}
        self.plex_child: Child = start(self.plex, latency=0.003 if latency else 0.0)
        self.tmdb_child: Child = start(self.tmdb, latency=0.06 if latency else 0.0)
        self._folder = tempfile.TemporaryDirectory()

    def process(
        self, rate: int, folder: str = "data", ahead: float = 0.0, module: str = "tests.bench.scanner"
    ) -> "Measured":
        """A measured process with its data in `folder`, `ahead` seconds in the future, at `rate` requests a second."""
        shows = sorted(self.tmdb.shows)
        return Measured(
            {
                "PARITY_DATA_DIR": str(Path(self._folder.name) / folder),
                "PLEX_BASE_URL": self.plex_child.url,
                "PLEX_TOKEN": self.plex.token,
                "TMDB_BASE_URL": f"{self.tmdb_child.url}/3",
                "TMDB_IMAGE_URL": f"{self.tmdb_child.url}/t/p",
                "TMDB_API_KEY": self.tmdb.v3_key,
                **self._key_of_tvdb,
                "TMDB_RATE": str(rate),
                "BENCH_SHOWS": json.dumps(shows),
                "BENCH_TRIM": json.dumps(LISTED),
                "BENCH_AHEAD": str(ahead),
            },
            module,
        )

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.plex_child.stop()
        self.tmdb_child.stop()
        if self.tvdb_child is not None:
            self.tvdb_child.stop()
        self._folder.cleanup()


class Measured:
    """The child that scans or serves; each call is one command and answers its figures."""

    def __init__(self, environ: Mapping[str, str], module: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**os.environ, **environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, command: str) -> dict[str, float]:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(command + "\n")
        self._child.stdin.flush()
        found: dict[str, float] = json.loads(self._child.stdout.readline())
        return found

    def __enter__(self) -> "Measured":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(timeout=30)
