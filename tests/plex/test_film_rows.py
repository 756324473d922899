"""Rows of films and collections become nouns of core; what cannot be read is None and never raises."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.ids import ExternalIds
from parity.core.library import PlexCollection, PlexFilm
from parity.plex.film_rows import read_collection, read_film, read_member

FILM: dict[str, object] = {
    "ratingKey": "108",
    "guid": "com.plexapp.agents.imdb://tt0165832?lang=en",
    "type": "movie",
    "title": "Interstate 60",
    "year": 2002,
    "duration": 6960000,
    "addedAt": 1579514268,
    "updatedAt": 1663510739,
    "Media": [{"id": 96, "Part": [{"id": 96, "file": "/data/Movies/Interstate 60 (2002).mkv"}]}],
}
COLLECTION: dict[str, object] = {
    "ratingKey": "161",
    "guid": "collection://4f195cc1-8a08-4ee0-bc22-1946f2d6293f",
    "type": "collection",
    "title": "Animation",
    "subtype": "movie",
    "updatedAt": 1663510762,
    "childCount": "3",
}
DELETED = {"deletedAt": 1712000000}
ALL_AT_ONCE = "server://c997cf82/com.plexapp.plugins.library/library/sections/1/all?type=1&year=1999"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from([*FILM, *COLLECTION, "Guid", "editionTitle", "deletedAt", "smart", "content"])


def film(**changes: object) -> PlexFilm:
    read = read_film({**FILM, **changes})
    assert read is not None
    return read


def collection(**changes: object) -> PlexCollection:
    read = read_collection({**COLLECTION, **changes})
    assert read is not None
    return read


def test_a_film_is_read_with_all_that_it_has() -> None:
    assert film(editionTitle=" Director's Cut ") == PlexFilm(
        rating_key="108",
        guid="com.plexapp.agents.imdb://tt0165832?lang=en",
        title="Interstate 60",
        year=2002,
        ids=ExternalIds(imdb=("tt0165832",)),
        edition="Director's Cut",
        live=True,
        file="/data/Movies/Interstate 60 (2002).mkv",
    )


def test_what_a_film_does_not_have_is_none() -> None:
    assert read_film({"ratingKey": 108}) == PlexFilm("108", "", "", None, ExternalIds(), "", True)


@pytest.mark.parametrize("row", [None, "108", [], {}, {"title": "Heat"}, {**FILM, "ratingKey": ""}])
def test_a_film_without_a_key_is_unreadable(row: object) -> None:
    assert read_film(row) is None


@pytest.mark.parametrize(
    ("guid", "listed", "ids"),
    [
        ("plex://movie/5d776825", ["imdb://tt0133093", "tmdb://603", "tvdb://169"], (("tt0133093",), (603,), (169,))),
        ("plex://movie/5d776825", ["tmdb://603", "tmdb://604"], ((), (603, 604), ())),
        ("plex://movie/5d776825", [], ((), (), ())),
        ("com.plexapp.agents.themoviedb://603?lang=en", [], ((), (603,), ())),
        ("com.plexapp.agents.imdb://tt0133093?lang=en", ["tmdb://603"], (("tt0133093",), (603,), ())),
        ("tt0112253", [], (("tt0112253",), (), ())),
        ("tv.plex.agents.custom.johnz.tmdb://movie/tmdb-movie-19934", [], ((), (19934,), ())),
        ("com.plexapp.agents.none://8a730d03?lang=en", [], ((), (), ())),
        ("local://12345", ["mbid://1", "tmdb://0", "imdb://nm1"], ((), (), ())),
    ],
)
def test_a_films_ids_are_those_of_old_agents_and_new_ones(
    guid: str, listed: list[str], ids: tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]
) -> None:
    assert film(guid=guid, Guid=[{"id": each} for each in listed]).ids == ExternalIds(*ids)


@pytest.mark.parametrize(
    ("changes", "live"),
    [
        ({}, True),
        (DELETED, False),
        ({"Media": [DELETED, {"proxyType": 42}]}, False),
        ({"Media": [DELETED, {"id": 2}]}, True),
        ({"Media": []}, False),
        ({"Media": None}, True),
    ],
)
def test_a_film_lives_while_one_usable_version_may_be_left(changes: dict[str, object], live: bool) -> None:
    assert film(**changes).live is live


def test_a_collection_is_read_with_all_that_it_has() -> None:
    assert collection() == PlexCollection("161", "Animation", "movie", False, "1663510762 3 -")


@pytest.mark.parametrize(
    ("said", "smart"),
    [("1", True), (1, True), (True, True), ("true", True), ("0", False), (0, False), (None, False), ({}, False)],
)
def test_a_smart_collection_says_so_in_several_ways(said: object, smart: bool) -> None:
    assert collection(smart=said).smart is smart


@pytest.mark.parametrize("row", [None, [], {"title": "x"}, {**COLLECTION, "type": "movie"}])
def test_what_is_no_collection_is_unreadable(row: object) -> None:
    assert read_collection(row) is None


def test_a_collection_of_another_kind_says_which() -> None:
    assert collection(subtype="season").subtype == "season"


def test_each_thing_that_plex_tells_of_a_collection_moves_its_stamp() -> None:
    told: list[dict[str, object]] = [
        {},
        {"updatedAt": 1663510763},
        {"childCount": "4"},
        {"content": ALL_AT_ONCE},
        {"childCount": None},
    ]
    stamps = [collection(**each).stamp for each in told]
    assert all(one != other for one, other in combinations(stamps, 2))


def test_a_count_is_the_same_as_a_text_and_as_a_number() -> None:
    assert collection(childCount=3, updatedAt="1663510762").stamp == collection().stamp


def test_a_collection_of_which_nothing_is_told_has_no_stamp() -> None:
    assert collection(updatedAt=None, childCount="x", content="").stamp is None


@given(st.dictionaries(names, json_values) | json_values)
def test_no_row_of_a_film_library_makes_a_reader_raise(row: object) -> None:
    for sound in (FILM, COLLECTION):
        full = {**sound, **row} if isinstance(row, dict) else row
        for reader in (read_film, read_collection, read_member):
            reader(row)
            reader(full)
