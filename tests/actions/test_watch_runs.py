"""Runs that bring Plex's watchlist and SIMKL's list together, against both services as they answer."""

import threading
from collections.abc import Callable

import pytest

from parity.actions.watch_run import AlreadyRunning, ask, cancel, carry_out
from parity.core.watch import SIDES
from parity.demo.faults import Fault
from parity.store import watch_rows, watch_runs, watch_unresolved
from tests.actions.both_lists import BothLists

TEN = set(range(10))


def test_a_first_run_brings_both_lists_together_and_a_second_writes_nothing(lists: BothLists) -> None:
    lists.on_both(1, 2)
    lists.wish(3)
    lists.put(4)
    run = lists.run()
    assert (run.state, run.sentence, run.first_run, run.equal) == ("done", None, True, True)
    assert (run.plex_count, run.simkl_count, run.in_sync) == (4, 4, 4)
    assert lists.on_plex() == lists.on_simkl() == {1, 2, 3, 4}
    assert lists.writes() == 2
    again = lists.run()
    assert (again.state, again.equal, lists.writes()) == ("done", True, 0)


def test_a_plan_reads_and_says_and_writes_nothing(settled: BothLists) -> None:
    settled.wish(20)
    settled.unwish(0)
    run = settled.run("plan")
    assert settled.told(run) == ["simkl add Film 20: planned", "simkl remove Film 0: planned"]
    assert (run.state, run.equal, settled.writes(), len(settled.agreed())) == ("done", False, 0, 10)


def test_a_run_after_which_nothing_changed_asks_four_times(settled: BothLists) -> None:
    run = settled.run()
    assert (run.plex_requests, run.simkl_requests) == (2, 1)
    settled.gives(watchlist_use_activity="false")
    assert settled.run().simkl_requests == 2


def test_what_is_taken_off_on_one_side_is_taken_off_on_the_other(settled: BothLists) -> None:
    settled.unwish(0)
    settled.take(1)
    run = settled.run()
    assert (run.state, run.equal, settled.writes()) == ("done", True, 2)
    assert settled.on_plex() == settled.on_simkl() == TEN - {0, 1}
    assert (settled.run().equal, settled.writes()) == (True, 0)


def test_a_film_that_was_watched_leaves_plex_and_keeps_what_simkl_knows(settled: BothLists) -> None:
    settled.simkl.watch(9000)
    settled.simkl.watch(9001)
    settled.unwish(1)  # Plex had taken that one off by itself
    run = settled.run()
    assert (settled.told(run), settled.writes()) == (["plex remove Film 0: done"], 1)
    assert settled.on_simkl("completed") == {0, 1}
    assert settled.run().equal


@pytest.mark.parametrize(
    ("kind", "path", "details"),
    [
        ("status", "watchlist", {"status": 404}),
        ("html", "watchlist", {}),
        ("garbage", "watchlist", {}),
        ("wrong_type", "watchlist", {}),
        ("status", "user", {"status": 403}),
    ],
)
def test_a_watchlist_that_cannot_be_read_changes_nothing(
    settled: BothLists, kind: str, path: str, details: dict[str, int]
) -> None:
    settled.unwish(0)
    settled.put(30)
    settled.plex_suffers(kind, path, **details)
    run = settled.run()
    assert (run.state, settled.writes(), len(settled.agreed())) == ("failed", 0, 10)
    assert run.sentence
    settled.heal()
    assert settled.run().equal


@pytest.mark.parametrize("kind", ["html", "garbage", "wrong_type", "wrong_string"])
def test_lists_of_simkl_that_make_no_sense_change_nothing(settled: BothLists, kind: str) -> None:
    settled.take(0)
    settled.simkl_suffers(kind, "all-items")
    run = settled.run()
    assert (run.state, settled.writes(), len(settled.agreed())) == ("failed", 0, 10)
    settled.heal()
    assert settled.run().equal
    assert settled.on_plex() == TEN - {0}


def test_pages_that_do_not_add_up_refuse_the_run(lists: BothLists) -> None:
    lists.on_both(*range(10))
    lists.plex.set_watchlist_page(4)
    lists.run()
    lists.writes()
    lists.wish(30)
    lists.take(0)
    lists.plex_suffers("cut_page", "watchlist", skip=1)
    run = lists.run()
    assert (run.state, run.whole, run.equal, lists.writes()) == ("refused", False, None, 0)
    assert "could not be read whole" in (run.sentence or "")
    lists.heal()
    assert lists.run().equal
    assert lists.on_plex() == set(range(1, 10)) | {30}


def test_an_empty_answer_holds_and_a_yes_lets_it_through(settled: BothLists) -> None:
    for number in range(10):
        settled.unwish(number)
    run = settled.run()
    assert (run.state, settled.writes(), settled.on_simkl()) == ("held", 0, TEN)
    assert {a.hold for a in settled.actions(run)} == {"list is empty"}
    assert settled.run(yes=True).equal
    assert settled.on_simkl() == set()


def test_a_title_that_simkl_does_not_know_stays_on_plex_and_is_not_sent_each_time(lists: BothLists) -> None:
    lists.wish(1)
    lists.wish(2, simkl=False)
    run = lists.run()
    assert (run.state, sorted(lists.told(run))) == ("partial", ["simkl add Film 1: done", "simkl add Film 2: failed"])
    lists.writes()
    again = lists.run()
    assert (again.state, again.equal, lists.writes(), lists.on_plex()) == ("done", False, 0, {1, 2})
    with lists.house.database.reading() as connection:
        assert [(row.title, row.reason) for row in watch_unresolved.every(connection)] == [
            ("Film 2", "not found on simkl")
        ]
    lists.simkl.add_title("movies", "Film 2", 2000, 9002, imdb="tt1000002", tmdb=502)
    lists.wait(2 * 86_400)
    assert lists.run().equal


def test_a_title_that_plex_does_not_know_stays_at_simkl(lists: BothLists) -> None:
    lists.know(1, plex=False)
    lists.put(1)
    assert lists.told(lists.run()) == ["plex add Film 1: failed"]
    lists.writes()
    assert (lists.run().state, lists.writes(), lists.on_simkl()) == ("done", 0, {1})


def test_what_fails_is_done_by_the_next_run_and_what_was_done_is_kept(lists: BothLists) -> None:
    lists.put(1, 2, 3)
    lists.plex_suffers("status", "addToWatchlist", status=403, skip=1, times=2)
    run = lists.run()
    assert (run.state, sorted(lists.told(run))) == (
        "partial",
        ["plex add Film 1: done", "plex add Film 2: failed", "plex add Film 3: failed"],
    )
    assert lists.on_simkl() == {1, 2, 3}, "what could not be added was not taken for taken off"
    lists.heal()
    assert lists.run().equal


def test_plex_is_left_alone_after_three_failures_in_a_row(lists: BothLists) -> None:
    lists.put(*range(8))
    fault = lists.plex_suffers("status", "addToWatchlist", status=403)
    run = lists.run()
    assert {a.state for a in lists.actions(run)} == {"failed"}
    assert fault.struck == 3


def test_what_was_watched_between_the_reading_and_the_change_keeps_its_history(settled: BothLists) -> None:
    settled.unwish(0)
    settled.simkl_faults.add(_once("call", "activities", lambda: settled.simkl.watch(9000)))
    run = settled.run()
    assert settled.on_simkl("completed") == {0}
    assert settled.told(run) in ([], ["simkl remove Film 0: skipped"])


def test_a_change_that_does_not_show_yet_is_said_and_not_done_again(settled: BothLists) -> None:
    settled.wish(30)
    settled.simkl.set_lag(1)
    run = settled.run()
    assert (run.state, settled.writes()) == ("partial", 1)
    assert "does not show" in (run.sentence or "")
    settled.simkl.set_lag(0)
    assert (settled.run().equal, settled.writes()) == (True, 0)


def test_a_run_that_ended_in_the_middle_of_its_writes_is_gone_on_with(lists: BothLists) -> None:
    lists.put(1, 2, 3, 4)
    stop = threading.Event()
    lists.plex_faults.add(_once("call", "addToWatchlist", stop.set, skip=1))
    lists.wait(3600)
    run_id = ask(lists.house, "sync")
    carry_out(lists.house, run_id, stop, settle=0)
    with lists.house.database.reading() as connection:
        left = watch_runs.get(connection, run_id)
        assert left is not None
        assert left.active
        assert watch_runs.runnable(connection, lists.house.now()) == run_id
    done = lists.on_plex()
    assert 0 < len(done) < 4
    carry_out(lists.house, run_id, threading.Event(), settle=0)
    assert lists.on_plex() == lists.on_simkl() == {1, 2, 3, 4}


def test_a_second_run_is_refused_while_one_waits_and_not_when_its_worker_is_gone(lists: BothLists) -> None:
    first = ask(lists.house, "sync")
    with pytest.raises(AlreadyRunning):
        ask(lists.house, "plan")
    lists.wait(120)
    second = ask(lists.house, "sync")
    with lists.house.database.reading() as connection:
        row = watch_runs.get(connection, first)
    assert second != first
    assert row is not None
    assert (row.state, row.sentence) == ("failed", "It was cut off; the next run goes on from how the lists are then.")


def test_a_run_that_somebody_stops_ends_before_its_next_title(lists: BothLists) -> None:
    queued = ask(lists.house, "sync")
    cancel(lists.house, queued)
    with lists.house.database.reading() as connection:
        row = watch_runs.get(connection, queued)
    assert row is not None
    assert row.state == "failed"


def test_without_the_second_look_the_next_run_finds_that_all_is_well(lists: BothLists) -> None:
    lists.gives(watchlist_verify="false")
    lists.wish(1)
    run = lists.run()
    assert (run.state, lists.agreed()) == ("done", set())
    assert (lists.run().equal, lists.agreed()) == (True, {"Film 1"})


def test_a_refused_sign_in_is_said_and_asked_about_once(settled: BothLists) -> None:
    settled.simkl.auth.grants.clear()
    settled.unwish(0)
    run = settled.run()
    assert run.state == "failed"
    assert "connect SIMKL again" in (run.sentence or "")
    asked = sum(settled.simkl.requests.kinds.values())
    assert settled.run().state == "failed"
    assert sum(settled.simkl.requests.kinds.values()) == asked, "nobody knocks again before somebody connects"


def _once(kind: str, path: str, call: Callable[[], object], skip: int = 0) -> Fault:
    return Fault(kind, path, times=1, skip=skip, call=call)


def test_ids_that_were_asked_for_before_a_reading_failed_are_not_asked_for_again(lists: BothLists) -> None:
    lists.wish(*range(6))
    lists.plex_suffers("status", "library/metadata/0+4$", status=403)
    assert lists.run().state == "failed"
    lists.heal()
    before = lists.plex.requests.kinds["discover_metadata"]
    assert lists.run().equal
    assert lists.plex.requests.kinds["discover_metadata"] - before < 6


def test_a_list_that_was_found_unchanged_is_as_new_as_that_look(settled: BothLists) -> None:
    settled.run()
    with settled.house.database.reading() as connection:
        for side in SIDES:
            read = watch_rows.last_read(connection, side)
            assert read is not None
            assert read.found_at == settled.at[0] > read.read_at
