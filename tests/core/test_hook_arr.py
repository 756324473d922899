"""What Sonarr and Radarr post is read in every shape that any version of them sends."""

from collections.abc import Mapping
from typing import Any

import pytest

from parity.core.hook_arr import read_arr
from parity.core.hook_body import Unreadable
from parity.core.ids import ExternalIds
from parity.core.told import Touched, read_told, write_told

SERIES = {
    "id": 1,
    "title": "Westworld",
    "titleSlug": "westworld",
    "path": "/tv/Westworld",
    "tvdbId": 296762,
    "tvMazeId": 0,
    "tmdbId": 63247,
    "imdbId": "tt0475784",
    "type": "standard",
    "year": 2016,
}
MOVIE = {
    "id": 1,
    "title": "Interstellar",
    "year": 2014,
    "folderPath": "/movies/Interstellar (2014)",
    "tmdbId": 157336,
    "imdbId": "tt0816692",
}
WESTWORLD = ExternalIds(("tt0475784",), (63247,), (296762,))


def episode(number: int, season: int = 1) -> dict[str, Any]:
    """An episode, as Sonarr names it."""
    return {"id": number, "episodeNumber": number, "seasonNumber": season, "title": "…", "tvdbId": 0}


def file_of(number: int, folder: str = "/tv/Westworld") -> dict[str, Any]:
    """A file, as Sonarr names it."""
    within = f"Season 1/Westworld.S01E{number:02}.mkv"
    return {"id": number, "relativePath": within, "path": f"{folder}/{within}", "size": 123, "sourcePath": "/dl/x.mkv"}


def sonarr(event: str, **more: Any) -> dict[str, Any]:
    """A message of Sonarr."""
    return {"eventType": event, "instanceName": "Sonarr", "applicationUrl": "", "series": SERIES, **more}


def radarr(event: str, **more: Any) -> dict[str, Any]:
    """A message of Radarr."""
    remote = {"tmdbId": 157336, "imdbId": "tt0816692", "title": "Interstellar", "year": 2014}
    return {"eventType": event, "instanceName": "Radarr", "movie": MOVIE, "remoteMovie": remote, **more}


def paths(message: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What came and what went."""
    touched = read_arr(message).touched
    return [one.path for one in touched if not one.gone], [one.path for one in touched if one.gone]


E1, E2 = (f"/tv/Westworld/Season 1/Westworld.S01E0{number}.mkv" for number in (1, 2))
FILM = "/movies/Interstellar (2014)/Interstellar.mkv"


# What was imported


def test_one_file_came() -> None:
    told = read_arr(sonarr("Download", episodes=[episode(1)], episodeFile=file_of(1), isUpgrade=False))
    assert (told.kind, told.event, told.upgrade) == ("sonarr", "Download", False)
    assert told.touched == (Touched(E1),)
    assert told.ids == WESTWORLD
    assert told.numbers == ((1, 1),)
    assert told.said == "Westworld S01E01 was imported."


def test_the_other_shape_of_download_tells_all_files_of_an_import() -> None:
    message = sonarr(
        "Download",
        episodes=[episode(1), episode(2), episode(3), episode(4)],
        episodeFiles=[file_of(1), file_of(2)],
        fileCount=2,
        sourcePath="/dl/Westworld.S01",
        destinationPath="/tv/Westworld/Season 1",
    )
    told = read_arr(message)
    assert paths(message) == ([E1, E2], [])
    assert told.said == "Westworld S01E01, S01E02, S01E03 and 1 more were imported."


def test_an_import_without_files_names_its_folder() -> None:
    message = sonarr("Download", episodeFiles=[], destinationPath="/tv/Westworld/Season 1/")
    assert read_arr(message).touched == (Touched("/tv/Westworld/Season 1", folder=True),)
    assert read_arr(sonarr("Download")).touched == (Touched("/tv/Westworld", folder=True),)


def test_what_an_upgrade_replaces_is_gone_unless_it_has_the_same_name() -> None:
    old = {"relativePath": "Season 1/old.avi", "path": "/tv/Westworld/Season 1/old.avi", "recycleBinPath": "/bin/old"}
    message = sonarr("Download", episodeFile=file_of(1), isUpgrade=True, deletedFiles=[old, file_of(1)])
    assert paths(message) == ([E1], ["/tv/Westworld/Season 1/old.avi"])
    assert read_arr(message).upgrade
    assert "in the place of an older file" in read_arr(message).said


def test_old_versions_tell_only_where_within_the_folder() -> None:
    bare = {"relativePath": "Season 1/Westworld.S01E01.mkv"}
    assert paths(sonarr("Download", episodeFile=bare)) == ([E1], [])
    assert paths(radarr("Download", movieFile={"relativePath": "Interstellar.mkv"})) == ([FILM], [])
    windows = {**SERIES, "path": "D:\\TV\\Westworld"}
    there = sonarr("Download", episodeFile={"relativePath": "Season 1\\a.mkv"}) | {"series": windows}
    assert paths(there) == (["D:\\TV\\Westworld\\Season 1\\a.mkv"], [])


def test_a_film_came() -> None:
    told = read_arr(radarr("Download", movieFile={"id": 3, "relativePath": "x", "path": FILM}, isUpgrade=False))
    assert (told.kind, told.touched) == ("radarr", (Touched(FILM),))
    assert told.ids == ExternalIds(("tt0816692",), (157336,))
    assert told.said == "Interstellar was imported."


def test_a_very_old_radarr_names_the_film_s_file_alone() -> None:
    message = {"eventType": "Download", "movie": {"title": "Interstellar", "filePath": FILM}}
    assert read_arr(message).touched == (Touched(FILM),)


# What has another name, and what went


def test_of_what_was_renamed_the_old_place_and_the_new_one_count() -> None:
    moved = {
        "previousRelativePath": "Season 1/a.mkv",
        "previousPath": "/tv/Westworld (2016)/Season 1/a.mkv",
        "relativePath": "Season 1/Westworld.S01E01.mkv",
        "path": E1,
    }
    assert paths(sonarr("Rename", renamedEpisodeFiles=[moved])) == ([E1], ["/tv/Westworld (2016)/Season 1/a.mkv"])
    within = {"previousRelativePath": "a.mkv", "relativePath": "b.mkv"}
    film = radarr("Rename", renamedMovieFiles=[within])
    assert paths(film) == (["/movies/Interstellar (2014)/b.mkv"], ["/movies/Interstellar (2014)/a.mkv"])


def test_two_that_change_their_names_are_both_there() -> None:
    swap = [{"previousPath": "/tv/a.mkv", "path": "/tv/b.mkv"}, {"previousPath": "/tv/b.mkv", "path": "/tv/a.mkv"}]
    assert paths(sonarr("Rename", renamedEpisodeFiles=swap)) == (["/tv/b.mkv", "/tv/a.mkv"], [])


def test_a_rename_that_names_no_file_is_about_the_folder() -> None:
    assert read_arr(sonarr("Rename")).touched == (Touched("/tv/Westworld", folder=True),)


def test_a_file_went() -> None:
    for reason in ("manual", "missingFromDisk", "noLinkedEpisodes"):
        message = sonarr("EpisodeFileDelete", episodes=[episode(1)], episodeFile=file_of(1), deleteReason=reason)
        assert paths(message) == ([], [E1])
    assert paths(radarr("MovieFileDelete", movieFile={"path": FILM}, deleteReason="manual")) == ([], [FILM])


def test_what_makes_way_for_a_better_file_is_told_with_that_one() -> None:
    message = sonarr("EpisodeFileDelete", episodeFile=file_of(1), deleteReason="upgrade")
    assert read_arr(message).touched == ()
    assert read_arr(radarr("MovieFileDelete", movieFile={"path": FILM}, deleteReason="Upgrade")).touched == ()


@pytest.mark.parametrize("deleted", [True, False])
def test_a_show_or_film_that_left_the_list_is_gone_only_with_its_files(deleted: bool) -> None:
    show = read_arr(sonarr("SeriesDelete", deletedFiles=deleted)).touched
    film = read_arr(radarr("MovieDelete", deletedFiles=deleted, movieFolderSize=1)).touched
    assert show == ((Touched("/tv/Westworld", True, True),) if deleted else ())
    assert film == ((Touched("/movies/Interstellar (2014)", True, True),) if deleted else ())


# What is heard and no more


@pytest.mark.parametrize(
    "event",
    ["Test", "Grab", "SeriesAdd", "Health", "HealthRestored", "ApplicationUpdate", "ManualInteractionRequired", "New"],
)
def test_other_events_are_heard(event: str) -> None:
    told = read_arr(sonarr(event, episodes=[episode(1)]) | {"series": {**SERIES, "path": "C:\\testpath"}})
    assert (told.touched, told.item, told.event) == ((), None, event)


def test_what_is_about_nothing_is_of_whom_it_says_it_is() -> None:
    assert read_arr({"eventType": "Health", "instanceName": "Radarr 4K", "level": "warning"}).kind == "radarr"
    assert read_arr({"eventType": "Health", "instanceName": "TV"}).kind == "sonarr"


def test_music_and_books_are_heard() -> None:
    lidarr = {"eventType": "Download", "artist": {"path": "/music/A"}, "trackFiles": [{"path": "/music/A/1.flac"}]}
    readarr = {"eventType": "Download", "author": {"path": "/books/A"}, "bookFiles": [{"path": "/books/A/1.epub"}]}
    for message in (lidarr, readarr):
        assert read_arr(message).touched == ()


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "Download",
        {},
        {"eventType": 7},
        {"eventType": "Download"},
        {"eventType": "Download", "series": {"title": "x"}, "episodeFile": {"path": "/a\x00b"}},
        {"eventType": "Download", "series": {"path": ""}, "episodeFile": {"relativePath": "a.mkv"}},
        {"eventType": "SeriesDelete", "series": {"title": "x"}, "deletedFiles": True},
        {"eventType": "Download", "movie": {"folderPath": "\ud800"}},
    ],
)
def test_what_none_of_them_sends_is_refused(message: object) -> None:
    with pytest.raises(Unreadable):
        read_arr(message)


def test_nobody_leads_out_of_the_folder_by_a_relative_path() -> None:
    with_dots = sonarr("Download", episodeFile={"relativePath": "../../etc/x.mkv"})
    assert read_arr(with_dots).touched == (Touched("/tv/Westworld", folder=True),)


def test_what_is_kept_of_a_message_is_what_was_read() -> None:
    told = read_arr(sonarr("Download", episodes=[episode(1)], episodeFile=file_of(1), isUpgrade=True))
    kept = read_told(write_told(told))
    assert (kept.kind, kept.event, kept.said, kept.touched, kept.upgrade) == (
        told.kind,
        told.event,
        told.said,
        told.touched,
        True,
    )
