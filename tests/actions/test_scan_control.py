"""Scans can be paused, resumed, cancelled, cut into slices and taken over; what was done is kept."""

from collections.abc import Callable

import pytest

from parity.actions.scan_control import AlreadyRunning, Request, cancel, pause, recover, resume, start
from parity.store import scans
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still

GAPS = [f"Show {number:02d} S01E02" for number in range(1, 41)]


@pytest.fixture
def forty(household: Household) -> Household:
    """Forty shows with a gap each, asked about one by one."""
    household.restart(TMDB_CONNECTIONS="1")
    for tmdb_id in range(1, 41):
        household.broadcast(tmdb_id, f"Show {tmdb_id:02d}", {1: 2})
        household.own(f"Show {tmdb_id:02d}", tmdb_id, {1: [1]})
    return household


def at_show(household: Household, tmdb_id: int, wish: Callable[[], object]) -> None:
    """Wish for something while TMDB is asked about a show, and let a second pass."""

    def now() -> None:
        wish()
        household.clock.on(seconds=1)

    household.tmdb_fails("call", f"/tv/{tmdb_id}$", call=now, times=1)


def test_only_one_scan_is_active_and_the_others_are_told_which(forty: Household) -> None:
    first = start(forty.house, Request("full"))
    for mode in ("full", "incremental", "refresh", "show"):
        with pytest.raises(AlreadyRunning, match=f"scan {first} is already under way") as told:
            start(forty.house, Request(mode))
        assert (told.value.scan_id, told.value.same) == (first, mode == "full")
    with pytest.raises(AlreadyRunning) as narrower:
        start(forty.house, Request("full", libraries=("TV",)))
    assert not narrower.value.same
    pause(forty.house, first)
    with pytest.raises(AlreadyRunning) as resting:
        start(forty.house, Request("full"))
    assert not resting.value.same
    cancel(forty.house, first)
    assert start(forty.house, Request("full")) == first + 1


def test_a_scan_rests_where_it_stands_and_goes_on_from_there(forty: Household) -> None:
    scan_id = start(forty.house, Request("full"))
    at_show(forty, 20, lambda: pause(forty.house, scan_id))
    assert not forty.slice(scan_id)
    rested = forty.scan_row(scan_id)
    assert (rested.state, rested.total, 19 <= rested.done < 40) == ("paused", 40, True)
    assert forty.missing() == GAPS[: rested.done]
    assert not forty.slice(scan_id)
    assert resume(forty.house, scan_id)
    assert not forty.slice(scan_id)
    ended = forty.scan_row(scan_id)
    assert (ended.state, ended.done, ended.resumed, ended.new_missing) == ("done", 40, 0, 40)
    assert forty.missing() == GAPS
    assert max(forty.tmdb.requests.asked.values()) == 1
    still(forty)


def test_a_cancelled_scan_keeps_what_was_done(forty: Household) -> None:
    scan_id = start(forty.house, Request("full"))
    at_show(forty, 31, lambda: cancel(forty.house, scan_id))
    assert not forty.slice(scan_id)
    ended = forty.scan_row(scan_id)
    assert (ended.state, 25 <= ended.done < 40, ended.new_missing) == ("cancelled", True, ended.done)
    assert forty.missing() == GAPS[: ended.done]
    assert {forty.told(f"Show {n:02d}") for n in range(ended.done + 1, 41)} == {Told("error")}
    assert forty.scan("incremental").state == "done"
    assert forty.missing() == GAPS


def test_a_wish_that_does_not_fit_is_refused(forty: Household) -> None:
    scan_id = start(forty.house, Request("full"))
    assert not resume(forty.house, scan_id)
    assert (pause(forty.house, scan_id), forty.scan_row(scan_id).state) == (True, "paused")
    assert (resume(forty.house, scan_id), forty.scan_row(scan_id).state) == (True, "queued")
    pause(forty.house, scan_id)
    assert (cancel(forty.house, scan_id), forty.scan_row(scan_id).state) == (True, "cancelled")
    assert not any(wish(forty.house, scan_id) for wish in (pause, resume, cancel))
    assert not any(wish(forty.house, 99) for wish in (pause, resume, cancel))
    assert not forty.slice(scan_id)


def test_short_slices_come_to_the_same_end(forty: Household) -> None:
    scan_id, slices = start(forty.house, Request("full")), 1
    forty.tmdb_fails("call", "/tv/", call=lambda: forty.clock.on(seconds=1))
    while forty.slice(scan_id, seconds=5.0):
        slices += 1
    ended = forty.scan_row(scan_id)
    assert (ended.state, ended.done, ended.total, slices > 3) == ("done", 40, 40, True)
    assert forty.missing() == GAPS
    assert max(forty.tmdb.requests.asked.values()) == 1
    forty.mend()
    still(forty)


def test_a_scan_whose_worker_died_is_taken_over_when_its_lease_ends(forty: Household) -> None:
    scan_id = start(forty.house, Request("full"))
    with forty.house.database.writing() as connection:
        assert scans.claim(connection, scan_id, forty.clock())
    forty.clock.on(seconds=60)
    assert (forty.slice(scan_id), forty.scan_row(scan_id).done) == (False, 0)
    forty.clock.on(seconds=1)
    assert not forty.slice(scan_id)
    assert (forty.scan_row(scan_id).state, forty.scan_row(scan_id).resumed) == ("done", 1)
    assert forty.missing() == GAPS


def test_a_worker_that_starts_takes_over_at_once(forty: Household) -> None:
    scan_id = start(forty.house, Request("full"))
    with forty.house.database.writing() as connection:
        assert scans.claim(connection, scan_id, forty.clock())
    forty.restart()
    assert recover(forty.house) == 1
    assert not forty.slice(scan_id)
    assert (forty.scan_row(scan_id).state, forty.scan_row(scan_id).resumed) == ("done", 1)


@pytest.mark.parametrize("mode", ["full", "incremental"])
def test_a_pause_between_two_libraries_loses_no_change(household: Household, mode: str) -> None:
    household.broadcast(1, "First", {1: 2})
    household.broadcast(2, "Second", {1: 2})
    first = household.own("First", 1, {1: [1, 2]}, library="A")
    second = household.own("Second", 2, {1: [1, 2]}, library="B")
    household.scan()
    for show in (first, second):
        household.plex.remove_episode(household.plex.find_episode(show, 1, 2))
    scan_id = start(household.house, Request(mode))

    def rest() -> None:
        pause(household.house, scan_id)
        household.clock.on(seconds=1)

    household.plex_fails("call", "/library/sections/2/all", query="type=4", call=rest, times=1)
    household.slice(scan_id)
    assert household.scan_row(scan_id).state == "paused"
    household.restart()
    assert resume(household.house, scan_id)
    household.slice(scan_id)
    ended = household.scan_row(scan_id)
    assert (ended.state, ended.held_libraries, ended.listed_libraries, ended.new_missing) == ("done", 0, 2, 2)
    gap = Told("missing", missing=("S01E02",))
    scan_says(household, {"First": gap, "Second": gap}, "incremental")


def test_a_scan_of_one_library_leaves_the_others_alone(household: Household) -> None:
    for tmdb_id, library in ((1, "A"), (2, "B")):
        household.broadcast(tmdb_id, library, {1: 2})
        household.own(library, tmdb_id, {1: [1]}, library=library)
    scan = household.scan(libraries=("B",))
    assert (scan.state, scan.total, household.missing()) == ("done", 1, ["B S01E02"])
    scan = household.scan("incremental", libraries=("1",))
    assert (scan.state, scan.total, household.missing()) == ("done", 1, ["A S01E02", "B S01E02"])
    scan = household.scan(libraries=("C",))
    assert (scan.state, scan.note) == ("failed", "No followed library is called C. There are: A, B.")


def test_the_history_tells_what_a_scan_found_to_be_different(household: Household) -> None:
    household.broadcast(1, "One", {1: 4})
    household.broadcast(2, "Two", {1: 4})
    show = household.own("One", 1, {1: [1]})
    other = household.own("Two", 2, {1: [1, 2, 3]})
    first = household.scan()
    assert (first.new_missing, first.resolved, first.new_shows, first.removed_shows) == (4, 0, 2, 0)
    household.plex.add_episode(show, 1, 2)
    household.plex.add_episode(show, 1, 3)
    household.plex.remove_episode(household.plex.find_episode(other, 1, 2))
    second = household.scan("incremental")
    assert (second.new_missing, second.resolved, second.new_shows, second.removed_shows) == (1, 2, 0, 0)
    household.plex.remove_show(other)
    third = household.scan("incremental")
    assert (third.new_missing, third.resolved, third.new_shows, third.removed_shows) == (0, 2, 0, 1)


def test_a_refresh_asks_about_ongoing_shows_and_those_with_gaps_only(household: Household) -> None:
    for tmdb_id, title, status, owned in (
        (1, "Ongoing", "Returning Series", [1, 2]),
        (2, "Ended", "Ended", [1, 2]),
        (3, "Gap", "Ended", [1]),
    ):
        household.broadcast(tmdb_id, title, {1: 2}, status=status)
        household.own(title, tmdb_id, {1: owned})
    household.scan()
    household.tmdb.requests.reset()
    household.own("New", None, {1: [1]})
    scan = household.scan("refresh")
    assert (scan.state, scan.total, dict(household.tmdb.requests.asked)) == ("done", 2, {"1": 1, "3": 1})
    gone = household.plex.find_show("Gap")
    household.plex.remove_show(gone)
    scan = household.scan("refresh")
    kept = f"Plex no longer has show {gone}: kept until its whole library is read"
    assert (scan.state, household.troubles(scan)) == ("partial", [("Gap", kept)])
    assert sorted(show.title for show in household.everything()) == ["Ended", "Gap", "Ongoing"]


def test_one_show_is_asked_about_on_both_sides_whatever_it_is(household: Household) -> None:
    household.broadcast(2, "Ended", {1: 2}, status="Ended")
    show = household.own("Ended", 2, {1: [1, 2]})
    household.scan()
    household.tmdb.add_episode(2, 1, 3, "2020-01-01")
    household.plex.remove_episode(household.plex.find_episode(show, 1, 1))
    scan = household.scan("show", household.show_id("Ended"))
    assert (scan.state, scan.total, scan.tmdb_requests) == ("done", 1, 1)
    assert household.told("Ended") == Told("missing", missing=("S01E01", "S01E03"))
    household.plex.remove_show(show)
    scan = household.scan("show", household.show_id("Ended"))
    assert (scan.state, household.told("Ended")) == ("partial", Told("missing", missing=("S01E01", "S01E03")))
