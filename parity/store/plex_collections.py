"""Plex's own collections of films, and which items are in each."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from parity.core.library import PlexCollection
from parity.store.schema import plex_collection_members as members
from parity.store.schema import plex_collections as lists


def stamps(connection: Connection, library_id: int) -> dict[str, str | None]:
    """What was said of each collection of a library when its members were last read, by rating key."""
    query = select(lists.c.rating_key, lists.c.stamp).where(lists.c.library_id == library_id)
    return {key: stamp for key, stamp in connection.execute(query)}


def write(connection: Connection, library_id: int, listed: Iterable[PlexCollection]) -> None:
    """Make these the collections of a library; what is kept of their members stays, of others it goes."""
    now = {each.rating_key: each for each in listed}
    known = stamps(connection, library_id)
    for key in known.keys() - now.keys():
        connection.execute(delete(lists).where(_here(library_id, key)))
    for key, each in now.items():
        facts = {"title": each.title, "subtype": each.subtype, "smart": each.smart}
        if key in known:
            connection.execute(update(lists).where(_here(library_id, key)).values(**facts))
        else:
            connection.execute(insert(lists).values(library_id=library_id, rating_key=key, **facts))


def write_members(
    connection: Connection, library_id: int, key: str, stamp: str | None, rating_keys: Collection[str]
) -> None:
    """Make these the members of a collection, as it stood when Plex said `stamp` of it."""
    here = and_(members.c.library_id == library_id, members.c.collection_key == key)
    connection.execute(delete(members).where(here))
    place = {"library_id": library_id, "collection_key": key}
    if rating_keys:
        connection.execute(insert(members), [{**place, "rating_key": member} for member in sorted(set(rating_keys))])
    connection.execute(update(lists).where(_here(library_id, key)).values(stamp=stamp))


def _here(library_id: int, key: str) -> ColumnElement[bool]:
    return and_(lists.c.library_id == library_id, lists.c.rating_key == key)
