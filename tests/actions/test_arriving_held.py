"""What is due and has to wait all the same: a player, an anchor, a file, another scan. The reason is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.arriving import Arriving

SHOW = "/media/TV/Harbour Lights (2010)"


def file_of(number: int) -> str:
    return f"{SHOW}/Season 01/Harbour Lights - S01E{number:02}.mkv"


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
    home.tell(*paths)


def test_nothing_is_scanned_while_somebody_plays_from_the_library_and_the_reason_is_told(home: Arriving) -> None:
    home.restart(PARITY_HOLD_WHILE_PLAYING="true")
    home.plex.play(home.plex.find_episode(home.plex.find_show("Harbour Lights"), 1, 1))
    arrive(home, file_of(3))
    home.live(60)
    assert home.asked_scans() == []
    (row,) = home.folders()
    assert (row.sentence or "").startswith("Kaylee plays ")
    home.plex.stop_playing()
    home.settle()
    assert len(home.asked_scans()) == 1


def test_after_the_longest_wait_it_is_scanned_although_somebody_plays(home: Arriving) -> None:
    home.restart(PARITY_HOLD_WHILE_PLAYING="true", PARITY_HOLD_LONGEST="5")
    home.plex.play(home.plex.find_episode(home.plex.find_show("Harbour Lights"), 1, 1))
    arrive(home, file_of(3))
    assert 300 <= home.settle(400) <= 330


def test_nothing_is_scanned_while_an_anchor_is_not_there(home: Arriving, tmp_path: Path) -> None:
    anchor = tmp_path / "mounted"
    home.restart(PARITY_REFRESH_ANCHORS=str(anchor))
    arrive(home, file_of(3))
    home.live(30)
    assert home.asked_scans() == []
    assert "is not there" in (home.folders()[0].sentence or "")
    anchor.touch()
    home.settle()
    assert len(home.asked_scans()) == 1


def test_a_file_that_has_to_be_here_is_waited_for_and_not_for_ever(home: Arriving) -> None:
    home.restart(PARITY_REFRESH_CHECK_FILES="true")
    arrive(home, file_of(3))
    home.live(60)
    assert home.asked_scans() == []
    assert "is not there yet" in (home.folders()[0].sentence or "")
    home.clock.on(hours=1)
    home.settle()
    assert len(home.asked_scans()) == 1


def test_while_plex_scans_that_library_already_the_next_folder_waits(home: Arriving) -> None:
    home.plex.set_scan_seconds(20)
    home.plex.refresh(1)
    arrive(home, file_of(3))
    home.live(15)
    assert home.asked_scans() == [(1, None)]
    assert "scanning this library already" in (home.folders()[0].sentence or "")
    home.settle()
    assert len(home.asked_scans()) == 2
