"""The facts of a database, without stamps and memory; and a count of what is written to them."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, select

from parity.core.numbering import Number
from parity.store.schema import metadata, missing_log, shows

# Work and memory: what was done when, for which wishes, and how far the feed was read.
_MEMORY = {"scans", "scan_items", "heartbeats", "schedules", "preferences", "feed_named", "feed_read"}
# What was lost, what was listed late, and what went since the last reckoning.
_MEMORY |= {"episode_marks", "vanished_episodes"}
# What TheTVDB named as changed, and what it was heard to say of a show of which little is missing.
_MEMORY |= {"series_named", "series_merged"}
# When something was looked at, and how often in vain.
_STAMPS = {
    "servers": {"seen_at"},
    "libraries": {"listed_at", "listed_by", "generation", "stamps"},
    "shows": {"checked_at", "tried_at", "tries", "opinion_at"},
    "films": {"checked_at", "tried_at", "tries"},
    "collections": {"checked_at", "tried_at", "tries"},
}
_WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")

Facts = dict[str, list[tuple[Any, ...]]]


def facts(engine: Engine) -> Facts:
    """Every row of every table that holds facts."""
    found: Facts = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in _MEMORY:
                columns = [c for c in table.columns if c.name not in _STAMPS.get(table.name, ())]
                found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    return found


@contextmanager
def writes(engine: Engine) -> Iterator[Counter[str]]:
    """Counts the rows written meanwhile, by table; tables of stamps and memory are left out."""
    counted: Counter[str] = Counter()

    def note(_c: Any, cursor: Any, statement: str, *_: object) -> None:
        found = _WRITE.match(statement)
        if found and found[1] in metadata.tables and found[1] not in _MEMORY | _STAMPS.keys() and cursor.rowcount > 0:
            counted[found[1]] += cursor.rowcount

    event.listen(engine, "after_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "after_cursor_execute", note)


def open_gaps(engine: Engine) -> list[str]:
    """What the history says is missing now, of the shows in scope: title and code."""
    columns = (shows.c.title, missing_log.c.season, missing_log.c.number)
    query = select(*columns).join(shows, shows.c.id == missing_log.c.show_id)
    query = query.where(missing_log.c.ended_at.is_(None), shows.c.in_scope.is_(True))
    with engine.connect() as connection:
        return sorted(f"{title} {Number(season, number).code}" for title, season, number in connection.execute(query))
