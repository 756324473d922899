"""The episodes each library holds. A listing is staged beside them and swapped in when it is whole."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from parity.core.library import PlexEpisode
from parity.store import vanished
from parity.store.database import Database, about_to_write
from parity.store.packing import pack, unpack
from parity.store.schema import held_episodes as held

_FACTS = ("show_key", "season", "number", "title", "air_date", "live", "ids", "file", "added_at", "minutes")
_TOGETHER = 200

staged = Table(
    "staged_episodes",
    MetaData(),
    *(Column(name, held.c[name].type, primary_key=name == "rating_key") for name in ("rating_key", *_FACTS)),
    prefixes=["TEMPORARY"],
)


class Staging:
    """A listing on its way in, in a temporary table of its own connection: memory stays flat, nothing is locked."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def clear(self) -> None:
        """Start over."""
        self.connection.execute(delete(staged))
        self.connection.commit()

    def add(self, episodes: Iterable[PlexEpisode]) -> None:
        """One page. A key that comes twice is kept once: the tally has noticed it."""
        rows = [_columns(e) for e in episodes]
        if rows:
            self.connection.execute(_insert_for(self.connection)(staged).on_conflict_do_nothing(), rows)
        self.connection.commit()

    def live(self) -> int:
        """How many live episodes were listed."""
        return self.connection.execute(select(func.count()).where(staged.c.live.is_(True))).scalar_one()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One writing transaction on the connection that sees the staged rows."""
        self.connection.rollback()
        about_to_write(self.connection)
        with self.connection.begin():
            yield self.connection


@contextmanager
def staging(database: Database) -> Iterator[Staging]:
    """A staging area, gone at the end."""
    with database.engine.connect() as connection:
        staged.create(connection, checkfirst=False)
        connection.commit()
        try:
            yield Staging(connection)
        finally:
            connection.rollback()
            staged.drop(connection)
            connection.commit()


def live_count(connection: Connection, library_id: int) -> int:
    """How many live episodes a library holds."""
    query = select(func.count()).where(held.c.library_id == library_id, held.c.live.is_(True))
    return connection.execute(query).scalar_one()


def swap(
    connection: Connection, library_id: int, keep: Collection[str], only: Collection[str] | None = None
) -> set[str]:
    """Make the staged listing the inventory of a library, writing differences only. Returns the changed shows' keys.

    Episodes of the shows in `keep` stay although they were not listed: those shows may still be there.
    With `only`, nothing but the episodes of those shows is touched.
    """
    here = held.c.library_id == library_id
    same_key = and_(here, held.c.rating_key == staged.c.rating_key)
    differs = or_(held.c.rating_key.is_(None), *(held.c[f].is_distinct_from(staged.c[f]) for f in _FACTS))
    wanted = staged.c.show_key.in_(list(only)) if only is not None else literal(True)
    joined = staged.outerjoin(held, same_key)
    gone = and_(here, ~select(staged.c.rating_key).where(staged.c.rating_key == held.c.rating_key).exists())
    gone = and_(gone, held.c.show_key.in_(list(only)) if only is not None else held.c.show_key.not_in(list(keep)))
    changed = union(
        select(staged.c.show_key).select_from(joined).where(differs, wanted),
        select(held.c.show_key).select_from(joined).where(differs, wanted, held.c.show_key.is_not(None)),
        select(held.c.show_key).where(gone),
    )
    keys = set(connection.execute(changed).scalars())
    if keys:
        trashed = select(staged.c.rating_key).where(staged.c.rating_key == held.c.rating_key, staged.c.live.is_(False))
        mine = held.c.show_key.in_(list(only)) if only is not None else literal(True)
        vanished.note(connection, or_(gone, and_(here, mine, trashed.exists())), keys)
        fresh = select(literal(library_id), *(staged.c[name] for name in ("rating_key", *_FACTS)))
        _upsert(connection, fresh.select_from(joined).where(differs, wanted))
        connection.execute(delete(held).where(gone))
    return keys


def _upsert(connection: Connection, rows: Select[*tuple[object, ...]]) -> None:
    statement = _insert_for(connection)(held).from_select(["library_id", "rating_key", *_FACTS], rows)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["library_id", "rating_key"], set_={f: statement.excluded[f] for f in _FACTS}
        )
    )


def replace_show(connection: Connection, library_id: int, show_key: str, episodes: Sequence[PlexEpisode]) -> bool:
    """Make these the episodes of one show; writes differences only. Returns whether anything changed."""
    before = {e.rating_key: e for e in of_items(connection, [(library_id, show_key)]).get((library_id, show_key), [])}
    now = {e.rating_key: e for e in episodes}
    dropped = [key for key in before if key not in now]
    fresh = [e for key, e in now.items() if before.get(key) != e]
    stale = [*dropped, *(e.rating_key for e in fresh)]
    if stale:
        left = [key for key, e in before.items() if e.live and not (key in now and now[key].live)]
        if left:
            vanished.note(connection, and_(held.c.library_id == library_id, held.c.rating_key.in_(left)))
        connection.execute(delete(held).where(held.c.library_id == library_id, held.c.rating_key.in_(stale)))
    if fresh:
        connection.execute(insert(held), [{"library_id": library_id, **_columns(e)} for e in fresh])
    return bool(stale)


def of_items(connection: Connection, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], list[PlexEpisode]]:
    """Episodes of items, by (library id, rating key of the show)."""
    found: dict[tuple[int, str], list[PlexEpisode]] = {key: [] for key in keys}
    columns = [held.c[name] for name in ("library_id", "rating_key", *_FACTS)]
    for at in range(0, len(keys), _TOGETHER):
        query = select(*columns).where(tuple_(held.c.library_id, held.c.show_key).in_(keys[at : at + _TOGETHER]))
        for library_id, key, show_key, season, number, title, aired, live, ids, *more in connection.execute(query):
            episode = PlexEpisode(key, show_key, season, number, title, aired, live, unpack(ids), *more)
            found[library_id, show_key].append(episode)
    return found


def _insert_for(connection: Connection) -> Callable[[Table], SqliteInsert]:
    # Both dialects spell ON CONFLICT the same way, but SQLAlchemy keeps one class for each.
    return (
        cast(Callable[[Table], SqliteInsert], postgres_insert)
        if connection.dialect.name == "postgresql"
        else sqlite_insert
    )


def _columns(e: PlexEpisode) -> dict[str, object]:
    return {
        "rating_key": e.rating_key,
        "show_key": e.show_key,
        "season": e.season,
        "number": e.number,
        "title": e.title,
        "air_date": e.air_date,
        "live": e.live,
        "ids": pack(e.ids) if e.ids else "",
        "file": e.file,
        "added_at": e.added_at,
        "minutes": e.minutes,
    }
