"""What happens to accounts, services and titles while a run of the watchlists is at work."""

import threading
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import cast

import pytest

from parity.actions.simkl_connect import disconnect
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import AlreadyRunning, ask, carry_out, reset
from parity.store import watch_runs, watch_unresolved
from parity.store.database import Connection, Database
from tests.actions.both_lists import OWNER, BothLists, guid

TEN = set(range(10))


def test_an_account_connected_during_a_run_does_not_inherit_what_that_one_read(settled: BothLists) -> None:
    settled.simkl.add_member(2, "john")
    settled.wish(30)
    settled.plex_suffers("call", "watchlist/all", times=1, call=lambda: settled.connect(member=2))
    settled.run()
    settled.heal()
    run = settled.run()
    assert settled.on_plex() == TEN | {30}
    assert (run.first_run, {(a.side, a.do) for a in settled.actions(run)}) == (True, {("simkl", "add")})


def test_a_list_of_plex_that_lags_behind_its_own_first_page_is_read_again(settled: BothLists) -> None:
    settled.plex.set_watchlist_page(6)
    settled.wish(40)
    settled.simkl_suffers("status", "add-to-list")
    late = settled.plex_suffers("call", "watchlist/all", skip=1, times=1, call=lambda: settled.unwish(40))
    settled.run("plan")
    assert late.struck == 1
    settled.heal()
    settled.wish(40)
    assert 40 in settled.on_plex()
    run = settled.run()
    assert (run.plex_count, settled.on_simkl()) == (11, TEN | {40})


def test_a_title_that_no_database_can_keep_is_kept_as_far_as_it_can_be(settled: BothLists) -> None:
    settled.simkl.add_title("movies", "Half a \ud83d smile\0 " + "x" * 5000, 2001, 9055, imdb="tt5", tmdb=5)
    settled.simkl.put(9055)
    run = settled.run("plan")
    assert run.state == "done"
    (action,) = settled.actions(run)
    assert action.title.startswith("Half a ? smile ")
    assert len(action.title) <= 500


@pytest.mark.parametrize("half", [False, True])
def test_neither_an_undo_nor_half_a_list_forgets_a_title_that_nothing_can_be_done_about(
    settled: BothLists, half: bool
) -> None:
    settled.plex.wish(OWNER, guid(70), "Without ids", 2000, [])
    settled.wish(71)
    added = next(row for row in settled.actions(settled.run()) if row.title == "Film 71")
    if half:
        settled.wish(72)
        settled.plex_suffers("cut_page", "watchlist/all", rows=13)
        assert settled.run().state == "refused"
    else:
        settled.undo(added.id)
    with settled.house.database.reading() as connection:
        assert "Without ids" in [row.title for row in watch_unresolved.every(connection)]


@pytest.mark.parametrize(("days", "state"), [(0, "done"), (2, "held")])
def test_a_yes_that_waited_for_a_worker_for_days_is_asked_for_again(settled: BothLists, days: int, state: str) -> None:
    settled.unwish(*range(8))
    settled.wait(3600)
    run_id = ask(settled.house, "sync", wishes=Wishes(confirm=None))
    settled.wait(days * 86_400)
    carry_out(settled.house, run_id, threading.Event(), settle=0)
    with settled.house.database.reading() as connection:
        run = watch_runs.get(connection, run_id)
    assert run is not None
    assert (run.state, len(settled.on_simkl())) == (state, 2 if state == "done" else 10)


def test_plex_is_asked_about_many_titles_one_by_one_only_when_somebody_said_yes_to_them(settled: BothLists) -> None:
    settled.take(*range(8))
    for _ in range(2):
        run = settled.run()
        assert (run.state, run.plex_requests <= 3, settled.on_plex()) == ("held", True, TEN)
    settled.unwish(3)
    settled.wait(60)
    settled.wish(3)
    assert settled.run(yes=True).state == "done"
    assert settled.on_plex() == settled.on_simkl() == {3, 8, 9}


def test_to_begin_anew_waits_for_the_run_at_work_which_would_remember_all_the_same(settled: BothLists) -> None:
    def too_early() -> None:
        with pytest.raises(AlreadyRunning):
            reset(settled.house)
        refused.append(True)

    refused: list[bool] = []
    settled.simkl_suffers("call", "sync/activities", times=1, call=too_early)
    settled.run()
    assert refused
    assert reset(settled.house) == 10


def test_disconnecting_ends_the_run_at_work(settled: BothLists) -> None:
    settled.wish(50, 51)
    settled.take(0)
    settled.simkl_suffers("call", "add-to-list", times=1, call=lambda: disconnect(settled.house))
    assert settled.run().wants_cancel


class Failing:
    """A database that the heartbeat of a run cannot write to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.failed = threading.Event()

    def reading(self) -> AbstractContextManager[Connection]:
        """As ever."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Not for the heartbeat."""
        if threading.current_thread().name.startswith("watchlist"):
            self.failed.set()
            raise OSError("the disk is full")
        return self._database.writing()


def test_a_run_that_can_no_longer_say_that_it_lives_goes_on_no_longer(settled: BothLists) -> None:
    failing = Failing(settled.house.database)
    house = replace(settled.house, database=cast(Database, failing))

    def until_the_heart_stops() -> None:
        settled.wait(2)
        assert failing.failed.wait(20)

    settled.wish(60)
    settled.plex_suffers("call", "watchlist/all", times=1, call=until_the_heart_stops)
    run_id = ask(house, "sync")
    with pytest.raises(OSError, match="the disk is full"):
        carry_out(house, run_id, threading.Event(), settle=0)
    settled.writes()
    assert settled.on_simkl() == TEN
