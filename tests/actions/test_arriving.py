"""What arrives is scanned where it lies, seen to be there, and off the list of what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.arriving import Arriving

SHOW = "/media/TV/Harbour Lights (2010)"


def file_of(number: int, season: int = 1) -> str:
    return f"{SHOW}/Season {season:02}/Harbour Lights - S{season:02}E{number:02}.mkv"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A show of which the last two of four episodes are missing; folders rest for ten seconds, scans take one."""
    home = Arriving(tmp_path / "data", {"PARITY_REFRESH_AGE": "10", "PARITY_GRACE_DAYS": "0"})
    home.broadcast(700, "Harbour Lights", {1: 4})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    home.scan("full")
    home.plex.set_scan_seconds(1)
    yield home
    home.close()


def arrive(home: Arriving, *paths: str) -> None:
    for path in paths:
        home.plex.put_file(1, path)


def test_an_episode_that_arrives_is_owned_some_seconds_after_its_folder_came_to_rest(home: Arriving) -> None:
    assert home.lacks("Harbour Lights") == ("S01E03", "S01E04")
    arrive(home, file_of(3))
    home.tell(file_of(3))
    assert home.settle() <= 15
    assert home.lacks("Harbour Lights") == ("S01E04",)
    assert home.asked_scans() == [(1, f"{SHOW}/Season 01")]
    (row,) = home.folders()
    assert (row.state, row.sentence) == ("done", None)
    assert row.asked_at
    assert row.scanning_at
    assert row.seen_at
    assert row.healed_at
    assert row.asked_at <= row.scanning_at <= row.seen_at <= row.healed_at


def test_twenty_messages_about_one_folder_are_one_scan(home: Arriving) -> None:
    arrive(home, file_of(3), file_of(4))
    for _ in range(10):
        home.tell(file_of(3))
        home.tell(file_of(4))
    home.settle()
    assert len(home.asked_scans()) == 1
    assert home.lacks("Harbour Lights") == ()


def test_a_folder_in_which_more_and_more_arrives_is_scanned_after_the_longest_wait(home: Arriving) -> None:
    home.restart(PARITY_REFRESH_LONGEST="30")
    arrive(home, file_of(3))
    for _ in range(10):
        home.tell(file_of(3))
        home.live(4)
    assert len(home.asked_scans()) >= 1


def test_what_arrives_while_plex_scans_its_folder_is_scanned_once_more(home: Arriving) -> None:
    home.plex.set_scan_seconds(5)
    arrive(home, file_of(3))
    home.tell(file_of(3))
    home.live(12)
    assert len(home.asked_scans()) == 1
    arrive(home, file_of(4))
    home.tell(file_of(4))
    home.settle()
    assert len(home.asked_scans()) == 2
    assert home.lacks("Harbour Lights") == ()
