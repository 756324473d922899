"""The household that action tests live in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.arriving import Arriving, harbour_lights
from tests.actions.both_lists import BothLists, both_lists
from tests.actions.both_players import HOUR, BothPlayers, both_players
from tests.actions.cinema import Cinema
from tests.actions.complaining import Complaining
from tests.actions.household import Household
from tests.actions.keeping import sign_in, with_plex_tv
from tests.actions.neighbours import Neighbour, next_door
from tests.plex_tv import FakePlexTv


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Empty worlds and an empty house; at noon on 15 June 2026, UTC."""
    home = Household(tmp_path / "data")
    yield home
    home.close()


@pytest.fixture
def cinema(household: Household) -> Cinema:
    """The same for films."""
    return Cinema(household)


@pytest.fixture
def orders_household(tmp_path: Path) -> Iterator[Household]:
    """The same with a key for TheTVDB, whose world is `tvdb`."""
    home = Household(tmp_path / "data", with_tvdb=True)
    yield home
    home.close()


@pytest.fixture
def stub(household: Household) -> FakePlexTv:
    """A plex.tv that knows Anna, whose account is kept, checked just now."""
    made = with_plex_tv(household)
    sign_in(household.house)
    return made


@pytest.fixture
def barn(household: Household) -> Iterator[Neighbour]:
    """A second server, with the same keys for its libraries and items as the given one. One show lies on both."""
    neighbour = next_door(household)
    yield neighbour
    neighbour.move_out()


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Arriving]:
    """A show that lacks two of four episodes; folders rest for ten seconds, scans take one."""
    home = harbour_lights(tmp_path / "data", {1: 4})
    yield home
    home.close()


@pytest.fixture
def longer_harbour(tmp_path: Path) -> Iterator[Arriving]:
    """The same, which lacks a season of two too."""
    home = harbour_lights(tmp_path / "data", {1: 4, 2: 2})
    yield home
    home.close()


@pytest.fixture(scope="module")
def one_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Complaining]:
    """A household in which files arrive, for all complaints of a module."""
    home = Complaining.begun(tmp_path_factory.mktemp("complaints") / "data")
    yield home
    home.close()


@pytest.fixture
def home(one_for_all: Complaining) -> Iterator[Complaining]:
    """The same without a trace of the complaint before."""
    yield one_for_all
    one_for_all.tidy()


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[BothLists]:
    """Two empty watchlists, and a house that is connected with both."""
    with both_lists(tmp_path) as made:
        yield made


@pytest.fixture
def settled(lists: BothLists) -> BothLists:
    """Ten films on both lists, as both agreed; nothing written since the last look."""
    lists.on_both(*range(10))
    assert lists.run().equal
    lists.writes()
    return lists


@pytest.fixture
def players(household: Household) -> Iterator[BothPlayers]:
    """A Plex server and a SageTV with one film, `a`, of which neither has seen anything."""
    made = both_players(household)
    made.film()
    yield made
    made.close()


@pytest.fixture
def watched(players: BothPlayers) -> BothPlayers:
    """The same after somebody has watched `a` in Plex."""
    players.plex.watch(players.item(), at=players.now - HOUR)
    return players
