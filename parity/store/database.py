"""The database: opened, guarded, and brought to the schema of this code."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

__all__ = ["Connection", "Database"]

BUSY_TIMEOUT_MS = 15_000
DRIVER = "sqlite+parity"
_WRITES = "begins with the write lock"


class Database:
    """One engine for all threads. Use `reading()` for a consistent look and `writing()` for one short transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options = {"timeout": BUSY_TIMEOUT_MS / 1000} if self.is_sqlite else {}
        # What an error tells of a statement goes to the log: never its values, which may be a token.
        known = self.url.set(drivername=DRIVER) if self.is_sqlite else self.url
        self.engine: Engine = create_engine(known, connect_args=options, hide_parameters=True)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _on_connect)

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
            about_to_write(connection)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _on_connect(raw: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # transactions are begun by the dialect, not guessed by the driver
    cursor = raw.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA temp_store=FILE")
    cursor.execute("PRAGMA cache_size=-8000")
    cursor.close()


def about_to_write(connection: Connection) -> None:
    """Let the next transaction of this connection take the write lock at its start.

    A transaction that starts by reading and then writes can fail with "locked" at once; taking the lock first waits.
    """
    connection.connection.info[_WRITES] = True


class BeginningDialect(SQLiteDialect_pysqlite):
    """SQLite by way of Python's own driver, which is told here when a transaction begins."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """As `about_to_write` asked, else for reading."""
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE" if dbapi_connection.info.pop(_WRITES, False) else "BEGIN")


registry.register(DRIVER.replace("+", "."), __name__, BeginningDialect.__name__)
