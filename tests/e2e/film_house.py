"""Films for a small house: collections that miss something, and films that nobody could tell."""

import json

from sqlalchemy import Connection

from tests.e2e.small_house import LONG
from tests.store.builders import NOW
from tests.store.film_builders import Given, add_collection, add_film, add_film_library, tell_film


def fill_films(connection: Connection) -> None:
    """A collection of a few films, one of a great many with a title that is too long, a complete one; one film more."""
    library = add_film_library(connection)
    alien = [
        Given(348, "Alien", -17000, True),
        Given(679, "Aliens", -14000, True),
        Given(8077, "Alien³", -12000),
        Given(8078, "Alien Resurrection", -10000),
        Given(1, "Alien: Tomorrow", 40),
        Given(2, LONG, None),
    ]
    add_collection(connection, 8091, "Alien Collection", alien, library)
    tell_film(connection, 8078, "Alien Resurrection", imdb_id="tt0118583", runtime=109)
    many = [Given(100 + number, f"{LONG} {number}", -9000 + number, number == 1) for number in range(1, 27)]
    add_collection(connection, 645, LONG, many, library, trouble="TMDB did not answer", trouble_since=NOW)
    add_collection(connection, 10194, "Toy Story Collection", [Given(862, "Toy Story", -9000, True)], library)
    candidate = {"tmdb_id": 949, "title": LONG, "year": 1995}
    add_film(connection, LONG, library, year=1996, reason="two films fit", candidates=json.dumps([candidate]))
