"""A database is made, moved on and moved back without losing a row, and one from the future is left alone."""

import re
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Boolean, Column, Date, Integer, Table, insert, select
from sqlalchemy.types import TypeEngine

from parity.store.database import Database
from parity.store.moments import Moment
from parity.store.revision import MIGRATIONS, NewerDatabase, UnusableDatabase
from parity.store.schema import metadata, preferences, scans
from parity.store.upgrade import bring_up, move_to
from tests.store.tables import narrowed, rows

HEAD = "0009"
AN_INSTANT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

NEXT_STEP = '''"""Gives servers a note."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; the table is rebuilt."""
    with op.batch_alter_table("servers", recreate="always") as table:
        table.add_column(sa.Column("note", sa.String(), server_default="none yet", nullable=False))
    {trouble}


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("servers", recreate="always") as table:
        table.drop_column("note")
'''


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database that has been brought up."""
    fresh = Database(f"sqlite:///{tmp_path / 'parity.db'}")
    bring_up(fresh)
    return fresh


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations of this code, to which a test may add."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def add_step(scripts: Path, trouble: str = "") -> None:
    (scripts / "versions" / "9000_note.py").write_text(NEXT_STEP.format(head=HEAD, trouble=trouble))


def fill(database: Database) -> None:
    """Two rows in each table."""
    with database.writing() as connection:
        for table in metadata.sorted_tables:
            for number in (1, 2):
                connection.execute(insert(table).values(some_row(table, number)))


def some_row(table: Table, number: int) -> dict[str, object]:
    row = {column.name: some_value(column, column.type, number) for column in table.columns}
    return {**row, "state": "queued" if number == 1 else "done"} if table is scans else row


def some_value(column: Column[object], kind: TypeEngine[object], number: int) -> object:
    if isinstance(kind, Moment):
        return AN_INSTANT
    if isinstance(kind, Boolean):
        return number == 1
    if isinstance(kind, Date):
        return date(2026, 11, number)
    return number if isinstance(kind, Integer) else str(number)


def statements(path: Path) -> dict[str, list[str]]:
    """The statement behind each table and index in one plain form, constraints in alphabetical order."""
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'")
        # SQLite is told the default of a column in brackets when its table is built anew.
        plain = {
            name: re.sub(r"[\s\"]+", " ", sql.replace("('')", "''")).replace(" )", ")").strip() for name, sql in found
        }
    return {name: sorted(re.split(r", (?=CONSTRAINT)|\)(?= WITHOUT ROWID$|$)", sql)) for name, sql in plain.items()}


def one_value(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(statement).fetchone()[0]


def test_a_new_database_has_exactly_the_tables_that_the_code_names(database: Database, tmp_path: Path) -> None:
    named = Database(f"sqlite:///{tmp_path / 'named.db'}")
    metadata.create_all(named.engine)
    assert statements(tmp_path / "parity.db") == statements(tmp_path / "named.db")


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # the test above holds that one
def test_alembic_finds_nothing_to_add_to_a_new_database(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_bringing_up_twice_changes_nothing_and_makes_no_copy(database: Database, tmp_path: Path) -> None:
    fill(database)
    before = rows(database)
    bring_up(database)
    assert rows(database) == before
    assert list(tmp_path.glob("*before*")) == []


def test_a_filled_database_goes_down_to_nothing_and_up_to_the_same_tables(database: Database, tmp_path: Path) -> None:
    fill(database)
    before = statements(tmp_path / "parity.db")
    move_to(database, "base")
    assert statements(tmp_path / "parity.db") == {}
    move_to(database, "head")
    assert statements(tmp_path / "parity.db") == before


@pytest.mark.parametrize("step", ["0001", "0002", "0003", "0005", "0008"])
def test_each_step_keeps_all_rows_of_its_tables_on_the_way_down_and_up(database: Database, step: str) -> None:
    fill(database)
    before = rows(database)
    move_to(database, step)
    below = rows(database)
    assert below == narrowed(before, below)
    bring_up(database)
    above = rows(database)
    assert above.keys() == before.keys()
    assert narrowed(above, below) | {"preferences": below["preferences"]} == below
    assert {name for name in above if name not in below and above[name]} == set()


@pytest.mark.parametrize(("in_use", "noted"), [(True, 1), (False, 0)])
def test_what_was_in_use_before_there_was_a_setup_counts_as_set_up(
    database: Database, in_use: bool, noted: int
) -> None:
    if in_use:
        fill(database)
    move_to(database, "0003")
    bring_up(database)
    with database.reading() as connection:
        assert len([*connection.execute(select(preferences).where(preferences.c.name == "set_up"))]) == noted


def test_an_upgrade_and_the_way_back_keep_all_rows_even_those_that_hang_on_a_table_that_is_rebuilt(
    database: Database, scripts: Path, tmp_path: Path
) -> None:
    fill(database)
    before = rows(database)
    add_step(scripts)
    bring_up(database, scripts)
    assert rows(database) == before
    assert one_value(tmp_path / "parity.db", "SELECT note FROM servers") == "none yet"
    move_to(database, HEAD, scripts)
    assert rows(database) == before


def test_before_an_upgrade_a_whole_copy_is_put_beside_that_nobody_else_can_read(
    database: Database, scripts: Path, tmp_path: Path
) -> None:
    fill(database)
    add_step(scripts)
    bring_up(database, scripts)
    copy = tmp_path / "parity-before-9000.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert one_value(copy, "SELECT version_num FROM alembic_version") == HEAD
    assert one_value(copy, "SELECT count(*) FROM held_episodes") == 2
    assert one_value(copy, "PRAGMA integrity_check") == "ok"


def test_only_the_last_three_copies_are_kept(database: Database, scripts: Path, tmp_path: Path) -> None:
    for number in ("0003", "0004", "0006"):
        (tmp_path / f"parity-before-{number}.db").touch()
    add_step(scripts)
    bring_up(database, scripts)
    assert sorted(path.name for path in tmp_path.glob("*before*")) == [
        "parity-before-0004.db",
        "parity-before-0006.db",
        "parity-before-9000.db",
    ]


def test_an_upgrade_that_fails_half_way_leaves_everything_as_it_was(
    database: Database, scripts: Path, tmp_path: Path
) -> None:
    fill(database)
    before = rows(database), statements(tmp_path / "parity.db")
    add_step(scripts, trouble='raise RuntimeError("the power went")')
    with pytest.raises(RuntimeError, match="the power went"):
        bring_up(database, scripts)
    assert (rows(database), statements(tmp_path / "parity.db")) == before


def test_an_upgrade_that_would_orphan_rows_is_taken_back(database: Database, scripts: Path) -> None:
    fill(database)
    before = rows(database)
    add_step(scripts, trouble='op.execute("DELETE FROM shows")')
    with pytest.raises(UnusableDatabase, match="without what they name"):
        bring_up(database, scripts)
    assert rows(database) == before


def test_foreign_keys_are_watched_again_after_an_upgrade(database: Database) -> None:
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_from_the_future_is_refused_in_one_line_and_left_untouched(
    database: Database, scripts: Path, tmp_path: Path
) -> None:
    fill(database)
    add_step(scripts)
    bring_up(database, scripts)
    database.close()
    before = (tmp_path / "parity.db").read_bytes()
    with pytest.raises(NewerDatabase) as refused:
        bring_up(Database(f"sqlite:///{tmp_path / 'parity.db'}"))
    assert str(refused.value) == (
        f"{tmp_path}/parity.db was written by a newer Parity (schema 9000, this one ends at {HEAD}): "
        "start that version again, or put back a copy from before the update"
    )
    assert (tmp_path / "parity.db").read_bytes() == before
    assert [path.name for path in tmp_path.glob("parity.db*")] == ["parity.db"]


@pytest.mark.parametrize(
    ("content", "why"), [(b"<html>" * 1000, "cannot be read"), (None, "is not a database of Parity")]
)
def test_a_file_that_is_something_else_is_refused_and_left_untouched(
    content: bytes | None, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "else.db"
    if content is None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("CREATE TABLE recipes (id INTEGER)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(UnusableDatabase, match=why):
        bring_up(Database(f"sqlite:///{path}"))
    assert path.read_bytes() == before


def test_processes_that_come_at_once_make_one_database(tmp_path: Path) -> None:
    def come(_: int) -> int:
        database = Database(f"sqlite:///{tmp_path / 'parity.db'}")
        bring_up(database)
        found = len(rows(database))
        database.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(come, range(4))) == {len(metadata.sorted_tables)}


def test_a_folder_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match="nowhere does not exist: make that folder, or name another database"):
        bring_up(Database(f"sqlite:///{tmp_path / 'nowhere' / 'parity.db'}"))
