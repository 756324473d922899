"""Sonarr and Radarr beside a household: the settings lead to both."""

from parity.core.downloaded import Source
from parity.demo.arr_standin import create_app
from parity.demo.arr_world import ArrWorld
from parity.demo.faults import Fault, Faults
from tests.actions.doorways import Doorway
from tests.actions.household import Household


class Downloads:
    """The worlds of both, and their faults."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.sonarr, self.radarr = ArrWorld("sonarr"), ArrWorld("radarr")
        self.faults: dict[Source, Faults] = {"sonarr": Faults(), "radarr": Faults()}
        self._doorways = [Doorway.of(create_app(w, self.faults[w.program])) for w in (self.sonarr, self.radarr)]
        self.sonarr.key, self.radarr.key = "the-key-of-sonarr", "the-key-of-radarr"
        self.environ = {
            "SONARR_URL": self._doorways[0].url,
            "SONARR_API_KEY": self.sonarr.key,
            "RADARR_URL": self._doorways[1].url,
            "RADARR_API_KEY": self.radarr.key,
        }
        household.restart(**self.environ)

    def import_show(self, title: str, *files: str, root: str = "/data/tv", **facts: object) -> int:
        """A show of Sonarr's with these files in its folder."""
        return self._import(self.sonarr, title, files, root, facts)

    def import_film(self, title: str, *files: str, root: str = "/data/films", **facts: object) -> int:
        """A film of Radarr's with these files in its folder."""
        return self._import(self.radarr, title, files, root, facts)

    def fails(self, source: Source, kind: str, path: str = "", **more: object) -> Fault:
        """From now on it answers so."""
        return self.faults[source].add(Fault(kind, path, **more))  # type: ignore[arg-type]

    def close(self) -> None:
        """Nobody lives there any more."""
        for doorway in self._doorways:
            doorway.move_out()

    def _import(self, world: ArrWorld, title: str, files: tuple[str, ...], root: str, facts: dict[str, object]) -> int:
        number = world.add_item(title, f"{root}/{title}", **facts)
        for file in files:
            world.put_file(number, file)
        return number
