"""Thousands of new rows, written some hundred at a time: put together all at once they take more memory than they are
worth."""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection, Table, insert

_AT_A_TIME = 500


def insert_in_turn(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Write these rows, of which there may be none."""
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_A_TIME)):
        connection.execute(insert(table), some)
