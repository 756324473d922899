"""The household that action tests live in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.actions.household", "tests.actions.twice")

from tests.actions.household import Household  # noqa: E402 - after what it needs to explain itself


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Empty worlds and an empty house; at noon on 15 June 2026, UTC."""
    home = Household(tmp_path / "data")
    yield home
    home.close()
