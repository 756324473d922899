"""What Sonarr and Radarr have and Plex does not: only what is known not to be there is said not to be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from parity.actions.find_unseen import Looked, compare_when_due, find_unseen
from parity.actions.refresh_library import NothingToScan, wait_until_done
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_to_end
from parity.actions.scan_unseen import scan_unseen
from parity.core.downloaded import Source
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.demo.plex_records import Media
from parity.store import libraries, path_rules, refreshes, unseen_files
from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour

FIREFLY = "/data/tv/Firefly/Season 01/Firefly - S01E0{}.mkv"
SHINDIG = FIREFLY.format(6)


class Scene:
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


@pytest.fixture
def scene(household: Household) -> Iterator[Scene]:
    made = Scene(household)
    yield made
    made.downloads.close()


def test_a_file_that_plex_does_not_show_is_found(scene: Scene) -> None:
    looked = scene.look()
    assert (looked.outcome, looked.files, looked.undecided, looked.strange) == ("looked", 2, 0, ())
    (row,) = looked.unseen
    assert (row.source, row.path, row.title, row.season, row.number) == ("sonarr", SHINDIG, "Firefly", 1, 6)
    assert (row.section_key, row.folder) == ("1", "/media/tv/Firefly/Season 01")
    assert row.sentence == "TV on Demo Server does not have this file."
    assert scene.unseen() == [SHINDIG]
    assert scene.look().unseen == (row,)


def test_what_plex_has_by_now_needs_no_scan_to_be_believed(scene: Scene) -> None:
    assert scene.found() == [SHINDIG]
    scene.add(6)
    assert scene.found() == []


def test_another_version_of_an_item_is_there_too(scene: Scene) -> None:
    fault = scene.forgetful()
    assert scene.found() == [SHINDIG]
    first = scene.add(5)
    scene.home.plex.add_media(first, "/media/tv/Firefly/Season 01/Firefly - S01E06.mkv")
    assert scene.found() == []
    assert fault.struck > 0


def test_a_version_in_a_folder_of_its_own_is_found_by_the_ids_of_its_show(scene: Scene) -> None:
    scene.forgetful()
    best = "/data/tv/UHD Firefly/Firefly - S01E07.mkv"
    scene.downloads.import_show("UHD Firefly", best, tvdb_id=78874)
    assert scene.found() == [SHINDIG, best]
    scene.home.plex.add_media(scene.add(7, "/media/tv/F"), "/media/tv/UHD Firefly/Firefly - S01E07.mkv")
    assert scene.found() == [SHINDIG]


def test_what_lies_in_the_trash_is_not_there(scene: Scene) -> None:
    key = scene.add(6)
    assert scene.found() == []
    scene.home.plex.trash_episode(key)
    assert scene.found() == [SHINDIG]


def test_case_and_accents_are_no_difference(scene: Scene) -> None:
    scene.downloads.import_show("Caf\u00e9", "Season 01/CAFE\u0301 - S01E01.mkv")
    show = scene.home.plex.add_show(1, "Café", folder="/media/tv/Cafe\u0301")
    scene.home.plex.add_episode(show, 1, 1, file="/media/tv/Cafe\u0301/season 01/Caf\u00e9 - S01E01.mkv")
    assert scene.found() == [SHINDIG]


def test_a_folder_that_belongs_to_no_library_is_named_and_nothing_said_of_its_files(scene: Scene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", "S01E02.mkv", root="/data/anime")
    scene.downloads.import_show("Monster", "S01E01.mkv", root="/data/anime")
    looked = scene.look()
    assert [row.path for row in looked.unseen] == [SHINDIG] == scene.unseen()
    (strange,) = looked.strange
    assert strange.path == "/data/anime"
    assert strange.sentence.startswith("No library that is followed holds /data/anime, where Sonarr has 3 files: add")
    with scene.home.house.database.reading() as connection:
        assert unseen_files.strange_folders(connection) == [strange]


def test_a_library_that_was_made_meanwhile_is_asked_for(scene: Scene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/media/tv-4k")
    assert [row.path for row in scene.look().strange] == ["/media/tv-4k"]
    scene.home.plex.sections[1].locations.append("/media/tv-4k")
    assert scene.found() == ["/media/tv-4k/Bleach/S01E01.mkv", SHINDIG]


def test_films_are_compared_with_the_files_of_radarr(scene: Scene) -> None:
    section = scene.home.library("Films", type="movie", agent="tv.plex.agents.movie", locations=["/data/films"])
    scene.home.plex.add_movie(section, "Serenity", 2005, files=["/data/films/Serenity/Serenity.mkv"])
    scene.home.scan()
    scene.downloads.import_film("Serenity", "Serenity.mkv")
    scene.downloads.import_film("Much Ado", "Much Ado.mkv", tmdb_id=7)
    assert [row.path for row in scene.look("radarr").unseen] == ["/data/films/Much Ado/Much Ado.mkv"]
    assert scene.found() == [SHINDIG, "/data/films/Much Ado/Much Ado.mkv"]


def test_one_server_that_shows_it_is_enough(scene: Scene, barn: Neighbour) -> None:
    barn.keep()
    section = barn.world.add_section("Shows", locations=["/data/tv"])
    scene.home.scan()
    assert [row.machine_id for row in scene.look().unseen] == [scene.home.plex.machine_identifier]
    show = barn.world.add_show(section, "Firefly", folder="/data/tv/Firefly")
    barn.world.add_episode(show, 1, 6, file=SHINDIG)
    assert scene.found() == []


# -- who does not know says nothing


@pytest.mark.parametrize(("kind", "path"), [("html", "/series"), ("truncated", "/episodefile"), ("status", "")])
def test_an_answer_that_is_none_changes_nothing(scene: Scene, kind: str, path: str) -> None:
    assert scene.found() == [SHINDIG]
    scene.add(6)
    scene.downloads.fails("sonarr", kind, path)
    looked = scene.look()
    assert looked.outcome == "silent"
    assert looked.sentence.startswith("Sonarr: ")
    assert scene.unseen() == [SHINDIG]


def test_a_part_of_an_answer_changes_nothing(scene: Scene) -> None:
    assert scene.found() == [SHINDIG]
    scene.downloads.sonarr.set_item(scene.item, files={}, linked=2)
    assert (scene.look().outcome, scene.unseen()) == ("silent", [SHINDIG])
    scene.downloads.sonarr.set_item(scene.item, linked=0)
    assert (scene.look().outcome, scene.unseen()) == ("looked", [])


def test_numbers_that_do_not_come_are_left_out(scene: Scene) -> None:
    scene.downloads.fails("sonarr", "status", "/episode$")
    assert [(row.path, row.season, row.number) for row in scene.look().unseen] == [(SHINDIG, 1, None)]


def test_a_refused_key_is_told_and_changes_nothing(scene: Scene) -> None:
    assert scene.found() == [SHINDIG]
    scene.downloads.sonarr.set_key("another")
    looked = scene.look()
    assert (looked.outcome, scene.unseen()) == ("refused", [SHINDIG])
    assert "the-key-of-sonarr" not in looked.sentence


def test_one_that_is_not_set_up_is_left_alone(scene: Scene) -> None:
    scene.home.restart(RADARR_URL="", SONARR_API_KEY="")
    looked = find_unseen(scene.home.house, scene.home.stop)
    assert [one.outcome for one in looked] == ["not set up", "not set up"]


@pytest.mark.parametrize("state", ["held", "failed", "silent"])
def test_a_library_that_is_not_known_well_says_nothing(scene: Scene, state: str) -> None:
    scene.state(state)
    looked = scene.look()
    assert (looked.unseen, looked.undecided, scene.unseen()) == ((), 2, [])
    scene.state("ok")
    assert scene.found() == [SHINDIG]
    scene.state(state)
    scene.downloads.sonarr.put_file(scene.item, FIREFLY.format(7))
    assert (scene.look().undecided, scene.unseen()) == (3, [SHINDIG])


def test_a_library_that_was_never_listed_says_nothing(household: Household) -> None:
    downloads = Downloads(household)
    household.library("TV", locations=["/data/tv"])
    household.plex_fails("status", "/all")
    household.scan()
    household.mend()
    downloads.import_show("Firefly", SHINDIG)
    (looked,) = find_unseen(household.house, household.stop, ("sonarr",))
    assert (looked.outcome, looked.unseen, looked.undecided) == ("looked", (), 1)
    downloads.close()


def test_a_server_that_gives_no_answer_now_is_no_server_without_the_file(scene: Scene) -> None:
    scene.home.plex_fails("status", "/library/sections/")
    looked = scene.look()
    assert (looked.outcome, looked.unseen, looked.undecided) == ("looked", (), 1)
    assert len(looked.silent) == 1
    assert scene.unseen() == []


def test_a_server_that_names_no_files_says_nothing_of_files(scene: Scene) -> None:
    for episode in scene.home.plex.episodes[scene.show]:
        scene.home.plex.set_episode(episode, touch=True, media=[Media(1, [])])
    scene.home.scan("full")
    looked = scene.look()
    assert (looked.unseen, looked.undecided) == ((), 2)


# -- what is done about it


def test_one_click_scans_the_folder_on_every_server_that_should_have_it(scene: Scene) -> None:
    scene.look()
    ids = scan_unseen(scene.home.house, "sonarr", SHINDIG)
    assert scan_unseen(scene.home.house, "sonarr", SHINDIG) == ids
    with scene.home.house.database.reading() as connection:
        (row,) = refreshes.every_open(connection)
    assert ([row.id], row.folder, row.state) == (ids, "/media/tv/Firefly/Season 01", "waiting")
    assert [one.file for one in row.expects] == ["/media/tv/Firefly/Season 01/Firefly - S01E06.mkv"]


def test_what_is_not_on_the_list_is_not_scanned(scene: Scene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/data/anime")
    scene.look()
    for path, said in [(FIREFLY.format(1), "not on the list any more"), ("/data/anime", "No library that is followed")]:
        with pytest.raises(NothingToScan, match=said):
            scan_unseen(scene.home.house, "sonarr", path)


def test_a_rule_for_sonarr_alone_holds_for_its_files(scene: Scene) -> None:
    scene.rule("/data/anime", "/media/tv/anime", "sonarr")
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/data/anime")
    assert scene.found() == ["/data/anime/Bleach/S01E01.mkv", SHINDIG]
    (number,) = scan_unseen(scene.home.house, "sonarr", "/data/anime/Bleach/S01E01.mkv")
    with scene.home.house.database.reading() as connection:
        row = refreshes.get(connection, number)
    assert row is not None
    assert row.folder == "/media/tv/anime/Bleach"


def test_what_plex_was_seen_to_show_after_a_scan_leaves_the_list(scene: Scene) -> None:
    scene.look()
    (number,) = scan_unseen(scene.home.house, "sonarr", SHINDIG)
    scene.add(6)
    scene.home.clock.pace = timedelta(seconds=1)
    done = wait_until_done(scene.home.house, [number], 600, scene.home.stop)
    assert [row.state for row in done] == ["done"]
    assert scene.unseen() == []


def test_they_are_compared_every_six_hours_and_after_a_scan_that_listed_anything(scene: Scene) -> None:
    def asked() -> tuple[int, int]:
        compare_when_due(scene.home.house, scene.home.stop)
        both = (scene.downloads.sonarr, scene.downloads.radarr)
        return both[0].requests.kinds.get("series", 0), both[1].requests.kinds.get("movies", 0)

    assert [asked(), asked()] == [(1, 1), (1, 1)]
    assert scene.unseen() == [SHINDIG]
    scene.home.clock.on(hours=5)
    assert asked() == (1, 1)
    scene.home.scan()
    queued = start(scene.home.house, Request("full"))
    assert asked() == (1, 1)  # more may be listed in a moment
    run_to_end(scene.home.house, queued, scene.home.stop)
    assert [asked(), asked()] == [(2, 2), (2, 2)]
    scene.home.restart(SONARR_URL="")
    scene.home.clock.on(hours=6)
    assert asked() == (2, 3)


def test_they_are_not_compared_with_nothing(household: Household) -> None:
    downloads = Downloads(household)
    compare_when_due(household.house, household.stop)
    assert downloads.sonarr.requests.total == 0
    downloads.close()
