"""When each missing film was first seen and what became of it: history, kept in step with the facts by two statements.

Of a library that the brake holds, or whose server is silent, the facts stand still, and so does this.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, insert, literal, not_, or_, select, update

from parity.store.missing_log import Changed
from parity.store.schema import collection_parts, films, held_films, libraries, missing_films


def catch_up(connection: Connection, today: date, now: datetime, scan_id: int | None) -> Changed:
    """Open a line for each missing film that has none, close those that are missing no more. A second run does nothing.

    A film that several collections list has one line, which ends when it is missing in none of them. `ended_how`:
    arrived (it is there), hidden (ignored, a short, or not to be had yet after all), dropped (no begun collection
    lists it any more).
    """
    log = missing_films
    owned = select(func.max(collection_parts.c.owned)).where(collection_parts.c.tmdb_id == log.c.tmdb_id)
    owned = owned.where(collection_parts.c.collection_id.in_(begun()))
    row = owned.scalar_subquery()
    how = case((row.is_(None), "dropped"), (row.is_(True), "arrived"), else_="hidden")
    closed = connection.execute(
        update(log)
        .where(log.c.ended_at.is_(None), log.c.tmdb_id.not_in(_missing(today, begun())))
        .values(ended_at=now, ended_how=how, ended_by=scan_id)
    ).rowcount
    known = select(log.c.tmdb_id).where(log.c.ended_at.is_(None))
    fresh = (
        _missing(today, begun().where(films.c.in_scope.is_(True)))
        .add_columns(func.min(collection_parts.c.title), literal(now, log.c.since.type), literal(scan_id))
        .where(collection_parts.c.tmdb_id.not_in(known))
        .group_by(collection_parts.c.tmdb_id)
    )
    opened = connection.execute(insert(log).from_select(["tmdb_id", "title", "since", "found_by"], fresh)).rowcount
    return Changed(opened, closed)


def begun() -> Select[tuple[int | None]]:
    """The ids of the collections to which a film belongs that is there in a followed library, for a condition."""
    copies = held_films.join(libraries, libraries.c.id == held_films.c.library_id)
    return (
        select(films.c.collection_id)
        .select_from(films.join(copies, held_films.c.film_id == films.c.id))
        .where(films.c.collection_id.is_not(None), held_films.c.live.is_(True), libraries.c.followed.is_(True))
    )


def is_missing(today: date) -> ColumnElement[bool]:
    """A part that is not there, that nothing hides today, and that can be owned (`franchises.Standing.missing`)."""
    part = collection_parts.c
    hidden = and_(part.hidden_by.is_not(None), or_(part.hidden_to.is_(None), part.hidden_to >= today))
    return and_(part.owned.is_(False), part.due_on <= today, not_(hidden))


def _missing(today: date, of: Select[tuple[int | None]]) -> Select[tuple[int]]:
    """The films missing today of these collections. A narrower scope ends no gap, so the closing half goes by all."""
    return select(collection_parts.c.tmdb_id).where(is_missing(today), collection_parts.c.collection_id.in_(of))
