"""Data folders with a queued scan in them, workers at work there, and what they leave behind."""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from parity.actions import scan_control
from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.store import notices, scans
from parity.store.scans import ScanRow
from parity.store.schema import decision_keys, decisions, missing_log, scan_items, shows
from parity.store.soundness import flaw_of
from tests.actions.telling import Facts, facts
from tests.tasks.nursery import Nursery
from tests.tasks.victim import Point

PATIENCE = 30.0
_SUMS = (
    *("state", "note", "total", "done", "new_missing", "resolved", "new_shows", "removed_shows"),
    *("listed_libraries", "held_libraries"),
)
Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class End:
    """What stands in a folder: the facts by show, what a person said, the history of gaps, the scan's sums."""

    shows: Facts
    said: list[Rows]
    gaps: Rows
    notices: list[str]
    scan: Mapping[str, object]


@dataclass
class Scene:
    """A data folder, between two stand-ins."""

    folder: Path
    environ: Mapping[str, str]
    nursery: Nursery
    scan_id: int = 0
    house: House = field(init=False)

    def __post_init__(self) -> None:
        self.environ = {**self.environ, "PARITY_DATA_DIR": str(self.folder)}
        self.house = build_house(self.environ)

    def queue(self, mode: str, *named: int) -> None:
        """Somebody wants a scan, of the named shows."""
        self.scan_id = scan_control.start(self.house, scan_control.Request(mode, named))

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

    def done(self) -> list[str]:
        """The TMDB ids of the shows that the scan is done with."""
        mine = (scan_items.c.scan_id == self.scan_id) & (scan_items.c.outcome == "done")
        query = select(shows.c.tmdb_id).join(scan_items, scan_items.c.subject_id == shows.c.id).where(mine)
        with self.house.database.reading() as connection:
            return [str(found) for found in connection.execute(query).scalars() if found is not None]

    def end(self) -> End:
        """What stands in the folder now."""
        assert flaw_of(self.house.database) is None
        row = self.row()
        gaps = select(shows.c.key, missing_log.c.season, missing_log.c.number, missing_log.c.ended_how)
        gaps = gaps.select_from(missing_log.outerjoin(shows, shows.c.id == missing_log.c.show_id))
        with self.house.database.reading() as connection:
            said, known = (
                [sorted(map(tuple, connection.execute(query)), key=repr) for query in queries]
                for queries in ((decisions.select(), decision_keys.select()), (gaps,))
            )
            told = [sentence for _, sentence, _ in notices.every(connection)]
        return End(facts(self.house), said, known[0], told, {name: getattr(row, name) for name in _SUMS})

    def log(self) -> str:
        """What the workers said."""
        path = self.folder / "log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @contextmanager
    def worker(self, point: Point | None = None) -> Iterator[int]:
        """A worker at work in the folder, or one that is to die at a point; its process id. It is killed at the end."""
        pid = self.nursery.start(self.environ, self.folder / "log", point)
        try:
            yield pid
        finally:
            self.nursery.kill(pid)

    def ended(self, pid: int, seconds: float = PATIENCE) -> int:
        """Wait for the end of a worker; its exit status."""
        deadline = time.monotonic() + seconds
        while (status := self.nursery.end(pid)) is None:
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)
        return status

    def kill_at(self, point: Point) -> ScanRow:
        """Let a worker work until it comes to that point; the scan as it left it."""
        pid = self.nursery.start(self.environ, self.folder / "log", point)
        assert self.ended(pid) == -signal.SIGKILL, self.log()
        assert "Traceback" not in self.log(), self.log()
        return self.row()
