"""Bad input: shows and libraries that are no longer listed, or go by another name (RULES R11, R16)."""

from collections.abc import Callable

import pytest

from parity.actions.decide import Target, ignore
from parity.actions.forget import forget_library
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import facts

GAP = Told("missing", missing=("S01E03",))


@pytest.fixture
def two(household: Household) -> Household:
    """Two shows with a gap each in one library, and a third one in another."""
    for tmdb_id, title, library in ((1, "Here", "TV"), (2, "Gone", "TV"), (3, "Other", "Kids")):
        household.broadcast(tmdb_id, title, {1: 3, 2: 2})
        household.own(title, tmdb_id, {1: [1, 2], 2: [1, 2]}, library=library)
    household.scan()
    return household


def hide(household: Household, title: str) -> Callable[[], None]:
    """Leave a show out of the listings though Plex has it; the answer puts it back."""
    key = household.plex.find_show(title)
    kept = household.plex.shows.pop(key)
    household.plex.refresh(kept.section)

    def put_back() -> None:
        household.plex.shows[key] = kept
        household.plex.refresh(kept.section)

    return put_back


@pytest.mark.parametrize("mode", ["full", "incremental"])
def test_a_show_that_plex_no_longer_has_is_gone_at_once_and_comes_back_as_it_was(two: Household, mode: str) -> None:
    ignore(two.house, Target(two.show_id("Gone"), 2))
    ignore(two.house, Target(two.show_id("Gone"), 1, 3))
    assert two.told("Gone") == Told()
    two.plex.remove_show(two.plex.find_show("Gone"))
    scan = two.scan(mode)
    assert (scan.state, scan.removed_shows, two.told("Gone"), two.told("Here")) == ("done", 1, None, GAP)
    still(two)
    two.own("Gone", 2, {1: [1], 2: []})
    scan = two.scan(mode)
    assert (scan.state, scan.new_shows, two.told("Gone")) == ("done", 1, Told("missing", missing=("S01E02",)))
    still(two)


def test_a_show_that_a_list_left_out_makes_the_list_not_whole(two: Household) -> None:
    before = facts(two.house.database.engine)
    put_back = hide(two, "Gone")
    key = two.plex.find_show("Here")
    two.plex.remove_episode(two.plex.find_episode(key, 1, 1))
    for _ in range(3):
        two.plex_fails("call", r"/library/metadata/\d+$", call=put_back, times=1)
        scan = two.scan("incremental")
        sentence = "TV could not be read: Plex still has Gone, which its list left out. Its rows stay as they are."
        assert (scan.state, scan.removed_shows, two.notices()) == ("partial", 0, {"TV": sentence})
        assert facts(two.house.database.engine) | {"libraries": []} == before | {"libraries": []}
        put_back = hide(two, "Gone")
    put_back()
    assert (two.scan("incremental").state, two.notices()) == ("done", {})
    assert two.told("Gone") == GAP
    assert two.told("Here") == Told("missing", missing=("S01E01", "S01E03"))


def test_a_show_nobody_can_ask_about_is_gone_after_the_second_listing(two: Household) -> None:
    key = two.plex.find_show("Gone")
    two.plex.remove_show(key)
    two.plex_fails("status", f"/library/metadata/{key}$", status=500)
    scan = two.scan()
    assert (scan.state, scan.removed_shows, two.told("Gone")) == ("done", 0, GAP)
    assert two.missing() == ["Gone S01E03", "Here S01E03", "Other S01E03"]
    scan = two.scan()
    assert (scan.state, scan.removed_shows, two.told("Gone")) == ("done", 1, None)
    assert two.missing() == ["Here S01E03", "Other S01E03"]
    still(two)


def test_an_absence_that_nobody_could_explain_is_forgotten_when_the_show_is_listed_again(two: Household) -> None:
    before = facts(two.house.database.engine)
    two.plex_fails("status", f"/library/metadata/{two.plex.find_show('Gone')}$", status=500)
    for _ in range(3):
        put_back = hide(two, "Gone")
        assert two.scan().removed_shows == 0
        put_back()
        assert two.scan().state == "done"
        assert facts(two.house.database.engine) == before


@pytest.mark.parametrize("mode", ["full", "incremental"])
def test_a_show_that_moves_to_another_library_is_what_it_was(two: Household, mode: str) -> None:
    two.plex.remove_show(two.plex.find_show("Gone"))
    two.own("Gone", 2, {1: [1, 2], 2: [1, 2]}, library="Kids")
    scan = two.scan(mode)
    assert (scan.state, scan.new_missing, scan.resolved) == ("done", 0, 0)
    scan_says(two, {"Gone": GAP}, "incremental")
    shown = two.listed("Gone")
    assert shown is not None
    assert [copy.library for copy in shown.copies] == ["Kids"]


def test_a_library_that_is_gone_is_named_and_the_others_go_on(two: Household) -> None:
    two.plex.remove_section(two.plex.find_section("TV"))
    two.plex.add_episode(two.plex.find_show("Other"), 1, 3)
    for mode in ("full", "incremental", "refresh"):
        scan = two.scan(mode)
        assert (mode, scan.state, scan.held_libraries, scan.removed_shows) == (mode, "partial", 1, 0)
        assert two.notices() == {"TV": "Plex no longer has the library TV"}
        assert (two.told("Here"), two.told("Gone"), two.told("Other")) == (GAP, GAP, Told())


def test_a_library_that_answers_404_is_frozen_and_the_others_go_on(two: Household) -> None:
    two.plex_fails("status", "/library/sections/1/", status=404)
    two.plex.add_episode(two.plex.find_show("Here"), 1, 3)
    two.plex.add_episode(two.plex.find_show("Other"), 1, 3)
    scan = two.scan()
    sentence = "TV could not be read: Plex no longer has this library. Its rows stay as they are."
    assert (scan.state, two.notices()) == ("partial", {"TV": sentence})
    assert (two.told("Here"), two.told("Other")) == (GAP, Told())
    two.mend()
    scan_says(two, {"Here": Told(), "Gone": GAP, "Other": Told()}, "incremental")
    assert two.notices() == {}


def test_a_library_that_comes_back_goes_on_where_it_was(two: Household) -> None:
    before = facts(two.house.database.engine)
    section = two.plex.find_section("Kids")
    kept = two.plex.sections.pop(section)
    two.scan()
    assert two.notices() == {"Kids": "Plex no longer has the library Kids"}
    two.plex.sections[section] = kept
    assert (two.scan("incremental").state, two.notices()) == ("done", {})
    assert facts(two.house.database.engine) == before


def test_a_library_renamed_in_plex_stays_followed_under_its_old_name(two: Household) -> None:
    two.restart(PLEX_LIBRARY_NAME="TV,Kids")
    two.scan()
    still(two)
    two.plex.rename_section(two.plex.find_section("TV"), "Series")
    two.plex.add_episode(two.plex.find_show("Here"), 1, 3)
    wanted = {"Here": Told(), "Gone": GAP, "Other": GAP}
    scan_says(two, wanted, "incremental")
    assert two.notices() == {"libraries": "the library TV is called Series in Plex now"}
    two.restart(PLEX_LIBRARY_NAME="Series,Kids")
    scan_says(two, wanted, "incremental")
    assert two.notices() == {}


def test_a_name_that_plex_does_not_have_is_told_and_the_others_go_on(two: Household) -> None:
    two.restart(PLEX_LIBRARY_NAME="TV,Anime")
    scan = two.scan()
    sentence = "PLEX_LIBRARY_NAME names Anime, which Plex does not have (it has Kids, TV)"
    assert (scan.state, two.notices()) == ("done", {"libraries": sentence})
    assert (two.told("Here"), two.told("Other")) == (GAP, None)


def test_no_library_at_all_ends_the_scan_with_the_names_there_are(two: Household) -> None:
    two.plex.add_section("Films", type="movie", agent="tv.plex.agents.movie")
    before = facts(two.house.database.engine)
    two.restart(PLEX_LIBRARY_NAME="Anime")
    scan = two.scan()
    note = "On this Plex server no library of shows or films is called Anime."
    has = "It has: TV (show), Kids (show), Films (movie)."
    assert (scan.state, scan.note) == ("failed", f"{note} {has} Set PLEX_LIBRARY_NAME to the libraries to follow.")
    two.restart(PLEX_LIBRARY_NAME="")
    assert two.scan("incremental").state == "done"
    assert facts(two.house.database.engine)["expected"] == before["expected"]


def test_recordings_and_home_videos_are_followed_only_by_name(two: Household) -> None:
    two.library("Recordings", agent="tv.plex.agents.none")
    two.broadcast(4, "Recorded", {1: 3})
    two.own("Recorded", 4, {1: [1]}, library="Recordings")
    scan_says(two, {"Here": GAP, "Recorded": None})
    two.restart(PLEX_LIBRARY_NAME="TV,Recordings")
    scan_says(two, {"Other": None, "Recorded": Told("missing", missing=("S01E02", "S01E03"))})


def test_a_copy_in_a_library_that_is_no_longer_followed_counts_no_longer(household: Household) -> None:
    household.broadcast(1, "Show", {1: 3})
    household.own("Show", 1, {1: [1]})
    household.own("Show", 1, {1: [2]}, library="Attic")
    scan_says(household, {"Show": GAP})
    household.restart(PLEX_LIBRARY_NAME="TV")
    scan_says(household, {"Show": Told("missing", missing=("S01E02", "S01E03"))}, "incremental")
    household.restart(PLEX_LIBRARY_NAME="TV,Attic")
    scan_says(household, {"Show": GAP}, "incremental")


def test_libraries_of_a_server_that_was_replaced_are_told_of_and_can_be_forgotten(two: Household) -> None:
    old = two.plex.machine_identifier
    two.plex.machine_identifier = "another"
    two.plex.remove_episode(two.plex.find_episode(two.plex.find_show("Other"), 1, 1))
    scan = two.scan()
    assert (scan.state, scan.held_libraries) == ("partial", 2)
    assert all("and Parity speaks with" in two.notices()[f"{title} (Demo Server)"] for title in ("TV", "Kids"))
    assert (forget_library(two.house, "TV"), forget_library(two.house, "Kids")) == ("TV", "Kids")
    scan_says(two, {"Here": GAP, "Gone": GAP, "Other": Told("missing", missing=("S01E01", "S01E03"))}, "incremental")
    two.plex.machine_identifier = old
    assert two.scan().state == "partial"


def test_who_comes_back_to_a_server_finds_its_libraries_as_they_were(two: Household) -> None:
    old = two.plex.machine_identifier
    two.plex.machine_identifier = "another"
    two.scan()
    two.plex.machine_identifier = old
    assert two.scan().state == "partial"
    for title in ("TV", "Kids"):
        forget_library(two.house, title)
    scan_says(two, {"Here": GAP, "Gone": GAP, "Other": GAP}, "incremental")
    assert two.notices() == {}


def test_a_library_that_is_asked_for_and_answers_nothing_is_counted_once(two: Household) -> None:
    two.plex_fails("status", f"/library/sections/{two.plex.find_section('TV')}/all", status=404)
    scan = two.scan()
    assert (scan.state, scan.note, scan.listed_libraries) == ("partial", "1 library held back", 2)


def test_a_library_may_be_named_twice_and_in_any_letters(two: Household) -> None:
    two.restart(PLEX_LIBRARY_NAME=f"{two.plex.find_section('TV')},tv,Kids,KIDS")
    assert (two.scan().state, two.notices()) == ("done", {})
    scan = two.scan(libraries=("kids",))
    assert (scan.state, scan.total) == ("done", 1)
