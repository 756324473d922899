"""Which schema a database file has, read without a library: a start that has nothing to do is quick."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE = "sqlite:///"


class UnusableDatabase(Exception):
    """A database that this code must leave alone; the text says which, why and what to do."""


class NewerDatabase(UnusableDatabase):
    """A later version of Parity wrote it."""


def revisions(scripts: Path = MIGRATIONS) -> list[str]:
    """The schemas that this code knows, oldest first: one after the other, and each file is named after its own."""
    return sorted(path.name.partition("_")[0] for path in scripts.glob("versions/[0-9]*_*.py"))


def check_url(url: str) -> None:
    """Raise UnusableDatabase when the file at an address is not for this code. Other databases are not looked at."""
    if url.startswith(SQLITE):
        path = Path(url.removeprefix(SQLITE))
        check(str(path), stored_in(path))


def check(name: str, stored: str | None, scripts: Path = MIGRATIONS) -> None:
    """Raise NewerDatabase when this code does not know the schema `stored` of the database called `name`."""
    known = revisions(scripts)
    if stored is not None and stored not in known:
        raise NewerDatabase(
            f"{name} was written by a newer Parity (schema {stored}, this one ends at {known[-1]}): "
            "start that version again, or put back a copy from before the update"
        )


def stored_in(path: Path) -> str | None:
    """The schema of a file; None when it is new. Only looks. Raises UnusableDatabase for what is not Parity's."""
    if not path.parent.is_dir():
        raise UnusableDatabase(f"{path.parent} does not exist: make that folder, or name another database")
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)) as raw:
            tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if "alembic_version" in tables:
                row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
                return str(row[0]) if row else None
    except sqlite3.DatabaseError as trouble:
        raise UnusableDatabase(
            f"{path} cannot be read ({trouble}): put back a copy of it, or name another database"
        ) from None
    if tables:
        raise UnusableDatabase(f"{path} is not a database of Parity: name another one")
    return None
