"""What people complained of in autopulse, plex_autoscan, Metarr and Sonarr's own word to Plex: here it is not."""

from parity.actions.ask_places import opened
from parity.actions.item_refresh import refresh_item
from parity.actions.listen import catch_up
from parity.core.hook_arr import read_arr
from parity.core.told import ItemTold, Told
from parity.demo.faults import Fault
from parity.store import arrivals
from tests.actions.complaining import SHOW, Complaining
from tests.actions.neighbours import Neighbour


def told_by_sonarr(home: Complaining, event: str, **more: object) -> None:
    """Sonarr posts this about the show."""
    told = read_arr({"eventType": event, "series": {"title": "Harbour Lights", "path": SHOW}, **more})
    with home.house.database.writing() as connection:
        arrivals.add(connection, "sonarr", told, None, home.clock())


# -- autopulse


def test_autopulse_590_a_file_that_is_never_seen_here_is_not_waited_for_for_ever(home: Complaining) -> None:
    home.restart(PARITY_REFRESH_CHECK_FILES="true")
    season = next(home.seasons)
    home.tell(*home.came(home.file(season)))
    home.live(10)
    assert (home.asked_scans(), home.row().sentence) == ([], f"{home.file(season)} is not there yet.")
    home.clock.on(hours=1)
    home.settle()
    assert home.there(season, 1)


def test_autopulse_326_metarr_6_a_webhook_of_plex_brings_the_list_up_to_date(home: Complaining) -> None:
    season = next(home.seasons)
    show = home.plex.find_show("Harbour Lights")
    home.plex.add_episode(show, season, 1)
    item = ItemTold(home.plex.machine_identifier, "1", str(show), str(show))
    with home.house.database.writing() as connection:
        for _ in range(3):
            arrivals.add(connection, "plex", Told("plex", "library.new", "New", item=item), None, home.clock())
    home.settle()
    assert home.there(season, 1)
    assert home.asked_scans() == []


# -- plex_autoscan


def test_plex_autoscan_166_what_sonarr_deletes_is_missing_again(home: Complaining) -> None:
    season = next(home.seasons)
    home.tell(*home.came(home.file(season), home.file(season, 2)))
    home.settle()
    assert home.there(season, 1, 2)
    home.plex.take_file(1, home.file(season))
    gone = {"path": home.file(season), "relativePath": "1.mkv"}
    told_by_sonarr(home, "EpisodeFileDelete", episodeFile=gone, deleteReason="manual")
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(season))] * 2
    assert "S" + f"{season:02}E01" in home.lacks("Harbour Lights")
    assert home.there(season, 2)


def test_plex_autoscan_153_an_upgrade_goes_before_what_came_before_it(home: Complaining) -> None:
    plain, better = next(home.seasons), next(home.seasons)
    home.tell(*home.came(home.file(plain)))
    home.tell(*home.came(home.file(better)), upgrade=True)
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(better)), (1, home.folder_of(plain))]


def test_plex_autoscan_47_95_a_second_request_and_many_more_do_not_stop_the_queue(home: Complaining) -> None:
    seasons = [next(home.seasons) for _ in range(2)]
    for _ in range(5):
        for season in seasons:
            home.tell(*home.came(home.file(season)))
    home.settle()
    assert sorted(home.asked_scans()) == [(1, home.folder_of(season)) for season in seasons]
    assert all(home.there(season, 1) for season in seasons)


def test_plex_autoscan_90_what_came_while_nobody_was_at_work_is_caught_up_with(home: Complaining) -> None:
    season, since = next(home.seasons), home.clock.at
    home.plex.now = max(home.plex.now, int(since.timestamp()))
    home.came(home.file(season))
    home.plex.refresh(1)
    home.plex.end_scans()
    home.clock.on(hours=9)
    home.restart()
    home.settle()
    assert not home.there(season, 1)
    with opened(home.house, home.plex.machine_identifier, home.stop) as library:
        catch_up(home.house, home.plex.machine_identifier, library, since)
    home.settle()
    assert home.there(season, 1)
    assert home.asked_scans() == [(1, None)], "the one of Plex itself"


def test_plex_autoscan_71_67_only_what_came_is_analysed_and_only_if_that_is_wished_for_but_a_new_file_too(
    home: Complaining,
) -> None:
    season = next(home.seasons)
    home.tell(*home.came(home.file(season), home.file(season, 2)))
    home.settle()
    assert (home.plex.analyzed, home.plex.item_refreshes) == ([], [])
    home.restart(PARITY_REFRESH_METADATA="analyze")
    better = home.came(home.file(season, 1, " 2160p"))
    for _ in range(2):
        home.tell(*better, upgrade=True)
    home.settle()
    assert home.plex.analyzed == [home.plex.find_episode(home.plex.find_show("Harbour Lights"), season, 1)]


def test_plex_autoscan_71_a_wish_that_fails_keeps_no_folder_on_the_list(home: Complaining) -> None:
    home.restart(PARITY_REFRESH_METADATA="analyze")
    home.plex_fails("status", "/analyze", status=500)
    season = next(home.seasons)
    home.tell(*home.came(home.file(season)))
    home.settle()
    assert home.there(season, 1)
    assert home.row().state == "done"
    assert (home.row().sentence or "").startswith("It is there; what you wish beside that could not be done. Plex: ")


# -- Metarr


def test_metarr_2_the_metadata_of_a_single_show_is_read_again(home: Complaining) -> None:
    refresh_item(home.house, home.stop, show_id=home.show_id("Harbour Lights"))
    assert home.plex.item_refreshes == [home.plex.find_show("Harbour Lights")]


def test_metarr_3_a_scan_that_takes_long_is_never_taken_for_one_that_is_over(home: Complaining) -> None:
    season = next(home.seasons)
    home.plex.set_scan_seconds(600)
    home.tell(*home.came(home.file(season)))
    home.live(5)
    for _ in range(8):
        home.clock.on(seconds=60)
        home.plex.pass_time(60)
        home.look()
        assert home.row().state == "scanning"
        assert not home.there(season, 1)
    home.plex.pass_time(120)
    home.settle()
    assert len(home.asked_scans()) == 1
    assert home.there(season, 1)


def test_metarr_4_nothing_is_scanned_while_somebody_plays_from_the_library(home: Complaining) -> None:
    home.restart(PARITY_HOLD_WHILE_PLAYING="true")
    home.plex.play(home.plex.find_episode(home.plex.find_show("Harbour Lights"), 1, 1))
    home.tell(*home.came(home.file(next(home.seasons))))
    home.live(15)
    assert home.asked_scans() == []
    assert (home.row().sentence or "").startswith("Kaylee plays ")
    home.plex.stop_playing()
    home.settle()
    assert len(home.asked_scans()) == 1


def test_metarr_5_each_of_several_servers_is_asked_as_it_calls_the_folder(home: Complaining) -> None:
    cellar = Neighbour(home, "Cellar")
    cellar.world.add_section("Serien", locations=["/media/TV"])
    cellar.keep()
    home.scan("incremental")
    season = next(home.seasons)
    cellar.world.put_file(1, home.file(season), guids=["tmdb://700"])
    home.tell(*home.came(home.file(season)))
    home.settle()
    assert home.asked_scans() == cellar.world.asked_scans() == [(1, home.folder_of(season))]
    home.forget(cellar)


def test_metarr_9_autopulse_a_message_outlasts_a_new_process_and_an_hour_without_plex(home: Complaining) -> None:
    season = next(home.seasons)
    home.plex_faults.add(Fault("closed"))
    told = home.tell(*home.came(home.file(season)))
    home.live(4)
    home.restart()  # nobody could ask yet, and the process is another one
    for _ in range(12):
        home.live(1)
        home.clock.on(minutes=5)
    home.plex_faults.clear()
    home.settle()
    assert home.message(told).outcome == "queued"
    assert home.asked_scans() == [(1, home.folder_of(season))]
    assert home.there(season, 1)


# -- Sonarr, agregarr


def test_sonarr_649_of_a_season_that_comes_while_plex_scans_no_episode_is_left_out(home: Complaining) -> None:
    season = next(home.seasons)
    home.plex.set_scan_seconds(4)
    for number in range(1, 4):
        home.came(home.file(season, number))
        told_by_sonarr(home, "Download", episodeFile={"path": home.file(season, number)})
        home.live(2.5)
    home.settle()
    assert home.there(season, 1, 2, 3)
    assert 2 <= len(home.asked_scans()) <= 3


def test_sonarr_8191_metarr_1_plex_is_really_asked_and_once_for_a_message_that_comes_twice(home: Complaining) -> None:
    season = next(home.seasons)
    home.came(home.file(season))
    for _ in range(2):
        told_by_sonarr(home, "Download", episodeFile={"path": home.file(season)})
        home.live(1)
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(season))]


def test_sonarr_1093_a_path_of_its_own_is_never_sent_to_plex_and_nothing_is_lost_there(home: Complaining) -> None:
    before = len(home.plex.episodes[home.plex.find_show("Harbour Lights")])
    home.tell("/tv/Harbour Lights/Season 1/1.mkv")
    home.live(10)
    assert (home.row().state, home.asked_scans()) == ("unmapped", [])
    assert len(home.plex.episodes[home.plex.find_show("Harbour Lights")]) == before


def test_agregarr_72_docker_plex_350_a_new_folder_that_plex_overlooks_is_found_by_the_one_above(
    home: Complaining,
) -> None:
    home.plex.set_habits(misses_new_folders=True)
    season = next(home.seasons)
    home.tell(*home.came(home.file(season)))
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(season)), (1, SHOW)]
    assert home.there(season, 1)
