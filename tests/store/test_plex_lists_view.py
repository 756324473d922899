"""Plex's own collections stand beside the one of TMDB that their films point to, whatever they are called."""

import pytest

from parity.core.film_shapes import PlexList
from parity.store.database import Database
from parity.store.plex_lists_view import other_plex_lists, plex_lists
from tests.store.film_builders import Given, add_collection, add_film, add_film_library, add_plex_list, hold_film

ALIEN, PREDATOR = 8091, 399


@pytest.fixture
def house(database: Database) -> Database:
    """Two collections; a film of neither and one that nobody knows. A rating key is 5000 and the film's id."""
    with database.writing() as connection:
        add_film_library(connection)
        films = [
            Given(348, "Alien", -9000, True),
            Given(679, "Aliens", -8000, True),
            Given(8077, "Alien³", -7000, True),
        ]
        add_collection(connection, ALIEN, "Alien Collection", [*films, Given(8078, "Alien Resurrection", -6000)])
        add_collection(connection, PREDATOR, "Predator Collection", [Given(106, "Predator", -8500, True)])
        add_film(connection, "Heat", tmdb_id=949)
        add_film(connection, "Home video")
    return database


def beside(house: Database, collection_id: int) -> list[PlexList]:
    """What stands beside a collection."""
    with house.reading() as connection:
        return list(plex_lists(connection, collection_id))


def others(house: Database) -> list[str]:
    """What is left alone."""
    with house.reading() as connection:
        return list(other_plex_lists(connection))


def test_what_half_of_its_known_films_point_to_stands_beside_it(house: Database) -> None:
    with house.writing() as connection:
        add_plex_list(connection, "Xenomorphs", ["5001", "5003", "5005", "5006"], smart=True)
    [found] = beside(house, ALIEN)
    assert (found.title, found.kind, found.members, found.library, found.server) == (
        "Xenomorphs",
        "smart",
        4,
        "Films",
        "m1",
    )
    assert found.lacks == ("Aliens",)
    assert found.beyond == ("Heat", "Home video")
    assert beside(house, PREDATOR) == []
    assert others(house) == []


def test_a_title_says_nothing(house: Database) -> None:
    with house.writing() as connection:
        add_plex_list(connection, "Alien Collection", ["5004", "5005"])
    assert beside(house, ALIEN) == []
    [found] = beside(house, PREDATOR)
    assert (found.title, found.kind, found.lacks, found.beyond) == ("Alien Collection", "manual", (), ("Heat",))


def test_what_points_to_several_or_holds_no_films_is_left_alone(house: Database) -> None:
    with house.writing() as connection:
        add_plex_list(connection, "Alien vs. Predator", ["5001", "5004"])
        add_plex_list(connection, "Best shows", [], subtype="show")
        add_plex_list(connection, "Elsewhere", ["5005"])
    assert beside(house, ALIEN) == beside(house, PREDATOR) == []
    assert others(house) == ["Alien vs. Predator", "Best shows"]


def test_a_copy_in_another_edition_is_one_film(house: Database) -> None:
    with house.writing() as connection:
        add_plex_list(connection, "Mixed", ["5001", "5002", "5005", "5004"])
        hold_film(connection, 4, "Predator", rating_key="77")
        add_plex_list(connection, "Twice", ["5004", "77", "5001", "5005"])
    assert [each.title for each in beside(house, ALIEN)] == ["Mixed"]
    assert "Twice" not in [each.title for each in beside(house, PREDATOR)]
