"""What is told at an odd moment, between two steps of ours: nothing is lost, asked for twice, or kept for ever."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.advance import advance
from parity.actions.clock import tick
from parity.actions.refresh_library import Ask, ask, run_now
from parity.actions.servers import unfollow
from parity.actions.spread import spread
from parity.core.told import Told, Touched
from parity.demo.faults import Fault
from parity.store import arrivals
from tests.actions.arriving import Arriving
from tests.actions.neighbours import Neighbour

SHOW = "/media/TV/Harbour Lights (2010)"
SEASON = (1, f"{SHOW}/Season 01")
FILES = r"/library/metadata/\d+/allLeaves"


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


def arrive(home: Arriving, number: int) -> None:
    home.plex.put_file(1, file_of(number))
    home.tell(file_of(number))
    spread(home.house, home.stop)


def test_what_arrives_while_we_look_for_what_arrived_before_is_scanned_too(home: Arriving) -> None:
    arrive(home, 3)
    home.plex_faults.add(Fault("call", FILES, times=1, call=lambda: arrive(home, 4)))
    home.settle()
    assert home.asked_scans() == [SEASON] * 2
    assert home.lacks("Harbour Lights") == ()


def test_two_processes_that_work_off_one_folder_ask_no_more_than_one_does(home: Arriving) -> None:
    busy: list[bool] = []

    def another_process() -> None:
        if not busy:
            busy.append(True)
            for _ in range(2):
                advance(home.house, home.plex.machine_identifier, home.stop)
            busy.clear()

    home.plex_faults.add(Fault("call", FILES, call=another_process))
    home.tell(file_of(3))
    home.settle(200)
    assert home.asked_scans() == [SEASON, (1, SHOW), (1, None)]


def test_a_library_that_is_asked_for_once_more_while_it_is_scanned_is_scanned_as_a_whole_again(home: Arriving) -> None:
    home.plex.set_scan_seconds(5)
    ask(home.house, Ask(library="TV"), "me")
    home.live(3)
    ask(home.house, Ask(library="TV"), "me")
    home.settle()
    assert home.asked_scans() == [(1, None)] * 2


def test_what_a_person_waits_for_is_not_put_off_by_more_that_arrives(home: Arriving) -> None:
    arrive(home, 3)
    (row,) = home.folders()
    assert run_now(home.house, row.id)
    arrive(home, 4)
    home.look()
    assert home.asked_scans() == [SEASON]


def test_a_message_from_before_plex_was_asked_asks_for_no_second_scan(home: Arriving) -> None:
    arrive(home, 3)
    home.plex.put_file(1, file_of(4))
    home.live(10.5)
    assert home.asked_scans() == [SEASON]
    told = Told("sonarr", "Download", "It arrived", (Touched(file_of(4)),))
    with home.house.database.writing() as connection:
        arrivals.add(connection, "sonarr", told, None, home.clock.at - timedelta(seconds=2))
    home.settle()
    assert home.asked_scans() == [SEASON]
    assert home.lacks("Harbour Lights") == ()


def test_in_a_folder_where_more_and_more_arrives_what_is_there_is_counted_all_the_same(home: Arriving) -> None:
    home.restart(PARITY_REFRESH_LONGEST="20")
    home.plex.set_scan_seconds(4)
    home.plex.put_file(1, file_of(3))
    began = home.clock.at
    while "S01E03" in home.lacks("Harbour Lights"):
        home.tell(file_of(4))  # it is told again and again, and never comes
        home.live(2)
        assert home.clock.at - began < timedelta(minutes=2)


def test_what_waits_for_a_server_that_nobody_follows_any_more_comes_to_an_end(home: Arriving) -> None:
    cellar = Neighbour(home, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    home.scan("full")
    cellar.faults.add(Fault("closed"))
    arrive(home, 3)
    home.live(20)
    unfollow(home.house, cellar.id)
    home.scan("incremental")
    home.clock.on(minutes=6)
    home.settle()
    (row,) = [row for row in home.folders() if row.machine_id == cellar.id]
    assert (row.state, row.sentence) == ("dropped", "Its library is gone, or not followed any more.")


def test_a_path_that_nobody_tells_of_any_more_is_forgotten_after_some_weeks(home: Arriving) -> None:
    home.tell("/nowhere/a.mkv")
    home.live(1)
    home.clock.on(days=61)
    home.tell("/nowhere/b.mkv")
    home.live(1)
    tick(home.house)
    assert [row.folder for row in home.folders()] == ["/nowhere/b.mkv"]
