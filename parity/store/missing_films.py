"""When each missing film was first seen and what became of it: history, kept in step with the facts by two statements.

Of a library that the brake holds, or whose server is silent, the facts stand still, and so does this.
"""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection, Insert, Update, bindparam, case, func, insert, select, update

from parity.store import film_conditions
from parity.store.film_conditions import HERE, WITH_LIBRARIES, Query
from parity.store.missing_log import Changed
from parity.store.schema import collection_parts, collections, films, held_films, missing_films


def catch_up(connection: Connection, today: date, now: datetime, scan_id: int | None) -> Changed:
    """Open a line for each missing film that has none, close those that are missing no more. A second run does nothing.

    A film that several collections list has one line, which ends when it is missing in none of them. `ended_how`:
    arrived (it is there), hidden (ignored, a short, or not to be had yet after all), dropped (no begun collection
    lists it any more).
    """
    how = {"at": now, "by": scan_id}
    closed = connection.execute(_closing(today), how).rowcount
    return Changed(connection.execute(_opening(today), how).rowcount, closed)


@lru_cache(4)
def _closing(today: date) -> Update:
    """Ends the lines of what is missing no more; given are `at` and `by`, as to `_opening`."""
    log, part = missing_films, collection_parts.c
    row = select(func.max(case((part.owned.is_(True), 1), else_=0))).where(
        part.tmdb_id == log.c.tmdb_id, part.collection_id.in_(_begun())
    )
    owned = row.scalar_subquery()
    how = case((owned.is_(None), "dropped"), (owned == 1, "arrived"), else_="hidden")
    return (
        update(log)
        # A narrower scope ends no gap (RULES R14).
        .where(log.c.ended_at.is_(None), log.c.tmdb_id.not_in(_missing(today, _begun())))
        .values(ended_at=bindparam("at"), ended_how=how, ended_by=bindparam("by"))
    )


@lru_cache(4)
def _opening(today: date) -> Insert:
    """Begins a line for each missing film that has none."""
    log, part = missing_films, collection_parts.c
    known = select(log.c.tmdb_id).where(log.c.ended_at.is_(None))
    at, by = bindparam("at", type_=log.c.since.type), bindparam("by", type_=log.c.found_by.type)
    fresh = (
        _missing(today, select(collections.c.id).where(film_conditions.begun()))
        .add_columns(func.min(part.title), at, by)
        .where(part.tmdb_id.not_in(known))
        .group_by(part.tmdb_id)
    )
    return insert(log).from_select(["tmdb_id", "title", "since", "found_by"], fresh)


def _begun() -> Query:
    """The ids of the collections of which a film is there, in scope or not."""
    query = select(collection_parts.c.collection_id).select_from(WITH_LIBRARIES)
    query = query.join(films, films.c.id == held_films.c.film_id)
    query = query.join(collection_parts, collection_parts.c.tmdb_id == films.c.tmdb_id)
    return query.where(HERE, film_conditions.OWNED)


def _missing(today: date, of: Query) -> Query:
    """The films missing today of these collections."""
    return select(collection_parts.c.tmdb_id).where(
        film_conditions.missing(today), collection_parts.c.collection_id.in_(of)
    )
