"""What a house holds to be true of each show that is there."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Table, select

from parity.actions.ports import House
from parity.store import episodes_view
from parity.store.database import Connection
from parity.store.schema import expected, held_episodes, items, libraries, placements, shows
from tests.actions.ledger import Gaps

Row = tuple[object, ...]
Facts = dict[object, dict[str, Any]]
Copy = tuple[int, str, str]
"""Library id, library title, rating key."""

WHO = "tmdb_id match_source title year imdb_id tvdb_id status order_label standing reason"
WISHES = "ignored_by ignored_until policy specials in_scope stale"
FACTS = [shows.c[name] for name in f"{WHO} {WISHES}".split()]


def facts(house: House, without: Collection[str] = ()) -> Facts:
    """By TMDB id, else by its copies: who a show is, what it should have, what it has, what hides the rest.

    Left out: stamps, ids of rows, troubles, and shows with a copy whose rating key is in `without`.
    """
    with house.database.reading() as connection:
        return {
            fact["tmdb_id"] or str(copies): {**fact, "copies": copies, **_details(connection, show_id, copies)}
            for show_id, copies in _copies(connection).items()
            if {key for _, _, key in copies}.isdisjoint(without)
            for fact in connection.execute(select(*FACTS).where(shows.c.id == show_id)).mappings()
        }


def missing(house: House, without: Collection[int] = ()) -> Gaps:
    """What a person sees as missing now."""
    with house.database.reading() as connection:
        found = episodes_view.missing(connection, house.today()).items
    return {(e.tmdb_id or 0, e.season, e.episode) for e in found if e.tmdb_id not in without}


def neither(now: Facts, was: Facts, right: Facts) -> dict[object, tuple[object, object, object]]:
    """What stands neither as it did nor as it should, nor is still to be found out: (now, was, right) of each."""
    then, here, there = _by_number(was), _by_number(now), _by_number(right)
    wrong: dict[object, tuple[object, object, object]] = {
        place: (here.get(place), then.get(place), there.get(place))
        for place in then.keys() | here.keys() | there.keys()
        if here.get(place) not in (then.get(place), there.get(place))
    }
    for who, fact in now.items():
        known = [facts[who]["standing"] if who in facts else "pending" for facts in (was, right)]
        if fact["standing"] not in known:
            wrong[who] = (fact["standing"], *known)
    return wrong


def _by_number(told: Facts) -> dict[object, Row]:
    """Every row by show, season and number."""
    return {(who, row[0], row[1]): row for who, fact in told.items() for row in fact["rows"]}


def _copies(connection: Connection) -> Mapping[int, list[Copy]]:
    here = items.c.gone_at.is_(None) & libraries.c.followed.is_(True) & (libraries.c.kind == "show")
    query = select(items.c.show_id, libraries.c.id, libraries.c.title, items.c.rating_key)
    found: dict[int, list[Copy]] = {}
    for show_id, *copy in connection.execute(query.join(libraries, libraries.c.id == items.c.library_id).where(here)):
        found.setdefault(show_id, []).append((copy[0], copy[1], copy[2]))
    return {show_id: sorted(copies) for show_id, copies in found.items()}


def _details(connection: Connection, show_id: int, copies: list[Copy]) -> dict[str, object]:
    return {
        "rows": _rows(connection, expected, "show_id", show_id),
        "placed": _rows(connection, placements, "show_id", show_id),
        "holds": [_rows(connection, held_episodes, "library_id", library, key) for library, _, key in copies],
    }


def _rows(connection: Connection, table: Table, owner: str, number: int, show_key: str | None = None) -> list[Row]:
    mine = table.c[owner] == number
    if show_key is not None:
        mine &= table.c.show_key == show_key
    columns = [column for column in table.c if column.name != owner]
    return sorted(map(tuple, connection.execute(select(*columns).where(mine))), key=repr)
