"""What people complained of because a path was taken for another one: here each goes to its own library."""

import pytest

from parity.core.hook_arr import read_arr
from parity.core.hook_path import read_paths
from parity.core.path_ignoring import is_ignored
from parity.core.paths import Aim, Place, Rule, aims
from parity.core.told import Told, Touched

NAS = "\\\\10.0.0.49\\Media\\Video\\TV\\Series\\"
TV = Place("m", "1", "show", "TV", ("/data/tv",))
TV_4K = Place("m", "2", "show", "TV 4K", ("/data/tv-4k",))
FILMS = Place("m", "3", "movie", "Films", ("/data/films",))
ALL = (TV, TV_4K, FILMS)


def aimed(told: Told | str, *rules: Rule, places: tuple[Place, ...] = ALL, source: str = "sonarr") -> list[Aim]:
    """What is scanned because of this message or file."""
    touched = (Touched(told),) if isinstance(told, str) else told.touched
    return [aim for one in touched for aim in aims(one, source, rules, places)]


def scanned(told: Told | str, *rules: Rule, places: tuple[Place, ...] = ALL) -> list[tuple[str, str]]:
    """The sections with the folders."""
    return [(aim.section_key, aim.folder) for aim in aimed(told, *rules, places=places)]


# -- autoscan


def test_autoscan_183_a_file_in_the_root_of_a_library_lets_all_of_it_be_scanned() -> None:
    (aim,) = aimed("/data/films/Alien (1979).mkv")
    assert (aim.section_key, aim.folder, aim.whole) == ("3", "/data/films", True)


def test_autoscan_145_a_slash_at_the_end_does_not_let_a_whole_library_be_scanned() -> None:
    assert scanned(read_paths(["/data/tv/Dark/"], [], "manual")) == [("1", "/data/tv/Dark")]
    slashed = Place("m", "1", "show", "TV", ("/data/tv/",))
    (aim,) = aimed("/data/tv/Dark/Season 1/1.mkv", Rule("prefix", "/data/tv/", "/data/tv/"), places=(slashed,))
    assert (aim.folder, aim.whole) == ("/data/tv/Dark/Season 1", False)


def test_autoscan_123_all_libraries_of_one_folder_are_scanned() -> None:
    twin = Place("m", "4", "show", "TV in German", ("/data/tv/",))
    assert scanned("/data/tv/Dark/1.mkv", places=(*ALL, twin)) == [("1", "/data/tv/Dark"), ("4", "/data/tv/Dark")]


def test_autoscan_101_a_library_whose_name_only_begins_alike_is_not_scanned() -> None:
    trash = Place("m", "5", "show", "Trash", ("/data/tv-trash",))
    assert scanned("/data/tv-trash/The Bachelor/1.mkv", places=(*ALL, trash)) == [("5", "/data/tv-trash/The Bachelor")]


def test_autoscan_121_a_name_is_ignored_wherever_it_stands_and_a_folder_with_all_below_it() -> None:
    ignored = ("@eaDir", "*.partial~", "/data/tv/.trash", "D:\\TV\\Trash", "Caf\u00e9")
    for path in (
        "/data/tv/@eadir/1.jpg",
        "/data/tv/Dark/1.mkv.partial~",
        "/data/tv/.trash/Dark/1.mkv",
        "d:/tv/trash/1.mkv",
        "/data/tv/cafe\u0301/1.mkv",
    ):
        assert is_ignored(path, ignored), path
    for path in ("/data/tv/Dark/eaDir.mkv", "/data/tv/.trash-4k/1.mkv", "/data/tv/Dark/1.mkv"):
        assert not is_ignored(path, ignored), path


# -- autopulse


def test_autopulse_333_132_590_the_download_folder_of_an_import_is_nothing_to_scan() -> None:
    file = {
        "relativePath": "Season 1/1.mkv",
        "path": "/data/tv/Dark/Season 1/1.mkv",
        "sourcePath": "/dl/complete/1.mkv",
    }
    series = {"title": "Dark", "path": "/data/tv/Dark"}
    whole = {
        "eventType": "Download",
        "series": series,
        "sourcePath": "/dl/complete",
        "destinationPath": "/data/tv/Dark",
    }
    one = {"eventType": "Download", "series": series, "episodeFile": file}
    misled = Rule("prefix", "/dl/complete", "/data/tv")
    for rules in ((), (misled,)):
        assert scanned(read_arr(one), *rules) == [("1", "/data/tv/Dark/Season 1")]
        assert scanned(read_arr(whole), *rules) == [("1", "/data/tv/Dark")]


@pytest.mark.parametrize(
    "told", [f"{NAS}30 Days (2005)\\Season 1\\1.mkv", "//10.0.0.49/media/Video/TV/Series/30 Days (2005)/Season 1/1.mkv"]
)
def test_autopulse_600_606_a_share_is_found_in_any_spelling(told: str) -> None:
    share = Place("m", "1", "show", "TV Series", (NAS,))
    assert scanned(told, places=(share,)) == [("1", f"{NAS}30 Days (2005)\\Season 1")]


def test_autopulse_150_only_the_library_that_holds_the_path_is_scanned() -> None:
    assert scanned("/data/films/Alien (1979)/Alien.mkv") == [("3", "/data/films/Alien (1979)")]
    inner = Place("m", "6", "show", "Children", ("/data/tv/children",))
    assert scanned("/data/tv/children/Bluey/1.mkv", places=(*ALL, inner)) == [("6", "/data/tv/children/Bluey")]
    assert scanned("/elsewhere/1.mkv") == []


# -- Metarr


def test_metarr_7_a_rule_for_a_folder_leaves_its_neighbour_alone() -> None:
    rule = Rule("prefix", "/media/tv", "/data/tv")
    assert scanned("/media/tv-4k/Dark/1.mkv", rule) == []
    assert scanned("/media/tv/Dark/1.mkv", rule) == [("1", "/data/tv/Dark")]


def test_metarr_8_both_separators_of_windows_are_understood_in_a_path_and_in_a_rule() -> None:
    for matches in ("D:\\TV", "D:/TV/", "d:\\tv"):
        for told in ("D:\\TV\\Dark\\S1\\1.mkv", "D:/TV/Dark/S1/1.mkv", "D:\\TV/Dark\\S1/1.mkv"):
            assert scanned(told, Rule("prefix", matches, "/data/tv")) == [("1", "/data/tv/Dark/S1")]


# -- Sonarr, MoviePilot, plex_autoscan


def test_sonarr_8414_no_separator_is_doubled_below_the_root_of_a_drive() -> None:
    drive = Place("m", "1", "show", "TV", ("S:\\",))
    unmounted = Rule("prefix", "\\\\nas\\TVshows\\", "S:\\")
    for told in ("S:\\Dark\\Season 1\\1.mkv", "S:\\\\Dark\\Season 1\\1.mkv", "\\\\nas\\TVshows\\Dark\\Season 1\\1.mkv"):
        (aim,) = aimed(told, unmounted, places=(drive,))
        assert (aim.folder, aim.file) == ("S:\\Dark\\Season 1", "S:\\Dark\\Season 1\\1.mkv")


def test_sonarr_1093_a_path_that_plex_calls_otherwise_is_never_sent_as_it_is() -> None:
    odin = Place("m", "1", "show", "TV", ("/mnt/odin/tv",))
    assert scanned("/tv/show/season/file.mkv", places=(odin,)) == []
    assert scanned("/tv/show/season/file.mkv", Rule("prefix", "/tv", "/mnt/odin/tv"), places=(odin,)) == [
        ("1", "/mnt/odin/tv/show/season")
    ]


def test_radarr_11581_plex_autoscan_58_a_rule_replaces_only_the_beginning_of_a_path() -> None:
    rule = Rule("prefix", "/tv", "/data/tv")
    assert scanned("/tv/Dark/tv/tv.mkv", rule) == [("1", "/data/tv/Dark/tv")]


@pytest.mark.parametrize("name", ["Dark - S01E01.mkv", "Dark - S01E01.de.srt"])
def test_moviepilot_2203_plex_is_sent_the_folder_of_a_file_and_never_the_file(name: str) -> None:
    file = f"/data/tv/Dark/Season 1/{name}"
    for told in (file, read_paths([], [file], "manual"), read_paths([file], [], "manual")):
        assert scanned(told) == [("1", "/data/tv/Dark/Season 1")]


def test_plex_autoscan_166_what_is_deleted_is_scanned_where_it_lay() -> None:
    series, film = {"title": "Dark", "path": "/data/tv/Dark"}, {"title": "Alien", "folderPath": "/data/films/Alien"}
    episode = {"relativePath": "S1/1.mkv", "path": "/data/tv/Dark/S1/1.mkv"}
    cut = {"relativePath": "Alien.mkv", "path": "/data/films/Alien/Alien.mkv"}
    told: dict[str, tuple[dict[str, object], tuple[str, str]]] = {
        "SeriesDelete": ({"series": series, "deletedFiles": True}, ("1", "/data/tv/Dark")),
        "EpisodeFileDelete": ({"series": series, "episodeFile": episode}, ("1", "/data/tv/Dark/S1")),
        "MovieDelete": ({"movie": film, "deletedFiles": True}, ("3", "/data/films/Alien")),
        "MovieFileDelete": ({"movie": film, "movieFile": cut}, ("3", "/data/films/Alien")),
    }
    for event, (message, where) in told.items():
        found = aimed(read_arr({"eventType": event, **message}))
        assert [(aim.section_key, aim.folder) for aim in found] == [where]
        assert all(aim.gone for aim in found)


def test_plex_autoscan_127_what_is_about_music_is_heard_and_nothing_follows() -> None:
    told = read_arr(
        {"eventType": "Download", "artist": {"path": "/data/music/Air"}, "trackFiles": [{"path": "/x.flac"}]}
    )
    assert (told.touched, told.said) == ((), "It is about music or books, which nobody looks after here.")
