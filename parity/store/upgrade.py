"""Brings a database to the schema of this code: makes it, or moves it on after putting a copy beside it."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from parity.store.database import Database, about_to_write
from parity.store.revision import MIGRATIONS, UnusableDatabase, check, revisions, stored_in

COPIES_KEPT = 3


def bring_up(database: Database, scripts: Path = MIGRATIONS) -> None:
    """Make the tables, or move them to this code's schema in one transaction, after a copy of the file.

    Nothing happens when they are up to date; of processes that come at once one does it and the others wait.
    Raises NewerDatabase, or UnusableDatabase for a file that is no database of Parity, before anything is touched.
    """
    if is_current(database, scripts):
        return
    check(_name(database), _stored(database), scripts)
    with _turn(database):
        stored, newest = _stored(database), revisions(scripts)[-1]
        if stored is not None and stored != newest:
            _copy_aside(database, newest)
        move_to(database, "head", scripts)


def is_current(database: Database, scripts: Path = MIGRATIONS) -> bool:
    """Whether the tables are those of this code. Raises UnusableDatabase; makes no file."""
    return _stored(database) == revisions(scripts)[-1]


def is_unmade(database: Database) -> bool:
    """Whether there are no tables yet. Raises UnusableDatabase; makes no file."""
    return _stored(database) is None


def move_to(database: Database, revision: str, scripts: Path = MIGRATIONS) -> None:
    """Move the tables up or down to a revision ("head", "0001", "base"), all or nothing."""
    from alembic import command  # a tenth of a second that a start with nothing to move does not pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    order = ["base", *revisions(scripts), "head"]
    down = order.index(revision) < order.index(_stored(database) or "base")
    with _all_or_nothing(database) as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def _stored(database: Database) -> str | None:
    if database.path is not None:
        return stored_in(database.path)
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _turn(database: Database) -> Iterator[None]:
    """One process at a time. A database server sees to that by itself, in the transaction of the move."""
    if database.path is None:
        yield
        return
    folder = os.open(database.path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _copy_aside(database: Database, newest: str) -> None:
    """A whole copy of the file beside it, readable by nobody else; the oldest copies go."""
    if database.path is None:
        return  # whoever runs a database server has their own way to keep copies
    copy = database.path.with_name(f"{database.path.stem}-before-{newest}{database.path.suffix}")
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(database.path)) as raw:
        raw.execute("VACUUM INTO ?", (str(unfinished),))
    unfinished.replace(copy)
    copies = database.path.parent.glob(f"{database.path.stem}-before-*{database.path.suffix}")
    for old in sorted(copies, key=lambda path: path.name)[:-COPIES_KEPT]:
        old.unlink()


@contextmanager
def _all_or_nothing(database: Database) -> Iterator[Connection]:
    """One transaction for a whole move. Foreign keys rest: a table that is rebuilt is dropped once."""
    with database.engine.connect() as connection:
        _foreign_keys(database, connection, "OFF")
        try:
            about_to_write(connection)
            with connection.begin():
                yield connection
                if database.is_sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise UnusableDatabase(f"the upgrade would leave rows of {lost[0]} without what they name")
        finally:
            _foreign_keys(database, connection, "ON")


def _foreign_keys(database: Database, connection: Connection, state: str) -> None:
    """Outside a transaction, and so past SQLAlchemy, which would begin one: inside, SQLite ignores it."""
    raw = connection.connection.driver_connection
    if database.is_sqlite and raw is not None:
        raw.execute(f"PRAGMA foreign_keys={state}")


def _name(database: Database) -> str:
    return str(database.path) if database.path else f"the database {database.url.database}"
