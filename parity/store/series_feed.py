"""What TheTVDB's updates named and how far they were read. Memory for RULES R12, not facts."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from parity.store.schema import feed_read, series_named

_FEED = "tvdb"
_NEVER = date(1970, 1, 1)  # of a feed that counts in moments the day says nothing


def read_to(connection: Connection) -> datetime | None:
    """The moment up to which the updates were read."""
    return connection.execute(select(feed_read.c.read_to).where(feed_read.c.feed == _FEED)).scalar()


def note_read(connection: Connection, moment: datetime) -> None:
    """They were read up to this moment."""
    if read_to(connection) is None:
        connection.execute(delete(feed_read).where(feed_read.c.feed == _FEED))
        connection.execute(insert(feed_read).values(feed=_FEED, final_day=_NEVER, read_to=moment))
    else:
        connection.execute(update(feed_read).where(feed_read.c.feed == _FEED).values(read_to=moment))


def named(connection: Connection) -> dict[int, datetime]:
    """For each series the last reading that named it."""
    rows = connection.execute(select(series_named.c.series_id, series_named.c.last_at))
    return {series_id: moment for series_id, moment in rows}


def note_named(connection: Connection, moment: datetime, ids: Collection[int]) -> None:
    """A reading of this moment names these series."""
    wanted = sorted(ids)
    for at in range(0, len(wanted), 500):
        connection.execute(delete(series_named).where(series_named.c.series_id.in_(wanted[at : at + 500])))
    if wanted:
        connection.execute(insert(series_named), [{"series_id": i, "last_at": moment} for i in wanted])
