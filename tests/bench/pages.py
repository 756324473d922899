"""One measured process: the pages over a data folder, asked for as told on stdin, each answer a line of JSON.

`time /path` tells the median milliseconds of the server, `weight /path` the bytes of a first visit as a browser would
get them, without posters; `cost /path` how many statements more it sends than with a small household, where `cost
/path /other` names its address there; `scanning` and `cancel` are about a scan.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from parity.actions import scan_control
from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.bootstrap.memory import spare_the_collector
from parity.store import scans
from parity.store.database import Database
from parity.web import create_app
from tests.store.builders import add_household, add_scan, new_database, statements
from tests.store.film_builders import add_film_household
from tests.web import watching
from tests.web.houses import client_of, house_of

TIMES, FEW, FEW_COLLECTIONS = 40, 20, 30
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
_PARTS = re.compile(r'(?:href|src)="(/static/[^"#]+)')


def main() -> int:
    """Answer commands until stdin ends."""
    house = build_house(os.environ)
    client = create_app(house, auth="none", secret_key="b" * 32, api_key="k").test_client()
    spare_the_collector()
    do: dict[str, Callable[[str], object]] = {
        "time": lambda path: _milliseconds(client, path),
        "cost": lambda paths: _cost(client, house.database, paths.split()[0]) - _cost_of_few(paths.split()[-1]),
        "weight": lambda path: _weight(client, path),
        "scanning": lambda _: _done(house),
        "cancel": lambda _: _cancel(house),
    }
    for line in sys.stdin:
        command, _, path = line.strip().partition(" ")
        print(json.dumps({"found": do[command](path)}), flush=True)
    return 0


def _milliseconds(client: FlaskClient, path: str) -> float:
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = client.get(path, headers=AS_A_BROWSER, buffered=True)
        took.append(1000 * (time.perf_counter() - started))
        assert answer.status_code == 200, path
    return median(took[TIMES // 8 :])  # the first ones compile


def _cost(client: FlaskClient, database: Database, path: str) -> int:
    with statements(database) as sent:
        assert client.get(path).status_code == 200, path
    return len(sent)


def _cost_of_few(path: str) -> int:
    """The same page of a household of 20 shows, or of 30 collections of films."""
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder) / "parity.db")
        with database.writing() as connection:
            if path.startswith("/movies"):
                add_film_household(connection, FEW_COLLECTIONS)
            elif path.startswith("/watchlist"):
                watching.household(connection)
                for number in range(FEW, 2 * FEW):
                    watching.both(connection, number, f"Title {number}")
            else:
                add_household(connection, FEW)
            add_scan(connection)
        found = _cost(client_of(house_of(database, Path(folder))), database, path)
        database.close()
    return found


def _weight(client: FlaskClient, path: str) -> int:
    page = client.get(path, headers=AS_A_BROWSER, buffered=True)
    parts = {each.replace("&amp;", "&") for each in _PARTS.findall(client.get(path).text)}
    sizes = [len(client.get(part, headers=AS_A_BROWSER, buffered=True).data) for part in parts]
    return len(page.data) + sum(sizes)


def _done(house: House) -> int:
    """How many shows the scan at work has checked."""
    with house.database.reading() as connection:
        row = scans.active(connection)
    return row.done if row is not None else 0


def _cancel(house: House) -> bool:
    with house.database.reading() as connection:
        row = scans.active(connection)
    return row is not None and scan_control.cancel(house, row.id)


if __name__ == "__main__":
    sys.exit(main())
