"""A household with something to scan, and a queue that runs at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from huey import Huey

from tasks.queue import open_queue
from tests.actions.household import Household


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """One show of which one episode is missing."""
    home = Household(tmp_path / "data")
    home.broadcast(1, "Firefly", {1: 3})
    home.own("Firefly", 1, {1: (1, 3)})
    yield home
    home.close()


@pytest.fixture
def queue(tmp_path: Path) -> Huey:
    """A queue of this test's own; what is put into it is worked off at once."""
    made = open_queue(f"sqlite:///{tmp_path / 'queue.db'}", "a secret of this test")
    made.immediate = True
    return made
