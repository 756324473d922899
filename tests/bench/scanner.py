"""One measured process: scans as told on stdin, or reads the same bodies with a bare `requests` loop."""

import json
import os
import sys
import threading
from datetime import UTC, datetime, timedelta

import requests

import parity.bootstrap.doors  # noqa: F401  its imports are not the scan's
from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_to_end
from parity.bootstrap import build_house
from parity.store.upgrade import bring_up
from tests.bench.answering import answer_commands

FIRST = "external_ids," + ",".join(f"season/{n}" for n in range(19))


def main() -> int:
    """Answer commands until stdin ends."""
    ahead = timedelta(seconds=float(os.environ.pop("BENCH_AHEAD", "0")))
    os.makedirs(os.environ["PARITY_DATA_DIR"], exist_ok=True)
    house = build_house(os.environ, lambda: datetime.now(UTC) + ahead)
    bring_up(house.database)
    answer_commands(lambda command: _floor() if command == "floor" else _scan(house, command))
    return 0


def _scan(house: House, mode: str) -> dict[str, object]:
    row = run_to_end(house, start(house, Request(mode)), threading.Event())
    return {
        "state": row.state,
        "note": row.note,
        "shows": row.total,
        "plex": row.plex_requests,
        "tmdb": row.tmdb_requests,
        "tvdb": row.tvdb_requests,
        "new_missing": row.new_missing,
        "resolved": row.resolved,
    }


def _floor() -> dict[str, object]:
    """The same TMDB bodies and Plex pages, one after the other, decoded and thrown away."""
    rows = 0
    with requests.Session() as plex:
        plex.headers.update({"X-Plex-Token": os.environ["PLEX_TOKEN"], "Accept": "application/json"})
        for kind in ("2", "4"):
            at, total = 0, 1
            while at < total:
                window = {"X-Plex-Container-Start": str(at), "X-Plex-Container-Size": "1000"}
                params = json.loads(os.environ["BENCH_TRIM"]) | {"type": kind}
                url = f"{os.environ['PLEX_BASE_URL']}/library/sections/1/all"
                page = plex.get(url, params=params, headers=window, timeout=60).json()["MediaContainer"]
                at, total = at + len(page["Metadata"]), page["totalSize"]
                rows += len(page["Metadata"])
    with requests.Session() as tmdb:
        for show in json.loads(os.environ["BENCH_SHOWS"]):
            params = {"api_key": os.environ["TMDB_API_KEY"], "append_to_response": FIRST}
            tmdb.get(f"{os.environ['TMDB_BASE_URL']}/tv/{show}", params=params, timeout=60).json()
    return {"rows": rows}


if __name__ == "__main__":
    sys.exit(main())
