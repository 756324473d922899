"""An empty database file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.store.database import Database
from tests.store.builders import new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database with one server and one library."""
    made = new_database(tmp_path / "parity.db")
    yield made
    made.close()
