"""What the owner says a show is: at once, for good, and found again by what Plex gives, never by the match (R8)."""

import pytest

from parity.actions.decide import Refused, Target, ignore, match, set_policy
from parity.actions.undo import undo
from parity.store import decisions, shows
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still

WRONG, RIGHT = Told("missing", missing=("S01E02",)), Told("missing", missing=("S01E02", "S01E03"))
NOWHERE = Told("unmatched", "TMDB knows no show of this title")


@pytest.fixture
def two(household: Household) -> Household:
    """A show that Plex takes for TMDB's first, though it is the second."""
    household.broadcast(1, "Wrong", {1: 2})
    household.broadcast(2, "Right", {1: 3})
    household.own("Show", 1, {1: [1]})
    household.scan()
    assert household.told("Show") == WRONG
    return household


def standing(household: Household, kind: str) -> list[tuple[set[str], str]]:
    with household.house.database.reading() as connection:
        rows = [row.decision for row in decisions.standing(connection)]
    return [(set(d.keys), d.value) for d in rows if d.kind == kind]


def test_a_match_holds_from_the_next_scan_on_and_can_be_taken_back(two: Household) -> None:
    show_id = match(two.house, two.show_id("Show"), 2)
    scan_says(two, {"Show": RIGHT}, "incremental")
    shown = two.listed("Show")
    assert shown is not None
    assert (shown.show_id, shown.tmdb_id, shown.match_source) == (show_id, 2, "decision")
    match(two.house, show_id, None)
    scan_says(two, {"Show": WRONG}, "incremental")


def test_what_the_cache_remembers_of_a_match_is_shown_at_once(two: Household) -> None:
    two.own("Other", 2, {1: [1, 2, 3]}, library="Elsewhere")
    two.scan()
    two.plex.remove_show(two.plex.find_show("Other"))
    two.scan(accept_shrink=True)
    asked = two.asked()
    match(two.house, two.show_id("Show"), 2)
    assert (two.missing(), two.asked()) == (["Show S01E02", "Show S01E03"], asked)
    assert two.scan("incremental").tmdb_requests > 0
    assert two.told("Show") == RIGHT


def test_two_matches_the_newest_wins_and_the_other_comes_back(two: Household) -> None:
    two.broadcast(3, "Third", {1: 1})
    match(two.house, two.show_id("Show"), 3)
    two.clock.on(seconds=1)
    match(two.house, two.show_id("Show"), 2)
    scan_says(two, {"Show": RIGHT}, "incremental")
    with two.house.database.reading() as connection:
        newest = decisions.standing(connection)[-1]
    undo(two.house, newest.decision.id)
    scan_says(two, {"Show": Told()}, "incremental")


def test_a_match_outlasts_rescans_a_lost_cache_and_a_rebuilt_library(two: Household) -> None:
    match(two.house, two.show_id("Show"), 2)
    two.scan()
    two.house.database.close()
    for file in two.folder.glob("cache.db*"):
        file.unlink()
    two.restart()
    scan_says(two, {"Show": RIGHT})
    two.plex.remove_show(two.plex.find_show("Show"))
    two.own("Show", 1, {1: [1, 2]})
    scan_says(two, {"Show": Told("missing", missing=("S01E03",))})


def test_decisions_are_kept_under_the_ids_that_plex_gave_not_those_of_the_match(two: Household) -> None:
    show_id = match(two.house, two.show_id("Show"), 2)
    two.scan()
    ignore(two.house, Target(show_id))
    ((keys, _),) = standing(two, "ignore_show")
    assert keys >= {"tmdb:1"}
    assert "tmdb:2" not in keys
    scan_says(two, {"Show": Told("ignored", "ignored")})
    match(two.house, two.show_id("Show"), None)
    scan_says(two, {"Show": Told("ignored", "ignored")}, "incremental")


def test_a_match_with_what_tmdb_does_not_have_leaves_the_show_unmatched(two: Household) -> None:
    match(two.house, two.show_id("Show"), 99)
    scan_says(two, {"Show": Told("unmatched", "TMDB has no show 99, which you chose")}, "incremental")
    match(two.house, two.show_id("Show"), None)
    scan_says(two, {"Show": WRONG}, "incremental")
    with pytest.raises(Refused, match="a TMDB id is a number above 0"):
        match(two.house, two.show_id("Show"), 0)


def test_an_unmatched_show_is_matched_by_hand(household: Household) -> None:
    household.broadcast(2, "Right", {1: 3})
    household.own("Own words", None, {1: [1]})
    scan_says(household, {"Own words": NOWHERE})
    match(household.house, household.show_id("Own words"), 2)
    scan_says(household, {"Own words": RIGHT}, "incremental")


def test_two_copies_become_one_show_by_a_match_and_two_again(two: Household) -> None:
    two.own("Copy", 2, {1: [3]}, library="Elsewhere")
    scan_says(two, {"Show": WRONG, "Copy": Told("missing", missing=("S01E01", "S01E02"))})
    match(two.house, two.show_id("Show"), 2)
    two.scan("incremental")
    assert two.missing() == ["Show S01E02"]
    still(two)
    match(two.house, two.show_id("Show"), None)
    two.scan("incremental")
    scan_says(two, {"Show": WRONG, "Copy": Told("missing", missing=("S01E01", "S01E02"))})


def test_decisions_outlast_a_rematch_in_plex(two: Household) -> None:
    show = two.plex.find_show("Show")
    two.plex.set_show(show, guids=["tmdb://1", "imdb://tt0000001"])
    two.scan()
    set_policy(two.house, two.show_id("Show"), "none")
    ignore(two.house, Target(two.show_id("Show"), 1, 2))
    two.plex.rematch_show(show, "plex://show/000000000000000000000002", ["tmdb://2"], touch=False)
    scan_says(two, {"Show": RIGHT}, "incremental")
    two.plex.rematch_show(show, "plex://show/000000000000000000000003", ["tmdb://2", "imdb://tt0000001"])
    scan_says(two, {"Show": Told("ignored", "policy none")}, "incremental")
    two.plex.rematch_show(show, "plex://show/000000000000000000000001", ["tmdb://1"])
    scan_says(two, {"Show": Told("ignored", "policy none")})
    set_policy(two.house, two.show_id("Show"), None)
    assert two.told("Show") == Told()


def test_decisions_about_a_show_without_ids_move_to_its_ids_when_they_appear(household: Household) -> None:
    household.broadcast(2, "Right", {1: 3, 2: 2})
    show = household.own("Own words", None, {1: [1]}, guid="local://17")
    household.scan()
    match(household.house, household.show_id("Own words"), 2)
    set_policy(household.house, household.show_id("Own words"), "from 2")
    later = Told("missing", missing=("S02E01", "S02E02"))
    scan_says(household, {"Own words": later}, "incremental")
    assert all(key.startswith("local:") for kind in ("match", "policy") for key in standing(household, kind)[0][0])

    household.plex.set_show(show, guids=["imdb://tt0000007"])
    scan_says(household, {"Own words": later}, "incremental")
    assert [standing(household, kind)[0][0] for kind in ("match", "policy")] == [{"imdb:tt0000007"}] * 2
    household.plex.set_show(show, title="Renamed", year=1999)
    scan_says(household, {"Renamed": later}, "incremental")


def test_decisions_about_a_show_without_ids_are_found_by_its_folder(household: Household) -> None:
    household.broadcast(2, "Right", {1: 3})
    show = household.own("Own words", None, {1: [1, 2]}, guid="local://17", folder="/tv/Own words")
    household.scan()
    match(household.house, household.show_id("Own words"), 2)
    known = Told("missing", missing=("S01E03",))
    scan_says(household, {"Own words": known}, "incremental")
    household.plex.set_show(show, title="Retitled")
    scan_says(household, {"Retitled": known}, "incremental")
    household.plex.remove_show(show)
    household.own("Rebuilt", None, {1: [1, 2]}, guid="local://99", folder="/tv/Own words")
    household.scan(accept_shrink=True)
    scan_says(household, {"Rebuilt": known}, "incremental")


def test_a_decision_for_one_library_does_not_reach_a_namesake(household: Household) -> None:
    household.own("Same", None, {1: [1]}, guid="local://1", folder="/tv/One")
    household.own("Same", None, {1: [1]}, guid="local://2", folder="/tv/Two", library="Attic")
    household.scan()
    first, second = sorted(show.show_id for show in household.everything())
    ignore(household.house, Target(first))
    household.scan()
    with household.house.database.reading() as connection:
        rows = {row.id: row.ignored_by for row in shows.every(connection)}
    assert rows == {first: "ignored", second: None}


def test_a_namesake_with_ids_does_not_take_what_was_decided_about_a_show_without(household: Household) -> None:
    household.broadcast(1, "Alpha", {1: 3})
    household.broadcast(2, "Alpha", {1: 2}, first_air_date="1990-01-01")
    household.own("Alpha", None, {}, guid="local://7")
    household.scan()
    ignore(household.house, Target(household.show_id("Alpha")))
    household.own("Alpha", 2, {1: [1]}, library="Other")
    for mode in ("full", "incremental"):
        household.scan(mode)
        told = {show.tmdb_id: (show.state, show.missing) for show in household.everything()}
        assert told == {1: ("ignored", 0), 2: ("missing", 1)}
