"""What is told at an odd moment, between two steps of ours: nothing is lost, asked for twice, or kept for ever."""

from datetime import timedelta

from parity.actions.advance import advance
from parity.actions.clock import tick
from parity.actions.refresh_library import Ask, ask, run_now
from parity.actions.spread import spread
from parity.core.told import Told, Touched
from parity.demo.faults import Fault
from parity.store import arrivals
from tests.actions.arriving import SHOW, Arriving, file_of

SEASON = (1, f"{SHOW}/Season 01")
FILES = r"/library/metadata/\d+/allLeaves"


def arrive(harbour: Arriving, number: int) -> None:
    harbour.plex.put_file(1, file_of(number))
    harbour.tell(file_of(number))
    spread(harbour.house, harbour.stop)


def test_what_arrives_while_we_look_for_what_arrived_before_is_scanned_too(harbour: Arriving) -> None:
    arrive(harbour, 3)
    harbour.plex_faults.add(Fault("call", FILES, times=1, call=lambda: arrive(harbour, 4)))
    harbour.settle()
    assert harbour.asked_scans() == [SEASON] * 2
    assert harbour.lacks("Harbour Lights") == ()


def test_two_processes_that_work_off_one_folder_ask_no_more_than_one_does(harbour: Arriving) -> None:
    busy: list[bool] = []

    def another_process() -> None:
        if not busy:
            busy.append(True)
            for _ in range(2):
                advance(harbour.house, harbour.plex.machine_identifier, harbour.stop)
            busy.clear()

    harbour.plex_faults.add(Fault("call", FILES, call=another_process))
    harbour.tell(file_of(3))
    harbour.settle(200)
    assert harbour.asked_scans() == [SEASON, (1, SHOW), (1, None)]


def test_a_library_that_is_asked_for_once_more_while_it_is_scanned_is_scanned_whole_again(
    harbour: Arriving,
) -> None:
    harbour.plex.set_scan_seconds(5)
    ask(harbour.house, Ask(library="TV"), "me")
    harbour.live(3)
    ask(harbour.house, Ask(library="TV"), "me")
    harbour.settle()
    assert harbour.asked_scans() == [(1, None)] * 2


def test_what_a_person_waits_for_is_not_put_off_by_more_that_arrives(harbour: Arriving) -> None:
    arrive(harbour, 3)
    (row,) = harbour.folders()
    assert run_now(harbour.house, row.id)
    arrive(harbour, 4)
    harbour.look()
    assert harbour.asked_scans() == [SEASON]


def test_a_message_from_before_plex_was_asked_asks_for_no_second_scan(harbour: Arriving) -> None:
    arrive(harbour, 3)
    harbour.plex.put_file(1, file_of(4))
    harbour.live(10.5)
    assert harbour.asked_scans() == [SEASON]
    told = Told("sonarr", "Download", "It arrived", (Touched(file_of(4)),))
    with harbour.house.database.writing() as connection:
        arrivals.add(connection, "sonarr", told, None, harbour.clock.at - timedelta(seconds=2))
    harbour.settle()
    assert harbour.asked_scans() == [SEASON]
    assert harbour.lacks("Harbour Lights") == ()


def test_in_a_folder_where_more_and_more_arrives_what_is_there_is_counted_all_the_same(harbour: Arriving) -> None:
    harbour.restart(PARITY_REFRESH_LONGEST="20")
    harbour.plex.set_scan_seconds(4)
    harbour.plex.put_file(1, file_of(3))
    began = harbour.clock.at
    while "S01E03" in harbour.lacks("Harbour Lights"):
        harbour.tell(file_of(4))  # it is told again and again, and never comes
        harbour.live(2)
        assert harbour.clock.at - began < timedelta(minutes=2)


def test_a_path_that_nobody_tells_of_any_more_is_forgotten_after_some_weeks(harbour: Arriving) -> None:
    harbour.tell("/nowhere/a.mkv")
    harbour.live(1)
    harbour.clock.on(days=61)
    harbour.tell("/nowhere/b.mkv")
    harbour.live(1)
    tick(harbour.house)
    assert [row.folder for row in harbour.folders()] == ["/nowhere/b.mkv"]
