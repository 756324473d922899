"""The way out to SageTV: only where its address is given, with each request told."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.ports import NotSetUp
from parity.core.failures import Unauthorised, Unavailable
from parity.demo.faults import Faults
from parity.demo.sage_standin import create_app
from parity.demo.sage_world import VERSION, SageWorld
from tests.actions.doorways import Doorway
from tests.actions.household import Household

NOTHING = threading.Event()


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    home = Household(tmp_path / "data")
    yield home
    home.close()


@pytest.fixture
def sage() -> Iterator[tuple[SageWorld, str]]:
    """A SageTV below a path, and its address with the user and the password in it."""
    world = SageWorld("/tv")
    world.add_recording("Castle", "/tv/castle.mpg")
    doorway = Doorway.of(create_app(world, Faults()))
    yield world, world.address(doorway.url)
    doorway.move_out()


def test_without_an_address_there_is_no_way_to_it(household: Household) -> None:
    with (
        pytest.raises(NotSetUp, match=r"SAGETV_URL is not set: give the address of SageTV's web server"),
        household.house.doors().partner(NOTHING, 5.0),
    ):
        pytest.fail("there is no way")


def test_each_request_is_told_as_the_partners(household: Household, sage: tuple[SageWorld, str]) -> None:
    world, address = sage
    household.restart(SAGETV_URL=address)
    heard: list[str] = []
    with household.house.doors().partner(NOTHING, 5.0, heard.append) as partner:
        assert partner.version() == VERSION
        (video,) = partner.videos()
        partner.mark(video)
    assert (heard, world.requests.total) == (["partner"] * 5, 5)
    with household.house.doors().partner(NOTHING, 5.0) as partner:
        assert partner.video(video.key).state.watched


def test_a_refused_password_and_a_stop_are_failures(household: Household, sage: tuple[SageWorld, str]) -> None:
    world, address = sage
    household.restart(SAGETV_URL=address)
    world.set_user("sage", "another one")
    with household.house.doors().partner(NOTHING, 5.0) as partner, pytest.raises(Unauthorised):
        partner.version()
    stopped = threading.Event()
    stopped.set()
    with household.house.doors().partner(stopped, 5.0) as partner, pytest.raises(Unavailable):
        partner.version()
