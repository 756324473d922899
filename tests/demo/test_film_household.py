"""The films of the sample household tell the promised story, told here by counting, not by Parity's rules."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from parity.demo.film_shelves import COPIES
from parity.demo.household import build
from parity.demo.plex_records import Movie
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_films import Film, Franchise
from parity.demo.tmdb_world import TmdbWorld
from tests.demo.film_story import AHEAD, LACKS

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def worlds() -> tuple[TmdbWorld, PlexWorld]:
    return build(TODAY)


def owned(plex: PlexWorld) -> set[int]:
    """The films of which an item is not in the trash; which film an item is, the shelves say."""
    live = [movie.deleted_at is None for movie in plex.movies.values()]
    return {copy.film for copy, here in zip(COPIES, live, strict=True) if here}


def parts(tmdb: TmdbWorld, franchise: Franchise) -> Iterator[Film]:
    """What is listed, and what says of itself that it belongs."""
    saying = [film.id for film in tmdb.films.values() if film.collection == franchise.id]
    return (tmdb.films[film] for film in {*franchise.parts, *saying})


def short(franchise: Franchise) -> str:
    return franchise.name.removesuffix(" Collection")


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2032, 2, 29)])
def test_exactly_the_promised_films_are_lacking_and_announced(today: date) -> None:
    tmdb, plex = build(today)
    here, lacking, ahead = owned(plex), dict[str, set[int]](), dict[str, set[int]]()
    for franchise in tmdb.franchises.values():
        for film in parts(tmdb, franchise):
            if film.id not in here:
                out = bool(film.release_date) and (film.release_date or "") <= today.isoformat()
                (lacking if out else ahead).setdefault(short(franchise), set()).add(film.id)
    assert lacking == LACKS
    assert ahead == AHEAD


@pytest.mark.parametrize("today", [TODAY, date(2030, 1, 1)])
def test_one_is_in_the_cinemas_and_not_yet_at_home_whatever_today_is(today: date) -> None:
    film = build(today)[0].films[969681]
    assert film.release_date == (today - timedelta(days=24)).isoformat()
    digital = next(day for country, kind, day in film.releases if (country, kind) == ("US", 4))
    assert digital == (today + timedelta(days=24)).isoformat()


def test_a_thriller_is_taken_for_the_cartoon(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, plex = worlds
    frozen = plex.movies[plex.find_movie("Frozen")]
    assert (frozen.year, frozen.guids) == (2010, ["imdb://tt2294629", "tmdb://109445"])
    assert (tmdb.films[109445].release_date, tmdb.films[109445].collection) == ("2013-11-20", 386382)


def test_the_odd_films_are_there(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, plex = worlds

    def items(title: str) -> list[Movie]:
        return [movie for movie in plex.movies.values() if movie.title == title]

    assert [movie.edition for movie in items("Alien")] == ["", "Director's Cut", ""]
    assert [plex.sections[movie.section].title for movie in items("Avatar")] == ["Movies", "4K Movies"]
    assert (items("Predator")[0].guid, items("Predator")[0].guids) == (
        "com.plexapp.agents.imdb://tt0093773?lang=en",
        [],
    )
    assert items("Top Gun")[0].guid == "com.plexapp.agents.themoviedb://744?lang=en"
    assert items("Prey")[0].guids == ["imdb://tt11866324"]
    assert [(item.guid, item.guids) for item in items("Hellboy")] == [("local://1487", [])]
    assert items("The Hobbit: The Battle of the Five Armies")[0].deleted_at is not None
    caretakers = [film for film in tmdb.films.values() if film.title == "The Caretaker"]
    assert [(film.release_date or "")[:4] for film in caretakers] == ["2026", "2026"]
    assert 476669 not in tmdb.franchises[391860].parts
    assert (tmdb.films[476669].collection, tmdb.films[36670].collection) == (391860, None)
    assert {film.id for film in tmdb.films.values() if film.release_date and (film.runtime or 99) <= 40} == {
        *(530, 531, 532, 14447)
    }


def test_plex_has_collections_of_its_own(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    _, plex = worlds
    lists = {
        made.title: (made.subtype, made.smart, [item.title for item in plex.members_of(made)])
        for made in plex.collections.values()
    }
    assert lists == {
        "Indy": ("movie", False, ["Raiders of the Lost Ark", "Indiana Jones and the Temple of Doom"]),
        "The Craig years": ("movie", True, ["Casino Royale", "Skyfall", "Spectre"]),
        "Rainy Sundays": (
            "movie",
            False,
            ["Back to the Future", "Back to the Future Part II", "Home Alone", "Home Alone 2: Lost in New York"],
        ),
        "Crime and war": ("show", False, ["SAS Rogue Heroes", "Murdoch Mysteries"]),
    }


def test_every_film_and_collection_that_has_a_poster_has_its_own(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, _ = worlds
    paths = [film.poster_path for film in tmdb.films.values()]
    paths += [franchise.poster_path for franchise in tmdb.franchises.values()]
    paths += [show.poster_path for show in tmdb.shows.values()]
    named = [path for path in paths if path]
    assert len(named) == len(set(named))
    assert [film.id for film in tmdb.films.values() if film.poster_path is None] == [393209, 1205983]


def test_every_film_can_be_wished_for_under_one_name(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, plex = worlds
    known = list(plex.desk().every().values())
    for film in tmdb.films.values():
        assert len({each.guid for each in known if each.type == "movie" and f"tmdb://{film.id}" in each.guids}) <= 1
    told = {guid for each in known for guid in each.guids}
    assert {f"tmdb://{film.id}" for film in tmdb.films.values() if film.title in ("Zootopia 2", "Top Gun")} <= told
