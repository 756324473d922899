"""Videos of Plex that have no partner, as the last run over their library found them."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert

from parity.core.watched_pairs import Alone
from parity.store.schema import watched_alone as table


def keep(connection: Connection, places: Collection[str], alone: Iterable[Alone]) -> None:
    """Put what was found in these libraries (MACHINE/SECTION) in the place of what was known of them."""
    connection.execute(delete(table).where(table.c.place.in_(list(places))))
    rows = [
        {
            "place": each.video.place,
            "plex_key": each.video.key,
            "title": each.video.title,
            "file": each.video.files[0] if each.video.files else "",
            "reason": each.reason,
            "others": json.dumps(each.others, ensure_ascii=False),
        }
        for each in alone
    ]
    if rows:
        connection.execute(insert(table), rows)


def forget_others(connection: Connection, places: Collection[str]) -> None:
    """Libraries that are no longer compared are told of no more."""
    connection.execute(delete(table).where(table.c.place.not_in(list(places))))
