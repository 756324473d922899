"""The worker takes up the run of the two lists that waits, and a bug in it ends that run and no more."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parity.actions.ports import Doorways
from parity.actions.watch_run import ask, recover
from parity.store.watch_history import runs_listing
from parity.store.watch_runs import OF_A_TERMINAL, claim
from tasks.watchlist import watchlists
from tests.actions.both_lists import BothLists, both_lists


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[BothLists]:
    with both_lists(tmp_path) as made:
        made.wish(1)
        yield made


def states(lists: BothLists) -> list[str]:
    with lists.house.database.reading() as connection:
        return [row.state for row in runs_listing(connection, 10).items]


def test_nothing_is_done_where_nothing_waits(lists: BothLists) -> None:
    watchlists(lists.house, threading.Event()).look()
    assert states(lists) == []


def test_the_run_that_waits_is_carried_out(lists: BothLists) -> None:
    ask(lists.house, "plan")
    worker = watchlists(lists.house, threading.Event())
    worker.look()
    worker.look()
    assert states(lists) == ["done"]


def test_a_bug_ends_the_run_with_a_reference_and_the_next_one_is_taken_up(lists: BothLists) -> None:
    def broken() -> Doorways:
        raise ZeroDivisionError

    ask(lists.house, "plan")
    watchlists(replace(lists.house, doors=broken), threading.Event()).look()
    with lists.house.database.reading() as connection:
        (newest,) = runs_listing(connection, 10).items
    assert (newest.state, "the log has it under" in (newest.message or "")) == ("failed", True)
    ask(lists.house, "plan")
    watchlists(lists.house, threading.Event()).look()
    assert states(lists) == ["done", "failed"]


def test_a_run_whose_terminal_was_killed_blocks_the_next_one_for_a_minute_only(lists: BothLists) -> None:
    killed = ask(lists.house, "sync", by=OF_A_TERMINAL)
    with lists.house.database.writing() as connection:
        claim(connection, killed, lists.house.now())
    worker = watchlists(lists.house, threading.Event())
    lists.wait(50)
    worker.look()
    assert states(lists) == ["running"]
    lists.wait(20)
    worker.look()
    assert states(lists) == ["failed"]


def test_a_run_that_a_worker_left_goes_on_with_the_next_one_and_one_of_a_terminal_is_its_own(lists: BothLists) -> None:
    left = ask(lists.house, "sync")
    with lists.house.database.writing() as connection:
        claim(connection, left, lists.house.now())
    worker = watchlists(lists.house, threading.Event())
    recover(lists.house)
    worker.look()
    ask(lists.house, "sync", by=OF_A_TERMINAL)
    with lists.house.database.writing() as connection:
        claim(connection, left + 1, lists.house.now())
    recover(lists.house)
    worker.look()
    assert states(lists) == ["running", "done"]
