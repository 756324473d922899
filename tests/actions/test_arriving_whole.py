"""A scan of a whole library: what came is counted, nothing is scanned twice, and nobody waits for what never comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from parity.actions.refresh_library import Ask, ask, run_now
from parity.demo.faults import Fault
from tests.actions.arriving import Arriving


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A library in two folders, with a show of which the last of three episodes is missing."""
    home = Arriving(tmp_path / "data", {"PARITY_REFRESH_AGE": "10", "PARITY_GRACE_DAYS": "0"})
    home.plex.add_section("TV", locations=["/media/TV", "/more/TV"])
    home.plex.add_section("Anime", locations=["/media/Anime"])
    home.broadcast(700, "Harbour Lights", {1: 3})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    home.own("Nobody knows it", None, {1: [1]}, library="Anime")
    home.scan("full")
    home.plex.set_scan_seconds(1)
    yield home
    home.close()


def test_a_show_that_plex_never_knew_is_no_reason_to_wait(home: Arriving) -> None:
    ask(home.house, Ask(library="Anime"), "page")
    assert home.settle() <= 15
    (row,) = home.folders()
    assert (row.state, row.sentence) == ("done", None)


def test_a_show_that_has_just_come_and_is_not_known_yet_is_one(home: Arriving) -> None:
    home.plex.set_habits(late_metadata=30.0)
    home.plex.put_file(2, "/media/Anime/Quay West (2011)/Quay West - S01E01.mkv", guids=["tmdb://701"])
    ask(home.house, Ask(library="Anime"), "page")
    assert home.settle() >= 25


def test_what_came_into_another_folder_of_the_library_counts(home: Arriving) -> None:
    home.plex.put_file(1, "/more/TV/Harbour Lights (2010)/Harbour Lights - S01E03.mkv", guids=["tmdb://700"])
    ask(home.house, Ask(library="TV"), "page")
    home.settle()
    assert home.lacks("Harbour Lights") == ()


def test_where_the_folder_above_is_all_of_the_library_it_is_not_scanned_twice(home: Arriving) -> None:
    home.tell("/media/Anime/Quay West (2011)/Quay West - S01E01.mkv")
    home.tell("/media/TV/Quay West (2011)/Quay West - S01E01.mkv")
    home.settle(200)
    assert [one for one in home.asked_scans() if one[0] == 2] == [(2, "/media/Anime/Quay West (2011)"), (2, None)]
    assert [one for one in home.asked_scans() if one[0] == 1][1:] == [(1, "/media/TV"), (1, None)]


def test_why_it_had_to_wait_is_not_told_any_more_once_it_is_scanned(home: Arriving) -> None:
    home.plex.set_scan_seconds(8)
    ask(home.house, Ask(path="/media/Anime/Nobody knows it (2010)"), "page")
    home.live(2)
    ask(home.house, Ask(library="Anime"), "page")
    home.live(2)
    assert [row.sentence for row in home.folders()] == [
        None,
        "Plex is scanning this library already; this folder comes next.",
    ]
    home.live(8)
    assert [(row.state, row.sentence) for row in home.folders()] == [("scanning", None), ("done", None)]


def test_why_all_of_a_library_is_scanned_is_told_while_it_is(home: Arriving) -> None:
    home.plex.set_scan_seconds(20)
    home.tell("/media/Anime/Quay West (2011)/Quay West - S01E01.mkv")
    home.live(50)
    (row,) = home.folders()
    assert (row.state, row.reach) == ("scanning", "section")
    assert row.sentence == (
        "/media/Anime/Quay West (2011)/Quay West - S01E01.mkv is not in Plex. Now the whole library is scanned."
    )


def test_hundreds_of_folders_that_wait_for_one_scan_cost_one_write_a_look(home: Arriving) -> None:
    home.plex.set_scan_seconds(60)
    home.tell(*(f"/media/Anime/Show {number}/1.mkv" for number in range(300)))
    home.live(12)
    assert len(home.asked_scans()) == 1
    written: list[str] = []
    event.listen(home.house.database.engine, "before_cursor_execute", lambda *told: written.append(told[2]))
    home.look()
    assert len([one for one in written if one.startswith("UPDATE refreshes")]) <= 4
    waiting = [row for row in home.folders() if row.state == "waiting"]
    assert len(waiting) == 299
    assert {row.sentence for row in waiting} == {"Plex is scanning this library already; this folder comes next."}


def test_a_wish_to_do_it_now_asks_a_server_at_once_that_was_away(home: Arriving) -> None:
    home.plex_faults.add(Fault("closed", times=12))
    ask(home.house, Ask(library="Anime"), "page")
    home.live(40)
    home.mend()
    assert home.asked_scans() == []
    assert run_now(home.house, home.folders()[0].id)
    home.look()
    assert home.asked_scans() == [(2, None)]


def test_what_does_not_show_in_many_folders_costs_one_scan_of_the_whole_library(home: Arriving) -> None:
    folders = [f"/media/Anime/Show {number}" for number in range(5)]
    home.tell(*(f"{folder}/1.mkv" for folder in folders))
    home.settle(400)
    assert sorted(home.asked_scans(), key=str) == sorted([(2, None), *((2, folder) for folder in folders)], key=str)
    assert {row.sentence for row in home.folders()} == {
        f"{folder}/1.mkv is not in Plex. All was scanned, up to the whole library." for folder in folders
    }
