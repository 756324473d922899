"""What another program remembered of both lists, kept as the base of the comparison where there is none yet."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from parity.core.peer_simkl import PeerTitle
from parity.store.schema import watch_agreed, watch_base

_TOGETHER = 500


def bring(
    connection: Connection, titles: Iterable[PeerTitle], mode: str, source: str, seen_at: datetime, now: datetime
) -> int | None:
    """Keep these titles as what both lists agreed on at `seen_at`; None where something is known already.

    The base has no members: nobody knows whose lists they were, so that by itself it proves no removal.
    """
    if connection.execute(select(watch_base.c.id)).first() is not None:
        return None
    connection.execute(insert(watch_base).values(id=1, mode=mode, source=source, made_at=now))
    rows = [
        {"type": t.type, "title": t.title, "year": t.year, "ids": " ".join(sorted(t.ids)), "agreed_at": seen_at}
        for t in titles
    ]
    for at in range(0, len(rows), _TOGETHER):
        connection.execute(insert(watch_agreed), rows[at : at + _TOGETHER])
    return len(rows)
