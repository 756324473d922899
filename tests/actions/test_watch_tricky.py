"""The ways in which tools for two lists lose titles (simkl.md 4), by their numbers, where services answer."""

import threading

import pytest

from parity.actions.watch_run import AlreadyRunning, ask, carry_out
from parity.demo.faults import Fault
from parity.store import watch_unresolved
from tests.actions.both_lists import OWNER, BothLists, guid

TEN = set(range(10))


@pytest.mark.parametrize("status", [401, 412])
def test_case_1_a_list_that_cannot_be_read_is_not_an_empty_one(settled: BothLists, status: int) -> None:
    settled.take(0)
    settled.unwish(1)
    settled.simkl_suffers("status", "all-items", status=status)
    run = settled.run()
    assert (run.state, run.equal, settled.writes(), len(settled.agreed())) == ("failed", None, 0, 10)
    assert run.sentence
    settled.heal()
    settled.plex_suffers("status", "watchlist", status=status)
    settled.connect()
    run = settled.run()
    assert (run.state, run.equal, settled.writes(), len(settled.agreed())) == ("failed", None, 0, 10)
    assert run.sentence


@pytest.mark.parametrize("kind", ["wrong_type", "no_total"])
def test_case_3_an_answer_that_is_none_is_no_empty_list(settled: BothLists, kind: str) -> None:
    settled.take(0)
    settled.plex_suffers(kind, "watchlist")
    run = settled.run()
    assert (run.state, settled.writes(), len(settled.agreed())) == ("failed", 0, 10)


@pytest.mark.parametrize("kind", ["total_disagrees", "repeat_page"])
def test_case_2_pages_that_do_not_add_up_take_nothing_off(settled: BothLists, kind: str) -> None:
    settled.plex.set_watchlist_page(4)
    settled.unwish(0)
    settled.take(1)
    settled.plex_suffers(kind, "watchlist")
    run = settled.run()
    assert (run.state, run.whole, settled.writes(), len(settled.agreed())) == ("refused", False, 0, 10)


@pytest.mark.parametrize("legacy", [False, True])
def test_case_3_an_empty_account_is_an_empty_list(lists: BothLists, legacy: bool) -> None:
    lists.simkl.set_legacy(legacy)
    lists.wish(1)
    run = lists.run()
    assert (run.state, run.equal, lists.on_simkl()) == ("done", True, {1})


def test_case_7_accounts_that_are_swapped_and_swapped_back_take_nothing_off(settled: BothLists) -> None:
    settled.simkl.add_member(2, "john")
    settled.connect(member=2)
    assert settled.run().first_run
    settled.connect()
    settled.unwish(0)
    back = settled.run()
    assert (back.first_run, settled.on_simkl()) == (True, TEN)
    assert [a.do for a in settled.actions(back)] == ["add"]
    assert (settled.run().equal, settled.on_plex()) == (True, TEN)


def test_case_8_what_was_done_is_kept_and_what_failed_is_no_removal(settled: BothLists) -> None:
    settled.put(20, 21, 22)
    settled.unwish(0)
    settled.plex_suffers("status", "addToWatchlist", status=403, skip=1)
    run = settled.run()
    assert (run.state, settled.on_simkl()) == ("partial", TEN - {0} | {20, 21, 22})
    assert settled.agreed() == {f"Film {n}" for n in TEN - {0} | {20}}
    settled.heal()
    assert settled.run().equal
    assert settled.on_plex() == settled.on_simkl() == TEN - {0} | {20, 21, 22}


def test_cases_9_and_10_what_one_side_does_not_know_stays_and_is_asked_for_later_and_later(lists: BothLists) -> None:
    lists.wish(1, simkl=False)
    lists.know(2, plex=False)
    lists.put(2)
    assert lists.run().state == "partial"
    for _ in range(3):
        lists.writes()
        assert (lists.run().state, lists.writes()) == ("done", 0)
    assert (lists.on_plex(), lists.on_simkl()) == ({1}, {2})
    with lists.house.database.reading() as connection:
        kept = [(row.side, row.tries, row.reason) for row in watch_unresolved.every(connection)]
    assert sorted(kept) == [("plex", 1, "not found on simkl"), ("simkl", 1, "not found on plex")]


def test_case_22_an_account_that_did_not_change_is_not_read(settled: BothLists) -> None:
    settled.run()
    settled.simkl.requests.reset()
    settled.run()
    assert dict(settled.simkl.requests.kinds) == {"sync_activities": 1}
    settled.take(0)
    settled.run()
    assert settled.on_plex() == TEN - {0}, "what is removed moves one stamp alone, and is seen"


def test_case_22_stamps_that_went_backwards_are_not_believed(settled: BothLists) -> None:
    stamps = settled.simkl.library(1).stamps
    del settled.simkl.library(1).rows[9000]
    stamps |= {name: moment - 500_000 for name, moment in stamps.items()}
    settled.run()
    assert settled.on_plex() == TEN - {0}


def test_case_23_a_way_that_is_shut_in_the_middle_ends_the_run_and_the_next_one_goes_on(settled: BothLists) -> None:
    settled.wish(*range(20, 24))
    settled.unwish(0)
    fault = settled.simkl_suffers("status", "add-to-list", status=429)
    run = settled.run()
    assert (run.state, fault.struck) == ("partial", 1), "who is shut out does not knock on"
    assert settled.on_simkl() == TEN - {0}, "what was done before is kept"
    settled.heal()
    assert settled.run().equal
    assert settled.on_plex() == settled.on_simkl() == TEN - {0} | {20, 21, 22, 23}


def test_case_24_a_sign_in_that_ended_asks_for_a_person_and_takes_nothing_off(settled: BothLists) -> None:
    settled.unwish(0)
    settled.simkl_suffers("status", "history/remove", status=401)
    run = settled.run()
    assert (run.state, settled.on_simkl(), len(settled.agreed())) == ("partial", TEN, 10)
    assert "connect SIMKL again" in (run.sentence or "")


def test_case_27_a_second_run_is_refused(lists: BothLists) -> None:
    first = ask(lists.house, "sync")
    for work in ("plan", "sync"):
        with pytest.raises(AlreadyRunning):
            ask(lists.house, work)
    carry_out(lists.house, first, threading.Event(), settle=0)
    assert ask(lists.house, "plan") != first


def test_case_28_a_crash_between_a_write_and_the_base_loses_nothing(lists: BothLists) -> None:
    class Crash(BaseException):
        """The process is gone."""

    def crash(*_: object) -> None:
        raise Crash

    lists.put(1, 2)
    lists.wish(3, 4)
    lists.wait(3600)
    run_id = ask(lists.house, "sync")
    with pytest.raises(Crash):
        carry_out(lists.house, run_id, threading.Event(), tell=lambda said: crash() if "again" in said else None)
    assert (lists.on_plex(), lists.on_simkl(), lists.agreed()) == ({1, 2, 3, 4}, {1, 2, 3, 4}, set())
    lists.writes()
    run = lists.run()
    assert (run.equal, lists.writes(), len(lists.agreed())) == (True, 0, 4)


def test_case_28_what_somebody_else_did_meanwhile_is_done(settled: BothLists) -> None:
    settled.put(20)
    settled.take(0)
    settled.plex_faults.add(Fault("call", "addToWatchlist", times=1, call=lambda: settled.wish(20)))
    settled.plex_faults.add(Fault("call", "removeFromWatchlist", times=1, call=lambda: settled.unwish(0)))
    run = settled.run()
    assert (run.state, run.equal) == ("done", True)


def test_case_29_a_plan_tells_all_and_changes_nothing(settled: BothLists) -> None:
    settled.wish(20)
    settled.take(1)
    before = settled.agreed()
    run = settled.run("plan")
    assert sorted(settled.told(run)) == ["plex remove Film 1: planned", "simkl add Film 20: planned"]
    assert [a.reason for a in settled.actions(run)] == ["new on plex", "gone from simkl"]
    assert (settled.writes(), settled.agreed()) == (0, before)
    assert sorted(settled.told(settled.run())) == ["plex remove Film 1: done", "simkl add Film 20: done"]


# -- what the original did in these situations: simkl.md 3.3 and 5


def test_acceptance_1_nothing_goes_when_plex_does_not_answer(lists: BothLists) -> None:
    lists.on_both(*range(5))
    assert (lists.run().equal, lists.writes()) == (True, 0)
    lists.plex_suffers("status", "watchlist", status=404)
    run = lists.run()
    assert (run.state, lists.writes(), lists.on_simkl()) == ("failed", 0, set(range(5)))


def test_acceptance_2_and_2b_a_page_that_fails_and_pages_that_are_cut_short(lists: BothLists) -> None:
    lists.on_both(*range(150))
    lists.plex.set_watchlist_page(50)
    run = lists.run()
    assert (run.equal, run.plex_count, lists.writes()) == (True, 150, 0)
    lists.wish(200)  # so that the list is read anew
    lists.simkl.put(lists.simkl.add_title("movies", "Else", 2001, imdb="tt7"))
    lists.plex_suffers("html", "watchlist", skip=3)
    run = lists.run()
    assert (run.state, lists.writes(), len(lists.agreed())) == ("failed", 0, 150)


def test_acceptance_3_and_4_one_change_is_one_write_and_the_next_run_writes_nothing(lists: BothLists) -> None:
    lists.on_both(0, 1)
    lists.wish(2)
    assert (lists.run().equal, lists.writes()) == (True, 1), "3a"
    assert (lists.run().equal, lists.writes()) == (True, 0), "3b"
    lists.unwish(2)
    assert (lists.run().equal, lists.writes(), lists.on_simkl()) == (True, 1, {0, 1}), "3c"
    assert (lists.run().equal, lists.writes()) == (True, 0), "3d"
    lists.on_both(3, 4)
    lists.run()
    lists.writes()
    lists.take(3)
    assert (lists.run().equal, lists.writes(), lists.on_plex()) == (True, 1, {0, 1, 4}), "4a"
    lists.simkl.watch(9004)
    assert (lists.run().equal, lists.writes(), lists.on_plex()) == (True, 1, {0, 1}), "4b"
    assert lists.on_simkl("completed") == {4}


def test_acceptance_5_a_title_of_which_each_side_knows_other_ids_is_not_removed(lists: BothLists) -> None:
    lists.plex.wish(OWNER, guid(0), "Film 0", 2000, ["tmdb://500"])
    lists.put(0)
    run = lists.run(mode="mirror", source="plex")
    assert (run.equal, lists.writes(), lists.on_simkl()) == (True, 0, {0})


def test_acceptance_6_html_in_the_place_of_a_list_empties_nothing(lists: BothLists) -> None:
    lists.on_both(*range(4))
    lists.run()
    lists.simkl.put(lists.simkl.add_title("movies", "Else", 2001, imdb="tt7"))
    for kind in ("html", "garbage"):
        lists.simkl_suffers(kind, "all-items")
        assert (lists.run().state, lists.writes(), lists.on_plex()) == ("failed", 0, set(range(4)))
        lists.heal()


def test_acceptance_7_what_was_completed_stays_completed_on_a_first_run(lists: BothLists) -> None:
    lists.on_both(0)
    lists.wish(1)
    lists.put(1, status="completed")
    assert (lists.run().state, lists.writes(), lists.on_simkl("completed")) == ("done", 0, {1})


def test_acceptance_8_an_anime_is_added_once(lists: BothLists) -> None:
    lists.on_both(0)
    number = lists.simkl.add_title("anime", "Ajin", 2016, tvdb=300, mal=31580)
    lists.plex.wish(OWNER, guid(50, "show"), "Ajin", 2016, ["tvdb://300"])
    assert (lists.run().equal, lists.writes()) == (True, 1), "8a"
    assert lists.simkl.library(1).rows[number].status == "plantowatch"
    assert (lists.run().equal, lists.writes()) == (True, 0), "8b"


def test_acceptance_9_a_film_and_a_show_of_one_number_are_both_there(lists: BothLists) -> None:
    for kind, type, key in (("movies", "movie", 1), ("shows", "show", 2)):
        lists.simkl.put(lists.simkl.add_title(kind, type, 2001, tmdb=77))  # type: ignore[arg-type]
        lists.plex.wish(OWNER, guid(key, type), type, 2001, ["tmdb://77"])  # type: ignore[arg-type]
    run = lists.run()
    assert (run.equal, run.in_sync, lists.writes()) == (True, 2, 0)


def test_acceptance_10_a_film_that_was_watched_keeps_its_history(lists: BothLists) -> None:
    lists.on_both(0, 1)
    lists.run()
    lists.simkl.watch(9000)
    lists.simkl.rate(9000, 9)
    lists.unwish(0)
    assert (lists.run().equal, lists.writes()) == (True, 0)
    row = lists.simkl.library(1).rows[9000]
    assert (row.status, row.watched, row.rating) == ("completed", 1, 9)
