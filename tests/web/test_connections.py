"""The test of the connection to Plex where several servers are asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.web.houses import FRAGMENT, client_of, token_on


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A given server, and one that is followed."""
    home = Household(tmp_path / "data")
    home.library("TV")
    yield home
    home.close()


def tried(household: Household) -> str:
    client = client_of(household.house)
    data = {"csrf_token": token_on(client)}
    return client.post("/settings/test/plex", data=data, headers=FRAGMENT).text


def test_each_server_is_spoken_of(household: Household) -> None:
    barn = Neighbour(household, "Barn")
    barn.keep()
    said = tried(household)
    assert 'class="tested works"' in said
    assert "Demo Server answers, version" in said
    assert "Barn answers, version" in said
    barn.world.token = "another"
    said = tried(household)
    assert 'class="tested refused"' in said
    assert "Demo Server answers, version" in said
    assert "Barn answers, but refuses the key." in said
    assert "token-of-barn" not in said
    barn.move_out()
