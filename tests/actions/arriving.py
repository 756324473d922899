"""A household in which files arrive: tell of them as a hook would, let time pass, and see what the lists become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parity.actions.advance import advance
from parity.actions.heal import begin_heal
from parity.actions.scan_run import run_slice
from parity.actions.spread import spread
from parity.core.told import Told, Touched
from parity.store import arrivals, heals, refreshes
from parity.store.arrivals import ArrivalRow
from parity.store.refreshes import RefreshRow
from tests.actions.household import Household

SHOW = "/media/TV/Harbour Lights (2010)"
STEP = 0.5  # seconds between two looks of the worker


def file_of(number: int, season: int = 1) -> str:
    """Where an episode of "Harbour Lights" lies."""
    return f"{SHOW}/Season {season:02}/Harbour Lights - S{season:02}E{number:02}.mkv"


@dataclass
class Arriving(Household):
    """A worker in slow motion: `live` does what its threads do, one look after the other."""

    def tell(
        self, *paths: str, gone: bool = False, source: str = "sonarr", upgrade: bool = False, folder: bool = False
    ) -> int:
        """Somebody says that these came, or are gone; the id of the message."""
        touched = tuple(Touched(path, folder=folder, gone=gone) for path in paths)
        told = Told("sonarr", "Download", "Something arrived", touched, upgrade=upgrade)
        with self.house.database.writing() as connection:
            return arrivals.add(connection, source, told, None, self.clock())

    def look(self) -> None:
        """One look of each thread of the worker."""
        spread(self.house, self.stop)
        with self.house.database.reading() as connection:
            due = refreshes.servers_at_work(connection, self.clock())
        for machine_id in due:
            advance(self.house, machine_id, self.stop)
        scan = begin_heal(self.house)
        while scan is not None and run_slice(self.house, scan, 20, self.stop):
            continue

    def live(self, seconds: float) -> None:
        """Let so much time pass, with a worker that looks twice a second."""
        for _ in range(int(seconds / STEP)):
            self.look()
            self.clock.on(seconds=STEP)
            self.plex.pass_time(STEP)

    def settle(self, most: float = 120) -> float:
        """Live until nothing is under way; how many seconds that took. Fails when it takes too long."""
        for steps in range(int(most / STEP)):
            self.look()
            if not self.under_way():
                return steps * STEP
            self.clock.on(seconds=STEP)
            self.plex.pass_time(STEP)
        raise AssertionError(f"after {most} s still under way: {self.folders()}")

    def under_way(self) -> bool:
        """Whether something is still to be done."""
        with self.house.database.reading() as connection:
            rows = [row for row in refreshes.every_open(connection) if row.state != "unmapped"]
            return bool(rows or heals.waiting(connection) or arrivals.fresh(connection))

    def lacks(self, title: str) -> tuple[str, ...]:
        """What is missing of a show that is known."""
        told = self.told(title)
        assert told is not None, title
        return told.missing

    def folders(self) -> list[RefreshRow]:
        """All rows, those that are open first."""
        with self.house.database.reading() as connection:
            return [*refreshes.every_open(connection), *refreshes.ended(connection, 100)]

    def message(self, arrival_id: int) -> ArrivalRow:
        """What became of a message."""
        with self.house.database.reading() as connection:
            row = arrivals.get(connection, arrival_id)
        assert row is not None
        return row

    def asked_scans(self) -> Sequence[tuple[int, str | None]]:
        """What Plex was asked to scan, in order."""
        return self.plex.asked_scans()


def harbour_lights(folder: Path, seasons: Mapping[int, int]) -> Arriving:
    """A house that has two episodes of "Harbour Lights", which has so many in its seasons. It was scanned once."""
    home = Arriving(folder, {"PARITY_REFRESH_AGE": "10", "PARITY_GRACE_DAYS": "0"})
    home.broadcast(700, "Harbour Lights", seasons)
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    home.scan("full")
    home.plex.set_scan_seconds(1)
    return home
