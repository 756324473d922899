"""Shows that are numbered by others than TMDB are not compared, and no row of theirs stands anywhere (R2, R17)."""

import pytest

from parity.actions.decide import order
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says
from tests.store.facts import facts

TVDB = Told("suspect", "numbered by TheTVDB")
UNASKED = Told("suspect", "numbered by TheTVDB, which has not answered in that order yet")
GAP = Told("missing", missing=("S01E03",))


def expected_rows(household: Household) -> int:
    return len(facts(household.house.database.engine)["expected"])


@pytest.mark.parametrize(
    ("agent", "guid"),
    [
        ("com.plexapp.agents.thetvdb", "com.plexapp.agents.thetvdb://78874?lang=en"),
        ("com.plexapp.agents.hama", "com.plexapp.agents.hama://tvdb-78874?lang=en"),
    ],
)
def test_what_an_old_agent_numbered_is_not_compared(household: Household, agent: str, guid: str) -> None:
    household.broadcast(1, "Old", {1: 3}, tvdb_id=78874)
    household.library("Anime", agent=agent)
    household.own("Old", None, {1: [1, 2]}, library="Anime", guid=guid)
    scan_says(household, {"Old": TVDB})
    assert (household.missing(), household.upcoming("Old"), expected_rows(household)) == ([], [], 0)


def test_what_the_old_agent_of_tmdb_numbered_is_compared(household: Household) -> None:
    household.broadcast(1, "Old", {1: 3})
    household.library("Old library", agent="com.plexapp.agents.themoviedb")
    guid = "com.plexapp.agents.themoviedb://1?lang=en"
    household.own("Old", None, {1: [1, 2]}, library="Old library", guid=guid)
    scan_says(household, {"Old": GAP})


def test_a_show_left_over_from_an_old_agent_keeps_its_order_in_a_new_library(household: Household) -> None:
    household.broadcast(1, "Old", {1: 3}, tvdb_id=78874)
    household.library("TV", prefs={})
    household.own("Old", None, {1: [1, 2]}, guid="com.plexapp.agents.thetvdb://78874?lang=en")
    household.plex.sections[1].agent = "com.plexapp.agents.thetvdb"
    scan_says(household, {"Old": TVDB})


def test_the_librarys_order_holds_where_a_show_has_none(household: Household) -> None:
    household.library("TV", prefs={"showOrdering": "tvdbAiring"})
    for tmdb_id, title, own in ((1, "Default", None), (2, "Explicit", ""), (3, "Own", "tmdbAiring")):
        household.broadcast(tmdb_id, title, {1: 3})
        household.own(title, tmdb_id, {1: [1, 2]}, show_ordering=own)
    scan_says(household, {"Default": TVDB, "Explicit": TVDB, "Own": GAP})
    household.plex.set_prefs(household.plex.find_section("TV"), showOrdering="tmdbAiring")
    scan_says(household, {"Default": GAP, "Explicit": GAP, "Own": GAP}, "incremental")


def test_an_order_that_only_the_preferences_tell_is_found(household: Household) -> None:
    household.plex.set_ordering_in_rows(False)
    household.broadcast(1, "Show", {1: 3})
    household.broadcast(2, "Plain", {1: 3})
    show = household.own("Show", 1, {1: [1, 2]}, show_ordering="dvd")
    household.own("Plain", 2, {1: [1, 2]})
    scan_says(household, {"Show": TVDB, "Plain": GAP})
    household.plex.set_show(show, show_ordering="tmdbAiring")
    scan_says(household, {"Show": GAP, "Plain": GAP}, "incremental")


def test_an_order_that_is_changed_in_plex_takes_effect_with_the_next_scan(household: Household) -> None:
    household.broadcast(1, "Show", {1: 3, 2: ["2026-07-01"]})
    show = household.own("Show", 1, {1: [1, 2]})
    known = Told("missing", None, ("S01E03",), ("S02E01",))
    scan_says(household, {"Show": known})
    household.plex.set_show(show, show_ordering="aired")
    scan_says(household, {"Show": TVDB}, "incremental")
    assert expected_rows(household) == 0
    household.plex.set_show(show, show_ordering="")
    scan_says(household, {"Show": known}, "incremental")


def test_a_show_with_one_copy_in_another_order_is_not_compared(household: Household) -> None:
    household.broadcast(1, "Mixed", {1: 3})
    household.broadcast(2, "Same", {1: 3})
    household.own("Mixed", 1, {1: [1, 2]})
    attic = household.own("Mixed", 1, {1: [1, 2, 3, 4]}, library="Attic", show_ordering="aired")
    household.own("Same", 2, {1: [1]})
    household.own("Same", 2, {1: [2]}, library="Attic")
    scan_says(household, {"Mixed": TVDB, "Same": GAP})
    household.plex.remove_show(attic)
    scan_says(household, {"Mixed": GAP, "Same": GAP}, "incremental")


def test_an_order_nobody_knows_is_read_by_episode_ids_when_nearly_all_have_one(household: Household) -> None:
    reason = "numbered in an order that Parity does not know (mystery)"
    for tmdb_id, title in ((1, "Nine in ten"), (2, "Eight in ten")):
        household.broadcast(tmdb_id, title, {1: 12})
        show = household.own(title, tmdb_id, {}, show_ordering="mystery")
        ids = [e.id for _, e in household.tmdb.shows[tmdb_id].episodes()]
        for place in range(10):
            known = place < (9 if tmdb_id == 1 else 8)
            guids = [f"tmdb://{ids[place]}"] if known else []
            household.plex.add_episode(show, 7, 30 - place, guids=guids)
    wanted = {
        "Nine in ten": Told("missing", missing=("S01E10", "S01E11", "S01E12")),
        "Eight in ten": Told("suspect", reason),
    }
    scan_says(household, wanted)


@pytest.mark.parametrize("cached", [True, False])
def test_the_owner_says_how_a_show_is_numbered(household: Household, cached: bool) -> None:
    household.broadcast(1, "Show", {1: 3})
    household.own("Show", 1, {1: [1, 2]}, show_ordering="aired")
    scan_says(household, {"Show": TVDB})
    if not cached:
        household.house.database.close()
        for file in household.folder.glob("cache.db*"):
            file.unlink()
        household.restart()
    asked = household.asked()
    order(household.house, household.show_id("Show"), "tmdb")
    assert household.asked() == asked
    assert household.told("Show") == (GAP if cached else TVDB)
    scan_says(household, {"Show": GAP}, "incremental")
    order(household.house, household.show_id("Show"), None)
    assert household.told("Show") == UNASKED
    scan_says(household, {"Show": TVDB}, "incremental")


def test_a_library_that_was_given_another_agent_is_numbered_by_that_one(household: Household) -> None:
    household.broadcast(1, "Show", {1: 3})
    section = household.library("TV")
    household.own("Show", 1, {1: [1, 2]}, guid="local://5")
    scan_says(household, {"Show": GAP})
    household.plex.sections[section].agent = "com.plexapp.agents.thetvdb"
    scan_says(household, {"Show": TVDB}, "incremental")
