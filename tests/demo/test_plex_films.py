"""What can happen to films and collections on the fake Plex, and how they go over the wire."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from parity.demo.plex_world import PlexWorld
from tests.demo.served import Plex

LEGACY = "com.plexapp.agents.imdb://tt0133093?lang=en"


@pytest.fixture
def films(plex: Plex) -> int:
    """A movie library with "Heat" (1995) and "Ronin" (1998), in that order."""
    section = plex.world.add_section("Movies", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media/films"])
    plex.world.add_movie(section, "Heat", 1995, ["tmdb://949", "imdb://tt0113277"])
    plex.world.add_movie(section, "Ronin", 1998, ["tmdb://8195"])
    return section


def listed(plex: Plex, section: int, what: str = "all") -> list[dict[str, Any]]:
    asked = {"X-Plex-Container-Start": 0, "X-Plex-Container-Size": 50, "includeGuids": 1, "sort": "addedAt:asc"}
    rows = plex.container(f"/library/sections/{section}/{what}", **asked).get("Metadata", [])
    assert isinstance(rows, list)
    return rows


def row(plex: Plex, section: int, film: int) -> dict[str, Any]:
    return next(each for each in listed(plex, section) if each["ratingKey"] == str(film))


def held(plex: Plex, collection: int) -> list[str]:
    return [each["ratingKey"] for each in plex.container(f"/library/collections/{collection}/children")["Metadata"]]


def test_a_film_row_carries_what_was_put_in(plex: Plex, films: int) -> None:
    files = ["/films/ronin-pt1.mkv", "/films/ronin-pt2.mkv"]
    film = plex.world.add_movie(films, "The Ronin", 1998, ["tmdb://8195"], edition="Uncut", files=files, minutes=122)
    shown = row(plex, films, film)
    assert (shown["type"], shown["title"], shown["titleSort"]) == ("movie", "The Ronin", "Ronin")
    assert (shown["year"], shown["editionTitle"], shown["duration"]) == (1998, "Uncut", 122 * 60_000)
    assert [part["file"] for part in shown["Media"][0]["Part"]] == files
    assert (shown["guid"], shown["Guid"]) == (f"plex://movie/{film:024x}", [{"id": "tmdb://8195"}])
    assert plex.container(f"/library/metadata/{film}")["Metadata"][0]["title"] == "The Ronin"


def test_a_film_of_an_old_agent_has_its_guid_and_no_list(plex: Plex, films: int) -> None:
    film = plex.world.add_movie(films, "The Matrix", None, guid=LEGACY)
    shown = row(plex, films, film)
    assert shown["guid"] == LEGACY
    assert not {"Guid", "year", "editionTitle", "deletedAt"} & set(shown)
    assert shown["Media"][0]["Part"][0]["file"] == "/media/films/The Matrix/The Matrix.mkv"


def test_two_editions_share_a_guid_and_have_files_of_their_own(plex: Plex, films: int) -> None:
    guid = "plex://movie/00000000000000000000beef"
    both = [plex.world.add_movie(films, "Alien", 1979, ["tmdb://348"], guid=guid, edition=e) for e in ("", "Cut")]
    rows = [row(plex, films, film) for film in both]
    assert {each["guid"] for each in rows} == {guid}
    assert len({each["Media"][0]["Part"][0]["file"] for each in rows}) == 2


def test_a_trashed_film_stays_listed_with_a_mark_and_comes_back(plex: Plex, films: int) -> None:
    heat = plex.world.find_movie("Heat", films)
    plex.world.add_movie_version(heat, "/optimised.mp4", proxy_type=42)
    plex.world.trash_movie(heat)
    shown = row(plex, films, heat)
    assert {shown["deletedAt"]} == {media["deletedAt"] for media in shown["Media"]}
    assert [media.get("proxyType") for media in shown["Media"]] == [None, 42]
    plex.world.trash_movie(heat, media_only=True)
    shown = row(plex, films, heat)
    assert ("deletedAt" in shown, ["deletedAt" in media for media in shown["Media"]]) == (False, [True, True])
    plex.world.untrash_movie(heat)
    assert "deletedAt" not in row(plex, films, heat)["Media"][0]


def test_an_offline_disk_of_films_marks_every_one_of_that_library_and_comes_back(plex: Plex, films: int) -> None:
    other = plex.world.add_section("More", "movie")
    plex.world.add_movie(other, "Heat", 1995)
    plex.world.take_offline(films)
    assert ["deletedAt" in each for each in [*listed(plex, films), *listed(plex, other)]] == [True, True, False]
    plex.world.bring_back(films)
    assert not any("deletedAt" in each for each in listed(plex, films))


def test_a_swapped_film_comes_back_under_another_key_and_out_of_its_collection(plex: Plex, films: int) -> None:
    heat, ronin = (plex.world.find_movie(title) for title in ("Heat", "Ronin"))
    collection = plex.world.add_collection(films, "De Niro", [heat, ronin])
    new = plex.world.swap_movie(heat)
    assert [each["ratingKey"] for each in listed(plex, films)] == [str(ronin), str(new)]
    assert [each["guid"] for each in listed(plex, films)][1] == f"plex://movie/{heat:024x}"
    assert held(plex, collection) == [str(ronin)]
    assert plex.get(f"/library/metadata/{heat}").status_code == 404


CHANGES: dict[str, Callable[[PlexWorld, int, int, int], object]] = {
    "film added": lambda world, section, film, _: world.add_movie(section, "Alien", 1979),
    "film set": lambda world, _, film, __: world.set_movie(film, title="Other", guids=["tmdb://1"]),
    "film removed": lambda world, _, film, __: world.remove_movie(film),
    "film trashed": lambda world, _, film, __: world.trash_movie(film),
    "film swapped": lambda world, _, film, __: world.swap_movie(film),
    "version added": lambda world, _, film, __: world.add_movie_version(film, "/films/4k.mkv"),
    "collection added": lambda world, section, film, _: world.add_collection(section, "Another", [film]),
    "collection set": lambda world, _, __, collection: world.set_collection(collection, title="Other"),
    "members set": lambda world, _, __, collection: world.set_members(collection, []),
    "collection removed": lambda world, _, __, collection: world.remove_collection(collection),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_shows_in_its_row_and_moves_the_librarys_stamps_unless_they_stand_still(
    plex: Plex, films: int, change: str
) -> None:
    world, heat = plex.world, plex.world.find_movie("Heat")
    collection, library = world.add_collection(films, "De Niro", [heat]), world.sections[films]

    def seen() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        return listed(plex, films), listed(plex, films, "collections")

    stamps, rows = (library.updated_at, library.scanned_at, library.content_changed_at), seen()
    CHANGES[change](world, films, heat, collection)
    now = (library.updated_at, library.scanned_at, library.content_changed_at)
    assert all(new > old for new, old in zip(now, stamps, strict=True))
    assert seen() != rows
    world.set_stamps(False)
    world.add_movie(films, "Quiet", 2001)
    assert (library.updated_at, library.scanned_at, library.content_changed_at) == now


def test_a_collection_is_a_directory_with_its_numbers_as_texts(plex: Plex, films: int) -> None:
    members = [plex.world.find_movie(title) for title in ("Heat", "Ronin")]
    key = plex.world.add_collection(films, "De Niro", members)
    (shown,) = listed(plex, films, "collections")
    assert (shown["ratingKey"], shown["type"], shown["subtype"]) == (str(key), "collection", "movie")
    assert (shown["childCount"], shown["minYear"], shown["maxYear"]) == ("2", "1995", "1998")
    assert shown["key"] == f"/library/collections/{key}/children"
    assert not {"smart", "content"} & set(shown)
    assert plex.container(f"/library/metadata/{key}")["Metadata"][0]["type"] == "collection"
    plex.headers = {"Accept": "text/xml", "X-Plex-Container-Size": "10"}
    root = ElementTree.fromstring(plex.get(f"/library/sections/{films}/collections").text)
    assert [(each.tag, each.get("title"), each.get("childCount")) for each in root] == [("Directory", "De Niro", "2")]


def test_collections_come_in_pages_and_by_subtype(plex: Plex, films: int) -> None:
    for n in range(5):
        plex.world.add_collection(films, f"Group {n}", [], subtype="movie" if n else "season")

    def titles(**asked: object) -> list[str]:
        found = plex.container(f"/library/sections/{films}/collections", **asked)
        return [each["title"] for each in found["Metadata"]]

    assert titles(X_Plex_Container_Start=3, X_Plex_Container_Size=9) == ["Group 3", "Group 4"]
    assert titles(subtype="season", X_Plex_Container_Size=9) == ["Group 0"]
    assert plex.get(f"/library/sections/{films}/collections").status_code == 400
    assert plex.get("/library/sections/99/collections", X_Plex_Container_Size=9).status_code == 404


def test_what_lies_in_a_collection_comes_in_pages_or_in_one_piece(plex: Plex, films: int) -> None:
    heat, ronin = (plex.world.find_movie(title) for title in ("Heat", "Ronin"))
    where = f"/library/collections/{plex.world.add_collection(films, 'De Niro', [ronin, heat])}/children"
    whole = plex.container(where)
    assert [each["ratingKey"] for each in whole["Metadata"]] == [str(ronin), str(heat)]
    assert (whole["size"], "totalSize" in whole) == (2, False)
    page = plex.container(where, X_Plex_Container_Start=1, X_Plex_Container_Size=1)
    assert ([each["ratingKey"] for each in page["Metadata"]], page["totalSize"]) == ([str(heat)], 2)
    assert plex.get("/library/collections/99999/children").status_code == 404


def test_an_empty_collection_has_no_metadata_at_all(plex: Plex, films: int) -> None:
    where = f"/library/collections/{plex.world.add_collection(films, 'Nothing', [])}/children"
    assert "Metadata" not in plex.container(where)
    page = plex.container(where, X_Plex_Container_Start=0, X_Plex_Container_Size=50)
    assert (page["size"], page["totalSize"], "Metadata" in page) == (0, 0, False)
    assert listed(plex, films, "collections")[0]["childCount"] == "0"


def test_a_smart_collection_is_made_up_at_each_question_and_its_row_stays_behind(plex: Plex, films: int) -> None:
    heat, ronin = (plex.world.find_movie(title) for title in ("Heat", "Ronin"))
    key = plex.world.add_collection(films, "Nineties", [heat, ronin], smart=True)
    (before,) = listed(plex, films, "collections")
    assert (before["smart"], before["childCount"]) == (True, "2")
    assert before["content"].startswith(f"server://{plex.world.machine_identifier}/com.plexapp.plugins.library/")
    plex.world.trash_movie(heat)
    assert held(plex, key) == [str(ronin)]
    new = plex.world.add_movie(films, "Casino", 1995)
    plex.world.set_members(key, [ronin, new])
    assert held(plex, key) == [str(ronin), str(new)]
    (after,) = listed(plex, films, "collections")
    assert (after["childCount"], after["updatedAt"]) == (before["childCount"], before["updatedAt"])


def test_a_removed_film_library_takes_its_films_and_collections_along(plex: Plex, films: int) -> None:
    heat = plex.world.find_movie("Heat")
    key = plex.world.add_collection(films, "De Niro", [heat])
    plex.world.remove_section(films)
    paths = [f"/library/metadata/{heat}", f"/library/collections/{key}/children"]
    assert [plex.get(path).status_code for path in paths] == [404, 404]
    assert not plex.world.movies


def test_films_and_collections_come_back_from_their_file(plex: Plex, films: int) -> None:
    world, heat = plex.world, plex.world.find_movie("Heat")
    world.add_movie_version(heat, "/optimised.mp4", proxy_type=42)
    world.trash_movie(heat)
    world.add_movie(films, "Alien", 1979, edition="Director's Cut", files=["/a.mkv", "/b.mkv"], minutes=116)
    world.add_collection(films, "Nineties", [heat], smart=True)
    back = PlexWorld.from_json(world.to_json())
    assert (back.movies, back.collections) == (world.movies, world.collections)
    assert back.to_json() == world.to_json()
    assert back.add_collection(films, "Next", []) == world.add_collection(films, "Next", [])


def test_what_is_no_film_or_collection_cannot_be_changed(plex: Plex, films: int) -> None:
    for change in (plex.world.trash_movie, plex.world.swap_movie, plex.world.remove_collection):
        with pytest.raises(LookupError):
            change(plex.show)
    with pytest.raises(LookupError):
        plex.world.find_movie("Unheard Of")
    with pytest.raises(AttributeError):
        plex.world.set_movie(plex.world.find_movie("Heat"), colour="red")


def test_films_and_collections_can_be_changed_from_another_process() -> None:
    names = "add_movie set_movie remove_movie trash_movie swap_movie add_collection set_members remove_collection"
    assert set(names.split()) <= PlexWorld.DOABLE
    assert all(callable(getattr(PlexWorld, name)) for name in PlexWorld.DOABLE)
