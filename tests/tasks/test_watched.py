"""The worker takes up the run over watched states that waits, and a bug in it ends that run and no more."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from parity.actions.ports import Doorways
from parity.actions.watched_run import AlreadyRunning, ask, cancel, recover
from parity.store.leased import OF_A_TERMINAL
from parity.store.watched_runs import RUNS, RunRow
from tasks.watched import watched_states
from tests.actions.both_players import BothPlayers, both_players
from tests.actions.household import Household


@pytest.fixture
def players(household: Household) -> Iterator[BothPlayers]:
    """One film that was watched in Plex, and not in SageTV."""
    made = both_players(household)
    made.film()
    made.play_in_plex("a", 3590, ago=3600)
    yield made
    made.close()


def look(players: BothPlayers) -> None:
    """The worker looks once."""
    watched_states(players.house, threading.Event()).look()


def run(players: BothPlayers, run_id: int) -> tuple[str, str]:
    """How a run stands, and what is said of it."""
    row = players.row(run_id)
    return row.state, row.sentence or ""


def begun(players: BothPlayers, by: str = "person") -> int:
    """A run at which some process is at work."""
    run_id = ask(players.house, "sync", by)
    with players.house.database.writing() as connection:
        assert RUNS.claim(connection, run_id, players.house.now())
    return run_id


def newest(players: BothPlayers) -> RunRow | None:
    with players.house.database.reading() as connection:
        return RUNS.get(connection, 1)


def test_nothing_is_done_where_nothing_waits(players: BothPlayers) -> None:
    look(players)
    assert newest(players) is None
    assert players.writes() == 0


def test_the_run_that_waits_is_carried_out_once_and_its_end_is_logged(
    players: BothPlayers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tasks.runs")
    run_id = ask(players.house, "sync")
    look(players)
    look(players)
    assert caplog.messages == [f"Run {run_id} over watched states: done"]
    assert run(players, run_id) == ("done", "")
    assert (players.in_sage()[0], players.writes()) == (True, 1)


def test_a_bug_ends_the_run_with_a_reference_and_the_next_one_is_taken_up(players: BothPlayers) -> None:
    def broken() -> Doorways:
        raise ZeroDivisionError

    failed = ask(players.house, "sync")
    watched_states(replace(players.house, doors=broken), threading.Event()).look()
    state, sentence = run(players, failed)
    assert (state, "the log has it under" in sentence) == ("failed", True)
    after = ask(players.house, "sync")
    look(players)
    assert run(players, after) == ("done", "")


def test_two_are_never_at_work_at_once(players: BothPlayers) -> None:
    first = begun(players)
    with pytest.raises(AlreadyRunning):
        ask(players.house, "plan")
    look(players)
    assert run(players, first) == ("running", "")
    assert players.writes() == 0


def test_a_run_that_is_cancelled_before_it_began_does_nothing(players: BothPlayers) -> None:
    run_id = ask(players.house, "sync")
    cancel(players.house, run_id)
    look(players)
    state, sentence = run(players, run_id)
    assert (state, sentence.partition(";")[0]) == ("failed", "It was stopped before it was through")
    assert players.writes() == 0


def test_a_run_whose_terminal_was_killed_blocks_the_next_one_for_a_minute_only(players: BothPlayers) -> None:
    killed = begun(players, by=OF_A_TERMINAL)
    players.wait(50)
    look(players)
    assert run(players, killed) == ("running", "")
    players.wait(20)
    look(players)
    assert run(players, killed) == ("failed", "It was cut off; the next run goes on from how both sides are then.")


def test_whoever_asks_next_does_not_have_to_wait_for_a_worker_to_see_that_a_terminal_is_gone(
    players: BothPlayers,
) -> None:
    killed = begun(players, by=OF_A_TERMINAL)
    players.wait(70)
    after = ask(players.house, "sync")
    assert run(players, killed)[0] == "failed"
    look(players)
    assert run(players, after) == ("done", "")


def test_a_run_that_a_worker_left_goes_on_with_the_next_one_and_one_of_a_terminal_is_its_own(
    players: BothPlayers,
) -> None:
    left = begun(players)
    recover(players.house)
    look(players)
    assert run(players, left) == ("done", "")
    of_terminal = begun(players, by=OF_A_TERMINAL)
    recover(players.house)
    look(players)
    assert run(players, of_terminal) == ("running", "")


def test_a_run_of_a_worker_that_died_without_a_restart_is_taken_over_a_minute_later(players: BothPlayers) -> None:
    left = begun(players)
    players.wait(50)
    look(players)
    assert run(players, left) == ("running", "")
    players.wait(20)
    look(players)
    assert run(players, left) == ("done", "")
