"""What the changes feed named and how far it was read. Memory for RULES R12, not facts."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, insert, select, update

from parity.store.schema import feed_named, feed_read


def final_day(connection: Connection, feed: str = "tmdb") -> date | None:
    """The last day that was read when it could no longer grow."""
    return connection.execute(select(feed_read.c.final_day).where(feed_read.c.feed == feed)).scalar()


def note_final(connection: Connection, day: date, feed: str = "tmdb") -> None:
    """Everything up to this day was read for good. May go back: a clock that ran ahead must not hide days."""
    if final_day(connection, feed) is None:
        connection.execute(insert(feed_read).values(feed=feed, final_day=day))
    else:
        connection.execute(update(feed_read).where(feed_read.c.feed == feed).values(final_day=day))


def named(connection: Connection, ids: Collection[int] | None = None) -> dict[int, date]:
    """For each id of the household, or of these, the last day that named it."""
    query = select(feed_named.c.tmdb_id, feed_named.c.last_day)
    if ids is not None:
        query = query.where(feed_named.c.tmdb_id.in_(list(ids)))
    return {tmdb_id: day for tmdb_id, day in connection.execute(query)}


def note_named(connection: Connection, day: date, ids: Collection[int]) -> None:
    """The feed of this day names these ids."""
    known = named(connection)
    fresh = [{"tmdb_id": i, "last_day": day} for i in sorted(ids) if i not in known]
    later = [i for i in ids if i in known and known[i] < day]
    if fresh:
        connection.execute(insert(feed_named), fresh)
    for at in range(0, len(later), 500):
        newer = update(feed_named).where(feed_named.c.tmdb_id.in_(later[at : at + 500]))
        connection.execute(newer.values(last_day=day))
