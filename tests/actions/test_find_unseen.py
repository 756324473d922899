"""What Sonarr and Radarr have and Plex does not: only what is known not to be there is said not to be."""

from collections.abc import Iterator

import pytest

from parity.actions.find_unseen import find_unseen
from parity.demo.plex_records import Media
from parity.store import unseen_files
from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.actions.unseen_scene import FIREFLY, SHINDIG, UnseenScene


@pytest.fixture
def scene(household: Household) -> Iterator[UnseenScene]:
    made = UnseenScene(household)
    yield made
    made.downloads.close()


def test_a_file_that_plex_does_not_show_is_found(scene: UnseenScene) -> None:
    looked = scene.look()
    assert (looked.outcome, looked.files, looked.undecided, looked.strange) == ("looked", 2, 0, ())
    (row,) = looked.unseen
    assert (row.source, row.path, row.title, row.season, row.number) == ("sonarr", SHINDIG, "Firefly", 1, 6)
    assert (row.section_key, row.folder) == ("1", "/media/tv/Firefly/Season 01")
    assert row.sentence == "TV on Demo Server does not have this file."
    assert scene.unseen() == [SHINDIG]
    assert scene.look().unseen == (row,)


def test_what_plex_has_by_now_needs_no_scan_to_be_believed(scene: UnseenScene) -> None:
    assert scene.found() == [SHINDIG]
    scene.add(6)
    assert scene.found() == []


def test_another_version_of_an_item_is_there_too(scene: UnseenScene) -> None:
    fault = scene.forgetful()
    assert scene.found() == [SHINDIG]
    first = scene.add(5)
    scene.home.plex.add_media(first, "/media/tv/Firefly/Season 01/Firefly - S01E06.mkv")
    assert scene.found() == []
    assert fault.struck > 0


def test_a_version_in_a_folder_of_its_own_is_found_by_the_ids_of_its_show(scene: UnseenScene) -> None:
    scene.forgetful()
    best = "/data/tv/UHD Firefly/Firefly - S01E07.mkv"
    scene.downloads.import_show("UHD Firefly", best, tvdb_id=78874)
    assert scene.found() == [SHINDIG, best]
    scene.home.plex.add_media(scene.add(7, "/media/tv/F"), "/media/tv/UHD Firefly/Firefly - S01E07.mkv")
    assert scene.found() == [SHINDIG]


def test_what_lies_in_the_trash_is_not_there(scene: UnseenScene) -> None:
    key = scene.add(6)
    assert scene.found() == []
    scene.home.plex.trash_episode(key)
    assert scene.found() == [SHINDIG]


def test_case_and_accents_are_no_difference(scene: UnseenScene) -> None:
    scene.downloads.import_show("Caf\u00e9", "Season 01/CAFE\u0301 - S01E01.mkv")
    show = scene.home.plex.add_show(1, "Café", folder="/media/tv/Cafe\u0301")
    scene.home.plex.add_episode(show, 1, 1, file="/media/tv/Cafe\u0301/season 01/Caf\u00e9 - S01E01.mkv")
    assert scene.found() == [SHINDIG]


def test_a_folder_that_belongs_to_no_library_is_named_and_nothing_said_of_its_files(scene: UnseenScene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", "S01E02.mkv", root="/data/anime")
    scene.downloads.import_show("Monster", "S01E01.mkv", root="/data/anime")
    looked = scene.look()
    assert [row.path for row in looked.unseen] == [SHINDIG] == scene.unseen()
    (strange,) = looked.strange
    assert strange.path == "/data/anime"
    assert strange.sentence.startswith("No library that is followed holds /data/anime, where Sonarr has 3 files: add")
    with scene.home.house.database.reading() as connection:
        assert unseen_files.strange_folders(connection) == [strange]


def test_a_library_that_was_made_meanwhile_is_asked_for(scene: UnseenScene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/media/tv-4k")
    assert [row.path for row in scene.look().strange] == ["/media/tv-4k"]
    scene.home.plex.sections[1].locations.append("/media/tv-4k")
    assert scene.found() == ["/media/tv-4k/Bleach/S01E01.mkv", SHINDIG]


def test_films_are_compared_with_the_files_of_radarr(scene: UnseenScene) -> None:
    section = scene.home.library("Films", type="movie", agent="tv.plex.agents.movie", locations=["/data/films"])
    scene.home.plex.add_movie(section, "Serenity", 2005, files=["/data/films/Serenity/Serenity.mkv"])
    scene.home.scan()
    scene.downloads.import_film("Serenity", "Serenity.mkv")
    scene.downloads.import_film("Much Ado", "Much Ado.mkv", tmdb_id=7)
    assert [row.path for row in scene.look("radarr").unseen] == ["/data/films/Much Ado/Much Ado.mkv"]
    assert scene.found() == [SHINDIG, "/data/films/Much Ado/Much Ado.mkv"]


def test_one_server_that_shows_it_is_enough(scene: UnseenScene, barn: Neighbour) -> None:
    barn.keep()
    section = barn.world.add_section("Shows", locations=["/data/tv"])
    scene.home.scan()
    assert [row.machine_id for row in scene.look().unseen] == [scene.home.plex.machine_identifier]
    show = barn.world.add_show(section, "Firefly", folder="/data/tv/Firefly")
    barn.world.add_episode(show, 1, 6, file=SHINDIG)
    assert scene.found() == []


# -- who does not know says nothing


@pytest.mark.parametrize(("kind", "path"), [("html", "/series"), ("truncated", "/episodefile"), ("status", "")])
def test_an_answer_that_is_none_changes_nothing(scene: UnseenScene, kind: str, path: str) -> None:
    assert scene.found() == [SHINDIG]
    scene.add(6)
    scene.downloads.fails("sonarr", kind, path)
    looked = scene.look()
    assert looked.outcome == "silent"
    assert looked.sentence.startswith("Sonarr: ")
    assert scene.unseen() == [SHINDIG]


def test_a_part_of_an_answer_changes_nothing(scene: UnseenScene) -> None:
    assert scene.found() == [SHINDIG]
    scene.downloads.sonarr.set_item(scene.item, files={}, linked=2)
    assert (scene.look().outcome, scene.unseen()) == ("silent", [SHINDIG])
    scene.downloads.sonarr.set_item(scene.item, linked=0)
    assert (scene.look().outcome, scene.unseen()) == ("looked", [])


def test_numbers_that_do_not_come_are_left_out(scene: UnseenScene) -> None:
    scene.downloads.fails("sonarr", "status", "/episode$")
    assert [(row.path, row.season, row.number) for row in scene.look().unseen] == [(SHINDIG, 1, None)]


def test_a_refused_key_is_told_and_changes_nothing(scene: UnseenScene) -> None:
    assert scene.found() == [SHINDIG]
    scene.downloads.sonarr.set_key("another")
    looked = scene.look()
    assert (looked.outcome, scene.unseen()) == ("refused", [SHINDIG])
    assert "the-key-of-sonarr" not in looked.sentence


def test_one_that_is_not_set_up_is_left_alone(scene: UnseenScene) -> None:
    scene.home.restart(RADARR_URL="", SONARR_API_KEY="")
    looked = find_unseen(scene.home.house, scene.home.stop)
    assert [one.outcome for one in looked] == ["not set up", "not set up"]


@pytest.mark.parametrize("state", ["held", "failed", "silent"])
def test_a_library_that_is_not_known_well_says_nothing(scene: UnseenScene, state: str) -> None:
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


def test_a_server_that_gives_no_answer_now_is_no_server_without_the_file(scene: UnseenScene) -> None:
    scene.home.plex_fails("status", "/library/sections/")
    looked = scene.look()
    assert (looked.outcome, looked.unseen, looked.undecided) == ("looked", (), 1)
    assert len(looked.silent) == 1
    assert scene.unseen() == []


def test_a_server_that_names_no_files_says_nothing_of_files(scene: UnseenScene) -> None:
    for episode in scene.home.plex.episodes[scene.show]:
        scene.home.plex.set_episode(episode, touch=True, media=[Media(1, [])])
    scene.home.scan("full")
    looked = scene.look()
    assert (looked.unseen, looked.undecided) == ((), 2)
