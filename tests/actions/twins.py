"""Two houses over the same stand-ins: one lives through everything, the other is always new."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_to_end
from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.demo.tmdb_standin import create_app as tmdb_app
from parity.demo.tmdb_world import TmdbWorld
from parity.store import shows
from parity.store.scans import ScanRow
from parity.store.schema import decision_keys, decisions, metadata
from parity.store.shows import ShowRow
from tests.actions.household import NOON, Household


class Hurry(threading.Event):
    """A stop that nobody waits for: pauses between two tries take no time."""

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it is set, at once."""
        return self.is_set()


@dataclass
class Twins(Household):
    """`house` lives on, `new` is emptied before each use. `begin` makes empty worlds and empties both."""

    def __post_init__(self) -> None:
        self._ids = count(1)
        self._doors: list[Callable[..., object]] = []
        self._plex = serve(lambda environ, answer: self._doors[0](environ, answer))  # type: ignore[arg-type, return-value]
        self._tmdb = serve(lambda environ, answer: self._doors[1](environ, answer))  # type: ignore[arg-type, return-value]
        self.environ = {"TMDB_CONNECTIONS": "3", **self.environ}
        self.house, self.new = self.move_in(self.folder / "lived in"), self.move_in(self.folder / "new")
        self.first_id = 0

    def begin(self, at: datetime = NOON) -> None:
        """Start over, with ids that no cache has ever heard of: `first_id` and the 999 behind it."""
        self.plex, self.tmdb = PlexWorld(), TmdbWorld()
        self.plex_faults, self.tmdb_faults = Faults(), Faults()
        self._doors[:] = [plex_app(self.plex, self.plex_faults), tmdb_app(self.tmdb, self.tmdb_faults)]
        self.clock.at, self.first_id = at, next(self._ids) * 1000
        empty(self.house)

    def scan_hurriedly(self, mode: str, *shows: int, stop: threading.Event | None = None) -> ScanRow:
        """Run a scan of the old house to its end, or until it is stopped; its pauses take no time."""
        request = Request(mode, shows=shows)
        return run_to_end(self.house, start(self.house, request), stop or Hurry())

    def from_scratch(self) -> House:
        """The new house after a full scan, with nothing from before but what the owner decided in the old one."""
        empty(self.new)
        with self.house.database.reading() as old, self.new.database.writing() as new:
            for table in (decisions, decision_keys):
                for row in old.execute(table.select()).mappings():
                    new.execute(table.insert().values(**row))
        ended = run_to_end(self.new, start(self.new, Request("full")), Hurry())
        assert ended.held_libraries == 0, ended.note
        return self.new

    def show_row(self, show_id: int) -> ShowRow:
        """A show of the old house as it is kept."""
        with self.house.database.reading() as connection:
            row = shows.get(connection, show_id)
        assert row is not None
        return row

    def close(self) -> None:
        """Everyone goes home."""
        self.new.database.close()
        super().close()


def empty(house: House) -> None:
    """As on the first day."""
    with house.database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
