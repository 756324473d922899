"""A whole Parity over stand-ins, in one process: change the worlds, scan, and read what is missing."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_slice, run_to_end
from parity.bootstrap import build_house
from parity.core.gaps import Gap
from parity.core.numbering import Number
from parity.core.shapes import Episode, Show
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_standin import create_app as tmdb_app
from parity.demo.tmdb_world import TmdbWorld
from parity.demo.tvdb_standin import create_app as tvdb_app
from parity.demo.tvdb_world import TvdbWorld
from parity.store import episodes_view, expected, scans, shows, shows_view, summary_view
from tests.actions.doorways import Doorway
from tests.databases import furnish

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
LONG_AGO = date(1980, 1, 1)
Airing = int | Sequence[str | None] | Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What Parity says of a show: its word, why, and the codes of what is missing, by number, and upcoming, by day."""

    state: str = "complete"
    reason: str | None = None
    missing: tuple[str, ...] = ()
    upcoming: tuple[str, ...] = ()


@dataclass
class Clock:
    """A clock that stands until it is moved; with a `pace` it goes on by so much at every look."""

    at: datetime = NOON
    pace: timedelta = timedelta()

    def __call__(self) -> datetime:
        self.at += self.pace
        return self.at

    def on(self, **span: float) -> None:
        """Move on: `on(days=1)`."""
        self.at += timedelta(**span)

    def to(self, day: str) -> None:
        """Move to noon (UTC) of a day."""
        self.at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


class Impatient(threading.Event):
    """A stop that nobody sets: whoever waits for it to back off goes on at once."""

    def wait(self, timeout: float | None = None) -> bool:
        return self.is_set()


@dataclass
class Household:
    """The worlds, their faults, the clock, and the house between them.

    The owner has a key for TheTVDB only when it is built `with_tvdb`.
    """

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    tmdb: TmdbWorld = field(default_factory=TmdbWorld)
    plex: PlexWorld = field(default_factory=PlexWorld)
    tmdb_faults: Faults = field(default_factory=Faults)
    plex_faults: Faults = field(default_factory=Faults)
    tvdb: TvdbWorld = field(default_factory=TvdbWorld)
    tvdb_faults: Faults = field(default_factory=Faults)
    with_tvdb: bool = False
    clock: Clock = field(default_factory=Clock)
    stop: threading.Event = field(default_factory=Impatient)

    def __post_init__(self) -> None:
        self._plex = Doorway.of(plex_app(self.plex, self.plex_faults))
        self._tmdb = Doorway.of(tmdb_app(self.tmdb, self.tmdb_faults))
        self._tvdb = Doorway.of(tvdb_app(self.tvdb, self.tvdb_faults)) if self.with_tvdb else None
        self.tvdb.clock = lambda: self.clock.at.timestamp()
        self.environ = {
            "PLEX_BASE_URL": self._plex.url,
            "PLEX_DISCOVER_URL": self._plex.url,
            "PLEX_TOKEN": self.plex.token,
            "TMDB_BASE_URL": f"{self._tmdb.url}/3",
            "TMDB_IMAGE_URL": f"{self._tmdb.url}/t/p",
            "TMDB_API_KEY": self.tmdb.v3_key,
            "TMDB_RATE": "2000",
            **self._keys_of_tvdb(),
            **self.environ,
        }
        self.house = self.move_in(self.folder)

    def move_in(self, folder: Path) -> House:
        """A house over the same worlds with an empty (or its own former) data folder."""
        folder.mkdir(parents=True, exist_ok=True)
        house = build_house({"PARITY_DATA_DIR": str(folder), **self.environ}, self.clock)
        furnish(house.database)
        return house

    def restart(self, **environ: str) -> None:
        """Close the house and open it again over the same folder; `environ` are settings that changed meanwhile."""
        self.house.database.close()
        self.environ |= environ
        self.house = self.move_in(self.folder)

    def close(self) -> None:
        """Everyone goes home."""
        self.house.database.close()
        self._plex.move_out()
        self._tmdb.move_out()
        if self._tvdb is not None:
            self._tvdb.move_out()

    def _keys_of_tvdb(self) -> dict[str, str]:
        if self._tvdb is None:
            return {"TVDB_BASE_URL": "http://127.0.0.1:9/v4"}
        return {"TVDB_BASE_URL": f"{self._tvdb.url}/v4", "TVDB_API_KEY": self.tvdb.key}

    # -- the worlds

    def broadcast(self, tmdb_id: int, title: str, seasons: Mapping[int, Airing], **facts: object) -> int:
        """A show at TMDB. Episodes of a season: how many (all long ago), their dates from 1 on, or number to date."""
        self.tmdb.add_show(tmdb_id, title, **{"weight": 0, "first_air_date": "2010-01-01", **facts})
        for place, (season, airing) in enumerate(seasons.items()):
            self.tmdb.add_season(tmdb_id, season)
            for number, day in _dates(airing, LONG_AGO + timedelta(days=60 * place)).items():
                self.tmdb.add_episode(tmdb_id, season, number, day)
        return tmdb_id

    def own(
        self,
        title: str,
        tmdb_id: int | None,
        owned: Mapping[int, Iterable[int]],
        library: str = "TV",
        **facts: object,
    ) -> int:
        """A show in a Plex library, which is made when it is new, with one file an episode; its rating key."""
        guids = [] if tmdb_id is None else [f"tmdb://{tmdb_id}"]
        section = self.library(library)
        key = self.plex.add_show(section, title, **{"year": 2010, "guids": guids, **facts})  # type: ignore[arg-type]
        for season, numbers in owned.items():
            for number in numbers:
                self.plex.add_episode(key, season, number)
        self.plex.settle(key)
        return key

    def library(self, title: str, **facts: object) -> int:
        """The section of this title, made when it is new."""
        try:
            return self.plex.find_section(title)
        except LookupError:
            return self.plex.add_section(title, **facts)  # type: ignore[arg-type]

    def tmdb_fails(self, kind: str, path: str = "/tv/", **more: object) -> Fault:
        """From now on TMDB answers so."""
        return self.tmdb_faults.add(Fault(kind, path, **more))  # type: ignore[arg-type]

    def tvdb_fails(self, kind: str, path: str = "/series/", **more: object) -> Fault:
        """From now on TheTVDB answers so."""
        return self.tvdb_faults.add(Fault(kind, path, **more))  # type: ignore[arg-type]

    def plex_fails(self, kind: str, path: str = "", **more: object) -> Fault:
        """From now on Plex answers so."""
        return self.plex_faults.add(Fault(kind, path, **more))  # type: ignore[arg-type]

    def mend(self) -> None:
        """All answer well again."""
        self.plex_faults.clear()
        self.tvdb_faults.clear()
        self.tmdb_faults.clear()

    def asked(self) -> int:
        """How many requests all have answered so far."""
        return self.plex.requests.total + self.tmdb.requests.total + self.tvdb.requests.total

    # -- scans

    def scan(self, mode: str = "full", *named: int, **wishes: object) -> scans.ScanRow:
        """Run a scan to its end, or to its rest."""
        request = Request(mode, shows=named, **wishes)  # type: ignore[arg-type]
        return run_to_end(self.house, start(self.house, request), self.stop)

    def slice(self, scan_id: int, seconds: float = 20.0) -> bool:
        """Run one slice of a scan."""
        return run_slice(self.house, scan_id, seconds, self.stop)

    def scan_row(self, scan_id: int) -> scans.ScanRow:
        """A scan as it stands."""
        with self.house.database.reading() as connection:
            row = scans.get(connection, scan_id)
        assert row is not None
        return row

    def troubles(self, scan: scans.ScanRow) -> list[tuple[str, str]]:
        """What went wrong in a scan, by title."""
        with self.house.database.reading() as connection:
            return scans.troubles(connection, scan.id)

    def notices(self) -> dict[str, str]:
        """What the owner is told, by what it is about."""
        with self.house.database.reading() as connection:
            return {n.about: n.sentence for n in summary_view.all_notices(connection)}

    # -- what Parity says

    def told(self, title: str) -> Told | None:
        """What is said of the one visible show of a title; None when there is none."""
        return self.everything_told().get(title)

    def everything_told(self) -> dict[str, Told]:
        """What is said of every visible show, by title."""
        missing, upcoming = self._by_show(self._missing()), self._by_show(self._upcoming())
        found = self.everything()
        told = {
            show.title: Told(show.state, show.reason, missing.get(show.show_id, ()), upcoming.get(show.show_id, ()))
            for show in found
        }
        assert len(told) == len(found), "two shows share a title"
        return told

    def listed(self, title: str) -> Show | None:
        """The one visible show of a title."""
        found = [show for show in self.everything() if show.title == title]
        assert len(found) <= 1, f"{len(found)} shows are called {title}"
        return found[0] if found else None

    def everything(self) -> tuple[Show, ...]:
        """All visible shows."""
        with self.house.database.reading() as connection:
            return shows_view.shows_listing(connection, self.house.today()).items

    def missing(self, title: str | None = None) -> list[str]:
        """Codes of what is missing today, by number; with the title in front when no title is given."""
        found = self._missing()
        if title is None:
            return [f"{e.title} {e.code}" for e in found]
        return [e.code for e in found if e.title == title]

    def upcoming(self, title: str) -> list[str]:
        """Codes of what is to come, by day."""
        return [e.code for e in self._upcoming() if e.title == title]

    def _missing(self) -> list[Episode]:
        with self.house.database.reading() as connection:
            found = episodes_view.missing(connection, self.house.today()).items
        return sorted(found, key=lambda e: (e.title, e.season, e.episode))

    def _upcoming(self) -> Sequence[Episode]:
        with self.house.database.reading() as connection:
            return episodes_view.upcoming(connection, self.house.today()).items

    @staticmethod
    def _by_show(episodes: Iterable[Episode]) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for episode in episodes:
            found[episode.show_id] = (*found.get(episode.show_id, ()), episode.code)
        return found

    def announced(self, title: str) -> list[str]:
        """Codes without a date, or with one that nobody believes."""
        today = self.house.today()
        return [Number(g.season, g.number).code for g in self.rows(title) if g.announced(today)]

    def rows(self, title: str) -> list[Gap]:
        """What is kept of a show's expected episodes."""
        show_id = self.show_id(title)
        with self.house.database.reading() as connection:
            return expected.of_shows(connection, [show_id])[show_id]

    def show_id(self, title: str) -> int:
        """Parity's id of the one show of a title."""
        return self.show(title).id

    def show(self, title: str) -> shows.ShowRow:
        """What is kept of the one show of a title; the visible one comes before others."""
        seen = self.listed(title)
        with self.house.database.reading() as connection:
            rows = [row for row in shows.every(connection) if row.title == title]
        (row,) = [row for row in rows if seen is None or row.id == seen.show_id]
        return row


def _dates(airing: Airing, first: date) -> dict[int, str | None]:
    if isinstance(airing, int):
        return {number: (first + timedelta(days=number)).isoformat() for number in range(1, airing + 1)}
    return dict(airing) if isinstance(airing, Mapping) else dict(enumerate(airing, 1))
