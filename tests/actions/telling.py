"""What a house holds to be true, what stands in its tables, and what was written into them."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, event, select

from parity.actions.ports import House
from parity.store.database import Connection
from parity.store.missing_log import missing_today
from parity.store.schema import expected, held_episodes, items, libraries, metadata, placements, shows
from tests.actions.ledger import Gaps

Facts = dict[object, dict[str, object]]
Row = tuple[object, ...]

SHOW = "tmdb_id match_source title year imdb_id tvdb_id status order_label standing reason"
WISHES = "ignored_by ignored_until policy specials in_scope"
FACTS = [shows.c[name] for name in f"{SHOW} {WISHES}".split()]
ROWS = [column for column in expected.c if column.name != "show_id"]
PLACED = [column for column in placements.c if column.name != "show_id"]
HOLDS = [column for column in held_episodes.c if column.name != "library_id"]

# Stamps: when something was looked at, and how often; never what was seen.
STAMPS = {
    "servers": {"seen_at"},
    "libraries": {"listed_at", "listed_by", "generation"},
    "shows": {"checked_at", "tried_at", "tries"},
}
WORK = {"scans", "scan_items", "schedules", "heartbeats"}
FEED = {"feed_named", "feed_read"}


def facts(house: House, without: Collection[str] = ()) -> Facts:
    """Each show that is there, by TMDB id or else by its copies: what is held to be true of it.

    Shows with a copy whose rating key is among `without` are left out.
    """
    with house.database.reading() as connection:
        told: Facts = {}
        for show_id, copies in _copies(connection).items():
            if {key for _, _, key in copies}.isdisjoint(without):
                fact = connection.execute(select(*FACTS).where(shows.c.id == show_id)).mappings().one()
                told[fact["tmdb_id"] or str(copies)] = {
                    **fact,
                    "copies": copies,
                    "rows": _rows(connection, expected, show_id),
                    "placed": _rows(connection, placements, show_id),
                    "holds": {copy: _holds(connection, copy) for copy in copies},
                }
        return told


def missing(house: House, without: Collection[int] = ()) -> Gaps:
    """What a person would see as missing now."""
    query = select(shows.c.tmdb_id, expected.c.season, expected.c.number).join(shows, shows.c.id == expected.c.show_id)
    with house.database.reading() as connection:
        found = connection.execute(query.where(missing_today(house.today())))
        return {(who, season, number) for who, season, number in found if who not in without}


def dump(house: House, leave_out: Collection[str] = WORK) -> dict[str, set[Row]]:
    """All tables but some, without stamps."""
    with house.database.reading() as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(select(*_telling(table)))}
            for table in metadata.sorted_tables
            if table.name not in leave_out
        }


@contextmanager
def writes(house: House, leave_out: Collection[str] = WORK) -> Iterator[list[str]]:
    """Every statement meanwhile that wrote a row, unless it touched nothing but stamps, work and `leave_out`."""
    written: list[str] = []

    def note(_c: object, cursor: Any, statement: str, _p: object, _x: object, _m: bool) -> None:
        found = re.match(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)(?: SET (.*?) WHERE)?", statement, re.DOTALL)
        if found is None or cursor.rowcount < 1 or found[1] in {*leave_out, "staged_episodes"}:
            return
        columns = set(re.findall(r"(\w+)=", found[2] or ""))
        if not columns or columns - STAMPS.get(found[1], set()):
            written.append(f"{cursor.rowcount} rows: {statement}")

    event.listen(house.database.engine, "after_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(house.database.engine, "after_cursor_execute", note)


def _telling(table: Table) -> list[Any]:
    return [column for column in table.c if column.name not in STAMPS.get(table.name, ())]


def _copies(connection: Connection) -> Mapping[int, list[tuple[int, str, str]]]:
    """Show id to its copies: (library id, library, rating key)."""
    here = items.c.gone_at.is_(None) & libraries.c.followed.is_(True) & (libraries.c.kind == "show")
    query = select(items.c.show_id, libraries.c.id, libraries.c.title, items.c.rating_key)
    found: dict[int, list[tuple[int, str, str]]] = {}
    for show_id, *copy in connection.execute(query.join(libraries, libraries.c.id == items.c.library_id).where(here)):
        found.setdefault(show_id, []).append((copy[0], copy[1], copy[2]))
    return {show_id: sorted(copies) for show_id, copies in found.items()}


def _rows(connection: Connection, table: Table, show_id: int) -> set[Row]:
    columns = [column for column in table.c if column.name != "show_id"]
    return {tuple(row) for row in connection.execute(select(*columns).where(table.c.show_id == show_id))}


def _holds(connection: Connection, copy: tuple[int, str, str]) -> set[Row]:
    mine = (held_episodes.c.library_id == copy[0]) & (held_episodes.c.show_key == copy[2])
    return {tuple(row) for row in connection.execute(select(*HOLDS).where(mine))}
