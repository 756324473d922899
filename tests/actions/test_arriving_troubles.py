"""Whatever goes wrong between a file's arrival and its show: it is told, tried again, and never forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.refresh_library import drop, retry, run_now
from parity.actions.spread import spread_again
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.store import path_rules, players
from parity.store.schema import refreshes as refreshes_table
from tests.actions.arriving import Arriving
from tests.actions.neighbours import Neighbour

SHOW = "/media/TV/Harbour Lights (2010)"


def file_of(number: int, season: int = 1) -> str:
    return f"{SHOW}/Season {season:02}/Harbour Lights - S{season:02}E{number:02}.mkv"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A show of which the last two of four episodes are missing; folders rest for ten seconds, scans take one."""
    home = Arriving(tmp_path / "data", {"PARITY_REFRESH_AGE": "10", "PARITY_GRACE_DAYS": "0"})
    home.broadcast(700, "Harbour Lights", {1: 4, 2: 2})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    home.scan("full")
    home.plex.set_scan_seconds(1)
    yield home
    home.close()


def arrive(home: Arriving, *paths: str) -> None:
    for path in paths:
        home.plex.put_file(1, path)
    home.tell(*paths)


def gone_with(home: Arriving, *codes: str) -> bool:
    return not set(codes) & set(home.lacks("Harbour Lights"))


def test_a_path_that_no_library_holds_waits_for_a_rule_and_is_scanned_by_it(home: Arriving) -> None:
    home.plex.put_file(1, file_of(3))
    told = home.tell(file_of(3).replace("/media/TV", "/tv"))
    home.live(5)
    (row,) = home.folders()
    assert (row.state, row.machine_id) == ("unmapped", "")
    assert "add a rule" in (row.sentence or "")
    assert home.message(told).outcome == "unmapped"
    assert home.asked_scans() == []
    with home.house.database.writing() as connection:
        path_rules.add(connection, Rule("prefix", "/tv", "/media/TV"))
        spread_again(home.house, connection)
    home.settle()
    assert home.asked_scans() == [(1, f"{SHOW}/Season 01")]
    assert gone_with(home, "S01E03")


def test_a_server_that_refuses_its_token_pauses_and_keeps_no_other_waiting(home: Arriving) -> None:
    cellar = Neighbour(home, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    home.scan("full")
    cellar.world.drop_token(cellar.world.token)
    cellar.world.put_file(1, file_of(3), guids=["tmdb://700"])
    arrive(home, file_of(3))
    home.live(20)
    assert gone_with(home, "S01E03")
    with home.house.database.reading() as connection:
        player = players.of(connection, cellar.id)
    assert player.paused is not None
    assert player.retry_at is not None
    assert player.retry_at <= home.clock.at + timedelta(minutes=10)
    cellar.world.allow_token("token-of-cellar")
    home.clock.on(minutes=10)
    home.settle()
    assert [section for section, _ in cellar.world.asked_scans()] == [1]
    with home.house.database.reading() as connection:
        assert players.of(connection, cellar.id).paused is None


def test_a_request_that_plex_did_not_hear_is_made_again_and_widens_nothing(home: Arriving) -> None:
    arrive(home, file_of(1, season=2))
    home.plex.set_habits(misses_new_folders=True)
    home.live(10)
    fault = home.plex_faults.add(Fault("closed", "/refresh$", skip=1, times=3))  # the first is that of the folder
    home.settle(400)
    assert fault.struck > 0
    assert home.asked_scans() == [(1, f"{SHOW}/Season 02"), (1, SHOW)]
    assert gone_with(home, "S02E01")


def test_a_server_that_is_away_is_asked_when_it_is_back_and_only_then(home: Arriving) -> None:
    home.plex_faults.add(Fault("closed", times=6))
    arrive(home, file_of(3))
    home.settle(400)
    assert len(home.asked_scans()) == 1
    assert gone_with(home, "S01E03")


def test_a_scan_that_a_restart_of_plex_cut_off_is_asked_for_once_more(home: Arriving) -> None:
    home.plex.set_scan_seconds(4)
    arrive(home, file_of(3))
    home.live(12)
    home.plex.restart(10)
    home.settle(300)
    assert home.asked_scans() == [(1, f"{SHOW}/Season 01")] * 2
    assert gone_with(home, "S01E03")


def test_a_new_folder_that_plex_overlooks_is_found_by_a_scan_of_the_one_above(home: Arriving) -> None:
    home.plex.set_habits(misses_new_folders=True)
    arrive(home, file_of(1, season=2))
    home.settle()
    assert home.asked_scans() == [(1, f"{SHOW}/Season 02"), (1, SHOW)]
    assert gone_with(home, "S02E01")


def test_what_never_shows_in_plex_is_said_to_be_missing_there_after_everything_was_scanned(home: Arriving) -> None:
    home.tell(file_of(3))
    home.settle(200)
    assert home.asked_scans() == [(1, f"{SHOW}/Season 01"), (1, SHOW), (1, None)]
    (row,) = home.folders()
    assert row.state == "unseen"
    assert row.sentence == f"{file_of(3)} is not in Plex. All was scanned, up to the whole library."
    home.plex.put_file(1, file_of(3))
    assert retry(home.house, row.id)
    home.settle()
    assert gone_with(home, "S01E03")


def test_a_show_without_its_metadata_is_not_taken_for_there(home: Arriving) -> None:
    home.broadcast(701, "Quay West", {1: 2})
    home.plex.set_habits(late_metadata=20.0)
    path = "/media/TV/Quay West (2011)/Season 01/Quay West - S01E01.mkv"
    home.plex.put_file(1, path, title="Quay West", year=2011, guids=["tmdb://701"])
    home.tell(path)
    home.live(20)
    assert home.folders()[0].sentence == "It is there; Plex still reads what it is."
    assert home.told("Quay West") is None
    home.settle()
    assert home.lacks("Quay West") == ("S01E02",)
    assert len(home.asked_scans()) == 1


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


def test_an_old_plex_is_asked_for_the_whole_library_and_that_is_told(home: Arriving) -> None:
    home.plex.set_server(version="1.19.5.3112")
    home.scan("full")
    arrive(home, file_of(3))
    home.live(11)
    assert home.asked_scans() == [(1, None)]
    assert "cannot scan a single folder" in (home.folders()[0].sentence or "")
    home.settle()
    assert gone_with(home, "S01E03")


def test_what_was_deleted_is_missing_again(home: Arriving) -> None:
    show = home.plex.find_show("Harbour Lights")
    (held,) = home.plex.episode(home.plex.find_episode(show, 1, 2)).media[0].files
    home.plex.take_file(1, held)
    home.tell(held, gone=True)
    home.settle()
    assert "S01E02" in home.lacks("Harbour Lights")


def test_what_was_deleted_with_its_folder_is_missing_again_in_a_large_library_too(home: Arriving) -> None:
    for other in range(710, 732):
        home.own(f"Other {other}", other, {1: [1]})
    home.scan("full")
    home.plex.take_file(1, SHOW)
    home.tell(SHOW, gone=True, folder=True)
    home.settle()
    assert home.lacks("Harbour Lights")[:2] == ("S01E01", "S01E02")


def test_a_file_in_the_root_of_a_library_lets_the_whole_of_it_be_scanned(home: Arriving) -> None:
    home.plex.put_file(
        1, "/media/TV/Harbour Lights S01E03.mkv", title="Harbour Lights", year=2010, guids=["tmdb://700"]
    )
    home.tell("/media/TV/Harbour Lights S01E03.mkv")
    home.settle()
    assert home.asked_scans() == [(1, None)]


def test_what_was_about_to_be_asked_when_the_process_died_is_asked_after_all(home: Arriving) -> None:
    arrive(home, file_of(3))
    home.live(5)
    (row,) = home.folders()
    with home.house.database.writing() as connection:  # as it is written before the request, which nobody sent any more
        died = {"state": "asked", "asked": 1, "asked_at": home.clock.at, "due_at": home.clock.at, "failures": 0}
        connection.execute(refreshes_table.update().values(**died))
    home.restart()
    home.settle()
    assert row.id == home.folders()[0].id
    assert gone_with(home, "S01E03")


def test_while_plex_scans_that_library_already_the_next_folder_waits(home: Arriving) -> None:
    home.plex.set_scan_seconds(20)
    home.plex.refresh(1)
    arrive(home, file_of(3))
    home.live(15)
    assert home.asked_scans() == [(1, None)]
    assert "scanning this library already" in (home.folders()[0].sentence or "")
    home.settle()
    assert len(home.asked_scans()) == 2


def test_what_replaces_something_goes_before_the_rest(home: Arriving) -> None:
    home.plex.put_file(1, file_of(3))
    home.plex.put_file(1, file_of(1, season=2))
    home.tell(file_of(3))
    home.tell(file_of(1, season=2), upgrade=True)
    home.settle()
    assert [path for _, path in home.asked_scans()] == [f"{SHOW}/Season 02", f"{SHOW}/Season 01"]


def test_a_show_that_was_never_there_comes_onto_the_list_with_its_first_file(home: Arriving) -> None:
    home.broadcast(701, "Quay West", {1: 2})
    path = "/media/TV/Quay West (2011)/Season 01/Quay West - S01E01.mkv"
    home.plex.put_file(1, path, title="Quay West", year=2011, guids=["tmdb://701"])
    home.tell(path)
    home.settle()
    assert home.lacks("Quay West") == ("S01E02",)


def test_a_person_drops_a_folder_or_lets_it_wait_no_longer(home: Arriving) -> None:
    arrive(home, file_of(3))
    home.live(1)
    (row,) = home.folders()
    assert drop(home.house, row.id)
    home.live(20)
    assert home.asked_scans() == []
    assert not drop(home.house, row.id)
    arrive(home, file_of(3))
    home.live(1)
    assert run_now(home.house, home.folders()[0].id)
    home.live(1)
    assert len(home.asked_scans()) == 1
