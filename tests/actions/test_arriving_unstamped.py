"""A Plex that stamps its libraries after whole scans alone: a folder's scan is told by being seen, and by its files."""

import pytest

from parity.actions.listen import Listening
from parity.actions.refresh_library import Ask, ask
from parity.core.activity import SectionScan
from tests.actions.arriving import SHOW, Arriving, file_of

SEASON = (1, f"{SHOW}/Season 01")


@pytest.fixture
def home(longer_harbour: Arriving) -> Arriving:
    """Harbour's household, in which Plex does not stamp a library when one of its folders was scanned."""
    longer_harbour.plex.set_habits(stamps_folders=False)
    longer_harbour.plex.set_scan_seconds(2)
    return longer_harbour


def arrive(home: Arriving, path: str) -> None:
    home.plex.put_file(1, path)
    home.tell(path)


def overheard(home: Arriving) -> None:
    """Let a scan that nobody sees in time be told by an event, as it is to whoever listens."""
    ear = Listening(home.house, home.plex.machine_identifier)
    ear.take([SectionScan("a", "1", "began"), SectionScan("a", "1", "ended")])


def test_what_arrived_takes_one_scan(home: Arriving) -> None:
    arrive(home, file_of(3))
    assert home.settle() <= 20
    assert home.asked_scans() == [SEASON]
    assert "S01E03" not in home.lacks("Harbour Lights")


def test_a_scan_that_is_over_before_anyone_looks_takes_no_second_one_when_the_files_are_there(home: Arriving) -> None:
    home.plex.set_scan_seconds(0)
    arrive(home, file_of(3))
    home.settle()
    assert home.asked_scans() == [SEASON]


def test_what_a_scan_that_was_seen_did_not_find_is_looked_for_in_the_folder_above_at_once(home: Arriving) -> None:
    home.plex.set_habits(misses_new_folders=True)
    arrive(home, file_of(1, season=2))
    home.settle()
    assert home.asked_scans() == [(1, f"{SHOW}/Season 02"), (1, SHOW)]
    assert "S02E01" not in home.lacks("Harbour Lights")


def test_a_scan_that_only_an_event_told_of_counts_as_seen(home: Arriving) -> None:
    home.plex.set_scan_seconds(0)
    ask(home.house, Ask(path=f"{SHOW}/Season 01"), "me")
    home.look()
    home.clock.on(seconds=0.1)
    overheard(home)
    home.settle()
    assert home.asked_scans() == [SEASON]
    (row,) = home.folders()
    assert row.state == "done"


def test_a_scan_that_a_restart_of_plex_cut_off_is_asked_for_once_more(home: Arriving) -> None:
    home.plex.set_scan_seconds(4)
    arrive(home, file_of(3))
    home.live(12)
    home.plex.restart(10)
    home.settle(300)
    assert home.asked_scans() == [SEASON] * 2
    assert "S01E03" not in home.lacks("Harbour Lights")
