"""Which shows an incremental scan asks TMDB about: the feed's, the old, the troubled; all when in doubt (R12, R13)."""

import pytest

from tests.actions.household import NOON, Household, Told
from tests.actions.twice import still
from tests.store.facts import facts

CHANGED = Told("missing", missing=("S01E02", "S01E03"))
KNOWN = Told("missing", missing=("S01E02",))


@pytest.fixture
def ten(household: Household) -> Household:
    """Ten shows with a gap, the even ones ended; scanned on 15 June at noon, two days after the feed last named any."""
    for tmdb_id in range(1, 11):
        status = "Ended" if tmdb_id % 2 == 0 else "Returning Series"
        household.broadcast(tmdb_id, f"Show {tmdb_id:02d}", {1: 2}, status=status)
        household.own(f"Show {tmdb_id:02d}", tmdb_id, {1: [1]})
    household.scan()
    return household


def change(household: Household, tmdb_id: int) -> None:
    household.tmdb.add_episode(tmdb_id, 1, 3, "2020-01-01")


def asked(household: Household) -> list[int]:
    """The shows an incremental scan asks about."""
    household.tmdb.requests.reset()
    assert household.scan("incremental").state == "done"
    return sorted(map(int, household.tmdb.requests.asked))


ALL = list(range(1, 11))


def test_only_what_the_feed_names_is_asked_about(ten: Household) -> None:
    ten.tmdb.set_noise([3], crowd=2_690)
    change(ten, 5)
    change(ten, 8)
    ten.tmdb.flag("2026-06-16", [5, 8, 8, 123])
    ten.clock.on(days=1)
    assert asked(ten) == [3, 5, 8]
    assert {n for n in ALL if ten.told(f"Show {n:02d}") == CHANGED} == {5, 8}
    ten.tmdb.set_noise([])
    ten.tmdb.unflag("2026-06-16")
    ten.clock.on(days=1)
    assert asked(ten) == [3, 5, 8]  # the check came before that day's answers had left all caches
    ten.clock.on(days=1)
    assert asked(ten) == []
    still(ten)


def test_a_feed_that_names_a_day_late_is_believed_while_the_day_can_grow(ten: Household) -> None:
    change(ten, 4)
    ten.clock.on(hours=19)  # 07:00 of the 16th
    assert asked(ten) == []
    ten.tmdb.flag("2026-06-15", [4])
    assert asked(ten) == [4]
    assert ten.told("Show 04") == CHANGED


def test_a_feed_that_cannot_be_read_whole_makes_all_due(ten: Household) -> None:
    ten.tmdb.set_noise([], crowd=950)
    change(ten, 7)
    before = facts(ten.house.database.engine)
    for kind, more in (
        ("status", {"status": 500, "query": "page=4"}),
        ("repeat_page", {"query": "page=4"}),
        ("empty_page", {"query": "page=10"}),
        ("html", {"query": "page=10"}),
    ):
        ten.clock.on(days=1)
        ten.tmdb_fails(kind, "/tv/changes", **more)
        assert (kind, asked(ten)) == (kind, ALL)
        ten.mend()
        assert (kind, asked(ten)) == (kind, [])
    assert ten.told("Show 07") == CHANGED
    assert len(facts(ten.house.database.engine)["expected"]) == len(before["expected"]) + 1


def test_the_oldest_checks_come_first(ten: Household) -> None:
    ten.restart(TMDB_CONNECTIONS="1")
    ten.clock.on(minutes=1)
    for number in (3, 1, 2):
        ten.clock.on(minutes=1)
        ten.scan("show", ten.show_id(f"Show {number:02d}"))
    ten.tmdb_fails("status", "/tv/changes", status=500)
    ten.tmdb.requests.reset()
    ten.scan("incremental")
    assert [int(n) for n in ten.tmdb.requests.asked] == [4, 5, 6, 7, 8, 9, 10, 3, 1, 2]


def test_a_feed_that_is_cut_within_its_first_page_shows_by_its_total(ten: Household) -> None:
    ten.tmdb.set_noise([], crowd=250)
    change(ten, 7)
    ten.clock.on(days=1)
    ten.tmdb_fails("cut_feed", "/tv/changes", rows=2)
    assert asked(ten) == ALL
    assert ten.told("Show 07") == CHANGED


def test_a_feed_that_does_not_reach_back_makes_all_due_once(ten: Household) -> None:
    change(ten, 2)
    ten.clock.on(days=16)
    assert asked(ten) == ALL
    assert ten.told("Show 02") == CHANGED
    assert asked(ten) == []
    ten.clock.on(days=2)
    assert asked(ten) == []


def test_without_a_word_from_the_feed_ongoing_shows_wait_a_week_and_ended_ones_a_month(ten: Household) -> None:
    for number in (1, 2):
        change(ten, number)
    odd, even, due = [1, 3, 5, 7, 9], [2, 4, 6, 8, 10], {}
    for days in (6, 1, 6, 1, 7, 7, 1, 1, 1):
        ten.clock.on(days=days, seconds=1)
        due[(ten.clock.at - NOON).days] = asked(ten)
    assert due == {6: [], 7: odd, 13: [], 14: odd, 21: odd, 28: odd, 29: [], 30: even, 31: []}
    assert (ten.told("Show 01"), ten.told("Show 02")) == (CHANGED, CHANGED)


def test_a_show_in_trouble_is_asked_again_when_it_has_rested(ten: Household) -> None:
    ten.tmdb_fails("html", "/tv/6$", times=1)
    ten.scan()
    assert asked(ten) == []
    ten.clock.on(minutes=15)
    assert asked(ten) == [6]
    assert ten.show("Show 06").trouble is None


def test_a_scan_never_reads_the_cache_so_that_losing_it_changes_nothing(ten: Household) -> None:
    before = facts(ten.house.database.engine)
    ten.house.database.close()
    for file in ten.folder.glob("cache.db*"):
        file.unlink()
    ten.restart()
    still(ten)
    assert facts(ten.house.database.engine) == before
    for number in (1, 2):
        change(ten, number)
    ten.scan()
    assert (ten.told("Show 01"), ten.told("Show 02"), ten.told("Show 03")) == (CHANGED, CHANGED, KNOWN)


def test_a_quiet_day_costs_a_handful_of_requests(ten: Household) -> None:
    ten.clock.on(hours=1)
    scan = ten.scan("incremental")
    assert (scan.plex_requests, scan.tmdb_requests, scan.total) == (2, 2, 0)
