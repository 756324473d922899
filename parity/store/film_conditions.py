"""What there, visible, hidden, missing and announced mean for films and collections, as conditions on rows."""

from datetime import date
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


def begun(library: str | None = None, server: str | None = None) -> Query:
    """The ids of the collections that there are to see: a film of each is there and in scope, in that place if given.

    `library` is a title, a section id or MACHINE_ID/SECTION_ID; `server` a machine identifier.
    """
    query = (
        select(collection_parts.c.collection_id)
        .select_from(WITH_LIBRARIES)
        .join(films, films.c.id == held_films.c.film_id)
        .join(collection_parts, collection_parts.c.tmdb_id == films.c.tmdb_id)
        .where(HERE, films.c.in_scope.is_(True), OWNED)
    )
    if library is not None:
        place = libraries.c.machine_id + "/" + libraries.c.section_key
        query = query.where(or_(libraries.c.title == library, libraries.c.section_key == library, place == library))
    return query if server is None else query.where(libraries.c.machine_id == server)


def ignored(today: date) -> Condition:
    """Somebody ignored the collection, and that is in force."""
    until = collections.c.ignored_until
    return and_(collections.c.ignored_by.is_not(None), or_(until.is_(None), until >= today))


def hidden(today: date) -> Condition:
    """Something hides the part today."""
    until = collection_parts.c.hidden_to
    return and_(collection_parts.c.hidden_by.is_not(None), or_(until.is_(None), until >= today))


def open_today(today: date) -> Condition:
    """Nothing hides the part today."""
    return or_(collection_parts.c.hidden_by.is_(None), collection_parts.c.hidden_to < today)


def missing(today: date) -> Condition:
    """The part is not there, and it can be owned."""
    return and_(ABSENT, collection_parts.c.due_on <= today, open_today(today))


def announced(today: date) -> Condition:
    """The part is not there, and it cannot be owned yet."""
    due = collection_parts.c.due_on
    return and_(ABSENT, or_(due.is_(None), due > today), open_today(today))


def aside(today: date) -> Condition:
    """The part is not there, and something hides it."""
    return and_(ABSENT, hidden(today))


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
