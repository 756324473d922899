"""Scans as they are told: newest first, with what went wrong, how long they took and may still take."""

from datetime import timedelta
from typing import Any

from parity.core.shapes import Changes, Requests, Scan, ScanError
from parity.store.database import Database
from parity.store.scans_view import ERRORS_EACH, active_scan, one_scan, scans_listing
from tests.store.builders import NOW, add_scan, add_scan_item


def test_a_finished_scan_tells_its_time_its_requests_and_its_changes(database: Database) -> None:
    counted: dict[str, Any] = {"plex_requests": 4, "tmdb_requests": 40, "new_missing": 2, "resolved": 3, "new_shows": 1}
    with database.writing() as connection:
        scan = add_scan(connection, "partial", total=40, done=40, note="Anime was held", resumed=1, **counted)
        add_scan_item(connection, scan, 0, "Good", outcome="done")
        add_scan_item(connection, scan, 1, "Bad", outcome="trouble", message="TMDB: no answer")
    with database.reading() as connection:
        assert one_scan(connection, NOW + timedelta(hours=1), scan) == Scan(
            id=scan,
            mode="full",
            state="partial",
            phase="listing",
            total=40,
            done=40,
            current=None,
            created_at=NOW - timedelta(seconds=61),
            started_at=NOW - timedelta(seconds=60),
            finished_at=NOW,
            seconds=60.0,
            eta_seconds=None,
            started_by="person",
            pausing=False,
            cancelling=False,
            resumed=1,
            note="Anime was held",
            requests=Requests(4, 40, 0),
            changes=Changes(2, 3, 1, 0),
            troubles=1,
            errors=(ScanError("Bad", "TMDB: no answer"),),
        )
        assert active_scan(connection, NOW) is None
        assert one_scan(connection, NOW, scan + 1) is None


def test_a_running_scan_guesses_how_long_it_still_takes(database: Database) -> None:
    with database.writing() as connection:
        add_scan(connection, "running", total=80, done=20, current="Firefly", wants_pause=True)
    with database.reading() as connection:
        scan = active_scan(connection, NOW)
    assert scan is not None
    assert (scan.active, scan.seconds, scan.eta_seconds, scan.current) == (True, 60.0, 180.0, "Firefly")
    assert (scan.pausing, scan.cancelling) == (True, False)


def test_a_queued_scan_has_no_time_yet(database: Database) -> None:
    with database.writing() as connection:
        add_scan(connection, "queued")
    with database.reading() as connection:
        scan = active_scan(connection, NOW)
    assert scan is not None
    assert (scan.started_at, scan.seconds, scan.eta_seconds) == (None, None, None)


def test_the_list_is_newest_first_and_tells_only_the_first_errors(database: Database) -> None:
    with database.writing() as connection:
        old, new = add_scan(connection, "done"), add_scan(connection, "failed")
        for position in range(ERRORS_EACH + 5):
            add_scan_item(connection, old, position, f"Show {position}", outcome="trouble")
    with database.reading() as connection:
        page = scans_listing(connection, NOW)
        assert (page.total, [scan.id for scan in page.items]) == (2, [new, old])
        assert (page.items[1].troubles, len(page.items[1].errors)) == (ERRORS_EACH + 5, ERRORS_EACH)
        assert page.items[1].errors[0] == ScanError("Show 0", "")
        whole = one_scan(connection, NOW, old)
        assert whole is not None
        assert len(whole.errors) == ERRORS_EACH + 5
        assert [scan.id for scan in scans_listing(connection, NOW, state="done").items] == [old]
        assert [scan.id for scan in scans_listing(connection, NOW, limit=1, offset=1).items] == [old]
