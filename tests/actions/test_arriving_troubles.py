"""Whatever goes wrong between a file's arrival and its show: it is told, tried again, and never forgotten."""

from datetime import timedelta

import pytest

from parity.actions.refresh_library import drop, retry, run_now
from parity.actions.servers import unfollow
from parity.actions.spread import spread_again
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.store import notices, path_rules, players
from parity.store.schema import refreshes as refreshes_table
from tests.actions.arriving import SHOW, Arriving, file_of
from tests.actions.neighbours import Neighbour


@pytest.fixture
def harbour(longer_harbour: Arriving) -> Arriving:
    """The household with a season that is missing as a whole."""
    return longer_harbour


def arrive(harbour: Arriving, *paths: str) -> None:
    for path in paths:
        harbour.plex.put_file(1, path)
    harbour.tell(*paths)


def gone_with(harbour: Arriving, *codes: str) -> bool:
    return not set(codes) & set(harbour.lacks("Harbour Lights"))


def test_a_path_that_no_library_holds_waits_for_a_rule_and_is_scanned_by_it(harbour: Arriving) -> None:
    harbour.plex.put_file(1, file_of(3))
    told = harbour.tell(file_of(3).replace("/media/TV", "/tv"))
    harbour.live(5)
    (row,) = harbour.folders()
    assert (row.state, row.machine_id) == ("unmapped", "")
    assert "add a rule" in (row.sentence or "")
    assert harbour.message(told).outcome == "unmapped"
    assert harbour.asked_scans() == []
    with harbour.house.database.writing() as connection:
        path_rules.add(connection, Rule("prefix", "/tv", "/media/TV"))
        spread_again(harbour.house, connection)
    harbour.settle()
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 01")]
    assert gone_with(harbour, "S01E03")


def test_a_server_that_refuses_its_token_pauses_and_keeps_no_other_waiting(harbour: Arriving) -> None:
    cellar = Neighbour(harbour, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    harbour.scan("full")
    cellar.world.drop_token(cellar.world.token)
    cellar.world.put_file(1, file_of(3), guids=["tmdb://700"])
    arrive(harbour, file_of(3))
    harbour.live(20)
    assert gone_with(harbour, "S01E03")
    with harbour.house.database.reading() as connection:
        player = players.of(connection, cellar.id)
        told = [sentence for _name, sentence, _since in notices.every(connection)]
    assert player.paused is not None
    assert player.retry_at is not None
    assert any("Cellar refuses its token, so it cannot be told what arrives" in sentence for sentence in told)
    assert player.retry_at <= harbour.clock.at + timedelta(minutes=10)
    cellar.world.allow_token("token-of-cellar")
    harbour.clock.on(minutes=10)
    harbour.settle()
    assert [section for section, _ in cellar.world.asked_scans()] == [1]
    with harbour.house.database.reading() as connection:
        assert players.of(connection, cellar.id).paused is None
        assert notices.every(connection) == []


def test_what_waits_for_a_library_that_nobody_follows_any_more_comes_to_an_end(harbour: Arriving) -> None:
    cellar = Neighbour(harbour, "Cellar")
    cellar.world.add_section("Attic TV", locations=["/media/TV"])
    cellar.keep()
    harbour.scan("full")
    cellar.faults.add(Fault("closed"))
    arrive(harbour, file_of(3))
    harbour.live(20)
    cellar.faults.clear()
    harbour.restart(PLEX_LIBRARY_NAME="TV")
    harbour.scan("incremental")
    harbour.clock.on(minutes=6)
    harbour.settle()
    (row,) = [row for row in harbour.folders() if row.machine_id == cellar.id]
    assert (row.state, row.sentence) == ("dropped", "Its library is gone, or not followed any more.")


def test_a_request_that_plex_did_not_hear_is_made_again_and_widens_nothing(harbour: Arriving) -> None:
    arrive(harbour, file_of(1, season=2))
    harbour.plex.set_habits(misses_new_folders=True)
    harbour.live(10)
    fault = harbour.plex_faults.add(Fault("closed", "/refresh$", skip=1, times=3))  # the first is that of the folder
    harbour.settle(400)
    assert fault.struck > 0
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 02"), (1, SHOW)]
    assert gone_with(harbour, "S02E01")


def test_what_waited_for_a_server_that_is_followed_no_more_is_taken_off_the_list(harbour: Arriving) -> None:
    cellar = Neighbour(harbour, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    harbour.scan("full")
    cellar.world.drop_token(cellar.world.token)
    arrive(harbour, file_of(3))
    harbour.live(15)
    assert any("Cellar" in about for about in harbour.notices().values())
    unfollow(harbour.house, cellar.id)
    assert [row.state for row in harbour.folders() if row.machine_id == cellar.id] == ["dropped"]
    assert not any("Cellar" in about for about in harbour.notices().values())
    harbour.settle()
    assert gone_with(harbour, "S01E03")


def test_a_server_that_is_away_is_asked_when_it_is_back_and_only_then(harbour: Arriving) -> None:
    harbour.plex_faults.add(Fault("closed", times=6))
    arrive(harbour, file_of(3))
    harbour.settle(400)
    assert len(harbour.asked_scans()) == 1
    assert gone_with(harbour, "S01E03")


def test_a_scan_that_a_restart_of_plex_cut_off_is_asked_for_once_more(harbour: Arriving) -> None:
    harbour.plex.set_scan_seconds(4)
    arrive(harbour, file_of(3))
    harbour.live(12)
    harbour.plex.restart(10)
    harbour.settle(300)
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 01")] * 2
    assert gone_with(harbour, "S01E03")


def test_a_new_folder_that_plex_overlooks_is_found_by_a_scan_of_the_one_above(harbour: Arriving) -> None:
    harbour.plex.set_habits(misses_new_folders=True)
    arrive(harbour, file_of(1, season=2))
    harbour.settle()
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 02"), (1, SHOW)]
    assert gone_with(harbour, "S02E01")


def test_what_never_shows_in_plex_is_said_to_be_missing_there_after_everything_was_scanned(harbour: Arriving) -> None:
    harbour.tell(file_of(3))
    harbour.settle(200)
    assert harbour.asked_scans() == [(1, f"{SHOW}/Season 01"), (1, SHOW), (1, None)]
    (row,) = harbour.folders()
    assert row.state == "unseen"
    assert row.sentence == f"{file_of(3)} is not in Plex. All was scanned, up to the whole library."
    harbour.plex.put_file(1, file_of(3))
    assert retry(harbour.house, row.id)
    harbour.settle()
    assert gone_with(harbour, "S01E03")


def test_a_show_without_its_metadata_is_not_taken_for_there(harbour: Arriving) -> None:
    harbour.broadcast(701, "Quay West", {1: 2})
    harbour.plex.set_habits(late_metadata=20.0)
    path = "/media/TV/Quay West (2011)/Season 01/Quay West - S01E01.mkv"
    harbour.plex.put_file(1, path, title="Quay West", year=2011, guids=["tmdb://701"])
    harbour.tell(path)
    harbour.live(20)
    assert harbour.folders()[0].sentence == "It is there; Plex still reads what it is."
    assert harbour.told("Quay West") is None
    harbour.settle()
    assert harbour.lacks("Quay West") == ("S01E02",)
    assert len(harbour.asked_scans()) == 1


def test_an_old_plex_is_asked_for_the_whole_library_and_that_is_told(harbour: Arriving) -> None:
    harbour.plex.set_server(version="1.19.5.3112")
    harbour.scan("full")
    arrive(harbour, file_of(3))
    harbour.live(11)
    assert harbour.asked_scans() == [(1, None)]
    assert "cannot scan a single folder" in (harbour.folders()[0].sentence or "")
    harbour.settle()
    assert gone_with(harbour, "S01E03")


def test_what_was_deleted_is_missing_again(harbour: Arriving) -> None:
    show = harbour.plex.find_show("Harbour Lights")
    (held,) = harbour.plex.episode(harbour.plex.find_episode(show, 1, 2)).media[0].files
    harbour.plex.take_file(1, held)
    harbour.tell(held, gone=True)
    harbour.settle()
    assert "S01E02" in harbour.lacks("Harbour Lights")


def test_what_was_deleted_with_its_folder_is_missing_again_in_a_large_library_too(harbour: Arriving) -> None:
    for other in range(710, 732):
        harbour.own(f"Other {other}", other, {1: [1]})
    harbour.scan("full")
    harbour.plex.take_file(1, SHOW)
    harbour.tell(SHOW, gone=True, folder=True)
    harbour.settle()
    assert harbour.lacks("Harbour Lights")[:2] == ("S01E01", "S01E02")


def test_a_file_in_the_root_of_a_library_lets_the_whole_of_it_be_scanned(harbour: Arriving) -> None:
    harbour.plex.put_file(
        1, "/media/TV/Harbour Lights S01E03.mkv", title="Harbour Lights", year=2010, guids=["tmdb://700"]
    )
    harbour.tell("/media/TV/Harbour Lights S01E03.mkv")
    harbour.settle()
    assert harbour.asked_scans() == [(1, None)]


def test_what_was_about_to_be_asked_when_the_process_died_is_asked_after_all(harbour: Arriving) -> None:
    arrive(harbour, file_of(3))
    harbour.live(5)
    (row,) = harbour.folders()
    with harbour.house.database.writing() as connection:  # as it is written before the request
        died = {"state": "asked", "asked": 1, "asked_at": harbour.clock.at, "due_at": harbour.clock.at, "failures": 0}
        connection.execute(refreshes_table.update().values(**died))
    harbour.restart()
    harbour.settle()
    assert row.id == harbour.folders()[0].id
    assert gone_with(harbour, "S01E03")


def test_what_replaces_something_goes_before_the_rest(harbour: Arriving) -> None:
    harbour.plex.put_file(1, file_of(3))
    harbour.plex.put_file(1, file_of(1, season=2))
    harbour.tell(file_of(3))
    harbour.tell(file_of(1, season=2), upgrade=True)
    harbour.settle()
    assert [path for _, path in harbour.asked_scans()] == [f"{SHOW}/Season 02", f"{SHOW}/Season 01"]


def test_a_show_that_was_never_there_comes_onto_the_list_with_its_first_file(harbour: Arriving) -> None:
    harbour.broadcast(701, "Quay West", {1: 2})
    path = "/media/TV/Quay West (2011)/Season 01/Quay West - S01E01.mkv"
    harbour.plex.put_file(1, path, title="Quay West", year=2011, guids=["tmdb://701"])
    harbour.tell(path)
    harbour.settle()
    assert harbour.lacks("Quay West") == ("S01E02",)


def test_a_person_drops_a_folder_or_lets_it_wait_no_longer(harbour: Arriving) -> None:
    arrive(harbour, file_of(3))
    harbour.live(1)
    (row,) = harbour.folders()
    assert drop(harbour.house, row.id)
    harbour.live(20)
    assert harbour.asked_scans() == []
    assert not drop(harbour.house, row.id)
    arrive(harbour, file_of(3))
    harbour.live(1)
    assert run_now(harbour.house, harbour.folders()[0].id)
    harbour.live(1)
    assert len(harbour.asked_scans()) == 1
