"""Brings a database to the schema of this code: makes it, or moves it on after putting a copy beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, inspect, text

from parity.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
COPIES_KEPT = 3


class UnusableDatabase(Exception):
    """A database that this code must leave alone; the text says which, why and what to do."""


class NewerDatabase(UnusableDatabase):
    """A later version of Parity wrote it."""


def bring_up(database: Database, scripts: Path = MIGRATIONS) -> None:
    """Make the tables, or move them to this code's schema in one transaction, after a copy of the file.

    Nothing happens when they are up to date. Raises NewerDatabase, or UnusableDatabase for a file that is no
    database of Parity, before anything is touched.
    """
    known, stored = revisions(scripts), _stored_revision(database)
    if stored == known[-1]:
        return
    if stored is not None:
        if stored not in known:
            raise NewerDatabase(
                f"{_name(database)} was written by a newer Parity (schema {stored}, this one ends at {known[-1]}): "
                "start that version again, or put back a copy from before the update"
            )
        _copy_aside(database, known[-1])
    move_to(database, "head", scripts)


def is_current(database: Database, scripts: Path = MIGRATIONS) -> bool:
    """Whether the tables are those of this code. Raises UnusableDatabase; makes no file."""
    return _stored_revision(database) == revisions(scripts)[-1]


def revisions(scripts: Path = MIGRATIONS) -> list[str]:
    """The schemas that this code knows, oldest first: one after the other, and each file is named after its own."""
    return sorted(path.name.partition("_")[0] for path in scripts.glob("versions/[0-9]*_*.py"))


def move_to(database: Database, revision: str, scripts: Path = MIGRATIONS) -> None:
    """Move the tables up or down to a revision ("head", "0001", "base"), all or nothing."""
    from alembic import command  # a tenth of a second that a start with nothing to move does not pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    order = ["base", *revisions(scripts), "head"]
    down = order.index(revision) < order.index(_stored_revision(database) or "base")
    with _all_or_nothing(database) as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def _stored_revision(database: Database) -> str | None:
    """Which schema the database has; None for a new one. Only looks."""
    if database.path is None:
        with database.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if not database.path.exists() or database.path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database.path))}?mode=rw", uri=True)) as raw:
            tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if "alembic_version" in tables:
                row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
                return str(row[0]) if row else None
    except sqlite3.DatabaseError as trouble:
        raise UnusableDatabase(
            f"{database.path} cannot be read ({trouble}): put back a copy of it, or name another database"
        ) from None
    if tables:
        raise UnusableDatabase(f"{database.path} is not a database of Parity: name another one")
    return None


def _copy_aside(database: Database, head: str) -> None:
    """A whole copy of the file beside it, readable by nobody else; the oldest copies go."""
    if database.path is None:
        return  # whoever runs a database server has their own way to keep copies
    copy = database.path.with_name(f"{database.path.stem}-before-{head}{database.path.suffix}")
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
            connection.execution_options(parity_write=True)
            with connection.begin():
                yield connection
                if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise UnusableDatabase(f"the upgrade would leave rows of {broken[0]} without what they name")
        finally:
            _foreign_keys(database, connection, "ON")


def _foreign_keys(database: Database, connection: Connection, state: str) -> None:
    """Outside a transaction, and so past SQLAlchemy, which would begin one: inside, SQLite ignores it."""
    raw = connection.connection.driver_connection
    if database.is_sqlite and raw is not None:
        raw.execute(f"PRAGMA foreign_keys={state}")


def _name(database: Database) -> str:
    return str(database.path) if database.path else f"the database {database.url.database}"
