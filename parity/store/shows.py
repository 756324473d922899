"""Shows as Parity knows them: one row an identity, whatever the number of copies."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union_all, update

from parity.store.former_shows import note
from parity.store.schema import former_shows, items, shows


@dataclass(frozen=True, slots=True)
class ShowRow:
    """A show as it is kept; see schema.shows."""

    id: int
    key: str
    tmdb_id: int | None
    match_source: str | None
    title: str
    sort_title: str
    year: int | None
    imdb_id: str | None
    tvdb_id: int | None
    status: str
    poster: str | None
    order_label: str
    standing: str
    reason: str | None
    candidates: str | None
    ignored_by: str | None
    ignored_until: date | None
    policy: str
    specials: bool
    in_scope: bool
    stale: bool
    checked_at: datetime | None
    trouble: str | None
    trouble_since: datetime | None
    tries: int
    tried_at: datetime | None
    source_id: int | None
    doubt: str | None
    proposals: str | None
    opinion_for: str | None
    opinion_at: datetime | None
    grace_days: int | None
    grace_source: str | None
    airs_time: str | None
    airs_zone: str | None
    origin: str
    on_watchlist: bool

    @property
    def counted_by(self) -> tuple[int, str] | None:
        """The show's id at the provider in whose order its rows are, and the order's label; None: not identified."""
        if self.source_id is not None:
            return self.source_id, self.order_label
        return None if self.tmdb_id is None else (self.tmdb_id, "tmdb:aired")


_COLUMNS = [shows.c[name] for name in ShowRow.__dataclass_fields__]
# Made once: a scan of many shows executes them as often, and to make one costs as much as to execute it.
_SOME = select(*_COLUMNS).where(shows.c.id.in_(bindparam("ids", expanding=True)))
_EVERY = select(*_COLUMNS).order_by(shows.c.id)
_BY_KEYS = select(*_COLUMNS).where(shows.c.key.in_(bindparam("keys", expanding=True)))
# A number is given once: that of a show that is gone may stand in an address that leads to where its copies went.
_GIVEN = union_all(select(func.max(shows.c.id).label("id")), select(func.max(former_shows.c.show_id))).subquery()
_NEXT = select(func.coalesce(func.max(_GIVEN.c.id), 0) + 1).scalar_subquery()
_ADD = insert(shows).values(id=_NEXT).returning(shows.c.id)
_CHANGE = update(shows).where(shows.c.id == bindparam("this_show"))
_ONE = select(*_COLUMNS).where(shows.c.id == bindparam("this_show"))
_FRESH = update(shows).where(shows.c.stale.is_(False)).values(stale=True)
_MARK_STALE = _FRESH.where(shows.c.id.in_(bindparam("ids", expanding=True)))
_MARK_LIBRARY_STALE = _FRESH.where(
    shows.c.id.in_(select(items.c.show_id).where(items.c.library_id == bindparam("this_library")))
)
_STALE = select(shows.c.id).where(shows.c.stale.is_(True)).order_by(shows.c.id)
_DROP_ORPHANS = delete(shows).where(~select(items.c.id).where(items.c.show_id == shows.c.id).exists())


def tmdb_key(tmdb_id: int) -> str:
    """The key of a show whose identity is known."""
    return f"tmdb:{tmdb_id}"


def get(connection: Connection, show_id: int) -> ShowRow | None:
    """One show."""
    row = connection.execute(_ONE, {"this_show": show_id}).first()
    return ShowRow(*row) if row else None


def some(connection: Connection, show_ids: Collection[int]) -> dict[int, ShowRow]:
    """Shows by id; those that are gone are absent."""
    wanted = list(show_ids)
    found: dict[int, ShowRow] = {}
    for at in range(0, len(wanted), 500):
        found |= {row.id: ShowRow(*row) for row in connection.execute(_SOME, {"ids": wanted[at : at + 500]})}
    return found


def every(connection: Connection) -> list[ShowRow]:
    """All shows, by id."""
    return [ShowRow(*row) for row in connection.execute(_EVERY)]


def by_keys(connection: Connection, keys: Iterable[str]) -> dict[str, ShowRow]:
    """Shows by key."""
    wanted = list(keys)
    found: dict[str, ShowRow] = {}
    for at in range(0, len(wanted), 500):
        found |= {row.key: ShowRow(*row) for row in connection.execute(_BY_KEYS, {"keys": wanted[at : at + 500]})}
    return found


def add(connection: Connection, key: str, title: str, year: int | None, tmdb_id: int | None, source: str | None) -> int:
    """A new show, not yet checked."""
    values = {"key": key, "title": title, "sort_title": sort_title(title), "year": year, "tmdb_id": tmdb_id}
    return int(connection.execute(_ADD, {**values, "match_source": source, "standing": "pending"}).scalar_one())


def change(connection: Connection, row: ShowRow, values: dict[str, object]) -> bool:
    """Write those columns that differ from `row`. Returns whether any did."""
    fresh = {name: value for name, value in values.items() if getattr(row, name) != value}
    if fresh:
        connection.execute(_CHANGE, {"this_show": row.id, **fresh})
    return bool(fresh)


def move_items(connection: Connection, item_ids: Collection[int], show_id: int) -> None:
    """Let these items belong to that show; to whom they belonged is remembered."""
    note(connection, item_ids, show_id)
    connection.execute(update(items).where(items.c.id.in_(list(item_ids))).values(show_id=show_id))


def mark_stale(connection: Connection, show_ids: Collection[int]) -> None:
    """What these shows hold changed: they have to be reckoned again, now or whenever somebody comes to it."""
    wanted = sorted(show_ids)
    for at in range(0, len(wanted), 500):
        connection.execute(_MARK_STALE, {"ids": wanted[at : at + 500]})


def mark_library_stale(connection: Connection, library_id: int) -> None:
    """The same for every show with a copy in a library."""
    connection.execute(_MARK_LIBRARY_STALE, {"this_library": library_id})


def stale_ids(connection: Connection) -> list[int]:
    """Shows that have to be reckoned again."""
    return list(connection.execute(_STALE).scalars())


def drop_orphans(connection: Connection) -> int:
    """Remove shows that no item belongs to any more. Decisions about them live elsewhere and stay."""
    return connection.execute(_DROP_ORPHANS).rowcount


def sort_title(title: str) -> str:
    """Title for sorting: case folded, without a leading article."""
    folded = title.casefold()
    for article in ("the ", "a ", "an "):
        if folded.startswith(article):
            return folded[len(article) :]
    return folded
