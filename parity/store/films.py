"""Films as Parity knows them: one row an identity, whatever the number of copies, and missing ones with their days."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from parity.core.release import Dates
from parity.store.schema import collection_parts, films, held_films, libraries

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film as it is kept; see schema.films."""

    id: int
    key: str
    tmdb_id: int | None
    match_source: str | None
    title: str
    year: int | None
    imdb_id: str | None
    poster: str | None
    runtime: int | None
    collection_id: int | None
    released_on: date | None
    premiere_on: date | None
    theatrical_on: date | None
    digital_on: date | None
    physical_on: date | None
    region: str | None
    standing: str
    reason: str | None
    candidates: str | None
    in_scope: bool
    checked_at: datetime | None
    trouble: str | None
    trouble_since: datetime | None
    tries: int
    tried_at: datetime | None
    left_on: date | None

    @property
    def dates(self) -> Dates:
        """Its days in the owner's country."""
        return Dates(self.premiere_on, self.theatrical_on, self.digital_on, self.physical_on)


_COLUMNS = [films.c[name] for name in FilmRow.__dataclass_fields__]
_CHANGE = update(films).where(films.c.id == bindparam("this_film"))
LIVE = select(held_films.c.film_id).join(libraries).where(held_films.c.live.is_(True), libraries.c.followed.is_(True))
"""The ids of the films that are there (RULES R2)."""
# Made once: a scan executes them at every turn, and to make one costs as much as to execute it.
_SOME = select(*_COLUMNS).where(films.c.id.in_(bindparam("ids", expanding=True)))
_BY_KEYS = select(*_COLUMNS).where(films.c.key.in_(bindparam("keys", expanding=True)))
_EVERY = select(*_COLUMNS).order_by(films.c.id)
_THERE = LIVE.distinct()
_THERE_IN = _THERE.where(held_films.c.library_id.in_(bindparam("ids", expanding=True)))
_OWNED = select(films.c.tmdb_id).where(films.c.id.in_(LIVE), films.c.tmdb_id.is_not(None))
_WIDEN = update(films).where(films.c.in_scope.is_(False)).values(in_scope=True)
_OF_COLLECTIONS = _EVERY.where(films.c.collection_id.in_(bindparam("ids", expanding=True)), films.c.id.in_(LIVE))
_USED = select(held_films.c.film_id).where(held_films.c.film_id == films.c.id).exists()
_LISTED = select(collection_parts.c.tmdb_id).where(collection_parts.c.tmdb_id == films.c.tmdb_id).exists()
_DROP_ORPHANS = delete(films).where(~or_(_USED, _LISTED))


def tmdb_key(tmdb_id: int) -> str:
    """The key of a film whose identity is known."""
    return f"tmdb:{tmdb_id}"


def some(connection: Connection, film_ids: Collection[int]) -> dict[int, FilmRow]:
    """Films by id; those that are gone are absent."""
    wanted, found = sorted(film_ids), dict[int, FilmRow]()
    for at in range(0, len(wanted), _TOGETHER):
        rows = connection.execute(_SOME, {"ids": wanted[at : at + _TOGETHER]})
        found |= {row.id: FilmRow(*row) for row in rows}
    return found


def by_keys(connection: Connection, keys: Iterable[str]) -> dict[str, FilmRow]:
    """Films by key."""
    wanted, found = sorted(set(keys)), dict[str, FilmRow]()
    for at in range(0, len(wanted), _TOGETHER):
        rows = connection.execute(_BY_KEYS, {"keys": wanted[at : at + _TOGETHER]})
        found |= {row.key: FilmRow(*row) for row in rows}
    return found


def every(connection: Connection) -> list[FilmRow]:
    """All films, by id."""
    return [FilmRow(*row) for row in connection.execute(_EVERY)]


def there(connection: Connection, library_ids: Collection[int] | None = None) -> set[int]:
    """The ids of the films that are there: in one of these libraries, or anywhere."""
    if library_ids is None:
        return set(connection.execute(_THERE).scalars())
    return set(connection.execute(_THERE_IN, {"ids": list(library_ids)}).scalars())


def owned(connection: Connection) -> set[int]:
    """The TMDB ids of the films that are there."""
    return {tmdb_id for tmdb_id in connection.execute(_OWNED).scalars() if tmdb_id is not None}


def add(connection: Connection, rows: Iterable[dict[str, object]]) -> dict[str, int]:
    """New films, each of key, title, year, tmdb_id and match_source. Returns their ids by key."""
    values = list(rows)
    for at in range(0, len(values), _TOGETHER):
        connection.execute(insert(films), values[at : at + _TOGETHER])
    return {key: row.id for key, row in by_keys(connection, [str(row["key"]) for row in values]).items()}


def change(connection: Connection, row: FilmRow, values: Mapping[str, object]) -> bool:
    """Write those columns that differ from `row`. Returns whether any did."""
    fresh = {name: value for name, value in values.items() if getattr(row, name) != value}
    if fresh:
        connection.execute(_CHANGE, {"this_film": row.id, **fresh})
    return bool(fresh)


def note_left(connection: Connection, left: Collection[int], came: Collection[int], today: date) -> None:
    """The last copy of the films that `left` vanished today; those that `came` are there (again)."""
    for ids, day in ((sorted(left), today), (sorted(came), None)):
        for at in range(0, len(ids), _TOGETHER):
            these = films.c.id.in_(ids[at : at + _TOGETHER]) & films.c.left_on.is_distinct_from(day)
            connection.execute(update(films).where(these).values(left_on=day))


def name(connection: Connection, names: Mapping[int, tuple[str, int | None]]) -> None:
    """Call films as Plex does, by id with title and year: that shows which of them are something else in truth."""
    for row in some(connection, names).values():
        title, year = names[row.id]
        change(connection, row, {"title": title, "year": year})


def narrow(connection: Connection, inside: Collection[int] | None) -> None:
    """Let these films be in scope and no others; None: all."""
    if inside is None:
        connection.execute(_WIDEN)
        return
    for row in every(connection):
        change(connection, row, {"in_scope": row.id in inside})


def of_collections(connection: Connection, ids: Collection[int]) -> dict[int, list[FilmRow]]:
    """The films that are there and say they belong to these collections."""
    wanted, found = sorted(ids), dict[int, list[FilmRow]]()
    for at in range(0, len(wanted), _TOGETHER):
        for row in connection.execute(_OF_COLLECTIONS, {"ids": wanted[at : at + _TOGETHER]}):
            found.setdefault(row.collection_id, []).append(FilmRow(*row))
    return found


def ask_again(connection: Connection, film_ids: Collection[int]) -> None:
    """What was found of these films no longer holds: the next scan asks about them, as if it never had."""
    wanted = sorted(film_ids)
    for at in range(0, len(wanted), _TOGETHER):
        these = films.c.id.in_(wanted[at : at + _TOGETHER])
        connection.execute(update(films).where(these).values(checked_at=None))


def forget_days(connection: Connection, region: str) -> None:
    """Only this country counts from now on: days of another one tell nothing."""
    days = dict.fromkeys(("premiere_on", "theatrical_on", "digital_on", "physical_on", "region"))
    connection.execute(update(films).where(films.c.region != region).values(**days))


def drop_orphans(connection: Connection) -> int:
    """Remove films that no item belongs to and no collection lists. Decisions about them live elsewhere and stay."""
    return connection.execute(_DROP_ORPHANS).rowcount


def copies_of(connection: Connection, film_id: int) -> list[tuple[str, str]]:
    """The copies of a film in followed libraries: machine id and rating key."""
    query = select(libraries.c.machine_id, held_films.c.rating_key).join_from(held_films, libraries)
    query = query.where(held_films.c.film_id == film_id, libraries.c.followed.is_(True))
    return [(machine_id, key) for machine_id, key in connection.execute(query)]
