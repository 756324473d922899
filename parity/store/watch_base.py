"""What both lists agreed on, whose lists they were, and by which rule they were kept together."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from parity.core.watch import Type
from parity.core.watch_groups import Agreed
from parity.store.at_once import read_at_once, rows_in
from parity.store.moments import moment_of
from parity.store.schema import watch_agreed, watch_base
from parity.store.watch_rows import pack_ids, unpack_ids

_ONE = 1
_COLUMNS = [watch_agreed.c[name] for name in (*(each.name for each in fields(Agreed)), "id")]


@dataclass(frozen=True, slots=True)
class Pair:
    """Whose lists a base was made of, by their ids, and by which rule. Members are None where it was taken over."""

    plex: str | None
    simkl: str | None
    mode: str
    source: str


def pair(connection: Connection) -> Pair | None:
    """Of whom and how the base was made; None when there is none."""
    row = connection.execute(select(watch_base).where(watch_base.c.id == _ONE)).mappings().first()
    return None if row is None else Pair(row["plex_member"], row["simkl_member"], row["mode"], row["source"])


def agreed(connection: Connection) -> tuple[Agreed, ...]:
    """The titles of the base. One statement."""
    return agreed_in(text_of(connection))


def text_of(connection: Connection) -> str:
    """The same for `agreed_in`. One statement."""
    return read_at_once(connection, _COLUMNS)


def agreed_in(text: str) -> tuple[Agreed, ...]:
    """The titles that such a text tells."""
    return tuple(map(_agreed, sorted(rows_in(text), key=itemgetter(-1))))


def keep(connection: Connection, of: Pair, titles: Iterable[Agreed], now: datetime) -> None:
    """Put a base in the place of the last one."""
    forget(connection)
    members = {"plex_member": of.plex, "simkl_member": of.simkl}
    connection.execute(insert(watch_base).values(id=_ONE, **members, mode=of.mode, source=of.source, made_at=now))
    made = [_row(each) for each in titles]
    if made:
        connection.execute(insert(watch_agreed), made)


def let_go(connection: Connection, type: Type, ids: Collection[str]) -> None:
    """What both agreed on of this title counts no longer: it is as if it were new on the list that has it."""
    rows = connection.execute(select(watch_agreed.c.id, watch_agreed.c.ids).where(watch_agreed.c.type == type))
    meant = [row.id for row in rows if not unpack_ids(row.ids).isdisjoint(ids)]
    connection.execute(delete(watch_agreed).where(watch_agreed.c.id.in_(meant)))


def forget(connection: Connection) -> int:
    """Keep no base, so that the next run only adds; answers how many titles it had."""
    titles = connection.execute(select(func.count()).select_from(watch_agreed)).scalar_one()
    connection.execute(delete(watch_agreed))
    connection.execute(delete(watch_base))
    return titles


def _agreed(row: Sequence[Any]) -> Agreed:
    type, title, year, ids, plex_keys, simkl_keys, agreed_at, simkl_added, _id = row
    keys_of_plex, keys_of_simkl = frozenset(json.loads(plex_keys)), frozenset(json.loads(simkl_keys))
    added = None if simkl_added is None else moment_of(simkl_added)
    return Agreed(type, title, year, unpack_ids(ids), keys_of_plex, keys_of_simkl, moment_of(agreed_at), added)


def _row(each: Agreed) -> dict[str, object]:
    return {
        "type": each.type,
        "title": each.title,
        "year": each.year,
        "ids": pack_ids(each.ids),
        "plex_keys": json.dumps(sorted(each.plex_keys)),
        "simkl_keys": json.dumps(sorted(each.simkl_keys)),
        "agreed_at": each.agreed_at,
        "simkl_added": each.simkl_added,
    }
