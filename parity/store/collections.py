"""TMDB's collections that owned films begin, and their parts as last reckoned; written as differences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from parity.core.catalogue import Part
from parity.core.franchises import Standing
from parity.core.release import Dates
from parity.store.films import LIVE
from parity.store.schema import collection_parts as parts
from parity.store.schema import collections, films
from parity.store.shows import sort_title

UNLISTED = -1
"""The position of a part that is there and says it belongs to the collection, which TMDB's list of it lacks."""
_TOGETHER = 500
_PART = ("title", "original_title", "released_on", "poster", "rating", "votes")
_STANDING = ("owned", "due_on", "hidden_by", "hidden_to")
_HERE = (parts.c.collection_id == bindparam("b_collection"), parts.c.tmdb_id == bindparam("b_part"))


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection as it is kept; see schema.films."""

    id: int
    name: str
    sort_name: str
    poster: str | None
    ignored_by: str | None
    ignored_until: date | None
    checked_at: datetime | None
    trouble: str | None
    trouble_since: datetime | None
    tries: int
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as it is kept, with what is known of the film."""

    collection_id: int
    position: int
    part: Part
    standing: Standing
    dates: Dates
    runtime: int | None


_COLUMNS = [collections.c[name] for name in CollectionRow.__dataclass_fields__]
_CHANGE = update(collections).where(collections.c.id == bindparam("this_collection"))
_OF_PART = [parts.c[name] for name in ("collection_id", "position", "tmdb_id", *_PART, *_STANDING)]
_OF_FILM = [films.c[name] for name in ("premiere_on", "theatrical_on", "digital_on", "physical_on", "runtime")]
# Made once: a scan executes them at every turn, and to make one costs as much as to execute it.
_EVERY = select(*_COLUMNS).order_by(collections.c.id)
_SOME = select(*_COLUMNS).where(collections.c.id.in_(bindparam("ids", expanding=True)))
_IDS = select(collections.c.id)
_BEGUN = select(films.c.collection_id).where(films.c.collection_id.is_not(None), films.c.id.in_(LIVE)).distinct()
_PARTS = (
    select(*_OF_PART, *_OF_FILM)
    .outerjoin(films, films.c.tmdb_id == parts.c.tmdb_id)
    .order_by(parts.c.collection_id, parts.c.position, parts.c.tmdb_id)
)
_PARTS_OF = _PARTS.where(parts.c.collection_id.in_(bindparam("ids", expanding=True)))
_WITH_PART = select(parts.c.collection_id).where(parts.c.tmdb_id.in_(bindparam("ids", expanding=True))).distinct()
_DROP_PART = delete(parts).where(*_HERE)


def every(connection: Connection) -> dict[int, CollectionRow]:
    """All collections, by id."""
    return {row.id: CollectionRow(*row) for row in connection.execute(_EVERY)}


def some(connection: Connection, ids: Collection[int]) -> dict[int, CollectionRow]:
    """Collections by id; those that are gone are absent."""
    wanted, found = sorted(ids), dict[int, CollectionRow]()
    for at in range(0, len(wanted), _TOGETHER):
        rows = connection.execute(_SOME, {"ids": wanted[at : at + _TOGETHER]})
        found |= {row.id: CollectionRow(*row) for row in rows}
    return found


def begun(connection: Connection) -> set[int]:
    """The ids of the collections that a film which is there says it belongs to."""
    return {found for found in connection.execute(_BEGUN).scalars() if found is not None}


def begin(connection: Connection, names: Mapping[int, str]) -> None:
    """Make rows for collections that have none, by id with the name that a film of theirs gives them."""
    known = some(connection, names)
    rows = [{"id": i, "name": n, "sort_name": sort_title(n)} for i, n in sorted(names.items()) if i not in known]
    if rows:
        connection.execute(insert(collections), rows)


def stand_in(connection: Connection, collection_id: int, part: Part) -> None:
    """Let a collection that TMDB was never heard on have this film, which says it belongs to it: so it can be seen."""
    row = some(connection, [collection_id]).get(collection_id)
    if row is None or row.checked_at is not None:
        return
    if part.tmdb_id not in {each.part.tmdb_id for each in parts_of(connection, [collection_id])}:
        key = {"collection_id": collection_id, "tmdb_id": part.tmdb_id, "position": UNLISTED}
        connection.execute(insert(parts), [key | {name: getattr(part, name) for name in _PART}])


def change(connection: Connection, row: CollectionRow, values: Mapping[str, object]) -> bool:
    """Write those columns that differ from `row`. Returns whether any did."""
    fresh = {name: value for name, value in values.items() if getattr(row, name) != value}
    if fresh:
        connection.execute(_CHANGE, {"this_collection": row.id, **fresh})
    return bool(fresh)


def drop_unbegun(connection: Connection) -> int:
    """Remove collections of which nothing is there any more, with their parts."""
    gone = sorted(set(connection.execute(_IDS).scalars()) - begun(connection))
    for at in range(0, len(gone), _TOGETHER):
        connection.execute(delete(collections).where(collections.c.id.in_(gone[at : at + _TOGETHER])))
    return len(gone)


def parts_of(connection: Connection, ids: Collection[int] | None = None) -> list[PartRow]:
    """The parts of these collections, or of all, in the order of their collections and of TMDB's list."""
    if ids is None:
        return [_row(*row) for row in connection.execute(_PARTS)]
    wanted, found = sorted(ids), list[PartRow]()
    for at in range(0, len(wanted), _TOGETHER):
        rows = connection.execute(_PARTS_OF, {"ids": wanted[at : at + _TOGETHER]})
        found += (_row(*row) for row in rows)
    return found


def of_parts(connection: Connection, tmdb_ids: Collection[int]) -> set[int]:
    """The collections that have one of these films as a part."""
    wanted, found = sorted(tmdb_ids), set[int]()
    for at in range(0, len(wanted), _TOGETHER):
        found |= set(connection.execute(_WITH_PART, {"ids": wanted[at : at + _TOGETHER]}).scalars())
    return found


def write_parts(connection: Connection, collection_id: int, now: Sequence[tuple[int, Part]]) -> None:
    """Turn the parts of a collection into these, each with its position."""
    before = {row.part.tmdb_id: row for row in parts_of(connection, [collection_id])}
    keys = {part.tmdb_id for _, part in now}
    drop_parts(connection, [(collection_id, tmdb_id) for tmdb_id in before.keys() - keys])
    fresh = []
    for position, part in now:
        kept = before.get(part.tmdb_id)
        values = {"position": position, **{name: getattr(part, name) for name in _PART}}
        if kept is None:
            fresh.append({"collection_id": collection_id, "tmdb_id": part.tmdb_id, **values})
        elif (kept.position, kept.part) != (position, part):
            _update(connection, collection_id, part.tmdb_id, values)
    if fresh:
        connection.execute(insert(parts), fresh)


def drop_parts(connection: Connection, keys: Iterable[tuple[int, int]]) -> None:
    """Remove parts, each by its collection and TMDB id."""
    for collection_id, tmdb_id in keys:
        connection.execute(_DROP_PART, {"b_collection": collection_id, "b_part": tmdb_id})


def mark_listed(connection: Connection, tmdb_ids: Collection[int]) -> None:
    """Let these films be on the watchlist, wherever they are a part, and no others."""
    on_it = set(connection.execute(select(parts.c.tmdb_id).where(parts.c.on_watchlist.is_(True))).scalars())
    for listed, ids in ((False, sorted(on_it.difference(tmdb_ids))), (True, sorted(tmdb_ids))):
        for at in range(0, len(ids), _TOGETHER):
            these = parts.c.tmdb_id.in_(ids[at : at + _TOGETHER]) & parts.c.on_watchlist.is_(not listed)
            connection.execute(update(parts).where(these).values(on_watchlist=listed))


def stand(connection: Connection, row: PartRow, now: Standing) -> bool:
    """Write how a part stands now, if that differs. Returns whether it did."""
    if row.standing == now:
        return False
    _update(connection, row.collection_id, row.part.tmdb_id, {name: getattr(now, name) for name in _STANDING})
    return True


def _update(connection: Connection, collection_id: int, tmdb_id: int, values: dict[str, object]) -> None:
    statement = update(parts).where(*_HERE).values({name: bindparam(f"v_{name}") for name in values})
    keys = {"b_collection": collection_id, "b_part": tmdb_id}
    connection.execute(statement, {**keys, **{f"v_{name}": value for name, value in values.items()}})


def _row(collection_id: int, position: int, tmdb_id: int, *rest: object) -> PartRow:
    ends = len(_PART), len(_PART) + len(_STANDING)
    facts, standing, (*days, runtime) = rest[: ends[0]], rest[ends[0] : ends[1]], rest[ends[1] :]
    part, stands = Part(tmdb_id, *facts), Standing(*standing)  # type: ignore[arg-type]
    return PartRow(collection_id, position, part, stands, Dates(*days), runtime)  # type: ignore[arg-type]
