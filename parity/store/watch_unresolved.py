"""Titles of one list that the other service does not know: asked for again later and later."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, exists, insert, select, update

from parity.core.watch import Side, Type
from parity.core.watch_action import Unresolved
from parity.store.schema import watch_rows, watch_unresolved
from parity.store.watch_rows import unpack_ids

FIRST_PAUSE, LONGEST_PAUSE = timedelta(days=1), timedelta(days=30)
"""How long a title that the other service does not know is not asked for again; twice as long each time."""


@dataclass(frozen=True, slots=True)
class UnresolvedRow:
    """A title of one list that the other service does not know; `reason` is a key of REASONS."""

    side: Side
    key: str
    type: Type
    title: str
    year: int | None
    ids: frozenset[str]
    reason: str
    tries: int
    since: datetime
    again_at: datetime


def not_known(connection: Connection, now: datetime) -> dict[str, str]:
    """Rows that are not to be tried again yet, by name (`plex:…`, `simkl:…`), with the reason."""
    query = select(watch_unresolved).where(watch_unresolved.c.again_at > now)
    return {f"{row.side}:{row.key}": row.reason for row in connection.execute(query)}


def give_up(connection: Connection, side: Side, key: str, reason: str, now: datetime) -> None:
    """The other service does not know this row: leave it alone for a day, then two, four, up to a month."""
    mine = and_(watch_unresolved.c.side == side, watch_unresolved.c.key == key)
    row = connection.execute(select(watch_unresolved).where(mine)).first()
    tries = 1 if row is None else row.tries + 1
    again_at = now + min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    values = {"reason": reason, "tries": tries, "again_at": again_at}
    if row is None:
        connection.execute(insert(watch_unresolved).values(side=side, key=key, since=now, **values))
    else:
        connection.execute(update(watch_unresolved).where(mine).values(**values))


def try_again(connection: Connection, side: Side, keys: Iterable[str]) -> None:
    """These rows are known now, or a person said what they are."""
    mine = and_(watch_unresolved.c.side == side, watch_unresolved.c.key.in_(list(keys)))
    connection.execute(delete(watch_unresolved).where(mine))


def tell(
    connection: Connection, found: Iterable[Unresolved], settled: Collection[tuple[Side, str]], now: datetime
) -> None:
    """What a plan says that nothing can be done about, beside what was tried in vain; `settled` rows need no help."""
    kept = {(row.side, row.key): row.tries for row in connection.execute(select(watch_unresolved))}
    now_found = {(each.side, each.key): each for each in found}
    for side, key in kept:
        if (side, key) in settled or (kept[side, key] == 0 and (side, key) not in now_found):
            try_again(connection, side, [key])
    rows = [
        {"side": side, "key": key, "reason": each.reason, "since": now, "again_at": now}
        for (side, key), each in now_found.items()
        if (side, key) not in kept
    ]
    if rows:
        connection.execute(insert(watch_unresolved), rows)


def forget_gone(connection: Connection) -> None:
    """Rows that are on no list any more are nobody's trouble; whoever puts one on again is not made to wait."""
    same = and_(watch_rows.c.side == watch_unresolved.c.side, watch_rows.c.key == watch_unresolved.c.key)
    connection.execute(delete(watch_unresolved).where(~exists().where(same)))


def every(connection: Connection) -> list[UnresolvedRow]:
    """All titles of a list that the other service does not know, as long as they are on theirs."""
    same = and_(watch_rows.c.side == watch_unresolved.c.side, watch_rows.c.key == watch_unresolved.c.key)
    query = select(watch_unresolved, watch_rows.c.type, watch_rows.c.title, watch_rows.c.year, watch_rows.c.ids)
    rows = connection.execute(query.join(watch_rows, same).order_by(watch_rows.c.title)).mappings()
    return [
        UnresolvedRow(
            row["side"],
            row["key"],
            row["type"],
            row["title"],
            row["year"],
            unpack_ids(row["ids"]),
            row["reason"],
            row["tries"],
            row["since"],
            row["again_at"],
        )
        for row in rows
    ]
