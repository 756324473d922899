"""The films that pull a collection in: which of Plex's films they are, by what that was told, and where they lie."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from parity.store.film_conditions import HERE, OWNED, WITH_LIBRARIES
from parity.store.film_copies_view import Edition, editions_by_film
from parity.store.schema import collection_parts, films, held_films


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A film that is there. `pulls`: TMDB says of the film itself that it belongs to the collection."""

    film_id: int
    tmdb_id: int
    title: str
    year: int | None
    match_source: str | None
    pulls: bool
    editions: tuple[Edition, ...]


def held_parts(connection: Connection, collection_id: int) -> tuple[HeldPart, ...]:
    """Those of one collection, in order of release. Two statements."""
    held = select(held_films.c.film_id).select_from(WITH_LIBRARIES).where(HERE)
    query = (
        select(*(films.c[name] for name in ("id", "tmdb_id", "title", "year", "match_source", "collection_id")))
        .join(collection_parts, collection_parts.c.tmdb_id == films.c.tmdb_id)
        .where(collection_parts.c.collection_id == collection_id, OWNED, films.c.id.in_(held))
        .order_by(collection_parts.c.released_on.asc().nulls_last(), collection_parts.c.position)
    )
    rows = connection.execute(query).all()
    editions = editions_by_film(connection, [row.id for row in rows])
    return tuple(
        HeldPart(
            row.id,
            row.tmdb_id,
            row.title,
            row.year,
            row.match_source,
            row.collection_id == collection_id,
            editions.get(row.id, ()),
        )
        for row in rows
    )
