"""A house and a browser for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.web.houses import client_of, house_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with an empty database, without sign-in."""
    made = house_in(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A browser on that house."""
    return client_of(house)
