"""The two lists as each was last read whole, and by what it is told that one has not changed since."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from parity.core.watch import Member, Side, WatchItem
from parity.store.at_once import read_at_once, rows_in
from parity.store.moments import moment_of
from parity.store.schema import watch_learnt, watch_reads, watch_rows

_COLUMNS = [watch_rows.c[name] for name in (*(each.name for each in fields(WatchItem)), "place")]


@dataclass(frozen=True, slots=True)
class Read:
    """When a side was last read whole and whose it was. `tells`: what the service said by which a change shows.

    `found_at`: when it was last found to stand as it was read then.
    """

    member: Member
    read_at: datetime
    tells: Mapping[str, object] = field(default_factory=dict)
    found_at: datetime | None = None


def of(connection: Connection, side: Side) -> tuple[WatchItem, ...]:
    """The rows of a side, in the order in which it told them; SIMKL's of every status. One statement."""
    return items_in(text_of(connection, side))


def text_of(connection: Connection, side: Side) -> str:
    """The same for `items_in`. One statement."""
    return read_at_once(connection, _COLUMNS, watch_rows.c.side == side)


def items_in(text: str) -> tuple[WatchItem, ...]:
    """The rows that such a text tells."""
    return tuple(map(_item, sorted(rows_in(text), key=itemgetter(-1))))


def one(connection: Connection, side: Side, key: str) -> WatchItem | None:
    """The row of a side that its service calls so. One statement."""
    this = read_at_once(connection, _COLUMNS, watch_rows.c.side == side, watch_rows.c.key == key)
    return next(iter(items_in(this)), None)


def last_read(connection: Connection, side: Side) -> Read | None:
    """When and how the rows of a side came here; None when it was never read whole."""
    row = connection.execute(select(watch_reads).where(watch_reads.c.side == side)).mappings().first()
    if row is None:
        return None
    return Read(Member(row["member"], row["member_name"]), row["read_at"], json.loads(row["tells"]), row["found_at"])


def keep(connection: Connection, side: Side, items: Iterable[WatchItem], read: Read) -> tuple[WatchItem, ...]:
    """Put a list that was read whole in the place of the last one; answers it with the ids that were learnt."""
    more = learnt(connection, side)
    kept = tuple(replace(item, ids=item.ids | more.get(item.key, frozenset())) for item in items)
    connection.execute(delete(watch_rows).where(watch_rows.c.side == side))
    rows = [_row(item, place) for place, item in enumerate(kept)]
    if rows:
        connection.execute(insert(watch_rows), rows)
    note(connection, side, read)
    return kept


def learn(connection: Connection, side: Side, found: Mapping[str, frozenset[str]]) -> None:
    """Rows, by key, have these ids too, which their list does not tell: from now on, however often it is read."""
    known = learnt(connection, side)
    for key, ids in found.items():
        packed = pack_ids(known.get(key, frozenset()) | ids)
        mine = and_(watch_learnt.c.side == side, watch_learnt.c.key == key)
        if key not in known and ids:
            connection.execute(insert(watch_learnt).values(side=side, key=key, ids=packed))
        elif ids:
            connection.execute(update(watch_learnt).where(mine).values(ids=packed))
        row = and_(watch_rows.c.side == side, watch_rows.c.key == key)
        told = connection.execute(select(watch_rows.c.ids).where(row)).scalar()
        if told is not None:
            more = pack_ids(unpack_ids(told) | unpack_ids(packed))
            connection.execute(update(watch_rows).where(row).values(ids=more))


def learnt(connection: Connection, side: Side) -> dict[str, frozenset[str]]:
    """What was learnt of the rows of a side, by key."""
    rows = connection.execute(select(watch_learnt).where(watch_learnt.c.side == side))
    return {row.key: unpack_ids(row.ids) for row in rows}


def ids_of(connection: Connection, side: Side, keys: Iterable[str]) -> frozenset[str]:
    """All ids that are known of these rows."""
    mine = and_(watch_rows.c.side == side, watch_rows.c.key.in_(list(keys)))
    told = connection.execute(select(watch_rows.c.ids).where(mine)).scalars()
    return frozenset().union(*map(unpack_ids, told))


def unlearn(connection: Connection) -> None:
    """Go by what the lists themselves tell again, from when they are read next."""
    connection.execute(delete(watch_learnt))
    connection.execute(delete(watch_reads))


def found(connection: Connection, side: Side, now: datetime) -> None:
    """The rows of this side stand as they were read, says its service."""
    connection.execute(update(watch_reads).where(watch_reads.c.side == side).values(found_at=now))


def note(connection: Connection, side: Side, read: Read) -> None:
    """The rows of this side are those of this reading."""
    connection.execute(delete(watch_reads).where(watch_reads.c.side == side))
    values = {"side": side, "member": read.member.id, "member_name": read.member.name, "read_at": read.read_at}
    connection.execute(insert(watch_reads).values(**values, tells=json.dumps(read.tells)))


def doubt(connection: Connection, side: Side) -> None:
    """The rows of this side may not hold any more: the next run has to read it whole."""
    connection.execute(update(watch_reads).where(watch_reads.c.side == side).values(tells="{}"))


def forget(connection: Connection, side: Side) -> None:
    """Keep nothing of a side: it belongs to somebody else now."""
    connection.execute(delete(watch_rows).where(watch_rows.c.side == side))
    connection.execute(delete(watch_reads).where(watch_reads.c.side == side))


def pack_ids(ids: Iterable[str]) -> str:
    """Ids as one text that reads well: `imdb:tt1 tmdb:2`."""
    return " ".join(sorted(ids))


def unpack_ids(text: str) -> frozenset[str]:
    """Text back to ids."""
    return frozenset(text.split())


def _item(row: Sequence[Any]) -> WatchItem:
    side, key, type, title, year, ids, status, has_history, anime, added_at, _place = row
    more = status, bool(has_history), bool(anime), None if added_at is None else moment_of(added_at)
    return WatchItem(side, key, type, title, year, unpack_ids(ids), *more)


def _row(item: WatchItem, place: int) -> dict[str, object]:
    return {
        "side": item.side,
        "key": item.key,
        "type": item.type,
        "title": item.title,
        "year": item.year,
        "ids": pack_ids(item.ids),
        "status": item.status,
        "has_history": item.has_history,
        "anime": item.anime,
        "added_at": item.added_at,
        "place": place,
    }
