"""Two servers may give one key to different libraries and items: which is meant is said, or asked."""

import pytest

from parity.actions.decide import NoSuchThing
from parity.actions.find_item import find_show
from parity.actions.forget import forget_library
from tests.actions.household import Household, Told
from tests.actions.neighbours import Neighbour, down
from tests.actions.twice import scan_says, still

GAP = Told("missing", missing=("S01E03",))


def test_a_library_is_named_by_title_by_section_or_by_both_server_and_section(
    household: Household, barn: Neighbour
) -> None:
    with barn.here():
        household.library("Attic")
    household.restart(PLEX_LIBRARY_NAME=f"{barn.id}/1")
    scan_says(household, {"There": GAP, "Here": None})
    household.restart(PLEX_LIBRARY_NAME="tv")
    scan_says(household, {"There": GAP, "Here": GAP})
    household.restart(PLEX_LIBRARY_NAME="1,attic,Cellar")
    assert household.scan().state == "done"
    assert household.notices()["libraries"] == (
        "PLEX_LIBRARY_NAME names Cellar, which Plex does not have (it has Attic, TV)"
    )
    barn.faults.add(down())
    household.scan()
    assert "Cellar" in household.notices()["libraries"]
    household.restart(PLEX_LIBRARY_NAME="1,attic,Shed")
    household.scan()
    assert "Shed" not in household.notices()["libraries"]


def test_one_library_of_one_server_is_scanned(household: Household, barn: Neighbour) -> None:
    household.scan()
    assert household.scan(libraries=("1",)).total == 3
    assert household.scan(libraries=(f"{barn.id}/1",)).total == 2
    barn.faults.add(down())
    scan = household.scan(libraries=(f"{barn.id}/1",))
    assert (scan.state, scan.total, scan.held_libraries, scan.listed_libraries) == ("partial", 0, 1, 1)
    assert household.scan(libraries=("Attic",)).state == "failed"


def test_a_rating_key_of_two_servers_is_asked_for_with_its_server(household: Household, barn: Neighbour) -> None:
    household.scan()
    key = household.plex.find_show("Here")
    assert key == barn.world.find_show("There")
    with pytest.raises(NoSuchThing, match="2 shows are called"):
        find_show(household.house, f"plex:{key}")
    assert find_show(household.house, f"plex:{barn.id}/{key}") == household.show_id("There")


def test_libraries_of_two_servers_are_not_forgotten_at_once(household: Household, barn: Neighbour) -> None:
    household.scan()
    household.library("Rest")
    household.plex.remove_section(1)
    barn.world.remove_section(1)
    household.scan("incremental")
    with pytest.raises(NoSuchThing, match="Libraries of several servers called TV are gone"):
        forget_library(household.house, "TV")
    forget_library(household.house, f"{barn.id}/1")
    assert (household.told("There"), household.told("Here")) == (None, GAP)


def test_items_without_a_number_may_have_the_same_key_on_both(household: Household, barn: Neighbour) -> None:
    for world in (household.plex, barn.world):
        world.add_episode(world.find_show("Both"), 1, None, title="Making of")
    scan = household.scan()
    reason = "2 episodes in Plex fit no number that is listed, and could be among the 1 that seems missing"
    assert (scan.state, household.told("Both")) == ("done", Told("suspect", reason))
    still(household)
