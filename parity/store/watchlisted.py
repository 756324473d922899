"""The watchlist as it was last read whole: guids, titles, and ids once they were asked for."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from parity.core.ids import ExternalIds
from parity.store.packing import pack, unpack
from parity.store.schema import watchlisted


def ids_known(connection: Connection) -> dict[str, ExternalIds]:
    """Ids behind guids, as far as they were ever asked for: a guid never changes its ids."""
    query = select(watchlisted.c.guid, watchlisted.c.ids).where(watchlisted.c.ids.is_not(None))
    return {guid: unpack(ids) for guid, ids in connection.execute(query)}


def listed(connection: Connection) -> list[str]:
    """Guids on the list."""
    return list(connection.execute(select(watchlisted.c.guid).where(watchlisted.c.listed.is_(True))).scalars())


def was_read(connection: Connection) -> bool:
    """Whether a list was ever read whole, be it empty."""
    return connection.execute(select(watchlisted.c.guid).limit(1)).first() is not None


def write(connection: Connection, entries: Sequence[tuple[str, str]], ids: Mapping[str, ExternalIds]) -> None:
    """Remember a whole list: (guid, title), with the ids that are known."""
    before = {row.guid: row for row in connection.execute(select(watchlisted))}
    now, fresh = dict(entries), list[dict[str, object]]()
    if not before and not now:
        fresh.append({"guid": "", "title": "", "listed": False, "ids": None})  # read, and empty
    for guid in before.keys() | now.keys():
        packed = pack(ids[guid]) if guid in ids else None
        values = {
            "listed": guid in now,
            "ids": packed if packed is not None else (before[guid].ids if guid in before else None),
        }
        if guid not in before:
            fresh.append({"guid": guid, "title": now[guid], **values})
        elif (before[guid].listed, before[guid].ids) != (values["listed"], values["ids"]):
            connection.execute(update(watchlisted).where(watchlisted.c.guid == guid).values(**values))
    if fresh:
        connection.execute(insert(watchlisted), fresh)
