"""What is due and has to wait all the same: a player, an anchor, a file, another scan. The reason is told."""

from pathlib import Path

from tests.actions.arriving import Arriving, file_of


def arrive(harbour: Arriving, *paths: str) -> None:
    for path in paths:
        harbour.plex.put_file(1, path)
    harbour.tell(*paths)


def test_nothing_is_scanned_while_somebody_plays_from_the_library_and_the_reason_is_told(harbour: Arriving) -> None:
    harbour.restart(PARITY_HOLD_WHILE_PLAYING="true")
    harbour.plex.play(harbour.plex.find_episode(harbour.plex.find_show("Harbour Lights"), 1, 1))
    arrive(harbour, file_of(3))
    harbour.live(60)
    assert harbour.asked_scans() == []
    (row,) = harbour.folders()
    assert (row.sentence or "").startswith("Kaylee plays ")
    harbour.plex.stop_playing()
    harbour.settle()
    assert len(harbour.asked_scans()) == 1


def test_after_the_longest_wait_it_is_scanned_although_somebody_plays(harbour: Arriving) -> None:
    harbour.restart(PARITY_HOLD_WHILE_PLAYING="true", PARITY_HOLD_LONGEST="5")
    harbour.plex.play(harbour.plex.find_episode(harbour.plex.find_show("Harbour Lights"), 1, 1))
    arrive(harbour, file_of(3))
    assert 300 <= harbour.settle(400) <= 330


def test_nothing_is_scanned_while_an_anchor_is_not_there(harbour: Arriving, tmp_path: Path) -> None:
    anchor = tmp_path / "mounted"
    harbour.restart(PARITY_REFRESH_ANCHORS=str(anchor))
    arrive(harbour, file_of(3))
    harbour.live(30)
    assert harbour.asked_scans() == []
    assert "is not there" in (harbour.folders()[0].sentence or "")
    anchor.touch()
    harbour.settle()
    assert len(harbour.asked_scans()) == 1


def test_a_file_that_has_to_be_here_is_waited_for_and_not_for_ever(harbour: Arriving) -> None:
    harbour.restart(PARITY_REFRESH_CHECK_FILES="true")
    arrive(harbour, file_of(3))
    harbour.live(60)
    assert harbour.asked_scans() == []
    assert "is not there yet" in (harbour.folders()[0].sentence or "")
    harbour.clock.on(hours=1)
    harbour.settle()
    assert len(harbour.asked_scans()) == 1


def test_while_plex_scans_that_library_already_the_next_folder_waits(harbour: Arriving) -> None:
    harbour.plex.set_scan_seconds(20)
    harbour.plex.refresh(1)
    arrive(harbour, file_of(3))
    harbour.live(15)
    assert harbour.asked_scans() == [(1, None)]
    assert "scanning this library already" in (harbour.folders()[0].sentence or "")
    harbour.settle()
    assert len(harbour.asked_scans()) == 2
