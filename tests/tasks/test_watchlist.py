"""The worker takes up the run of the two lists that waits, and a bug in it ends that run and no more."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parity.actions.ports import Doorways
from parity.actions.watch_run import ask
from parity.store import watch_runs
from tasks.watchlist import Watchlists
from tests.actions.both_lists import BothLists, both_lists


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[BothLists]:
    with both_lists(tmp_path) as made:
        made.wish(1)
        yield made


def states(lists: BothLists) -> list[str]:
    with lists.house.database.reading() as connection:
        return [row.state for row in watch_runs.listed(connection, 10)[0]]


def test_nothing_is_done_where_nothing_waits(lists: BothLists) -> None:
    Watchlists(lists.house, threading.Event()).look()
    assert states(lists) == []


def test_the_run_that_waits_is_carried_out(lists: BothLists) -> None:
    ask(lists.house, "plan")
    worker = Watchlists(lists.house, threading.Event())
    worker.look()
    worker.look()
    assert states(lists) == ["done"]


def test_a_bug_ends_the_run_with_a_reference_and_the_next_one_is_taken_up(lists: BothLists) -> None:
    def broken() -> Doorways:
        raise ZeroDivisionError

    ask(lists.house, "plan")
    Watchlists(replace(lists.house, doors=broken), threading.Event()).look()
    with lists.house.database.reading() as connection:
        newest = watch_runs.newest(connection)
    assert newest is not None
    assert (newest.state, "the log has it under" in (newest.sentence or "")) == ("failed", True)
    ask(lists.house, "plan")
    Watchlists(lists.house, threading.Event()).look()
    assert states(lists) == ["done", "failed"]
