"""The way out to TheTVDB: only with a key, one sign-in for all work of a process, and what is remembered without it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.core.failures import Unauthorised
from tests.actions.household import Household
from tests.actions.series import add_series

NOTHING = threading.Event()
GROUP = "5acf93e60e0a26346d0000ce"


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Firefly at both services, in their orders."""
    home = Household(tmp_path / "data", with_tvdb=True)
    home.broadcast(1437, "Firefly", {1: 3}, tvdb_id=78874)
    add_series(home.tvdb, 78874, "Firefly", {"official": {1: 3}, "dvd": {1: 2, 2: 1}})
    yield home
    home.close()


def test_without_a_key_there_is_no_way_to_it(household: Household) -> None:
    household.restart(TVDB_API_KEY="")
    with household.house.outside(NOTHING) as outside:
        assert outside.series is None
    assert household.house.remembered_order("tvdb:dvd", 78874) is None
    assert household.tvdb.requests.total == 0


def test_one_signs_in_for_all_pieces_of_work_and_each_request_is_counted(household: Household) -> None:
    counts = []
    for order in ("official", "dvd", "absolute"):
        with household.house.outside(NOTHING) as outside:
            assert outside.series is not None
            outside.series.show(78874, order)
            counts.append(outside.meter.take()["tvdb"])
    assert counts == [2, 1, 1]
    assert household.tvdb.issued == 1
    household.clock.on(days=1)
    with household.house.outside(NOTHING) as outside:
        assert outside.series is not None
        outside.series.orders(78874)
    assert household.tvdb.issued == 2


def test_a_connection_is_tried_with_a_sign_in_of_its_own(household: Household) -> None:
    with household.house.outside(NOTHING) as outside:
        assert outside.series is not None
        outside.series.orders(78874)
    doors = household.house.doors()
    with doors.series_by(household.tvdb.key, None, NOTHING, 5.0) as series:
        assert series.find_by_remote("tt0903747") == ()
    assert household.tvdb.issued == 2
    with doors.series_by("another-key-of-somebody", "1234", NOTHING, 5.0) as series, pytest.raises(Unauthorised):
        series.find_by_remote("tt0903747")


def test_what_was_answered_is_remembered_by_the_label_of_its_order(household: Household) -> None:
    house = household.house
    group = household.tmdb.add_group(1437, GROUP, "Story", {1: [], 2: []})
    labels = [("tvdb:dvd", 78874), ("tmdb:aired", 1437), ("tmdb:absolute", 1437), (f"tmdb:group:{group}", 1437)]
    assert [house.remembered_order(*each) for each in labels] == [None] * 4
    with house.outside(NOTHING) as outside:
        assert outside.series is not None
        dvd = outside.series.show(78874, "dvd")
        aired = outside.catalogue.show(1437)
        grouped = outside.catalogue.group(1437, f"group:{group}")
    household.restart(TVDB_API_KEY="")
    asked = household.asked()
    assert [household.house.remembered_order(*each) for each in labels] == [dvd, aired, aired, grouped]
    assert household.house.remembered_order("unknown:custom", 78874) is None
    assert household.asked() == asked
    household.house.doors().flush()
    assert household.house.remembered_order("tvdb:dvd", 78874) is None
