"""The collections that somebody began, and how each stands, as other programs read them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select, true

from parity.core.film_shapes import CollectionState, Film, FilmCollection, FilmNumbers
from parity.core.shapes import Listing, Trouble
from parity.store import film_conditions, schema
from parity.store.collection_filter import SORTS, STATES, CollectionFilter, counted
from parity.store.film_conditions import HERE, WITH_LIBRARIES, Query
from parity.store.film_copies_view import Edition, editions_of
from parity.store.parts_view import Parts, parts_of
from parity.store.schema import collection_parts, films, held_films, libraries
from parity.store.show_filter import named_by

__all__ = [
    "ALL",
    "SORTS",
    "STATES",
    "CollectionFilter",
    "Line",
    "collection",
    "collections",
    "missing_films",
    "numbers",
    "read_collections",
    "roster",
]


class Line(NamedTuple):
    """One line of the roster. `ignored` counts the parts that something hides, `single`: one film alone is there.

    `until`: to the end of which day it is ignored.
    """

    collection_id: int
    name: str
    state: CollectionState
    parts: int
    owned: int
    missing: int
    ignored: int
    single: bool
    until: date | None


ALL = CollectionFilter()
_BY_ID = 500  # so many ids fit into one statement everywhere; for more it reads the rows of all collections


def collections(
    connection: Connection, today: date, wanted: CollectionFilter = ALL, limit: int | None = None, offset: int = 0
) -> Listing[FilmCollection]:
    """The collections in the order that is wanted, without what is there. Four statements, with `q` five."""
    lines = roster(connection, today, wanted)
    page = lines[offset:] if limit is None else lines[offset : offset + limit]
    return Listing(len(lines), read_collections(connection, today, page, wanted))


def collection(connection: Connection, today: date, collection_id: int) -> FilmCollection | None:
    """One collection with all its parts, ignored ones and those that are there too; None: there is none to see.

    Five statements.
    """
    wanted = CollectionFilter(collection=collection_id, ignored=True)
    editions = editions_of(connection, [collection_id])
    found = read_collections(connection, today, roster(connection, today, wanted), wanted, True, editions)
    return found[0] if found else None


def missing_films(connection: Connection, today: date, wanted: CollectionFilter = ALL) -> tuple[Film, ...]:
    """What is missing from all these collections, each film once, in the collections' order."""
    found: dict[int, Film] = {}
    for each in collections(connection, today, wanted).items:
        for film in each.missing:
            found.setdefault(film.tmdb_id, film)
    return tuple(found.values())


def numbers(connection: Connection, today: date) -> FilmNumbers:
    """The headline counts, made where the rows are. One statement."""
    row = connection.execute(_numbers(today)).one()
    return FilmNumbers(**row._mapping)


def roster(connection: Connection, today: date, wanted: CollectionFilter = ALL) -> list[Line]:
    """How every collection stands, in the order that is wanted. One statement, with `q` two."""
    rows = connection.execute(_roster(today, replace(wanted, state=None, q="", sort="name", single=False)))
    lines = [_line(row) for row in rows]
    if wanted.q:
        said = _said(connection, lines, wanted.q)
        lines = [line for line in lines if line.collection_id in said]
    fitting = [line for line in lines if wanted.state in (None, line.state) and (line.single or not wanted.single)]
    key = wanted.sort.removeprefix("-")
    if key != "name":
        fitting.sort(key=lambda line: line.owned if key == "owned" else line.missing, reverse=key != wanted.sort)
    elif wanted.sort == "-name":
        fitting.reverse()
    return fitting


def read_collections(
    connection: Connection,
    today: date,
    page: Sequence[Line],
    wanted: CollectionFilter = ALL,
    there: bool = False,
    editions: Mapping[int, tuple[Edition, ...]] = MappingProxyType({}),
) -> tuple[FilmCollection, ...]:
    """All that is known of the collections of some lines, with `there` what is there too. Three statements.

    `editions`: where each film lies, for its copies.
    """
    ids = {line.collection_id for line in page}
    columns = ("id", "poster", "checked_at", "trouble", "trouble_since")
    query = select(*(schema.collections.c[name] for name in columns))
    rows = {row.id: row for row in connection.execute(_among(ids, query, schema.collections.c.id))}
    parts, places = parts_of(connection, today, ids, wanted, editions, there), _libraries(connection, ids)
    return tuple(
        _collection(rows[line.collection_id], line, parts.get(line.collection_id, Parts()), places[line.collection_id])
        for line in page
    )


@lru_cache(16)  # to put it together takes longer than to run it
def _roster(today: date, wanted: CollectionFilter) -> Query:
    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    counts = and_(true(), *counted(wanted))
    missing, by_collection = film_conditions.missing(today), film_conditions.aside_with_collection(today)
    query = (
        select(
            schema.collections.c.id,
            schema.collections.c.name,
            film_conditions.ignored(today).label("ignored"),
            number(by_collection).label("aside_with_it"),
            case(
                (film_conditions.ignored(today), schema.collections.c.ignored_until),
                else_=func.max(case((by_collection, collection_parts.c.hidden_to))),
            ).label("until"),
            schema.collections.c.checked_at.is_not(None).label("checked"),
            number(missing).label("lacking"),
            number(film_conditions.OWNED).label("held"),
            number(counts).label("parts"),
            number(and_(film_conditions.OWNED, counts)).label("owned"),
            number(and_(missing, counts)).label("missing"),
            number(and_(film_conditions.aside(today), counts)).label("aside"),
        )
        .join(collection_parts, collection_parts.c.collection_id == schema.collections.c.id)
        .where(film_conditions.begun(wanted.library, wanted.server))
        .group_by(schema.collections.c.id)
        .order_by(schema.collections.c.sort_name, schema.collections.c.id)
    )
    if not wanted.shorts:
        query = query.outerjoin(films, films.c.tmdb_id == collection_parts.c.tmdb_id)
    if wanted.watchlist:
        query = query.where(film_conditions.wished())
    return query if wanted.collection is None else query.where(schema.collections.c.id == wanted.collection)


@lru_cache(4)
def _numbers(today: date) -> Query:
    """One row of three: how many collections, parts of them and films of each kind there are."""
    lines = _roster(today, ALL).order_by(None).subquery()
    lacking = case((and_(lines.c.lacking > 0, lines.c.ignored.is_(False)), 1))
    unknown = and_(lines.c.checked.is_(False), lines.c.ignored.is_(False), lines.c.lacking + lines.c.aside_with_it == 0)
    counted_so = {"missing": lacking, "error": case((unknown, 1))}
    begun = select(
        func.count().label("collections"),
        *(func.count(one).label(f"collections_{state}") for state, one in counted_so.items()),
    )
    part, standing = collection_parts.c, films.c.standing
    absent = {"missing": film_conditions.missing(today), "announced": film_conditions.announced(today)}
    each = (func.count(case((one, part.tmdb_id)).distinct()).label(name) for name, one in absent.items())
    seen = part.collection_id.in_(select(schema.collections.c.id).where(film_conditions.begun()))
    kinds = {"films": standing == "matched", "unmatched": standing == "unmatched"}
    counts = (func.count(case((one, films.c.id)).distinct()).label(name) for name, one in kinds.items())
    held = select(*counts).select_from(WITH_LIBRARIES).join(films, films.c.id == held_films.c.film_id)
    told = (
        begun.select_from(lines).subquery(),
        select(*each).where(seen).subquery(),
        held.where(HERE, films.c.in_scope.is_(True)).subquery(),
    )
    return select(*told).select_from(told[0].join(told[1], true()).join(told[2], true()))


def _line(row: Row[Any]) -> Line:
    # With a list of parts an ignored collection is ignored only as long as that hides all that it lacks.
    state: CollectionState = "complete" if row.checked else "error"
    if row.ignored or (row.aside_with_it and not row.lacking):
        state = "ignored"
    elif row.missing:
        state = "missing"
    until = row.until if state == "ignored" else None
    return Line(row.id, row.name, state, row.parts, row.owned, row.missing, row.aside, row.held == 1, until)


def _said(connection: Connection, lines: Sequence[Line], q: str) -> set[int]:
    """The collections whose name, or one of whose films in either of its titles, has all the words."""
    named = named_by(q)
    found = {line.collection_id for line in lines if named(line.name, None)}
    parts = collection_parts.c
    query = select(parts.collection_id, parts.released_on, parts.title, parts.original_title)
    for collection_id, released_on, *titles in connection.execute(query):
        year = released_on.year if released_on else None
        if collection_id not in found and any(named(title, year) for title in titles):
            found.add(collection_id)
    return found


def _libraries(connection: Connection, ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """The titles of the libraries that hold a film of each collection."""
    query = (
        select(collection_parts.c.collection_id, libraries.c.title)
        .select_from(WITH_LIBRARIES)
        .join(films, films.c.id == held_films.c.film_id)
        .join(collection_parts, collection_parts.c.tmdb_id == films.c.tmdb_id)
        .where(HERE)
        .group_by(collection_parts.c.collection_id, libraries.c.id, libraries.c.title)
        .order_by(libraries.c.id)
    )
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for collection_id, title in connection.execute(_among(ids, query, collection_parts.c.collection_id)):
        found[collection_id][title] = None
    return defaultdict(tuple, {collection_id: tuple(titles) for collection_id, titles in found.items()})


def _among(ids: Collection[int], query: Query, column: ColumnElement[int]) -> Query:
    return query.where(column.in_(sorted(ids))) if len(ids) <= _BY_ID else query


def _collection(row: Row[Any], line: Line, parts: Parts, places: tuple[str, ...]) -> FilmCollection:
    return FilmCollection(
        collection_id=row.id,
        name=line.name,
        poster=row.poster,
        state=line.state,
        owned=line.owned,
        released=line.owned + line.missing,
        parts=line.parts,
        ignored=line.ignored,
        missing=parts.missing,
        announced=parts.announced,
        libraries=places,
        there=parts.there,
        ignored_until=line.until,
        checked_at=row.checked_at,
        trouble=Trouble(row.trouble, row.trouble_since) if row.trouble else None,
    )
