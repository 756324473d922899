"""Films and collections row by row, for tests of what reads them; whole ones are in film_builders."""

from typing import Any

from sqlalchemy import Connection, insert, select

from parity.core.film_shapes import Days, Film, FilmCollection
from parity.store.films import tmdb_key
from parity.store.schema import collection_parts, collections, films, held_films, libraries
from tests.store.builders import NOW, day


def add_collection(connection: Connection, number: int, name: str, **columns: Any) -> int:
    """A collection of TMDB; its number."""
    values = {"id": number, "name": name, "sort_name": name.lower(), "checked_at": None}
    connection.execute(insert(collections).values(**{**values, **columns}))
    return number


def add_part(connection: Connection, collection: int, tmdb_id: int, **columns: Any) -> int:
    """A part that came out ten days ago and is not there; its number at TMDB."""
    values = {"collection_id": collection, "tmdb_id": tmdb_id, "position": tmdb_id, "title": f"Film {tmdb_id}"}
    values |= {"released_on": day(-10), "due_on": day(-10)}
    connection.execute(insert(collection_parts).values(**{**values, **columns}))
    return tmdb_id


def add_film(connection: Connection, tmdb_id: int, collection: int | None = None, **columns: Any) -> int:
    """A film that TMDB told about; Parity's id of it."""
    values = {"key": tmdb_key(tmdb_id), "tmdb_id": tmdb_id, "title": f"Film {tmdb_id}", "standing": "matched"}
    values["collection_id"] = collection
    query = insert(films).values(**{**values, **columns}).returning(films.c.id)
    return int(connection.execute(query).scalar_one())


def hold(connection: Connection, film_id: int, rating_key: str, library: int | None = None, **columns: Any) -> None:
    """A live copy of a film, in the first library where none is named."""
    library = library or connection.execute(select(libraries.c.id).order_by(libraries.c.id)).scalars().first()
    values = {"library_id": library, "rating_key": rating_key, "guid": "", "title": "", "live": True}
    connection.execute(insert(held_films).values(**{**values, "film_id": film_id, **columns}))


def begin(connection: Connection, number: int, name: str, owned: int, **columns: Any) -> int:
    """A collection of which one film is there, and that was checked; its number."""
    add_collection(connection, number, name, **{"checked_at": NOW, **columns})
    add_part(connection, number, owned, owned=True)
    hold(connection, add_film(connection, owned, number), f"film{owned}")
    return number


def a_film(tmdb_id: int, **fields: Any) -> Film:
    """A missing film as pages and programs get it."""
    values: dict[str, Any] = {"tmdb_id": tmdb_id, "title": f"Film {tmdb_id}", "owned": False, "ignored": False}
    unknown = dict.fromkeys(("imdb_id", "year", "poster", "rating", "votes", "runtime", "reason"))
    values |= {"release_date": day(-10), "available_on": day(-10), "days": Days(first=day(-10))}
    return Film(**{**unknown, **values, **fields})


def a_collection(**fields: Any) -> FilmCollection:
    """A collection as pages and programs get it."""
    values: dict[str, Any] = {"collection_id": 8091, "name": "Alien Collection", "poster": None, "state": "missing"}
    values |= {"owned": 1, "released": 2, "parts": 3, "ignored": 0, "missing": (), "announced": (), "libraries": ()}
    return FilmCollection(**{**values, **fields})
