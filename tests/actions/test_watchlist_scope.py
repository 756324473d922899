"""Scope `watchlist_only` narrows what is visited and shown, deletes nothing, and outlasts a list nobody could read."""

import pytest

from parity.actions.preferences import save
from parity.actions.watch_scope import remember_watchlist
from parity.core.watch import Type, WatchItem
from parity.store import shows, watchlisted
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import facts

GAP = Told("missing", missing=("S01E02",))
ONLY = "watchlist_only"


def guid(number: int) -> str:
    return f"plex://show/{number:024x}"


@pytest.fixture
def four(household: Household) -> Household:
    """Four shows with a gap; the first two are wished for, one by Plex's guid and one by its ids only."""
    for tmdb_id in range(1, 5):
        household.broadcast(tmdb_id, f"Show {tmdb_id}", {1: 2})
        household.own(f"Show {tmdb_id}", tmdb_id, {1: [1]}, guid=guid(tmdb_id) if tmdb_id != 2 else "local://2")
    household.plex.wish(guid(1))
    household.plex.wish(guid(22), "Another title", 1999, ["tmdb://2", "imdb://tt0000002"])
    household.plex.wish(guid(33), "Show 3", 2010, ["tmdb://333"])
    return household


def asked(household: Household) -> list[int]:
    return sorted(map(int, household.tmdb.requests.asked))


def seen(household: Household) -> list[str]:
    return [show.title for show in household.everything()]


@pytest.mark.parametrize("mode", ["full", "incremental"])
def test_a_first_scan_visits_only_what_is_wished_for(four: Household, mode: str) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    scan = four.scan(mode)
    assert (scan.state, scan.total, asked(four)) == ("done", 2, [1, 2])
    assert (seen(four), four.missing()) == (["Show 1", "Show 2"], ["Show 1 S01E02", "Show 2 S01E02"])
    scan_says(four, {"Show 1": GAP, "Show 2": GAP, "Show 3": None, "Show 4": None})


@pytest.mark.parametrize("mode", ["full", "incremental"])
def test_what_is_wished_for_later_is_visited_with_the_next_scan(four: Household, mode: str) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    four.tmdb.requests.reset()
    four.plex.wish(guid(4))
    four.plex.unwish(guid(1))
    four.scan(mode)
    assert asked(four) == ([2, 4] if mode == "full" else [4])
    scan_says(four, {"Show 1": None, "Show 2": GAP, "Show 3": None, "Show 4": GAP})


def test_narrowing_the_scope_deletes_nothing_and_asks_nobody(four: Household) -> None:
    four.scan()
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan("incremental")
    assert seen(four) == ["Show 1", "Show 2"]
    before = facts(four.house.database.engine)
    four.restart(PLEX_SCAN_SCOPE="all_library")
    four.tmdb.requests.reset()
    assert four.scan("incremental").state == "done"
    assert (seen(four), asked(four)) == (["Show 1", "Show 2", "Show 3", "Show 4"], [])
    now = facts(four.house.database.engine)
    for table in ("expected", "items", "held_episodes"):
        assert now[table] == before[table]
    still(four)


def test_a_scope_saved_in_the_app_takes_effect_at_once(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    del four.environ["PLEX_SCAN_SCOPE"]
    four.restart()
    total = four.asked()
    save(four.house, {"plex_scan_scope": "all_library"})
    assert seen(four) == ["Show 1", "Show 2", "Show 3", "Show 4"]
    save(four.house, {"plex_scan_scope": ONLY})
    assert (seen(four), four.asked()) == (["Show 1", "Show 2"], total)


def test_a_list_that_cannot_be_read_keeps_the_last_scope(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    before = facts(four.house.database.engine)
    four.plex.wish(guid(4))
    four.plex.unwish(guid(1))
    for kind, mode in (
        ("status", "full"),
        ("closed", "incremental"),
        ("html", "incremental"),
        ("garbage", "full"),
        ("wrong_type", "incremental"),
        ("truncated", "incremental"),
    ):
        four.plex_fails(kind, "/library/sections/watchlist")
        scan = four.scan(mode)
        assert (kind, mode, scan.state) == (kind, mode, "done")
        assert four.notices()["watchlist"].startswith("The watchlist could not be read (")
        assert four.notices()["watchlist"].endswith("): the last one that was read stays in force.")
        assert facts(four.house.database.engine) | {"notices": []} == before
        four.mend()
    scan_says(four, {"Show 1": None, "Show 2": GAP, "Show 4": GAP})
    assert four.notices() == {}


def test_a_list_that_breaks_off_keeps_the_last_scope(four: Household) -> None:
    for number in range(100, 210):
        four.plex.wish(guid(number), f"Wish {number}")
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    assert seen(four) == ["Show 1", "Show 2"]
    four.plex_fails("status", "/library/sections/watchlist", query="Container-Start=100", status=500)
    assert four.scan("incremental").state == "done"
    assert seen(four) == ["Show 1", "Show 2"]
    assert "watchlist" in four.notices()


def test_a_list_that_was_never_read_narrows_nothing(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.plex_fails("closed", "/library/sections/watchlist")
    scan = four.scan()
    assert (scan.state, len(seen(four)), len(four.notices())) == ("done", 4, 1)


def test_an_empty_list_that_was_read_leaves_nothing_in_scope(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    for number in (1, 22, 33):
        four.plex.unwish(guid(number))
    before = facts(four.house.database.engine)["expected"]
    assert four.scan("incremental").state == "done"
    assert (seen(four), four.missing()) == ([], [])
    assert facts(four.house.database.engine)["expected"] == before
    four.plex.wish(guid(1))
    scan_says(four, {"Show 1": GAP, "Show 2": None}, "incremental")


def test_the_last_wish_taken_back_does_not_bring_the_whole_library_into_scope(household: Household) -> None:
    for tmdb_id in (1, 2):
        household.broadcast(tmdb_id, f"Show {tmdb_id}", {1: 2})
        household.own(f"Show {tmdb_id}", tmdb_id, {1: [1]}, guid=guid(tmdb_id))
    household.restart(PLEX_SCAN_SCOPE=ONLY)
    scan_says(household, {"Show 1": None, "Show 2": None})
    household.plex.wish(guid(1))
    scan_says(household, {"Show 1": GAP, "Show 2": None}, "incremental")
    household.plex.unwish(guid(1))
    scan_says(household, {"Show 1": None, "Show 2": None}, "incremental")
    assert asked(household) == [1]


def test_an_id_that_plex_no_longer_describes_matches_nothing(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.plex_fails("status", f"/library/metadata/{22:024x}", status=404)
    scan_says(four, {"Show 1": GAP, "Show 2": None})


def test_words_about_the_list_fit_what_is_known_of_it(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.plex_fails("closed", "/library/sections/watchlist")
    four.scan()
    assert four.notices()["watchlist"].endswith(": until it can, everything is in scope.")
    four.restart(PLEX_SCAN_SCOPE="all_library")
    four.scan("incremental")
    assert four.notices() == {}


def wished(key: str, kind: Type = "show", *ids: str) -> WatchItem:
    return WatchItem("plex", key, kind, key, None, frozenset(ids))


def remember(household: Household, *items: WatchItem) -> None:
    with household.house.database.writing() as connection:
        remember_watchlist(household.house, connection, items)


def marked(household: Household) -> list[str]:
    with household.house.database.reading() as connection:
        return [row.title for row in shows.every(connection) if row.on_watchlist]


def test_what_the_sync_read_is_marked_and_narrows_nothing_where_all_is_in_scope(four: Household) -> None:
    four.scan()
    remember(four, wished(guid(1)), wished(guid(22), "show", "tmdb:2", "imdb:tt0000002"), wished(guid(33)))
    assert (marked(four), len(seen(four))) == (["Show 1", "Show 2"], 4)
    before = facts(four.house.database.engine)
    for mode in ("incremental", "full"):
        four.scan(mode)
        assert facts(four.house.database.engine) == before
    remember(four)
    assert (marked(four), len(seen(four))) == ([], 4)


def test_what_the_sync_read_is_the_scope_at_once_without_a_request(four: Household) -> None:
    four.restart(PLEX_SCAN_SCOPE=ONLY)
    four.scan()
    total = four.asked()
    remember(four, wished(guid(2)), wished(guid(22), "show", "tmdb:2"))
    assert (seen(four), marked(four), four.asked()) == (["Show 2"], ["Show 2"], total)
    with four.house.database.reading() as connection:
        assert watchlisted.ids_known(connection)[guid(22)].tmdb == (2,)


def test_an_item_of_which_nothing_is_told_forgets_no_ids(four: Household) -> None:
    remember(four, wished(guid(22), "show", "tmdb:2"))
    remember(four, wished(guid(22)))
    with four.house.database.reading() as connection:
        assert watchlisted.ids_known(connection)[guid(22)].tmdb == (2,)
