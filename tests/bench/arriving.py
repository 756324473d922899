"""How long it takes from a file on the disk, and a hook that tells of it, to a list that no longer misses it."""

import json
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from parity.actions import hooks
from parity.bootstrap import build_house
from parity.demo.child import Child, start
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_world import V3_KEY, TmdbWorld
from parity.store import hooks as kept
from parity.store.upgrade import bring_up
from tests.bench.figure import Figure
from tests.cli.processes import Running, until

SHOWS, AGE, SCAN_SECONDS, MOST = 12, 2, 1.0, 5.0
KEY = "a-key-of-the-bench"


def arrivals() -> Iterator[Figure]:
    """The median over some shows, each with a folder of its own; `run` as people run it, scans take a second."""
    with tempfile.TemporaryDirectory() as folder, start(_plex()) as plex, start(_tmdb()) as tmdb:
        environ = _environ(folder, plex, tmdb)
        hook = _hook(environ)
        with Running(environ, Path(folder), "run", "--port", "0") as run:
            url = run.line()
            _call(f"{url}api/v1/scans", {"mode": "full"})
            until(lambda: _missing(url) == SHOWS, "the first scan is over", 60)
            plex.do("set_scan_seconds", seconds=SCAN_SECONDS)
            took = [_arrive(plex, url, f"{url}hooks/arr/{hook}", number) for number in range(1, SHOWS + 1)]
        asked = plex.do("asked_scans")
    beyond = [seconds - AGE for seconds in took]
    print(f"      arrivals: {median(beyond):.1f} s beyond {AGE} s of quiet, {min(beyond):.1f} to {max(beyond):.1f}")
    yield Figure("a file and its hook: seconds to the right list beyond the quiet", median(beyond), MOST, "s")
    yield Figure("a file and its hook: scans", len(asked) / SHOWS if isinstance(asked, list) else 99, 1)


def _arrive(plex: Child, url: str, hook: str, number: int) -> float:
    """Seconds from the file to the list without it."""
    before = _missing(url)
    path = f"/media/TV/Show {number} (2010)/Season 01/Show {number} - S01E02.mkv"
    plex.do("put_file", section=1, path=path)
    began = time.perf_counter()
    series = {"title": f"Show {number}", "path": f"/media/TV/Show {number} (2010)"}
    _call(hook, {"eventType": "Download", "series": series, "episodes": [], "episodeFile": {"path": path}})
    until(lambda: _missing(url) == before - 1, "it is off the list", 60)
    return time.perf_counter() - began


def _missing(url: str) -> int:
    found: int = _call(f"{url}api/v1/missing?limit=1")["total"]
    return found


def _call(url: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, {"Content-Type": "application/json", "X-Api-Key": KEY})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text.startswith(b"{") else None


def _environ(folder: str, plex: Child, tmdb: Child) -> dict[str, str]:
    services = {"PLEX_BASE_URL": plex.url, "PLEX_TOKEN": PlexWorld().token, "TMDB_BASE_URL": f"{tmdb.url}/3"}
    quiet = {"PARITY_REFRESH_AGE": str(AGE), "PARITY_LOG_LEVEL": "WARNING", "PARITY_AUTH": "none"}
    return {**services, **quiet, "TMDB_API_KEY": V3_KEY, "PARITY_API_KEY": KEY, "PARITY_DATA_DIR": folder}


def _hook(environ: dict[str, str]) -> str:
    """The secret of a hook in a new house."""
    house = build_house({**os.environ, **environ})
    bring_up(house.database)
    made = hooks.make(house, "arr", "sonarr")
    with house.database.reading() as connection:
        row = kept.get(connection, made)
    house.database.close()
    return "" if row is None else row.secret


def _plex() -> PlexWorld:
    world = PlexWorld()
    section = world.add_section("TV", locations=["/media/TV"])
    for number in range(1, SHOWS + 1):
        show = world.add_show(section, f"Show {number}", 2010, guids=[f"tmdb://{number}"])
        world.add_episode(show, 1, 1)
        world.settle(show)
    return world


def _tmdb() -> TmdbWorld:
    world = TmdbWorld()
    for number in range(1, SHOWS + 1):
        world.add_show(number, f"Show {number}", weight=0, first_air_date="2010-01-01")
        world.add_season(number, 1, ["2010-01-01", "2010-01-08"])
    return world
