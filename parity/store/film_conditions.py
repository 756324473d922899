"""What there, visible, hidden, missing and announced mean for films and collections, as conditions on rows."""

from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from parity.core.release import SHORT
from parity.store.schema import collection_parts, collections, films, held_films, libraries

Condition: TypeAlias = ColumnElement[bool]
Query: TypeAlias = Select[*tuple[Any, ...]]

HERE: Condition = and_(held_films.c.live.is_(True), libraries.c.followed.is_(True))
"""Over held_films joined with libraries: the item is there, in a library that is followed."""
WITH_LIBRARIES = held_films.join(libraries, libraries.c.id == held_films.c.library_id)
OWNED: Condition = collection_parts.c.owned.is_(True)
ABSENT: Condition = collection_parts.c.owned.is_(False)
_of_a_day = lru_cache(8)  # to put a condition together costs more than to ask it


@lru_cache(8)
def begun(library: str | None = None, server: str | None = None) -> Condition:
    """There is something of the collection to see: a film of it is there and in scope, in that place if given.

    `library` is a title, a section id or MACHINE_ID/SECTION_ID; `server` a machine identifier.
    """
    part = collection_parts.alias("held_part")
    query = (
        select(part.c.tmdb_id)
        .join(films, films.c.tmdb_id == part.c.tmdb_id)
        .join(held_films, held_films.c.film_id == films.c.id)
        .join(libraries, libraries.c.id == held_films.c.library_id)
        .where(part.c.collection_id == collections.c.id, part.c.owned.is_(True))
        .where(HERE, films.c.in_scope.is_(True))
    )
    if library is not None:
        place = libraries.c.machine_id + "/" + libraries.c.section_key
        query = query.where(or_(libraries.c.title == library, libraries.c.section_key == library, place == library))
    if server is not None:
        query = query.where(libraries.c.machine_id == server)
    return query.correlate(collections).exists()


@lru_cache(1)
def wished() -> Condition:
    """A film of the collection is on the watchlist, here or not."""
    part = collection_parts.alias("wished_part")
    query = select(part.c.tmdb_id).where(part.c.collection_id == collections.c.id, part.c.on_watchlist.is_(True))
    return query.correlate(collections).exists()


@_of_a_day
def ignored(today: date) -> Condition:
    """Somebody ignored the collection, and that is in force."""
    until = collections.c.ignored_until
    return and_(collections.c.ignored_by.is_not(None), or_(until.is_(None), until >= today))


@_of_a_day
def hidden(today: date) -> Condition:
    """Something hides the part today."""
    until = collection_parts.c.hidden_to
    return and_(collection_parts.c.hidden_by.is_not(None), or_(until.is_(None), until >= today))


@_of_a_day
def open_today(today: date) -> Condition:
    """Nothing hides the part today."""
    return or_(collection_parts.c.hidden_by.is_(None), collection_parts.c.hidden_to < today)


@_of_a_day
def missing(today: date) -> Condition:
    """The part is not there, and it can be owned."""
    return and_(ABSENT, collection_parts.c.due_on <= today, open_today(today))


@_of_a_day
def announced(today: date) -> Condition:
    """The part is not there, and it cannot be owned yet."""
    due = collection_parts.c.due_on
    return and_(ABSENT, or_(due.is_(None), due > today), open_today(today))


@_of_a_day
def aside(today: date) -> Condition:
    """The part is not there, and something hides it."""
    return and_(ABSENT, hidden(today))


@_of_a_day
def aside_with_collection(today: date) -> Condition:
    """The part came out and would be missing, were its whole collection not ignored."""
    by = collection_parts.c.hidden_by == "ignored collection"
    return and_(ABSENT, hidden(today), by, collection_parts.c.due_on <= today)


def rated(least: float) -> Condition:
    """People rate the film no lower. A rating without votes is none, and what is not known leaves nothing out."""
    rating, votes = collection_parts.c.rating, collection_parts.c.votes
    return or_(rating.is_(None), func.coalesce(votes, 0) == 0, rating >= least)


def voted(least: int) -> Condition:
    """So many people rated the film."""
    return or_(collection_parts.c.votes.is_(None), collection_parts.c.votes >= least)


def full_length() -> Condition:
    """Over parts joined with films: it is no short, as far as its length is known."""
    return or_(films.c.runtime.is_(None), films.c.runtime <= 0, films.c.runtime > SHORT)
