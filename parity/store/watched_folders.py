"""The folders of the partner's and of Plex that files matched by name lie in, as the last run found them."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from parity.core.watched_folders import Alike
from parity.store.schema import watched_folders as table

_ALL = select(table.c.machine_id, table.c.told, table.c.held, table.c.files, table.c.example, table.c.becomes)


def keep(connection: Connection, found: Iterable[Alike]) -> None:
    """These, and none of those that were kept before."""
    connection.execute(delete(table))
    rows = [asdict(one) for one in found]
    if rows:
        connection.execute(insert(table), rows)


def every(connection: Connection) -> list[Alike]:
    """All of them, those with most files first."""
    return [Alike(*row) for row in connection.execute(_ALL.order_by(table.c.files.desc(), table.c.told))]
