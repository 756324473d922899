"""Whole collections with their parts and copies, and Plex's own, out of the rows of tests.store.films."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from parity.store import schema
from tests.store import films as rows
from tests.store.builders import NOW, add_library, day


class Given(NamedTuple):
    """A part of a collection as a test gives it: how far its release lies from today (None: no day), and what else."""

    tmdb_id: int
    title: str
    released: int | None = -1000
    owned: bool = False
    columns: dict[str, object] | None = None


def add_film_library(connection: Connection, title: str = "Films", **columns: object) -> int:
    """A followed library of films on the server "m1"."""
    return add_library(connection, title, **{"kind": "movie", "agent": "tv.plex.agents.movie", **columns})


def add_film(
    connection: Connection, title: str, library: int = 2, tmdb_id: int | None = None, **columns: object
) -> int:
    """A film with one item in a library; returns its id. Without a TMDB id nobody could tell which it is."""
    standing = {"standing": "matched", "match_source": "tmdb"} if tmdb_id else {"standing": "unmatched"}
    key = f"tmdb:{tmdb_id}" if tmdb_id else f"item:{title}"
    values = {"key": key, "tmdb_id": tmdb_id, "checked_at": NOW, **standing, **columns}
    made = connection.execute(insert(schema.films).values(title=title, **values)).inserted_primary_key
    assert made is not None
    hold_film(connection, made[0], title, library)
    return int(made[0])


def hold_film(connection: Connection, film: int, title: str, library: int = 2, **columns: object) -> None:
    """A further item of a film."""
    values = {"rating_key": f"{5000 + film}", "guid": f"plex://movie/{film}", "title": title, **columns}
    rows.hold(connection, film, str(values.pop("rating_key")), library, **values)


def add_collection(
    connection: Connection, collection_id: int, name: str, parts: list[Given], library: int = 2, **columns: Any
) -> None:
    """A collection with these parts; the owned ones lie in a library."""
    rows.add_collection(connection, collection_id, name, **{"checked_at": NOW, **columns})
    for position, part in enumerate(parts):
        _add_part(connection, collection_id, position, part, library)


def _add_part(connection: Connection, collection_id: int, position: int, part: Given, library: int) -> None:
    known = connection.execute(select(schema.films.c.id).where(schema.films.c.tmdb_id == part.tmdb_id)).first()
    if part.owned and known is None:
        add_film(connection, part.title, library, part.tmdb_id, collection_id=collection_id)
    on: date | None = None if part.released is None else day(part.released)
    values = {"position": position, "title": part.title, "owned": part.owned, "released_on": on, "due_on": on}
    told = {"rating": 7.1, "votes": 900, **(part.columns or {})}
    rows.add_part(connection, collection_id, part.tmdb_id, **{**values, **told})


def tell_film(connection: Connection, tmdb_id: int, title: str, **columns: object) -> None:
    """What is known of a film that is not there, or more of one that is."""
    known = update(schema.films).where(schema.films.c.tmdb_id == tmdb_id).values(title=title, **columns)
    if not connection.execute(known).rowcount:
        values = {"key": f"tmdb:{tmdb_id}", "tmdb_id": tmdb_id, "standing": "matched", **columns}
        connection.execute(insert(schema.films).values(title=title, **values))


def add_plex_list(connection: Connection, title: str, members: list[str], library: int = 2, **columns: object) -> None:
    """One of Plex's own collections, with the rating keys of its members."""
    values = {"rating_key": title, "subtype": "movie", **columns}
    connection.execute(insert(schema.plex_collections).values(library_id=library, title=title, **values))
    members_of = [{"library_id": library, "collection_key": values["rating_key"], "rating_key": key} for key in members]
    if members_of:
        connection.execute(insert(schema.plex_collection_members), members_of)


def add_film_household(connection: Connection, collections: int, each: int = 7) -> None:
    """So many collections of so many films, each with owned ones, one missing and one that is announced."""
    library = add_film_library(connection)
    films, held, these, parts = [], [], [], []
    for number in range(1, collections + 1):
        these.append(
            {"id": number, "name": f"Collection {number:05d}", "sort_name": f"{number:05d}", "checked_at": NOW}
        )
        for index in range(each):
            tmdb_id = number * 100 + index
            owned = index < each - 2
            on = day(30) if index == each - 1 else day(-400 * (each - index))
            told = {"title": f"Film {number:05d} {index}", "tmdb_id": tmdb_id}
            row = {**told, "position": index, "released_on": on, "due_on": on, "rating": 6.5, "votes": 500}
            parts.append({**row, "collection_id": number, "owned": owned, "poster": f"/{tmdb_id}.jpg"})
            if not owned:
                continue
            films.append(
                {**told, "id": tmdb_id, "key": f"tmdb:{tmdb_id}", "collection_id": number, "standing": "matched"}
            )
            item = {"rating_key": str(tmdb_id), "guid": f"plex://movie/{tmdb_id}", "title": told["title"], "live": True}
            held.append({**item, "library_id": library, "film_id": tmdb_id})
    for table, values in (
        (schema.collections, these),
        (schema.films, films),
        (schema.held_films, held),
        (schema.collection_parts, parts),
    ):
        connection.execute(insert(table), values)
