"""Where films lie: for each its items in followed libraries, editions and further copies too."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, true

from parity.core.shapes import Copy
from parity.store.copies_view import Shelf
from parity.store.film_conditions import HERE, WITH_LIBRARIES
from parity.store.schema import collection_parts, films, held_films, libraries, servers


@dataclass(frozen=True, slots=True)
class Edition:
    """An item of Plex: where it lies, and which edition it is, "" where Plex names none."""

    copy: Copy
    edition: str


_PLACE = (servers.c.machine_id, servers.c.name, libraries.c.title, held_films.c.rating_key)
_BY_ID = 500  # so many ids fit into one statement everywhere; for more it reads all copies


def editions_of(connection: Connection, collection_ids: Collection[int]) -> dict[int, tuple[Edition, ...]]:
    """The items of each film of these collections, by TMDB id, the lowest library first. One statement."""
    parts = select(collection_parts.c.tmdb_id)
    if len(collection_ids) <= _BY_ID:
        parts = parts.where(collection_parts.c.collection_id.in_(sorted(collection_ids)))
    return _by(connection, films.c.tmdb_id, films.c.tmdb_id.in_(parts))


def editions_by_film(connection: Connection, film_ids: Collection[int]) -> dict[int, tuple[Edition, ...]]:
    """The same by a film's own id, of films whatever their identity. One statement."""
    few = films.c.id.in_(sorted(film_ids)) if len(film_ids) <= _BY_ID else true()
    return _by(connection, films.c.id, few)


def film_shelves(connection: Connection) -> tuple[Shelf, ...]:
    """The followed libraries of films, by server and title. One statement."""
    query = (
        select(servers.c.machine_id, servers.c.name, libraries.c.title)
        .join(libraries, libraries.c.machine_id == servers.c.machine_id)
        .where(libraries.c.followed.is_(True), libraries.c.kind == "movie")
        .order_by(servers.c.name, servers.c.machine_id, libraries.c.title, libraries.c.id)
    )
    return tuple(Shelf._make(row) for row in connection.execute(query))


def _by(connection: Connection, key: ColumnElement[int], which: ColumnElement[bool]) -> dict[int, tuple[Edition, ...]]:
    query = (
        select(key.label("film"), *_PLACE, held_films.c.edition)
        .select_from(WITH_LIBRARIES)
        .join(servers, servers.c.machine_id == libraries.c.machine_id)
        .join(films, films.c.id == held_films.c.film_id)
        .where(HERE, which)
        .order_by(libraries.c.id, held_films.c.rating_key)
    )
    found: dict[int, list[Edition]] = {}
    for film, machine_id, server, library, rating_key, edition in connection.execute(query):
        found.setdefault(film, []).append(Edition(Copy(machine_id, server, library, rating_key), edition))
    return {film: tuple(editions) for film, editions in found.items()}
