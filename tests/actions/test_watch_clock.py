"""Runs that start by themselves: so many hours after the last one, never piled up, never without an account."""

import pytest
from sqlalchemy import select, update

from parity.actions import watch_run
from parity.actions.clock import tick
from parity.actions.preferences import save
from parity.actions.watch_clock import next_due
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.store import simkl_account
from parity.store.schema import watch_runs
from tests.actions.household import Household

TOKEN = SimklToken("v1", "an-app", "a-token")


@pytest.fixture
def home(household: Household) -> Household:
    """SIMKL is connected, and every six hours the lists are brought together."""
    with household.house.database.writing() as connection:
        simkl_account.keep(connection, TOKEN, Member("7", "Anna"), household.house.now())
    save(household.house, {"watchlist_every": "6", "schedule_full": "off", "schedule_incremental": "off"})
    tick(household.house)
    return household


def queued(home: Household) -> list[tuple[str, str]]:
    """Work and starter of the runs that wait; they end at once."""
    with home.house.database.writing() as connection:
        waiting = watch_runs.c.state == "queued"
        rows = connection.execute(select(watch_runs.c.work, watch_runs.c.started_by).where(waiting)).all()
        connection.execute(update(watch_runs).where(waiting).values(state="done", ended_at=home.house.now()))
    return [(row.work, row.started_by) for row in rows]


def test_the_hours_count_from_when_it_was_switched_on(home: Household) -> None:
    assert queued(home) == []
    home.clock.on(hours=5, minutes=59)
    tick(home.house)
    assert queued(home) == []
    home.clock.on(minutes=1)
    tick(home.house)
    tick(home.house)
    assert queued(home) == [("sync", "schedule")]


def test_a_run_by_hand_counts_as_one(home: Household) -> None:
    home.clock.on(hours=5)
    watch_run.ask(home.house, "sync")
    assert queued(home) == [("sync", "person")]
    home.clock.on(hours=5)
    tick(home.house)
    assert queued(home) == []
    home.clock.on(hours=1)
    tick(home.house)
    assert queued(home) == [("sync", "schedule")]


def test_runs_that_were_missed_are_caught_up_once(home: Household) -> None:
    home.clock.on(days=9)
    for _ in range(3):
        tick(home.house)
        home.clock.on(minutes=1)
    assert queued(home) == [("sync", "schedule")]
    tick(home.house)
    assert queued(home) == []


def test_while_one_is_at_work_none_is_piled_up(home: Household) -> None:
    watch_run.ask(home.house, "plan")
    home.clock.on(hours=7)
    tick(home.house)
    assert queued(home) == [("plan", "person")]
    tick(home.house)
    assert queued(home) == [("sync", "schedule")]


def test_without_an_account_or_with_one_that_is_refused_none_starts(home: Household) -> None:
    with home.house.database.writing() as connection:
        simkl_account.refused(connection, TOKEN, home.house.now())
    home.clock.on(hours=7)
    tick(home.house)
    with home.house.database.writing() as connection:
        assert next_due(connection, 6) is None
        simkl_account.forget(connection)
    tick(home.house)
    assert queued(home) == []


def test_switched_off_none_starts(home: Household) -> None:
    save(home.house, {"watchlist_every": "0"})
    home.clock.on(days=2)
    tick(home.house)
    assert queued(home) == []
