"""Two houses over the same stand-ins: one lives through everything, the other is always new."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table, select

from parity.actions.heal import begin_heal
from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_slice, run_to_end
from parity.bootstrap import build_house
from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.demo.tmdb_standin import create_app as tmdb_app
from parity.demo.tmdb_world import TmdbWorld
from parity.store import heals, items, scans
from parity.store.scans import ScanRow
from parity.store.schema import decision_keys, decisions, metadata, preferences
from tests.actions.household import NOON, Clock, Impatient
from tests.databases import furnish

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass
class Twins:
    """`house` lives on, `new` is emptied before each use. `begin` makes empty worlds and empties both."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    plex: PlexWorld = field(default_factory=PlexWorld)
    tmdb: TmdbWorld = field(default_factory=TmdbWorld)
    plex_faults: Faults = field(default_factory=Faults)
    tmdb_faults: Faults = field(default_factory=Faults)
    first_id: int = 0

    def __post_init__(self) -> None:
        self._beginnings = count(1)
        self._apps: list[WSGIApplication] = []
        self._servers = [
            serve(lambda environ, answer: self._apps[0](environ, answer)),
            serve(lambda environ, answer: self._apps[1](environ, answer)),
        ]
        self.house, self.new = self._build("lived in"), self._build("new")

    def begin(self) -> None:
        """Start over at noon, with ids that no cache has heard of: `first_id` and the 999 behind it."""
        self.plex, self.tmdb = PlexWorld(), TmdbWorld()
        self.plex_faults, self.tmdb_faults = Faults(), Faults()
        self._apps[:] = [plex_app(self.plex, self.plex_faults), tmdb_app(self.tmdb, self.tmdb_faults)]
        self.clock.at, self.first_id = NOON, next(self._beginnings) * 1000
        _empty(self.house)

    def scan(
        self, mode: str, *shows: int, libraries: tuple[str, ...] = (), stop: threading.Event | None = None
    ) -> ScanRow:
        """Run a scan of the old house to its end, or until it is stopped. One that was stopped goes on."""
        with self.house.database.reading() as connection:
            resting = scans.active(connection)
        scan_id = resting.id if resting else start(self.house, Request(mode, shows, libraries))
        return run_to_end(self.house, scan_id, stop or Impatient())

    def heal(self, keys: Iterable[tuple[int, int]]) -> None:
        """Let the old house be told of these shows (section, rating key), and read them again until all are read."""
        with self.house.database.writing() as connection:
            for section, key in sorted(keys):
                at = (self.plex.machine_identifier, str(section), str(key))
                heals.put(connection, at, "show", "Something of it is new in Plex", self.clock.at)
        for _ in range(3):
            scan_id = begin_heal(self.house)
            while scan_id is not None and run_slice(self.house, scan_id, 20, Impatient()):
                continue
            self.clock.on(minutes=2)

    def from_scratch(self) -> House:
        """The new house after a full scan, knowing nothing from before but what the owner of the old one wants."""
        ended = self._scan_anew([decisions, decision_keys, preferences], Request("full"))
        assert ended.held_libraries == 0, ended.note
        return self.new

    def undisturbed(self, mode: str, *shows: int) -> House:
        """The new house as the old one would be after a scan of this mode, with all that is known so far."""
        self._scan_anew(metadata.sorted_tables, Request(mode, shows=shows))
        return self.new

    def _scan_anew(self, kept: Sequence[Table], request: Request) -> ScanRow:
        _empty(self.new)
        with self.house.database.reading() as old, self.new.database.writing() as new:
            for table in kept:
                rows = [dict(row) for row in old.execute(table.select()).mappings()]
                if rows:
                    new.execute(table.insert(), rows)
        return run_to_end(self.new, start(self.new, request), Impatient())

    def show_ids(self) -> list[int]:
        """The shows of which the old house has a copy."""
        with self.house.database.reading() as connection:
            return sorted({item.show_id for item in items.every(connection) if item.show_id is not None})

    def decided(self) -> list[tuple[object, ...]]:
        """What the owner of the old house decided, as far as it is kept under some name."""
        named = decisions.c.id.in_(select(decision_keys.c.decision_id))
        with self.house.database.reading() as connection:
            return sorted(map(tuple, connection.execute(decisions.select().where(named))))

    def close(self) -> None:
        """Everyone goes home."""
        for house in (self.house, self.new):
            house.database.close()
        for server in self._servers:
            server.stop()

    def _build(self, name: str) -> House:
        (self.folder / name).mkdir()
        plex, tmdb = self._servers
        environ = {
            "PARITY_DATA_DIR": str(self.folder / name),
            "PLEX_BASE_URL": plex.url,
            "PLEX_DISCOVER_URL": plex.url,
            "PLEX_TOKEN": self.plex.token,
            "TMDB_BASE_URL": f"{tmdb.url}/3",
            "TMDB_IMAGE_URL": f"{tmdb.url}/t/p",
            "TMDB_API_KEY": self.tmdb.v3_key,
            "TMDB_RATE": "2000",
            "TMDB_CONNECTIONS": "3",
        }
        house = build_house(environ, self.clock)
        furnish(house.database)
        return house


def _empty(house: House) -> None:
    with house.database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
