"""The database: opened, guarded, and brought to the schema of this code."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["Connection", "Database"]

BUSY_TIMEOUT_MS = 15_000


class Database:
    """One engine for all threads. Use `reading()` for a consistent look and `writing()` for one short transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options = {"timeout": BUSY_TIMEOUT_MS / 1000} if self.is_sqlite else {}
        # What an error tells of a statement goes to the log: never its values, which may be a token.
        self.engine: Engine = create_engine(self.url, connect_args=options, hide_parameters=True)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _on_connect)
            event.listen(self.engine, "begin", _on_begin)

    @property
    def path(self) -> Path | None:
        """The file, when the database is one."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading: one snapshot for all statements inside."""
        with self.engine.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that takes the write lock at its start; committed at the end, rolled back on any error."""
        with self.engine.connect() as connection:
            connection.execution_options(parity_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _on_connect(raw: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # transactions are begun by _on_begin, not guessed by the driver
    cursor = raw.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA temp_store=FILE")
    cursor.execute("PRAGMA cache_size=-8000")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A transaction that starts by reading and then writes can fail with "locked" at once; taking the lock first waits.
    wants_write = connection.get_execution_options().get("parity_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wants_write else "BEGIN")
