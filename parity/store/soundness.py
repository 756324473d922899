"""Whether the database is whole, and how large it is."""

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from parity.store.database import Database


def can_be_read(database: Database) -> bool:
    """Whether it answers at all: without any room on the disk nobody can begin to read it."""
    try:
        with database.reading() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except DatabaseError:
        return False
    return True


def flaw_of(database: Database) -> str | None:
    """What is wrong with it, in one sentence; None when nothing is. Reads the whole file."""
    if not database.is_sqlite:
        return None
    try:
        with database.reading() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            orphan = connection.execute(text("PRAGMA foreign_key_check")).first()
    except DatabaseError as trouble:
        return f"it cannot be read ({trouble.orig}): put back a copy"
    if said != "ok":
        return f"it is damaged ({said}): put back a copy"
    return f"rows of {orphan[0]} name something that is not there: report this" if orphan else None


def size_of(database: Database) -> int | None:
    """Its bytes; None when it is a server's affair. Raises DatabaseError."""
    if not database.is_sqlite:
        return None
    with database.reading() as connection:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
        return pages * int(connection.execute(text("PRAGMA page_size")).scalar_one())
