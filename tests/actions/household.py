"""A whole Parity over stand-ins, in one process: change the worlds, scan, and read what is missing."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_slice, run_to_end
from parity.bootstrap import build_house
from parity.core.gaps import Gap
from parity.core.numbering import Number
from parity.core.verdict import state_of
from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.demo.tmdb_standin import create_app as tmdb_app
from parity.demo.tmdb_world import TmdbWorld
from parity.store import expected, scans, shows
from parity.store.missing_log import missing_today
from parity.store.scans import ScanRow
from parity.store.schema import metadata

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        """Move on: `on(days=1)`."""
        self.at += timedelta(**span)


@dataclass
class Household:
    """The worlds, their faults, the clock, and the house between them."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    tmdb: TmdbWorld = field(default_factory=TmdbWorld)
    plex: PlexWorld = field(default_factory=PlexWorld)
    tmdb_faults: Faults = field(default_factory=Faults)
    plex_faults: Faults = field(default_factory=Faults)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self._plex = serve(plex_app(self.plex, self.plex_faults))
        self._tmdb = serve(tmdb_app(self.tmdb, self.tmdb_faults))
        self.house = self.move_in(self.folder)

    def move_in(self, folder: Path) -> House:
        """A house over the same worlds with an empty (or its own former) data folder."""
        folder.mkdir(parents=True, exist_ok=True)
        house = build_house(
            {
                "PARITY_DATA_DIR": str(folder),
                "PLEX_BASE_URL": self._plex.url,
                "PLEX_DISCOVER_URL": self._plex.url,
                "PLEX_TOKEN": self.plex.token,
                "TMDB_BASE_URL": f"{self._tmdb.url}/3",
                "TMDB_API_KEY": self.tmdb.v3_key,
                "TMDB_RATE": "2000",
                **self.environ,
            },
            self.clock,
        )
        metadata.create_all(house.database.engine)
        return house

    def close(self) -> None:
        """Everyone goes home."""
        self.house.database.close()
        self._plex.stop()
        self._tmdb.stop()

    def scan(self, mode: str = "full", *named: int, **wishes: object) -> ScanRow:
        """Run a scan to its end."""
        request = Request(mode, shows=named, **wishes)  # type: ignore[arg-type]
        return run_to_end(self.house, start(self.house, request), threading.Event())

    def slice(self, scan_id: int, seconds: float = 20.0) -> bool:
        """Run one slice of a scan."""
        return run_slice(self.house, scan_id, seconds, threading.Event())

    def rows(self, title: str) -> list[Gap]:
        """What is kept of a show's expected episodes."""
        with self.house.database.reading() as connection:
            found = {row.id: row for row in shows.every(connection) if row.title == title}
            (show_id,) = found
            return expected.of_shows(connection, [show_id])[show_id]

    def missing(self, title: str | None = None) -> list[str]:
        """Codes of what is missing today; with the title in front when no title is given."""
        today = self.house.today()
        query = expected_with_titles(today)
        with self.house.database.reading() as connection:
            found = [(t, Number(s, n).code) for t, s, n in connection.execute(query)]
        if title is not None:
            return [code for t, code in found if t == title]
        return [f"{t} {code}" for t, code in found]

    def upcoming(self, title: str) -> list[str]:
        """Codes of dated episodes that are still to become due."""
        today = self.house.today()
        return [Number(g.season, g.number).code for g in self.rows(title) if g.upcoming(today)]

    def state(self, title: str) -> str:
        """The word for a show."""
        row = self.show(title)
        today = self.house.today()
        ignored = row.ignored_by is not None and (row.ignored_until is None or today <= row.ignored_until)
        return state_of("ignored" if ignored and row.standing == "matched" else row.standing, len(self.missing(title)), row.checked_at is not None)

    def show(self, title: str) -> shows.ShowRow:
        """The one kept show of a title."""
        with self.house.database.reading() as connection:
            (row,) = [row for row in shows.every(connection) if row.title == title]
        return row

    def troubles(self, scan: ScanRow) -> list[tuple[str, str]]:
        """What went wrong in a scan, by title."""
        with self.house.database.reading() as connection:
            return scans.troubles(connection, scan.id)


def expected_with_titles(today: date):  # type: ignore[no-untyped-def]
    """Everything missing, by title and number."""
    from sqlalchemy import select

    from parity.store.schema import expected as e
    from parity.store.schema import shows as s

    query = select(s.c.title, e.c.season, e.c.number).select_from(e.join(s, s.c.id == e.c.show_id))
    return query.where(missing_today(today)).order_by(s.c.title, e.c.season, e.c.number)
