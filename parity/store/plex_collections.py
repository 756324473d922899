"""Plex's own collections of films, and which items are in each."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from parity.core.library import PlexCollection
from parity.store.schema import plex_collection_members as members
from parity.store.schema import plex_collections as lists

_FACTS = ("title", "subtype", "smart")


def stamps(connection: Connection, library_id: int) -> dict[str, str | None]:
    """What was said of each collection of a library when its members were last read, by rating key."""
    query = select(lists.c.rating_key, lists.c.stamp).where(lists.c.library_id == library_id)
    return {key: stamp for key, stamp in connection.execute(query)}


def write(connection: Connection, library_id: int, listed: Iterable[PlexCollection]) -> None:
    """Make these the collections of a library, differences only; members of those that stay are kept."""
    now = {each.rating_key: (each.title, each.subtype, each.smart) for each in listed}
    query = select(lists.c.rating_key, *(lists.c[name] for name in _FACTS)).where(lists.c.library_id == library_id)
    before = {key: tuple(facts) for key, *facts in connection.execute(query)}
    for key in before.keys() - now.keys():
        connection.execute(delete(lists).where(_here(library_id, key)))
    for key, told in now.items():
        facts = dict(zip(_FACTS, told, strict=True))
        if key not in before:
            connection.execute(insert(lists).values(library_id=library_id, rating_key=key, **facts))
        elif before[key] != told:
            connection.execute(update(lists).where(_here(library_id, key)).values(**facts))


def write_members(
    connection: Connection, library_id: int, key: str, stamp: str | None, rating_keys: Collection[str]
) -> None:
    """Make these the members of a collection, differences only, as it stood when Plex said `stamp` of it."""
    here = and_(members.c.library_id == library_id, members.c.collection_key == key)
    before, now = set(connection.execute(select(members.c.rating_key).where(here)).scalars()), set(rating_keys)
    for member in before - now:
        connection.execute(delete(members).where(here, members.c.rating_key == member))
    place = {"library_id": library_id, "collection_key": key}
    if now - before:
        connection.execute(insert(members), [{**place, "rating_key": member} for member in sorted(now - before)])
    connection.execute(update(lists).where(_here(library_id, key)).values(stamp=stamp))


def _here(library_id: int, key: str) -> ColumnElement[bool]:
    return and_(lists.c.library_id == library_id, lists.c.rating_key == key)
