"""Libraries of Plex by what a person calls them; added, deleted, scanned: looked at afterwards, on the right server."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.list_sections import SectionList, list_sections
from parity.actions.sections import NewSection, NotThatSection, add, delete, refresh, server_for, the_one
from parity.demo.faults import Fault
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour

STOP = threading.Event()


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A server with the libraries TV and Films."""
    home = Household(tmp_path / "data")
    home.library("TV")
    home.plex.add_section("Films", "movie", "tv.plex.agents.movie", "Plex Movie", ["/films"])
    yield home
    home.close()


@pytest.fixture
def cabin(household: Household) -> Iterator[Neighbour]:
    """A second server, with a library TV of its own and one named Music."""
    made = Neighbour(household, "Cabin")
    made.world.add_section("TV", locations=["/tv"])
    made.world.add_section("Music", "artist", locations=["/music"])
    made.keep()
    yield made
    made.move_out()


def listed(household: Household) -> SectionList:
    return list_sections(household.house, STOP)


def titles(household: Household) -> list[str]:
    return [section.title for section in household.plex.sections.values()]


def test_a_library_is_found_by_its_title_its_id_or_both_with_its_server(household: Household, cabin: Neighbour) -> None:
    found = listed(household)
    here = found.items[0].server
    for name in ("films", "FILMS ", f"{here}/Films", f"{household.plex.friendly_name}/films"):
        assert the_one(found, name).title == "Films"
    for name in (f"{cabin.id}/1", "cabin/tv", "Cabin/1"):
        assert (the_one(found, name).server, the_one(found, name).title) == (cabin.id, "TV")
    assert the_one(found, "music").kind == "artist"


def test_one_of_several_is_never_guessed(household: Household, cabin: Neighbour) -> None:
    with pytest.raises(NotThatSection, match=f"2 libraries are called TV: say which, as .*/1 or {cabin.id}/1"):
        the_one(listed(household), "TV")


def test_what_is_not_there_is_told_with_what_is(household: Household) -> None:
    with pytest.raises(NotThatSection, match=r"No library is called Series\. There are: TV \(.*\), Films \(.*\)\."):
        the_one(listed(household), "Series")


def test_a_new_library_goes_to_the_server_that_is_named_where_there_are_several(
    household: Household, cabin: Neighbour
) -> None:
    found = listed(household)
    assert server_for(found, "cabin/Sage TV") == (cabin.id, "Sage TV")
    here = household.plex.friendly_name
    with pytest.raises(NotThatSection, match=f"Say on which server: {here}/TV/Sage or Cabin/TV/Sage"):
        server_for(found, "TV/Sage")


def test_alone_it_goes_where_else_could_it(household: Household) -> None:
    found = listed(household)
    assert server_for(found, "TV/Sage") == (found.items[0].server, "TV/Sage")


def test_a_server_that_gives_no_answer_is_not_taken_for_one_that_is_not_there(
    household: Household, cabin: Neighbour
) -> None:
    cabin.faults.add(Fault("closed"))
    with pytest.raises(NotThatSection, match="Say on which server"):
        server_for(listed(household), "Sage TV")


def test_a_library_is_made_of_its_folders_and_twice_is_refused(household: Household) -> None:
    wanted = NewSection(listed(household).items[0].server, "Sage TV", "show", ("/sage/tv", "/more & tv"))
    made = add(household.house, wanted, STOP)
    section = household.plex.sections[int(made.key)]
    assert (made.title, made.kind, section.title) == ("Sage TV", "show", "Sage TV")
    assert list(section.locations) == ["/sage/tv", "/more & tv"]
    with pytest.raises(NotThatSection, match="Plex has a library called Sage TV already"):
        add(household.house, wanted, STOP)
    assert titles(household) == ["TV", "Films", "Sage TV"]


def test_a_library_is_deleted_on_its_own_server_alone(household: Household, cabin: Neighbour) -> None:
    delete(household.house, the_one(listed(household), "Cabin/TV"), STOP)
    assert (titles(household), [each.title for each in cabin.world.sections.values()]) == (["TV", "Films"], ["Music"])


def test_a_library_that_is_not_followed_is_scanned_all_the_same(household: Household) -> None:
    told = refresh(household.house, the_one(listed(household), "Films"), "test", STOP)
    assert told.refresh_ids == ()
    household.scan()
    assert len(refresh(household.house, the_one(listed(household), "Films"), "test", STOP).refresh_ids) == 1
