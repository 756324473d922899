"""Workers as real processes over data folders of their own, and what they leave behind."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from parity.actions import scan_control
from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.demo.child import Child
from parity.store import scans
from parity.store.scans import ScanRow
from parity.store.schema import decision_keys, decisions
from parity.store.soundness import flaw_of
from tests.actions.telling import Facts, facts
from tests.tasks.nursery import Nursery
from tests.tasks.victim import Point

PATIENCE = 30.0
HISTORY = (
    *("state", "note", "total", "done", "new_missing", "resolved", "new_shows", "removed_shows"),
    *("listed_libraries", "held_libraries"),
)


@dataclass(frozen=True)
class End:
    """What stands in a folder: the facts by show, everything a person said, the gaps in history, the scan's sums."""

    shows: Facts
    said: list[set[tuple[object, ...]]]
    scan: Mapping[str, object]


@dataclass
class Scene:
    """A data folder with a queued scan in it, between two stand-ins."""

    folder: Path
    environ: Mapping[str, str]
    nursery: Nursery
    scan_id: int = 0
    house: House = field(init=False)

    def __post_init__(self) -> None:
        self.house = build_house({**self.environ, "PARITY_DATA_DIR": str(self.folder)})

    def queue(self, mode: str) -> None:
        """Somebody wants a scan."""
        self.scan_id = scan_control.start(self.house, scan_control.Request(mode))

    def row(self) -> ScanRow:
        """The scan as it stands."""
        with self.house.database.reading() as connection:
            row = scans.get(connection, self.scan_id)
        assert row is not None
        return row

    def until(self, happened: Callable[[ScanRow], bool], seconds: float = PATIENCE) -> ScanRow:
        """Look at the scan until something is so of it."""
        deadline = time.monotonic() + seconds
        while not happened(row := self.row()):
            assert time.monotonic() < deadline, f"{row}\n{self.log()}"
            time.sleep(0.02)
        return row

    def end(self) -> End:
        """What stands in the folder now."""
        assert flaw_of(self.house.database) is None
        row = self.row()
        with self.house.database.reading() as connection:
            said = [set(map(tuple, connection.execute(table.select()))) for table in (decisions, decision_keys)]
        return End(facts(self.house), said, {name: getattr(row, name) for name in HISTORY})

    def log(self) -> str:
        """What the workers said."""
        path = self.folder / "log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @contextmanager
    def worker(self, point: Point | None = None) -> Iterator[int]:
        """A worker at work in the folder, or one that is to die at this point. Who is left at the end is killed."""
        environ = {**self.environ, "PARITY_DATA_DIR": str(self.folder)}
        pid = self.nursery.start(environ, self.folder / "log", point)
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGKILL)  # one that nobody has waited for can still be named
            self.nursery.wait(pid)

    def kill_at(self, point: Point) -> None:
        """Let a worker work until it comes to that point."""
        environ = {**self.environ, "PARITY_DATA_DIR": str(self.folder)}
        pid = self.nursery.start(environ, self.folder / "log", point)
        assert self.nursery.wait(pid) == -signal.SIGKILL, self.log()
        assert "Traceback" not in self.log(), self.log()

    def close(self) -> None:
        """Nobody looks any more."""
        self.house.database.close()


def settings(tmdb: Child, plex: Child, plex_token: str, tmdb_key: str) -> dict[str, str]:
    """The way to the stand-ins, through a narrow door."""
    return {
        "PLEX_BASE_URL": plex.url,
        "PLEX_TOKEN": plex_token,
        "TMDB_BASE_URL": f"{tmdb.url}/3",
        "TMDB_API_KEY": tmdb_key,
        "TMDB_RATE": "2000",
        "TMDB_CONNECTIONS": "2",
    }
