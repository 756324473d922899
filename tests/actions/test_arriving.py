"""What arrives is scanned where it lies, seen to be there, and off the list of what is missing."""

from tests.actions.arriving import SHOW, Arriving, file_of


def arrive(harbour: Arriving, *paths: str) -> None:
    for path in paths:
        harbour.plex.put_file(1, path)


def test_an_episode_that_arrives_is_owned_some_seconds_after_its_folder_came_to_rest(harbour: Arriving) -> None:
    assert harbour.lacks("Harbour Lights") == ("S01E03", "S01E04")
    arrive(harbour, file_of(3))
    harbour.tell(file_of(3))
    assert harbour.settle() <= 15
    assert harbour.lacks("Harbour Lights") == ("S01E04",)
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 01")]
    (row,) = harbour.folders()
    assert (row.state, row.sentence) == ("done", None)
    assert row.asked_at
    assert row.scanning_at
    assert row.seen_at
    assert row.healed_at
    assert row.asked_at <= row.scanning_at <= row.seen_at <= row.healed_at


def test_twenty_messages_about_one_folder_are_one_scan(harbour: Arriving) -> None:
    arrive(harbour, file_of(3), file_of(4))
    for _ in range(10):
        harbour.tell(file_of(3))
        harbour.tell(file_of(4))
    harbour.settle()
    assert len(harbour.asked_scans()) == 1
    assert harbour.lacks("Harbour Lights") == ()


def test_a_folder_in_which_more_and_more_arrives_is_scanned_after_the_longest_wait(harbour: Arriving) -> None:
    harbour.restart(PARITY_REFRESH_LONGEST="30")
    arrive(harbour, file_of(3))
    for _ in range(10):
        harbour.tell(file_of(3))
        harbour.live(4)
    assert len(harbour.asked_scans()) >= 1


def test_what_arrives_while_plex_scans_its_folder_is_scanned_once_more(harbour: Arriving) -> None:
    harbour.plex.set_scan_seconds(5)
    arrive(harbour, file_of(3))
    harbour.tell(file_of(3))
    harbour.live(12)
    assert len(harbour.asked_scans()) == 1
    arrive(harbour, file_of(4))
    harbour.tell(file_of(4))
    harbour.settle()
    assert len(harbour.asked_scans()) == 2
    assert harbour.lacks("Harbour Lights") == ()
