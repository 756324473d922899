"""Rows are the truth: the waker finds them, a message carries an id, and two messages do the work of one."""

import threading
from dataclasses import replace

import pytest
from huey import Huey
from sqlalchemy.exc import DBAPIError

from parity.actions.ports import House
from parity.actions.scan_control import Request, pause, start
from parity.store import heals, scans
from tasks.scans import InFlight, ScanTask
from tests.actions.household import Household


def task(queue: Huey, house: House, room_needed: int = 0) -> ScanTask:
    return ScanTask(queue, house, threading.Event(), room_needed)


def state(household: Household, scan_id: int) -> str:
    return household.scan_row(scan_id).state


def test_a_queued_scan_is_found_and_run_to_its_end(household: Household, queue: Huey) -> None:
    scan_id = start(household.house, Request("full"))
    task(queue, household.house).wake()
    assert state(household, scan_id) == "done"
    assert household.missing() == ["Firefly S01E02"]


def test_where_there_is_nothing_to_do_nothing_is_sent(household: Household, queue: Huey) -> None:
    sent: list[object] = []
    queue.signal("enqueued")(lambda *message: sent.append(message))
    task(queue, household.house).wake()
    assert sent == []


def test_a_paused_scan_is_left_alone(household: Household, queue: Huey) -> None:
    scan_id = start(household.house, Request("full"))
    pause(household.house, scan_id)
    task(queue, household.house).wake()
    assert state(household, scan_id) == "paused"


def test_a_message_for_a_scan_that_is_gone_or_over_does_nothing(household: Household, queue: Huey) -> None:
    worker = task(queue, household.house)
    scan_id = start(household.house, Request("full"))
    worker.wake()
    before = household.scan_row(scan_id)
    worker.run(scan_id)
    worker.run(scan_id + 1)
    assert household.scan_row(scan_id) == before


def test_a_scan_that_meets_a_bug_is_failed_with_the_reference_of_the_log(household: Household, queue: Huey) -> None:
    def broken(stop: threading.Event) -> object:
        raise ZeroDivisionError

    house = replace(household.house, outside=broken)  # type: ignore[arg-type]
    scan_id = start(house, Request("full"))
    task(queue, house).wake()
    row = household.scan_row(scan_id)
    assert row.state == "failed"
    assert row.note is not None
    assert row.note.startswith("Something went wrong that should not have; the log has it under ")


def test_what_a_heal_did_not_read_because_of_a_bug_comes_up_again(household: Household, queue: Huey) -> None:
    def broken(stop: threading.Event) -> object:
        raise ZeroDivisionError

    with household.house.database.writing() as connection:
        heals.put(connection, ("server", "1", "7"), "show", "It came", household.clock.at)
    task(queue, replace(household.house, outside=broken)).wake()  # type: ignore[arg-type]
    with household.house.database.reading() as connection:
        (row,) = heals.every(connection)
    assert (row.scan_id, row.attempts) == (None, 1)
    assert row.due_at > household.clock.at


def test_while_the_disk_is_full_a_scan_waits_as_a_row(household: Household, queue: Huey) -> None:
    scan_id = start(household.house, Request("full"))
    worker = task(queue, household.house, room_needed=10**18)
    worker.wake()
    assert state(household, scan_id) == "queued"
    worker.room_needed = 0
    worker.wake()
    assert state(household, scan_id) == "done"


def test_a_failure_while_the_disk_is_full_is_no_bug_of_the_scan(household: Household, queue: Huey) -> None:
    def broken(stop: threading.Event) -> object:
        raise OSError("no space left")

    house = replace(household.house, outside=broken)  # type: ignore[arg-type]
    scan_id = start(house, Request("full"))
    task(queue, house, room_needed=10**18).run(scan_id)
    assert state(household, scan_id) == "running"


def test_a_scan_whose_failure_cannot_be_written_down_is_run_again(household: Household, queue: Huey) -> None:
    def broken(stop: threading.Event) -> object:
        with household.house.database.writing() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER locked BEFORE UPDATE ON scans BEGIN SELECT raise(abort, ''); END"
            )
        raise ZeroDivisionError

    scan_id = start(household.house, Request("full"))
    worker = task(queue, replace(household.house, outside=broken))  # type: ignore[arg-type]
    with pytest.raises(DBAPIError):
        worker.run(scan_id)
    assert state(household, scan_id) == "running"
    with household.house.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER locked")
    household.clock.on(minutes=2)
    worker.house = household.house
    worker.wake()
    assert state(household, scan_id) == "done"


def test_a_scan_with_a_message_under_way_gets_no_second_one() -> None:
    in_flight = InFlight(clock=lambda: 100.0)
    assert in_flight.take_off(3)
    assert not in_flight.take_off(3)
    assert in_flight.take_off(4)
    in_flight.land(3)
    assert in_flight.take_off(3)


def test_a_message_that_never_arrives_is_sent_again_after_half_a_minute() -> None:
    moments = iter((100.0, 129.0, 131.0))
    in_flight = InFlight(clock=lambda: next(moments))
    assert [in_flight.take_off(3) for _ in range(3)] == [True, False, True]


def test_a_scan_at_work_gets_no_second_worker_however_long_it_takes() -> None:
    moments = iter((100.0, 10_000.0))
    in_flight = InFlight(clock=lambda: next(moments))
    assert in_flight.take_off(3)
    assert in_flight.begin(3)
    assert not in_flight.begin(3)
    assert not in_flight.take_off(3)


def test_after_a_stop_the_scan_rests_where_it_stands(household: Household, queue: Huey) -> None:
    worker = task(queue, household.house)
    scan_id = start(household.house, Request("full"))
    worker.stop.set()
    worker.run(scan_id)
    row = household.scan_row(scan_id)
    assert (row.state, row.lease_until) == ("running", None)
    with household.house.database.reading() as connection:
        assert scans.runnable(connection, household.clock()) == scan_id
