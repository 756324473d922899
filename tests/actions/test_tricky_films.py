"""Cases 42 and 43: collections and films of TMDB as they are, in libraries as people have them."""

from collections.abc import Mapping

import pytest

from parity.demo.tmdb_films import Film, Franchise
from parity.store import films
from tests.actions.cinema import Cinema, Said
from tests.actions.neighbours import Neighbour

AVATAR = {
    76600: ("Avatar: The Way of Water", "2022-12-14"),
    83533: ("Avatar: Fire and Ash", "2025-12-17"),
    216527: ("Avatar 4", "2029-12-19"),
    19995: ("Avatar", "2009-12-15"),
    393209: ("Avatar 5", "2031-12-17"),
}
KINGSMAN = {
    207703: ("Kingsman: The Secret Service", "2015-01-24"),
    343668: ("Kingsman: The Golden Circle", "2017-09-20"),
    631969: ("Kingsman: The Blue Blood", ""),
    476669: ("The King's Man", "2021-12-22"),
}
SPIDER_MAN = {
    557: ("Spider-Man", "2002-05-01"),
    558: ("Spider-Man 2", "2004-06-25"),
    559: ("Spider-Man 3", "2007-05-01"),
}
SPIDER_VERSE = {
    324857: ("Spider-Man: Into the Spider-Verse", "2018-12-06"),
    569094: ("Spider-Man: Across the Spider-Verse", "2023-05-31"),
    911916: ("Spider-Man: Beyond the Spider-Verse", "2027-06-17"),
}
AMAZING = {102382: ("The Amazing Spider-Man 2", "2014-04-16"), 1930: ("The Amazing Spider-Man", "2012-06-23")}
CONAN = 39199
SPENSER = {581600: ("Spenser Confidential", "2020-03-06"), 700000: ("Spenser Confidential 2", "2021-03-06")}


def tell(cinema: Cinema, number: int, name: str, parts: Mapping[int, tuple[str, str]]) -> None:
    """A collection at TMDB, its parts with their own ids in its own order."""
    for tmdb_id, (title, day) in parts.items():
        cinema.ids[title] = tmdb_id
        cinema.home.tmdb.add_film(Film(tmdb_id, title, day, collection=number))
    cinema.home.tmdb.add_franchise(Franchise(number, name, list(parts)))


def called(cinema: Cinema, tmdb_id: int) -> str:
    """How a film is called here: as Plex calls it when it is there."""
    with cinema.home.house.database.reading() as connection:
        (row,) = films.by_keys(connection, [films.tmdb_key(tmdb_id)]).values()
    return row.title


def test_case_42_avatar_4_and_5_are_announced_and_so_is_a_kingsman_without_a_day(cinema: Cinema) -> None:
    tell(cinema, 87096, "Avatar Collection", AVATAR)
    tell(cinema, 391860, "Kingsman Collection", KINGSMAN)
    cinema.own("Avatar", "Kingsman: The Secret Service", "The King's Man")
    cinema.home.scan()
    said = cinema.said()
    assert (said["Avatar Collection"].missing, said["Avatar Collection"].announced) == (
        ("Avatar: The Way of Water", "Avatar: Fire and Ash"),
        ("Avatar 4", "Avatar 5"),
    )
    assert (said["Kingsman Collection"].missing, said["Kingsman Collection"].announced) == (
        ("Kingsman: The Golden Circle",),
        ("Kingsman: The Blue Blood",),
    )
    days = {f.title: f.available_on for each in cinema.everything() for f in each.announced}
    assert days["Kingsman: The Blue Blood"] is None


def test_case_42_spider_man_is_three_collections_and_one_of_which_nothing_is_there_is_not_shown(
    cinema: Cinema,
) -> None:
    tell(cinema, 556, "Spider-Man Collection", SPIDER_MAN)
    tell(cinema, 573436, "Spider-Man: Spider-Verse Collection", SPIDER_VERSE)
    tell(cinema, 125574, "The Amazing Spider-Man Collection", AMAZING)
    cinema.own("Spider-Man 2", "Spider-Man: Across the Spider-Verse")
    cinema.home.scan()
    assert cinema.said() == {
        "Spider-Man Collection": Said("missing", ("Spider-Man", "Spider-Man 3"), there=("Spider-Man 2",)),
        "Spider-Man: Spider-Verse Collection": Said(
            "missing",
            ("Spider-Man: Into the Spider-Verse",),
            ("Spider-Man: Beyond the Spider-Verse",),
            ("Spider-Man: Across the Spider-Verse",),
        ),
    }


def test_case_42_detective_conan_has_a_film_a_year_and_each_is_told(cinema: Cinema) -> None:
    years = [year for year in range(1997, 2025) if year != 2020]
    parts = {1000 + year: (f"Detective Conan {n}", f"{year}-04-15") for n, year in enumerate(years, 1)}
    assert len(parts) == 27
    tell(cinema, CONAN, "Detective Conan Collection", parts)
    there = [title for title, _ in parts.values()][::2]
    cinema.own(*there)
    cinema.home.scan()
    (found,) = cinema.everything()
    assert (found.parts, found.owned, found.released) == (27, 14, 27)
    assert [film.title for film in found.missing] == [title for title, _ in parts.values() if title not in there]


def test_case_42_a_wrong_match_shows_which_film_of_plex_begins_the_collection(cinema: Cinema) -> None:
    tell(cinema, 700001, "Spenser Confidential Collection", SPENSER)
    cinema.own("Spenser: For Hire", guids=["tmdb://581600"], year=1985)
    cinema.home.scan()
    (found,) = cinema.everything()
    (film,) = found.there
    assert film.tmdb_id == 581600
    assert [(copy.library, copy.server) for copy in film.copies] == [("Films", cinema.home.plex.machine_identifier)]
    assert called(cinema, 581600) == "Spenser: For Hire"


def test_case_42_so_does_one_whose_days_were_asked_before_it_came(cinema: Cinema) -> None:
    tell(cinema, 1, "Saga", {10: ("First", "2001-01-01"), 11: ("Second", "2026-01-01")})
    cinema.own("First")
    cinema.home.scan()
    assert called(cinema, 11) == "Second"
    cinema.own("Something else", guids=["tmdb://11"])
    cinema.home.scan("incremental")
    assert called(cinema, 11) == "Something else"


def test_case_42_a_film_of_the_same_title_and_year_is_another_film(cinema: Cinema) -> None:
    tell(cinema, 1, "Saga", {10: ("First", "2001-01-01"), 11: ("Twin", "2003-01-01")})
    cinema.home.tmdb.add_film(Film(12, "Twin", "2003-06-01"))
    cinema.own("First")
    cinema.own("Twin", guids=["tmdb://12"])
    cinema.home.scan()
    assert cinema.missing() == ["Twin"]
    cinema.own("Whatever it is called here", guids=["tmdb://11"])
    cinema.home.scan("incremental")
    assert cinema.missing() == []


def test_case_43_twice_two_editions_two_libraries_and_two_servers_are_owned_once(
    cinema: Cinema, barn: Neighbour
) -> None:
    tell(cinema, 1, "Saga", {10: ("First", "2001-01-01"), 11: ("Second", "2003-01-01"), 12: ("Third", "2005-01-01")})
    (key,) = cinema.own("First")
    cinema.own("First", edition="Director's Cut")
    cinema.own("First", library="Films in 4K")
    cinema.home.plex.add_movie_version(key, "/films/First/First 4K.mkv")
    with barn.here():
        cinema.own("First", "Second", guid=f"plex://movie/{'b' * 24}", library="Barn's films")
    cinema.home.scan()
    (found,) = cinema.everything()
    assert (found.owned, found.released, [film.title for film in found.missing]) == (2, 3, ["Third"])
    assert [film.title for film in found.there] == ["First", "Second"]
    assert len(found.libraries) == 3
    cinema.home.plex.remove_movie(key)
    cinema.home.scan("incremental")
    assert cinema.missing() == ["Third"]


def test_case_43_a_film_with_an_imdb_id_alone_is_found_by_it(cinema: Cinema) -> None:
    tell(cinema, 1, "Saga", {10: ("First", "2001-01-01"), 11: ("Second", "2003-01-01")})
    cinema.home.tmdb.set_film(10, imdb_id="tt0000010")
    cinema.own("A title that leads nowhere", guids=["imdb://tt0000010"], year=1950)
    cinema.home.scan()
    assert cinema.missing() == ["Second"]
    asked = cinema.home.tmdb.requests.total
    cinema.home.scan("incremental")
    assert cinema.home.tmdb.requests.total == asked


@pytest.mark.parametrize(
    "guid",
    [
        "com.plexapp.agents.imdb://tt0000010?lang=en",
        "com.plexapp.agents.themoviedb://10?lang=en",
    ],
)
def test_case_43_a_library_of_an_old_agent_gives_its_ids_in_its_guid(cinema: Cinema, guid: str) -> None:
    tell(cinema, 1, "Saga", {10: ("First", "2001-01-01"), 11: ("Second", "2003-01-01")})
    cinema.home.tmdb.set_film(10, imdb_id="tt0000010")
    cinema.own("A title that leads nowhere", guid=guid, guids=[], year=1950)
    cinema.home.scan()
    assert cinema.missing() == ["Second"]
