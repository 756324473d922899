"""What is looked for among the files of Plex: nothing that is there, or may be there, is said not to be."""

from hypothesis import given
from hypothesis import strategies as st

from parity.core.downloaded import ArrFile
from parity.core.paths import Place, aims
from parity.core.told import Touched
from parity.core.unseen import Library, Search

TV, UHD, BARN = ("attic", "1"), ("attic", "2"), ("barn", "1")
PLACES = [
    Place(*TV, "show", "TV", ("/media/tv", "/media/flat")),
    Place(*UHD, "show", "UHD", ("/media/tv-4k",)),
    Place(*BARN, "show", "TV", ("/media/tv",)),
]
FOLDERS = ["/media/tv/Firefly", "/media/tv/Bleach", "/media/tv-4k/Firefly", "/media/flat", "/media/anime/Monster"]


def file(path: str, folder: str = "") -> ArrFile:
    return ArrFile(path, folder or path.rpartition("/")[0], "A show", 1)


def search_for(*files: ArrFile) -> Search:
    return Search((one, aims(Touched(one.path), "sonarr", [], PLACES)) for one in files)


paths = st.builds("{}/Season 01/{}.mkv".format, st.sampled_from(FOLDERS), st.sampled_from("abcAB"))
shown = st.lists(st.tuples(st.sampled_from([TV, UHD, BARN]), paths), max_size=12)


@given(st.lists(paths, max_size=8), shown, st.frozensets(st.sampled_from([TV, UHD, BARN])))
def test_each_file_is_there_or_not_or_nobody_knows(
    wanted: list[str], plex: list[tuple[Library, str]], unknown: frozenset[Library]
) -> None:
    search = search_for(*(file(path, path.rpartition("/Season")[0]) for path in wanted))
    for library, path in plex:
        search.see(library, path, "7")
    unseen = {one.path for one, _ in search.unseen(unknown)}
    undecided = set(search.undecided(unknown))
    homeless = {path for path in wanted if path.startswith("/media/anime")}
    there = {path for path in wanted for library, shown in plex if _is_it(path, library, shown)}
    assert there.isdisjoint(unseen | undecided | homeless)
    assert unseen.isdisjoint(undecided | homeless)
    assert unseen | undecided | there | homeless == set(wanted)
    assert sum(search.homeless().values()) == len(homeless)
    if not unknown:
        assert undecided == set()


def _is_it(path: str, library: Library, shown: str) -> bool:
    home = next((place for place in PLACES if (place.machine_id, place.section_key) == library), None)
    inside = home is not None and any(path.startswith(f"{at}/") for at in home.locations)
    return inside and shown.casefold() == path.casefold()


def test_a_file_is_looked_for_in_each_library_that_should_have_it() -> None:
    search = search_for(file("/media/tv/Firefly/1.mkv"), file("/media/tv-4k/Firefly/1.mkv"))
    assert sorted(search.libraries) == [TV, UHD, BARN]
    assert [one.path for one in search.left(BARN)] == ["/media/tv/Firefly/1.mkv"]
    search.see(BARN, "/media/tv/Firefly/1.mkv", "7")
    assert (search.left(TV), search.left(BARN)) == ([], [])
    assert [one.path for one, _ in search.unseen(frozenset())] == ["/media/tv-4k/Firefly/1.mkv"]


def test_the_items_beside_a_file_are_those_in_the_folder_of_its_show() -> None:
    wanted = file("/media/tv/Firefly/Season 01/1.mkv", "/media/tv/Firefly")
    search = search_for(wanted)
    search.see(TV, "/media/tv/Firefly/Specials/0.mkv", "7")
    search.see(TV, "/media/tv/Firefly/Season 01/2.mkv", "7")
    search.see(TV, "/media/tv/Fireflies/1.mkv", "8")
    search.see(BARN, "/media/tv/Firefly/1.mkv", "9")
    assert [set(search.neighbours(at, wanted)) for at in (TV, BARN)] == [{"7"}, {"9"}]


def test_a_folder_that_all_items_share_is_nobody_s() -> None:
    wanted = file("/media/flat/1.mkv")
    search = search_for(wanted)
    for number in range(21):
        search.see(TV, f"/media/flat/other {number}.mkv", str(number))
    assert search.neighbours(TV, wanted) == frozenset()


def test_folders_without_a_library_are_counted_by_what_is_above_their_shows() -> None:
    search = search_for(
        file("/media/anime/Monster/1.mkv"),
        file("/media/anime/Bleach/Season 01/1.mkv", "/media/anime/Bleach"),
        file("D:\\Anime\\Bleach\\1.mkv", "D:\\Anime\\Bleach"),
    )
    assert search.homeless() == {"/media/anime": 2, "D:\\Anime": 1}
