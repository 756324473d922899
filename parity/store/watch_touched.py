"""What we put on the lists or took off them ourselves, lately or again and again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, and_, delete, insert, select, update

from parity.core.watch import Side
from parity.core.watch_action import Do
from parity.core.watch_plan import Touch
from parity.store.schema import watch_touched

_FLAPS_WITHIN = timedelta(days=30)


def every(connection: Connection) -> dict[tuple[Side, str], Touch]:
    """What we last did, by side and name of the title (`movie/tmdb:603`)."""
    rows = connection.execute(select(watch_touched))
    return {(cast(Side, row.side), row.token): Touch(cast(Do, row.did), row.at, row.times) for row in rows}


def note(connection: Connection, side: Side, names: Iterable[str], did: Do, now: datetime) -> None:
    """Note that we put a title on a side, or took it off there, which counts how often that was in a month."""
    for name in names:
        mine = and_(watch_touched.c.side == side, watch_touched.c.token == name)
        before = connection.execute(select(watch_touched).where(mine)).first()
        times = before.times if before is not None and now - before.at < _FLAPS_WITHIN else 0
        values = {"did": did, "at": now, "times": times + (did == "remove")}
        if before is None:
            connection.execute(insert(watch_touched).values(side=side, token=name, **values))
        else:
            connection.execute(update(watch_touched).where(mine).values(**values))


def forget(connection: Connection, before: datetime) -> None:
    """What was changed before then says nothing any more."""
    connection.execute(delete(watch_touched).where(watch_touched.c.at < before))
