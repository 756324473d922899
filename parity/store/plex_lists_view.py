"""Plex's own collections of films, beside those of TMDB that their films point to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, select

from parity.core.film_shapes import PlexList
from parity.store.film_conditions import HERE, WITH_LIBRARIES
from parity.store.schema import (
    collection_parts,
    films,
    held_films,
    libraries,
    plex_collection_members,
    plex_collections,
)

_MEMBER = plex_collection_members
_IS_MEMBER = and_(held_films.c.library_id == _MEMBER.c.library_id, held_films.c.rating_key == _MEMBER.c.rating_key)
_MEMBERS = (
    select(
        *(_MEMBER.c.library_id, _MEMBER.c.collection_key, _MEMBER.c.rating_key),
        *(held_films.c.title, films.c.tmdb_id, collection_parts.c.collection_id),
    )
    .join(held_films, _IS_MEMBER)
    .join(films, films.c.id == held_films.c.film_id)
    .outerjoin(collection_parts, collection_parts.c.tmdb_id == films.c.tmdb_id)
    .where(held_films.c.live.is_(True))
    .order_by(_MEMBER.c.library_id, _MEMBER.c.collection_key, held_films.c.title, _MEMBER.c.rating_key)
)
"""The members of Plex's collections that are there; a film that belongs to two of TMDB's collections comes twice."""


@dataclass(slots=True)
class _List:
    """One of Plex's collections. `members`: titles by rating key; `known`: which film each of them is, by TMDB id.

    `of`: which of its known films belong to which of TMDB's collections.
    """

    library_id: int
    title: str
    library: str
    server: str
    key: str
    smart: bool
    subtype: str
    members: dict[str, str] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    of: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def points_to(self) -> list[int]:
        """The collections of TMDB to which at least half of its known films belong."""
        return [found for found, those in self.of.items() if 2 * len(those) >= len(set(self.known.values()))]


def plex_lists(connection: Connection, collection_id: int) -> tuple[PlexList, ...]:
    """Those of Plex's collections that stand beside one of TMDB: half of their known films belong to it.

    Never found by a title: a film library's "Alien" may hold anything. Three statements.
    """
    found = [each for each in _lists(connection) if each.subtype == "movie" and each.points_to == [collection_id]]
    names = _names(connection, collection_id)
    held = _held(connection, names)
    return tuple(_shape(each, names, held[each.library_id]) for each in found)


def other_plex_lists(connection: Connection) -> tuple[str, ...]:
    """The titles of those that are left alone: of other things than films, or pointing to several collections.

    Two statements.
    """
    others = (each for each in _lists(connection) if each.subtype != "movie" or len(each.points_to) > 1)
    return tuple(dict.fromkeys(each.title for each in others))


def _lists(connection: Connection) -> list[_List]:
    """All of Plex's collections in followed libraries. Two statements."""
    own = plex_collections.c
    query = (
        select(
            own.library_id, own.title, libraries.c.title, libraries.c.machine_id, own.rating_key, own.smart, own.subtype
        )
        .join(libraries, libraries.c.id == own.library_id)
        .where(libraries.c.followed.is_(True))
        .order_by(libraries.c.id, own.title, own.rating_key)
    )
    found = {(row[0], row[4]): _List(*row) for row in connection.execute(query)}
    for library_id, list_key, key, title, tmdb_id, belongs in connection.execute(_MEMBERS):
        each = found.get((library_id, list_key))
        if each is None:
            continue
        each.members[key] = title
        if tmdb_id is not None:
            each.known[key] = tmdb_id
        if belongs is not None:
            each.of[belongs].add(tmdb_id)
    return list(found.values())


def _names(connection: Connection, collection_id: int) -> dict[int, str]:
    """The titles of a collection's parts by TMDB id, in order of release."""
    parts = collection_parts.c
    query = select(parts.tmdb_id, parts.title).where(parts.collection_id == collection_id)
    rows = connection.execute(query.order_by(parts.released_on.asc().nulls_last(), parts.position))
    return {row.tmdb_id: row.title for row in rows}


def _held(connection: Connection, tmdb_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Which of these films each library has."""
    query = (
        select(held_films.c.library_id, films.c.tmdb_id)
        .select_from(WITH_LIBRARIES)
        .join(films, films.c.id == held_films.c.film_id)
        .where(HERE, films.c.tmdb_id.in_(sorted(tmdb_ids)))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for library_id, tmdb_id in connection.execute(query):
        found[library_id].add(tmdb_id)
    return found


def _shape(each: _List, names: Mapping[int, str], held: Collection[int]) -> PlexList:
    inside = set(each.known.values())
    beyond = (title for key, title in each.members.items() if each.known.get(key) not in names)
    return PlexList(
        title=each.title,
        library=each.library,
        server=each.server,
        rating_key=each.key,
        kind="smart" if each.smart else "manual",
        members=len(each.members),
        lacks=tuple(title for tmdb_id, title in names.items() if tmdb_id in held and tmdb_id not in inside),
        beyond=tuple(dict.fromkeys(beyond)),
    )
