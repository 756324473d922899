"""Databases of the tests: made in a moment, and written in a hurry, for no test pulls the plug on this machine."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Dialect, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from parity.store import database as store
from parity.store import upgrade
from parity.store.database import Database
from parity.store.revision import MIGRATIONS
from parity.store.schema import metadata

_compiled: dict[object, object] = {}


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Databases opened meanwhile share what was compiled, and trust the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "create_engine", _engine)
        patch.setattr(store, "_on_connect", _on_connect)
        yield


def furnish(database: Database) -> None:
    """All tables of the present schema, empty, unless the file is there already."""
    path = database.path
    assert path is not None
    if not path.exists():
        path.write_bytes(_furnished())


@contextmanager
def moved_once() -> Iterator[None]:
    """New databases are moved to the present schema by its migrations once, and what comes of it is copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrade, "move_to", _move_to)
        yield


def _move_to(database: Database, revision: str, scripts: Path = MIGRATIONS) -> None:
    if (revision, scripts) == ("head", MIGRATIONS) and database.path is not None and not database.path.exists():
        database.path.write_bytes(_moved())
    else:
        _really_move_to(database, revision, scripts)


_really_move_to = upgrade.move_to


@cache
def _furnished() -> bytes:
    return _made_by(lambda database: metadata.create_all(database.engine))


@cache
def _moved() -> bytes:
    return _made_by(lambda database: _really_move_to(database, "head"))


def _made_by(make: Callable[[Database], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/parity.db")
        make(database)
        database.close()
        return Path(folder, "parity.db").read_bytes()


def _engine(*given: Any, **options: Any) -> Engine:
    engine = sqlalchemy.create_engine(*given, **options)
    engine.dialect = _dialect()
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


@cache
def _dialect() -> Dialect:
    """The one that all of them speak, for what was compiled belongs to one; it has met its driver."""
    first = sqlalchemy.create_engine(f"{store.DRIVER}://")
    first.connect().close()
    return first.dialect


_as_ever = store._on_connect


def _on_connect(raw: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    _as_ever(raw, record)
    raw.execute("PRAGMA synchronous=OFF")
