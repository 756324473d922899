"""The household that action tests live in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.household import Household


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Empty worlds and an empty house; at noon on 15 June 2026, UTC."""
    home = Household(tmp_path / "data")
    yield home
    home.close()
