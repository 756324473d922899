"""What a scan changed, what the schedules did, and whether somebody is at work."""

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, update

from parity.store.activity_view import (
    LINES,
    LoggedFilm,
    LogLine,
    ScheduledScan,
    ScheduleRecord,
    changed_in,
    schedule_records,
    unattended,
)
from parity.store.database import Database
from parity.store.missing_films import catch_up
from parity.store.notices import beat
from parity.store.schedules import claim
from parity.store.schema import collection_parts, missing_log
from tests.store.builders import NOW, TODAY, add_scan, add_show, statements
from tests.store.films import add_collection, add_part, begin

LATE = timedelta(seconds=30)


def add_gap(connection: Connection, show: int, code: tuple[int, int], **columns: object) -> None:
    """A line of the history; S01E02 is called "Part 2"."""
    values = {"show_id": show, "season": code[0], "number": code[1], "title": f"Part {code[1]}", "since": NOW}
    connection.execute(insert(missing_log).values(**{**values, **columns}))


def test_a_scan_knows_which_episodes_it_found_missing_and_which_it_found_again(database: Database) -> None:
    with database.writing() as connection:
        silo, andor = add_show(connection, "Silo"), add_show(connection, "Andor")
        first, second = add_scan(connection), add_scan(connection)
        add_gap(connection, silo, (1, 2), found_by=first)
        add_gap(connection, silo, (1, 1), found_by=first, ended_at=NOW, ended_how="arrived", ended_by=second)
        add_gap(connection, andor, (2, 1), found_by=first)
        add_gap(connection, 99, (1, 1), found_by=second)
        add_gap(connection, andor, (2, 2))
    with database.reading() as connection:
        log = changed_in(connection, first)
        assert [(line.show, line.code, line.ended) for line in log.opened.items] == [
            ("Andor", "S02E01", None),
            ("Silo", "S01E01", "arrived"),
            ("Silo", "S01E02", None),
        ]
        assert (log.opened.total, log.closed.total) == (3, 0)
        later = changed_in(connection, second)
    assert later.closed.items == (LogLine(silo, "Silo", 1, 1, "Part 1", "arrived"),)
    assert later.opened.items == (LogLine(99, None, 1, 1, "Part 1", None),)


def test_a_scan_knows_which_films_it_found_missing_and_which_it_found_again(database: Database) -> None:
    with database.writing() as connection:
        first, second = add_scan(connection), add_scan(connection)
        begin(connection, 8091, "Alien Collection", owned=348)
        for tmdb_id, title in ((679, "Aliens"), (8077, "Alien³")):
            add_part(connection, 8091, tmdb_id, title=title)
        catch_up(connection, TODAY, NOW, first)
        add_collection(connection, 1, "Another that lists it")
        add_part(connection, 1, 679)
        connection.execute(update(collection_parts).where(collection_parts.c.tmdb_id == 679).values(owned=True))
        connection.execute(delete(collection_parts).where(collection_parts.c.tmdb_id == 8077))
        catch_up(connection, TODAY, NOW, second)
    with database.reading() as connection, statements(database) as sent:
        opened, closed = changed_in(connection, first).opened_films, changed_in(connection, second).closed_films
    assert len(sent) == 6
    alien3, aliens = (
        LoggedFilm(8077, "Alien³", None, None, "dropped"),
        LoggedFilm(679, "Aliens", 1, "Another that lists it", "arrived"),
    )
    assert opened.items == closed.items == (alien3, aliens)
    assert opened.total == 2


def test_very_many_changes_are_told_in_part_and_counted_whole(database: Database) -> None:
    with database.writing() as connection:
        show, scan = add_show(connection, "News"), add_scan(connection)
        for number in range(LINES + 3):
            add_gap(connection, show, (1, number), found_by=scan)
    with database.reading() as connection:
        opened = changed_in(connection, scan).opened
    assert (opened.total, len(opened.items)) == (LINES + 3, LINES)


def test_a_schedule_remembers_the_last_scan_that_it_started(database: Database) -> None:
    with database.writing() as connection:
        claim(connection, "full", NOW, NOW)
        add_scan(connection, "failed", started_by="schedule")
        last = add_scan(connection, "partial", started_by="schedule")
        add_scan(connection, "done", started_by="person")
    with database.reading() as connection:
        records = schedule_records(connection, ("full", "incremental"))
    assert records["full"] == ScheduleRecord(NOW, ScheduledScan(last, "partial", NOW - timedelta(seconds=61)))
    assert records["incremental"] == ScheduleRecord(None, None)


def test_a_scan_is_left_alone_when_no_worker_lives_and_nobody_holds_it(database: Database) -> None:
    with database.writing() as connection:
        scan = add_scan(connection, "running", lease_until=NOW - timedelta(seconds=1))
    with database.reading() as connection:
        assert unattended(connection, NOW, LATE) == scan
        assert unattended(connection, NOW - timedelta(seconds=2), LATE) is None
    with database.writing() as connection:
        beat(connection, "worker", NOW - timedelta(seconds=20))
    with database.reading() as connection:
        assert unattended(connection, NOW, LATE) is None
        assert unattended(connection, NOW + LATE, LATE) == scan


def test_a_paused_scan_waits_for_a_person_and_for_no_worker(database: Database) -> None:
    with database.writing() as connection:
        add_scan(connection, "paused")
    with database.reading() as connection:
        assert unattended(connection, NOW, LATE) is None
