"""Watched states that are brought together by themselves: so many hours after the last run, never piled up."""

import pytest
from sqlalchemy import select, update

from parity.actions.clock import tick
from parity.actions.preferences import save
from parity.actions.watched_clock import next_due
from parity.actions.watched_run import ask
from parity.store.schema import watched_runs
from tests.actions.both_players import BothPlayers


@pytest.fixture
def every_six(players: BothPlayers) -> BothPlayers:
    """It is done every six hours from now on."""
    players.settings(sagetv_every="6", schedule_full="off", schedule_incremental="off")
    tick(players.house)
    return players


def after(players: BothPlayers, hours: float) -> None:
    """So many hours later the clock looks what is due."""
    players.wait(hours * 3600)
    tick(players.house)


def queued(players: BothPlayers) -> list[tuple[str, str]]:
    """Work and starter of the runs that wait; they end at once."""
    with players.house.database.writing() as connection:
        waiting = watched_runs.c.state == "queued"
        rows = connection.execute(select(watched_runs.c.work, watched_runs.c.started_by).where(waiting)).all()
        ended = update(watched_runs).where(waiting)
        connection.execute(ended.values(state="done", ended_at=players.house.now()))
    return [(row.work, row.started_by) for row in rows]


def test_the_hours_count_from_when_it_was_switched_on(every_six: BothPlayers) -> None:
    assert queued(every_six) == []
    after(every_six, 5.9)
    assert queued(every_six) == []
    after(every_six, 0.1)
    tick(every_six.house)
    assert queued(every_six) == [("sync", "schedule")]


def test_a_run_by_hand_counts_as_one_and_a_plan_does_not(every_six: BothPlayers) -> None:
    after(every_six, 5)
    ask(every_six.house, "sync")
    assert queued(every_six) == [("sync", "person")]
    after(every_six, 5)
    ask(every_six.house, "plan")
    assert queued(every_six) == [("plan", "person")]
    after(every_six, 1)
    assert queued(every_six) == [("sync", "schedule")]


def test_runs_that_were_missed_are_caught_up_once(every_six: BothPlayers) -> None:
    after(every_six, 9 * 24)
    after(every_six, 0.1)
    assert queued(every_six) == [("sync", "schedule")]
    after(every_six, 0.1)
    assert queued(every_six) == []


def test_while_one_is_at_work_none_is_piled_up(every_six: BothPlayers) -> None:
    ask(every_six.house, "plan")
    after(every_six, 7)
    assert queued(every_six) == [("plan", "person")]
    tick(every_six.house)
    assert queued(every_six) == [("sync", "schedule")]


def test_without_an_address_or_switched_off_none_starts(every_six: BothPlayers) -> None:
    address = every_six.house.settings().sagetv_url
    save(every_six.house, {"sagetv_url": None})
    after(every_six, 7)
    with every_six.house.database.reading() as connection:
        assert next_due(connection, every_six.house.settings()) is None
    save(every_six.house, {"sagetv_url": address, "sagetv_every": "0"})
    after(every_six, 48)
    with every_six.house.database.reading() as connection:
        assert next_due(connection, every_six.house.settings()) is None
    assert queued(every_six) == []
