"""What both lists agreed on, whose lists they were, and by which rule they were kept together."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from parity.core.watch import Type
from parity.core.watch_groups import Agreed
from parity.store.schema import watch_agreed, watch_base
from parity.store.watch_rows import pack_ids, unpack_ids

_ONE = 1


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
    """The titles of the base."""
    query = select(watch_agreed).order_by(watch_agreed.c.id)
    return tuple(
        Agreed(
            row["type"],
            row["title"],
            row["year"],
            unpack_ids(row["ids"]),
            frozenset(json.loads(row["plex_keys"])),
            frozenset(json.loads(row["simkl_keys"])),
            row["agreed_at"],
            row["simkl_added"],
        )
        for row in connection.execute(query).mappings()
    )


def keep(connection: Connection, of: Pair, titles: Iterable[Agreed], now: datetime) -> None:
    """Put a base in the place of the last one."""
    forget(connection)
    members = {"plex_member": of.plex, "simkl_member": of.simkl}
    connection.execute(insert(watch_base).values(id=_ONE, **members, mode=of.mode, source=of.source, made_at=now))
    rows = [_row(each) for each in titles]
    if rows:
        connection.execute(insert(watch_agreed), rows)


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
