"""A library that is gone keeps its rows until the owner says "forget" (RULES R11)."""

import pytest

from parity.actions.decide import NoSuchThing, Target, ignore
from parity.actions.forget import forget_library
from parity.store import decisions
from tests.actions.household import Household


def _show(household: Household, section: int, show_id: int, title: str, owned: int) -> None:
    household.tmdb.add_show(show_id, title, status="Ended", first_air_date="2020-01-01")
    household.tmdb.add_season(show_id, 1)
    for number in (1, 2, 3):
        household.tmdb.add_episode(show_id, 1, number, name=f"Part {number}", air_date=f"2020-01-0{number}")
    key = household.plex.add_show(section, title, year=2020, guids=[f"tmdb://{show_id}"])
    for number in range(1, owned + 1):
        household.plex.add_episode(key, 1, number, title=f"Part {number}")


def test_a_forgotten_library_takes_its_rows_along_and_no_decision(household: Household) -> None:
    stays, goes = household.plex.add_section("Stays"), household.plex.add_section("Goes")
    _show(household, stays, 1, "Here", 2)
    _show(household, goes, 2, "There", 2)
    household.scan("full")
    here, there = household.missing("Here"), household.missing("There")
    assert (here, there) == (["S01E03"], ["S01E03"])
    kept = ignore(household.house, Target(household.show("There").id), "not now")
    household.plex.remove_section(goes)
    household.scan("incremental")
    forget_library(household.house, "Goes")
    assert household.missing() == ["Here S01E03"]
    with household.house.database.reading() as connection:
        assert [row.decision.id for row in decisions.standing(connection)] == [kept]


def test_a_copy_elsewhere_is_reckoned_without_the_forgotten_one(household: Household) -> None:
    stays, goes = household.plex.add_section("Stays"), household.plex.add_section("Goes")
    _show(household, stays, 1, "Both", 1)
    key = household.plex.add_show(goes, "Both", year=2020, guids=["tmdb://1"])
    household.plex.add_episode(key, 1, 2, title="Part 2")
    household.scan("full")
    assert household.missing("Both") == ["S01E03"]
    household.plex.remove_section(goes)
    household.scan("incremental")
    assert household.missing("Both") == ["S01E03"]
    forget_library(household.house, "Goes")
    assert household.missing("Both") == ["S01E02", "S01E03"]


def test_a_library_that_is_there_cannot_be_forgotten(household: Household) -> None:
    _show(household, household.plex.add_section("Stays"), 1, "Here", 2)
    household.scan("full")
    with pytest.raises(NoSuchThing, match="No library called Stays is gone from Plex"):
        forget_library(household.house, "Stays")
