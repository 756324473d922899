"""One household for many complaints: each has a season of its own to arrive in, and leaves no trace for the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Table, delete

from parity.demo.plex_news import Habits
from parity.store import libraries
from parity.store.refreshes import RefreshRow
from parity.store.schema import arrivals, heals, path_rules, players, refresh_arrivals, refreshes
from tests.actions.arriving import Arriving
from tests.actions.neighbours import Neighbour

SHOW = "/media/TV/Harbour Lights (2010)"
SEASONS, EPISODES = 26, 3
USUAL = {
    "PARITY_REFRESH_AGE": "2",
    "PARITY_REFRESH_AGES": "",
    "PARITY_REFRESH_IGNORE": "",
    "PARITY_GRACE_DAYS": "0",
    "PARITY_HOLD_WHILE_PLAYING": "",
    "PARITY_REFRESH_CHECK_FILES": "",
    "PARITY_REFRESH_ANCHORS": "",
    "PARITY_REFRESH_METADATA": "",
    "PARITY_EMPTY_TRASH": "",
    "PARITY_EMPTY_TRASH_MOST": "",
}
_TRACES: tuple[Table, ...] = (refresh_arrivals, refreshes, arrivals, heals, players, path_rules)


@dataclass
class Complaining(Arriving):
    """A show of many seasons, of which Plex has the first; folders rest two seconds."""

    seasons: Iterator[int] = field(default_factory=lambda: iter(range(2, SEASONS + 1)))
    """Those of which nothing is there yet, each for one complaint."""

    @classmethod
    def begun(cls, folder: Path) -> "Complaining":
        """Everything is there, and scanned once."""
        home = cls(folder, dict(USUAL))
        home.broadcast(700, "Harbour Lights", dict.fromkeys(range(1, SEASONS + 1), EPISODES))
        home.own("Harbour Lights", 700, {1: range(1, EPISODES + 1)})
        home.library("TV-4k")
        home.scan("full")
        home.plex.set_scan_seconds(1)
        return home

    def file(self, season: int, number: int = 1, what: str = "") -> str:
        """A file of an episode, as Plex calls it."""
        return f"{self.folder_of(season)}/Harbour Lights - S{season:02}E{number:02}{what}.mkv"

    def folder_of(self, season: int) -> str:
        """The folder of a season."""
        return f"{SHOW}/Season {season:02}"

    def came(self, *paths: str, section: int = 1) -> tuple[str, ...]:
        """Files lie on the disk of Plex, and nobody tells."""
        for path in paths:
            self.plex.put_file(section, path)
        return paths

    def there(self, season: int, *numbers: int) -> bool:
        """Whether these episodes are not missing any more."""
        missing = self.lacks("Harbour Lights")
        return not any(f"S{season:02}E{number:02}" in missing for number in numbers)

    def row(self) -> RefreshRow:
        """The only folder that was told."""
        (found,) = self.folders()
        return found

    def forget(self, neighbour: Neighbour) -> None:
        """As if this server had never been there."""
        neighbour.keep(followed=False, address=None, token=None)
        with self.house.database.writing() as connection:
            for row in libraries.of_server(connection, neighbour.id):
                libraries.forget(connection, row.id)
        self.scan("incremental")
        neighbour.move_out()

    def tidy(self) -> None:
        """As at first, but for what Plex has meanwhile."""
        self.mend()
        self.plex.restart()
        self.plex.habits = Habits(scan_seconds=1)
        for noted in (self.plex.refreshes, self.plex.analyzed, self.plex.item_refreshes, self.plex.emptied):
            noted.clear()
        with self.house.database.writing() as connection:
            for table in _TRACES:
                connection.execute(delete(table))
        if {name: self.environ[name] for name in USUAL} != USUAL:
            self.restart(**USUAL)
