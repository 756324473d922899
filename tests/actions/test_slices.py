"""What happens between two slices of a scan is not lost: wishes, answers, counts."""

from datetime import timedelta

from parity.actions.scan_control import Request, cancel, pause, recover, start
from parity.store import scans
from tests.actions.household import Household


def test_a_pause_that_comes_while_a_slice_ends_is_for_the_next_one(household: Household) -> None:
    household.broadcast(1, "Firefly", {1: 2})
    household.own("Firefly", 1, {1: (1,)})
    scan_id = start(household.house, Request("full"))
    with household.house.database.writing() as connection:
        assert scans.claim(connection, scan_id, household.clock())
    assert pause(household.house, scan_id)
    with household.house.database.writing() as connection:
        scans.give_back(connection, scan_id)
    assert household.slice(scan_id) is False
    assert (household.scan_row(scan_id).state, household.tmdb.requests.total) == ("paused", 0)


def test_a_scan_that_rested_between_two_slices_counts_as_resumed_after_a_restart(household: Household) -> None:
    scan_id = start(household.house, Request("full"))
    with household.house.database.writing() as connection:
        assert scans.claim(connection, scan_id, household.clock())
        scans.give_back(connection, scan_id)
    assert recover(household.house) == 1
    with household.house.database.writing() as connection:
        assert scans.claim(connection, scan_id, household.clock())
    assert household.scan_row(scan_id).resumed == 1


def test_a_scan_that_was_queued_or_paused_was_not_resumed(household: Household) -> None:
    scan_id = start(household.house, Request("full"))
    assert recover(household.house) == 0
    assert pause(household.house, scan_id)
    assert recover(household.house) == 0


def test_what_was_answered_before_a_cancel_is_kept(household: Household) -> None:
    household.restart(TMDB_CONNECTIONS="1")
    for number in range(1, 9):
        household.broadcast(number, f"Show {number}", {1: 2})
        household.own(f"Show {number}", number, {1: (1,)})
    household.clock.pace = timedelta(seconds=0.06)
    scan_id = start(household.house, Request("full"))
    assert household.slice(scan_id, seconds=0) is True  # the inventory is in: before, nothing can be kept
    household.tmdb_fails("call", "/tv/", skip=2, call=lambda: cancel(household.house, scan_id))
    assert household.slice(scan_id) is False
    row = household.scan_row(scan_id)
    assert row.state == "cancelled"
    assert 0 < row.done < row.total
    assert len(household.missing()) == row.done


def test_a_second_copy_is_no_new_show_and_one_copy_less_no_lost_one(household: Household) -> None:
    for number in (1, 2, 3):
        household.broadcast(number, f"Show {number}", {1: 2})
        household.own(f"Show {number}", number, {1: (1,)})
    household.own("Show 1", 1, {1: (2,)}, library="Anime")
    household.own("Show 2", 2, {1: (2,)}, library="Anime")
    assert household.scan().new_shows == 3
    copy = household.plex.find_show("Show 1", household.library("Anime"))
    household.plex.remove_show(copy)
    assert household.scan().removed_shows == 0
    household.plex.remove_show(household.plex.find_show("Show 1"))
    assert household.scan().removed_shows == 1
    household.own("Show 3", 3, {1: (2,)}, library="Anime")
    assert household.scan("incremental").new_shows == 0
