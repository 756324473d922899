"""A Sonarr that has more than Plex shows, and what Parity says of it."""

from parity.actions.find_unseen import Looked, find_unseen
from parity.core.downloaded import Source
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.store import libraries, path_rules, unseen_files
from tests.actions.downloads import Downloads
from tests.actions.household import Household

FIREFLY = "/data/tv/Firefly/Season 01/Firefly - S01E0{}.mkv"
SHINDIG = FIREFLY.format(6)


class UnseenScene:
    """Sonarr has two episodes of Firefly below /data/tv, which Plex calls /media/tv; Plex has the first of them."""

    def __init__(self, household: Household) -> None:
        self.home = household
        self.downloads = Downloads(household)
        section = household.library("TV", locations=["/media/tv"])
        self.show = household.plex.add_show(section, "Firefly", guids=["tvdb://78874"], folder="/media/tv/Firefly")
        self.add(1)
        household.scan()
        self.item = self.downloads.import_show("Firefly", FIREFLY.format(1), SHINDIG, tvdb_id=78874)
        self.rule("/data/tv", "/media/tv")

    def add(self, number: int, folder: str = "/media/tv/Firefly/Season 01") -> int:
        """Plex has this one too, though Parity has not listed it."""
        file = f"{folder}/Firefly - S01E0{number}.mkv"
        return self.home.plex.add_episode(self.show, 1, number, file=file)

    def rule(self, matches: str, becomes: str, source: str = "") -> None:
        with self.home.house.database.writing() as connection:
            server = self.home.plex.machine_identifier
            path_rules.add(connection, Rule("prefix", matches, becomes, source, server))

    def look(self, source: Source = "sonarr") -> Looked:
        (looked,) = find_unseen(self.home.house, self.home.stop, (source,))
        return looked

    def unseen(self) -> list[str]:
        """The paths that are kept."""
        with self.home.house.database.reading() as connection:
            return [row.path for row in unseen_files.files(connection)]

    def found(self) -> list[str]:
        """The same after a look at both."""
        find_unseen(self.home.house, self.home.stop)
        return self.unseen()

    def state(self, state: str) -> None:
        """Let the library of shows stand so."""
        with self.home.house.database.writing() as connection:
            (row,) = [one for one in libraries.of_server(connection, self.home.plex.machine_identifier)]
            libraries.set_state(connection, row.id, state, None)

    def forgetful(self) -> Fault:
        """Plex names nothing that came or changed lately."""
        return self.home.plex_fails("cut_page", query="sort=", rows=200)
