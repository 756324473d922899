"""Schedules: daily and weekly in the owner's zone, caught up once, never lost behind another scan."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from parity.actions.clock import tick
from parity.actions.decide import Target, ignore
from parity.actions.preferences import save
from parity.actions.scan_control import Request, cancel, start
from parity.store import scans
from tests.actions.household import Household


def started(household: Household) -> list[tuple[str, str]]:
    """(mode, who) of the scans started since the last look; they are run to their end."""
    found: list[tuple[str, str]] = []
    while True:
        with household.house.database.reading() as connection:
            row = scans.active(connection)
        if row is None:
            return found
        household.slice(row.id)
        found.append((row.mode, row.started_by))


def settled(household: Household, **schedules: str) -> Household:
    household.broadcast(1, "Show", {1: 2})
    household.own("Show", 1, {1: [1]})
    save(household.house, {f"schedule_{mode}": text for mode, text in schedules.items()})
    tick(household.house)
    assert started(household) == []
    return household


def test_a_new_installation_waits_for_the_first_due_moment(household: Household) -> None:
    settled(household, incremental="daily 04:30", full="weekly sunday 03:00")
    household.clock.on(hours=16, minutes=29)
    tick(household.house)
    assert started(household) == []
    household.clock.on(minutes=1)
    tick(household.house)
    tick(household.house)
    assert started(household) == [("incremental", "schedule")]
    assert household.missing() == ["Show S01E02"]


def test_runs_that_were_missed_are_caught_up_once(household: Household) -> None:
    settled(household, incremental="daily 04:30", full="off")
    household.clock.on(days=9)
    household.restart()
    for _ in range(3):
        tick(household.house)
        household.clock.on(minutes=1)
    assert started(household) == [("incremental", "schedule")]
    tick(household.house)
    assert started(household) == []


def test_a_full_run_covers_the_incremental_one_of_the_same_time(household: Household) -> None:
    settled(household, incremental="daily 03:00", full="weekly sunday 03:00")
    household.clock.to("2026-06-21")
    tick(household.house)
    assert started(household) == [("full", "schedule")]


def test_a_run_that_is_due_while_another_scan_works_comes_after_it(household: Household) -> None:
    settled(household, incremental="off", full="weekly sunday 03:00")
    busy = start(household.house, Request("incremental"))
    household.clock.to("2026-06-21")
    tick(household.house)
    cancel(household.house, busy)
    assert started(household) == []
    household.clock.on(minutes=1)
    tick(household.house)
    assert started(household) == [("full", "schedule")]


def test_schedules_follow_the_owners_zone(household: Household) -> None:
    save(household.house, {"tz": "Asia/Tokyo"})
    settled(household, incremental="daily 04:30", full="off")
    household.clock.on(hours=7, minutes=29)  # 04:29 in Tokyo
    tick(household.house)
    assert started(household) == []
    household.clock.on(minutes=1)
    tick(household.house)
    assert started(household) == [("incremental", "schedule")]


def test_a_schedule_that_is_switched_off_starts_nothing(household: Household) -> None:
    settled(household, incremental="off", full="off")
    household.clock.on(days=30)
    tick(household.house)
    assert started(household) == []


@contextmanager
def refused(household: Household, what: str) -> Iterator[None]:
    """The database refuses such a statement meanwhile, as if the process died there."""
    with household.house.database.writing() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER refuse BEFORE {what} BEGIN SELECT raise(abort, 'refused'); END")
    with pytest.raises((DBAPIError, AssertionError)):
        yield
    with household.house.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")


def test_a_run_that_could_not_be_queued_stays_due(household: Household) -> None:
    settled(household, incremental="off", full="weekly sunday 03:00")
    household.clock.to("2026-06-21")
    with refused(household, "INSERT ON scans"):
        tick(household.house)
    tick(household.house)
    assert started(household) == [("full", "schedule")]


def test_a_day_whose_reckoning_was_cut_short_is_reckoned_again(household: Household) -> None:
    settled(household, incremental="off", full="off")
    start(household.house, Request("full"))
    started(household)
    ignore(household.house, Target(household.show_id("Show")), until=date(2026, 6, 15))
    household.clock.to("2026-06-16")
    with refused(household, "UPDATE ON shows"):
        tick(household.house)
    assert household.show("Show").ignored_by == "ignored"
    tick(household.house)
    assert household.show("Show").ignored_by is None


def test_wishes_that_the_environment_changed_hold_at_the_next_tick_without_a_request(household: Household) -> None:
    section = household.plex.add_section("TV Shows")
    household.tmdb.add_show(1, "Late", status="Returning Series", first_air_date="2026-06-14")
    household.tmdb.add_season(1, 1)
    household.tmdb.add_episode(1, 1, 1, name="One", air_date="2026-06-07")
    household.tmdb.add_episode(1, 1, 2, name="Two", air_date="2026-06-14")
    key = household.plex.add_show(section, "Late", year=2026, guids=["tmdb://1"])
    household.plex.add_episode(key, 1, 1, title="One")
    household.scan("full")
    tick(household.house)
    assert household.missing("Late") == ["S01E02"]
    before = household.tmdb.requests.total
    household.environ = {"PARITY_GRACE_DAYS": "5"}
    household.house = household.move_in(household.folder)
    tick(household.house)
    assert household.missing("Late") == []
    assert household.tmdb.requests.total == before


def test_another_zone_or_another_rule_has_missed_nothing(household: Household) -> None:
    settled(household, incremental="daily 04:30", full="weekly sunday 03:00")
    save(household.house, {"tz": "Pacific/Kiritimati"})
    save(household.house, {"schedule_incremental": "daily 01:00", "schedule_full": "weekly monday 02:00"})
    tick(household.house)
    assert started(household) == []
    household.clock.on(days=1)
    tick(household.house)
    assert started(household) == [("incremental", "schedule")]


def test_a_run_that_waits_is_not_forgotten_when_its_rule_changes(household: Household) -> None:
    settled(household, incremental="daily 04:30")
    household.clock.on(days=1)
    save(household.house, {"schedule_incremental": "daily 05:30"})
    tick(household.house)
    assert started(household) == [("incremental", "schedule")]
