"""Sequences by which a title could be lost, or done to somebody else's list: each is to end with nobody's loss."""

import threading
from collections.abc import Callable

from parity.actions.watch_decisions import match
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import ask, carry_out
from parity.store import decisions, watch_runs
from parity.store.watch_runs import RunRow
from tests.actions.both_lists import OWNER, BothLists, guid

TEN = set(range(10))


def test_taking_back_a_run_for_another_list_leaves_the_owners_list_alone(settled: BothLists) -> None:
    settled.plex.add_account("Vera")
    settled.plex.wish("Vera", guid(3), "Film 3", 2000, ["imdb://tt1000003", "tmdb://503"])
    run = settled.run_by(settled.plex.give_token("Vera", "client-1"))
    done = settled.actions(run)
    assert len(done) == 9
    settled.writes()
    back = settled.undo(*(action.id for action in done))
    assert (settled.on_plex(), settled.writes(), back.state) == (TEN, 0, "refused")
    assert "another account" in (back.sentence or "")
    assert all(action.undone_at is None for action in settled.actions(run))


def test_taking_back_what_was_done_to_another_account_at_simkl_is_refused(settled: BothLists) -> None:
    settled.wish(20)
    (action,) = settled.actions(settled.run())
    settled.simkl.add_member(2, "john")
    settled.connect(member=2)
    settled.simkl.put(9020, user=2)
    assert settled.undo(action.id).state == "refused"
    assert 9020 in settled.simkl.library(2).rows


def test_taking_back_while_a_list_cannot_be_read_whole_is_not_taken_for_done(settled: BothLists) -> None:
    settled.wish(20)
    (action,) = settled.actions(settled.run())
    settled.wish(21)
    settled.plex_suffers("total_disagrees", "watchlist")
    assert settled.undo(action.id).state == "refused"
    settled.heal()
    again = settled.undo(action.id)
    assert (settled.told(again), settled.on_simkl()) == (["simkl remove Film 20: done"], TEN)


def test_a_first_run_of_a_mirror_asks_also_when_less_is_left_than_was_too_much(settled: BothLists) -> None:
    settled.put(*range(20, 27))
    run = settled.run(mode="mirror", source="plex")
    assert {a.hold for a in settled.actions(run)} == {"too many"}
    settled.take(20, 21, 22)
    run = settled.run(mode="mirror", source="plex")
    assert ({a.hold for a in settled.actions(run)}, settled.writes()) == ({"first run"}, 0)


def test_a_first_run_of_a_mirror_that_may_not_remove_asks_when_it_may(settled: BothLists) -> None:
    settled.put(20)
    settled.gives(watchlist_remove="false")
    settled.run(mode="mirror", source="plex")
    settled.gives(watchlist_remove="true")
    assert (settled.run(mode="mirror", source="plex").state, settled.writes()) == ("held", 0)


def test_an_empty_answer_is_not_remembered_as_the_list(lists: BothLists) -> None:
    lists.on_both(*range(5))
    assert lists.run().equal
    lists.take(0)  # so that the lists are read whole
    lists.simkl_suffers("empty_page", "all-items")
    for _ in range(2):
        assert (lists.run().state, lists.on_plex()) == ("held", set(range(5)))
    lists.heal()
    lists.put(20)
    assert lists.run().equal
    assert lists.on_plex() == lists.on_simkl() == {1, 2, 3, 4, 20}


def test_two_rows_of_plex_that_were_taken_off_are_both_put_back(lists: BothLists) -> None:
    lists.on_both(1, 2, 3)
    lists.plex.add_title(guid(90), "Film 1", 2000, ["imdb://tt1000001"])
    lists.plex.wish(OWNER, guid(90), "Film 1", 2000, ["imdb://tt1000001"])
    lists.run()
    lists.take(1)
    run = lists.run()
    assert lists.on_plex() == {2, 3}
    lists.undo(*(action.id for action in lists.actions(run)))
    assert lists.on_plex() == {1, 2, 3, 90}


def test_two_rows_of_simkl_that_were_removed_are_both_put_back(lists: BothLists) -> None:
    for season in (1, 2):
        number = lists.simkl.add_title("anime", f"Ajin {season}", 2016, 40_000 + season, tvdb=300, mal=season)
        lists.simkl.put(number)
    lists.plex.wish(OWNER, guid(50, "show"), "Ajin", 2016, ["tvdb://300"])
    lists.run()
    lists.unwish(50, type="show")
    run = lists.run(yes=True)
    assert not lists.simkl.library(1).rows
    lists.undo(*(action.id for action in lists.actions(run)))
    assert set(lists.simkl.library(1).rows) == {40_001, 40_002}


def test_what_was_put_back_stays_though_nobody_looked_again(settled: BothLists) -> None:
    settled.gives(watchlist_verify="false")
    settled.unwish(0)
    settled.take(1)
    run = settled.run()
    settled.undo(*(action.id for action in settled.actions(run)))
    settled.run()
    assert settled.on_plex() == settled.on_simkl() == TEN


def test_an_old_yes_takes_nothing_off_that_is_wanted_again(settled: BothLists) -> None:
    settled.unwish(*range(10))
    shown = settled.actions(settled.run("plan"))
    settled.wish(*range(10))
    settled.take(3)
    run = settled.run(yes=frozenset(action.mark for action in shown))
    assert (settled.told(run), settled.on_plex(), settled.on_simkl()) == (["simkl add Film 3: done"], TEN, TEN)


def test_a_number_that_simkl_changes_and_a_name_that_plex_changes_are_no_removal(settled: BothLists) -> None:
    settled.simkl.drop_title(9000)
    settled.simkl.put(settled.simkl.add_title("movies", "Film 0", 2000, 9100, imdb="tt1000000", tmdb=500))
    settled.unwish(1)
    settled.plex.wish(OWNER, guid(100), "Film 1", 2000, ["tmdb://501"])
    assert (settled.run().equal, settled.writes()) == (True, 0)


def test_taking_back_an_addition_takes_no_season_that_somebody_added(lists: BothLists) -> None:
    for season in (1, 2):
        lists.simkl.add_title("anime", f"Ajin {season}", 2016, 40_000 + season, tvdb=300, mal=season)
    lists.plex.wish(OWNER, guid(50, "show"), "Ajin", 2016, ["tvdb://300"])
    run = lists.run()
    lists.simkl.put(40_002)
    back = lists.undo(*(action.id for action in lists.actions(run)))
    assert set(lists.simkl.library(1).rows) == {40_001, 40_002}
    assert [(a.state, a.hold) for a in lists.actions(back)] == [("skipped", "several seasons")]


def test_a_title_that_plex_cannot_tell_of_does_not_stop_the_run(settled: BothLists) -> None:
    settled.take(0, 1)
    settled.wish(20)
    settled.plex_suffers("status", f"{guid(0)[-24:]}/userState", status=404)
    run = settled.run()
    assert run.state in ("partial", "done")
    assert settled.on_plex() == TEN - {1} | {20} | ({0} & settled.on_plex())
    assert 20 in settled.on_simkl()


def test_a_match_that_was_taken_back_takes_nothing_off(lists: BothLists) -> None:
    lists.on_both(1, 2, 3)
    lists.plex.wish(OWNER, guid(50), "Heat", 1986, ["imdb://tt50"])
    lists.simkl.put(lists.simkl.add_title("movies", "Heat", 1995, 9060, imdb="tt60", tmdb=60))
    lists.plex.add_title(guid(60), "Heat", 1995, ["imdb://tt60", "tmdb://60"])
    lists.simkl.add_title("movies", "Heat", 1986, 9050, imdb="tt50")
    lists.run("plan")
    made = match(lists.house, "plex", guid(50), "9060")
    assert lists.run().equal
    with lists.house.database.writing() as connection:
        decisions.undo(connection, made, lists.at[0])
    lists.unwish(50)
    run = lists.run()
    assert (lists.told(run), 60 in lists.on_simkl()) == (["plex add Heat: done"], True)


def test_a_yes_to_everything_holds_for_what_there_was_when_it_was_said(settled: BothLists) -> None:
    settled.unwish(*range(7))
    settled.wait(3600)
    run_id = ask(settled.house, "sync", wishes=Wishes(confirm=None))
    stop = threading.Event()
    carry_out(settled.house, run_id, stop, tell=lambda said: stop.set() if said == "changing" else None, settle=0)
    assert settled.on_simkl() == TEN, "the worker was stopped before the first change"
    settled.unwish(*range(7, 10))
    carry_out(settled.house, run_id, threading.Event(), settle=0)
    assert settled.on_simkl() == {7, 8, 9}


def test_a_title_that_has_no_ids_yet_is_asked_for_again_though_nothing_else_changed(settled: BothLists) -> None:
    settled.wish(20)
    settled.plex_suffers("status", f"metadata/{guid(20)[-24:]}", status=404)
    assert settled.told(settled.run()) == []
    settled.heal()
    settled.wait(86_400)
    assert settled.told(settled.run()) == ["simkl add Film 20: done"]


def test_what_was_watched_before_anything_was_ever_listed_is_not_moved_back(lists: BothLists) -> None:
    lists.wish(1)
    count = iter(range(9))
    lists.run("plan")
    run_id = ask(lists.house, "sync")
    carry_out(
        lists.house,
        run_id,
        threading.Event(),
        tell=lambda said: lists.simkl.watch(9001) if said == "changing" and not next(count) else None,
        settle=0,
    )
    assert lists.on_simkl("completed") == {1}


def _carried_out(lists: BothLists, at: str, meanwhile: Callable[[], None]) -> RunRow:
    """A run during which something happens when it comes to this part."""
    lists.wait(3600)
    run_id = ask(lists.house, "sync")
    carry_out(lists.house, run_id, threading.Event(), tell=lambda said: meanwhile() if said == at else None, settle=0)
    with lists.house.database.reading() as connection:
        row = watch_runs.get(connection, run_id)
    assert row is not None
    return row


def test_lists_that_were_read_while_somebody_else_connected_are_those_of_the_first(settled: BothLists) -> None:
    settled.simkl.add_member(2, "john")
    for number in range(8):
        settled.simkl.put(9000 + number, user=2)

    def connect_john() -> None:
        settled.wait(1)
        settled.connect(member=2)

    assert _carried_out(settled, "reading simkl", connect_john).state == "done", "they are still those of the first"
    run = settled.run()
    assert (run.first_run, settled.on_plex()) == (True, TEN)


def test_what_was_planned_for_one_account_is_not_done_to_the_next_one(settled: BothLists) -> None:
    settled.simkl.add_member(2, "john")
    settled.simkl.put(9000, user=2)
    settled.unwish(0)

    def connect_john() -> None:
        settled.wait(1)
        settled.simkl.auth.grants.clear()
        settled.connect(member=2)

    assert _carried_out(settled, "changing", connect_john).state == "partial"
    assert 9000 in settled.simkl.library(2).rows
    assert settled.run().first_run


def test_a_plan_that_the_machine_slept_over_is_not_carried_out(settled: BothLists) -> None:
    settled.unwish(0)

    def sleep() -> None:
        settled.wait(7_200)
        settled.wish(0)

    run = _carried_out(settled, "changing", sleep)
    assert (run.state, settled.writes(), settled.on_simkl()) == ("partial", 0, TEN)
    assert settled.run().equal
    assert settled.on_plex() == TEN
