"""The films of collections as they stand today, each a part in its order of release."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from parity.core.film_shapes import Days, Film
from parity.store import film_conditions
from parity.store.collection_filter import CollectionFilter, counted
from parity.store.film_conditions import Query
from parity.store.film_copies_view import Edition
from parity.store.schema import collection_parts, films, missing_films

_BY_ID = 500  # so many ids fit into one statement everywhere; for more it reads the parts of all collections
_OWN = ("tmdb_id", "title", "released_on", "poster", "rating", "votes", "owned", "due_on", "hidden_by", "hidden_to")
_OF_FILM = ("imdb_id", "year", "runtime", "premiere_on", "theatrical_on", "digital_on", "physical_on", "left_on")


@dataclass(frozen=True, slots=True)
class Parts:
    """The films of one collection. Those that something hides stand where they would stand without it."""

    there: tuple[Film, ...] = ()
    missing: tuple[Film, ...] = ()
    announced: tuple[Film, ...] = ()


def parts_of(
    connection: Connection,
    today: date,
    collection_ids: Collection[int],
    wanted: CollectionFilter,
    editions: Mapping[int, tuple[Edition, ...]],
    there: bool = False,
) -> dict[int, Parts]:
    """The parts of each of these collections, as the filter wants them; with `there` those too that are there.

    In order of release, those without a day last. One statement.
    """
    query = _query(today, wanted, there)
    if len(collection_ids) <= _BY_ID:
        query = query.where(collection_parts.c.collection_id.in_(sorted(collection_ids)))
    found: dict[int, tuple[list[Film], list[Film], list[Film]]] = {}
    for row in connection.execute(query):
        shelves = found.setdefault(row.collection_id, ([], [], []))
        due = row.due_on is not None and row.due_on <= today
        shelves[0 if row.owned else 1 if due else 2].append(_film(row, today, editions.get(row.tmdb_id, ())))
    return {key: Parts(*(tuple(shelf) for shelf in shelves)) for key, shelves in found.items()}


@lru_cache(16)  # to put it together takes longer than to run it
def _query(today: date, wanted: CollectionFilter, there: bool) -> Query:
    absent = film_conditions.ABSENT
    if not wanted.ignored:
        absent = and_(absent, film_conditions.open_today(today))
    which = and_(absent, *counted(wanted))
    log = missing_films
    since = select(func.min(log.c.since)).where(log.c.tmdb_id == collection_parts.c.tmdb_id, log.c.ended_at.is_(None))
    return (
        select(
            collection_parts.c.collection_id,
            *(collection_parts.c[name] for name in _OWN),
            *(films.c[name] for name in _OF_FILM),
            films.c.id.label("film_id"),
            films.c.released_on.label("first_on"),
            films.c.poster.label("own_poster"),
            since.scalar_subquery().label("since"),
        )
        .outerjoin_from(collection_parts, films, films.c.tmdb_id == collection_parts.c.tmdb_id)
        .where(which | film_conditions.OWNED if there else which)
        .order_by(
            collection_parts.c.collection_id,
            collection_parts.c.released_on.asc().nulls_last(),
            collection_parts.c.position,
            collection_parts.c.tmdb_id,
        )
    )


def _film(row: Row[Any], today: date, editions: tuple[Edition, ...]) -> Film:
    first = row.released_on or row.first_on
    hidden = not row.owned and row.hidden_by is not None and (row.hidden_to is None or row.hidden_to >= today)
    return Film(
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        title=row.title,
        year=first.year if first else row.year,
        release_date=first,
        available_on=row.due_on,
        days=Days(
            first=first,
            premiere=row.premiere_on,
            theatrical=row.theatrical_on,
            digital=row.digital_on,
            physical=row.physical_on,
        ),
        poster=row.poster or row.own_poster,
        rating=row.rating,
        votes=row.votes,
        runtime=row.runtime,
        owned=row.owned,
        ignored=hidden,
        reason=row.hidden_by if hidden else None,
        ignored_until=row.hidden_to if hidden else None,
        lost_on=None if row.owned else row.left_on,
        first_seen=None if row.owned else row.since,
        copies=tuple(edition.copy for edition in editions),
        film_id=row.film_id if row.owned else None,
    )
