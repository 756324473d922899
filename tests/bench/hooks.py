"""What a hook costs: fifty a second for half a minute, by connections of their own, as different programs send them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import func, select

from parity.actions import hooks
from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.store import hooks as store
from parity.store.schema import arrivals
from parity.store.upgrade import bring_up
from tests.bench.figure import Figure
from tests.bench.household import ROOT
from tests.cli.processes import until

RATE, SECONDS, MOST_MS, MOST_TIMES = 50, 30, 20, 5
FLOOR = "/hooks/nothing"
_HTTP_OK = 200


@dataclass
class Line:
    """Sends to one server, and keeps how long each answer took, in milliseconds, by address."""

    port: int
    took: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0

    def send(self, path: str, body: bytes) -> None:
        """One message."""
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        self.took.setdefault(path, []).append(1000 * (time.perf_counter() - started))
        self.refused += answer.status != _HTTP_OK


def messages() -> Iterator[Figure]:
    """The median answer, against an empty POST of the same run, and how many messages are not in the table."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"PARITY_DATA_DIR": folder, "PARITY_AUTH": "none", "PARITY_LOG_LEVEL": "WARNING"}
        house = build_house({**os.environ, **environ})
        bring_up(house.database)
        address = f"/hooks/arr/{_secret(house)}"
        with _served(environ) as port:
            line = Line(port)
            _fire(line, address)
        lost = RATE * SECONDS - _kept(house)
        house.database.close()
    took, floor = line.took[address], median(line.took[FLOOR])
    slow = quantiles(took, n=20)[-1]
    print(
        f"      hooks: {median(took):.1f} ms in the middle, {slow:.1f} ms one in twenty, an empty POST {floor:.1f} ms"
    )
    yield Figure(f"hooks, {RATE} a second: median answer", median(took), MOST_MS, "ms")
    yield Figure(f"hooks, {RATE} a second: against an empty POST", median(took) / floor, MOST_TIMES, "x")
    yield Figure(f"hooks, {RATE} a second for {SECONDS} s: lost or refused", lost + line.refused, 0)


def _secret(house: House) -> str:
    made = hooks.make(house, "arr", "sonarr")
    with house.database.reading() as connection:
        row = store.get(connection, made)
    assert row is not None
    return row.secret


def _kept(house: House) -> int:
    with house.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(arrivals)).scalar_one()


def _fire(line: Line, address: str) -> None:
    """At their own times, whether or not the one before was answered; every fifth is followed by an empty one."""
    for path in (address, FLOOR):  # the first one of each finds its way
        line.send(path, b"{}")
    line.took.clear()
    line.refused = 0
    began = time.perf_counter()
    with ThreadPoolExecutor(32) as pool:
        for number in range(RATE * SECONDS):
            until(partial(_is_over, began + number / RATE), "it is time", 60)
            pool.submit(line.send, address, _imported(number))
            if number % 5 == 0:
                pool.submit(line.send, FLOOR, b"")


def _is_over(moment: float) -> bool:
    return time.perf_counter() >= moment


def _imported(number: int) -> bytes:
    """A message as Sonarr sends it, of an episode of its own."""
    season, episode = 1 + number // 20, 1 + number % 20
    file = f"Season {season}/Dark.S{season:02}E{episode:02}.mkv"
    message = {
        "eventType": "Download",
        "instanceName": "Sonarr",
        "series": {"id": 1, "title": "Dark", "path": "/tv/Dark", "tvdbId": 334824, "tmdbId": 70523, "year": 2017},
        "episodes": [{"id": number, "episodeNumber": episode, "seasonNumber": season, "title": "Secrets"}],
        "episodeFile": {"id": number, "relativePath": file, "path": f"/tv/Dark/{file}", "size": 1_234_567_890},
        "isUpgrade": False,
        "downloadClient": "a client",
        "downloadId": f"{number:040x}",
    }
    return json.dumps(message).encode()


@contextmanager
def _served(environ: dict[str, str]) -> Iterator[int]:
    """The port of the app behind gunicorn, with the settings that `run` gives it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port, descriptor = listener.getsockname()[1], listener.fileno()
        words = ["-m", "gunicorn", "-c", "python:parity.cli.serving", "--bind", f"fd://{descriptor}"]
        process = subprocess.Popen(
            [sys.executable, *words, "tests.bench.hook_site:app"],
            cwd=Path(ROOT),
            env={**os.environ, **environ},
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[descriptor],
        )
    try:
        until(lambda: process.poll() is None and _answers(port), "it answers", 30)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        Line(port).send(FLOOR, b"")
    except OSError:
        return False
    return True
