"""What is done about files that Plex does not show: their folders are scanned, and they are looked for again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from parity.actions.find_unseen import compare_when_due
from parity.actions.refresh_library import NothingToScan, wait_until_done
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_to_end
from parity.actions.scan_unseen import scan_unseen
from parity.store import refreshes
from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.actions.unseen_scene import FIREFLY, SHINDIG, UnseenScene


@pytest.fixture
def scene(household: Household) -> Iterator[UnseenScene]:
    made = UnseenScene(household)
    yield made
    made.downloads.close()


def test_one_click_scans_the_folder_on_every_server_that_should_have_it(scene: UnseenScene) -> None:
    scene.look()
    ids = scan_unseen(scene.home.house, "sonarr", SHINDIG)
    assert scan_unseen(scene.home.house, "sonarr", SHINDIG) == ids
    with scene.home.house.database.reading() as connection:
        (row,) = refreshes.every_open(connection)
    assert ([row.id], row.folder, row.state) == (ids, "/media/tv/Firefly/Season 01", "waiting")
    assert [one.file for one in row.expects] == ["/media/tv/Firefly/Season 01/Firefly - S01E06.mkv"]


def test_what_is_not_on_the_list_is_not_scanned(scene: UnseenScene) -> None:
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/data/anime")
    scene.look()
    for path, said in [(FIREFLY.format(1), "not on the list any more"), ("/data/anime", "No library that is followed")]:
        with pytest.raises(NothingToScan, match=said):
            scan_unseen(scene.home.house, "sonarr", path)


def test_a_rule_for_sonarr_alone_holds_for_its_files(scene: UnseenScene) -> None:
    scene.rule("/data/anime", "/media/tv/anime", "sonarr")
    scene.downloads.import_show("Bleach", "S01E01.mkv", root="/data/anime")
    assert scene.found() == ["/data/anime/Bleach/S01E01.mkv", SHINDIG]
    (number,) = scan_unseen(scene.home.house, "sonarr", "/data/anime/Bleach/S01E01.mkv")
    with scene.home.house.database.reading() as connection:
        row = refreshes.get(connection, number)
    assert row is not None
    assert row.folder == "/media/tv/anime/Bleach"


def test_what_plex_was_seen_to_show_after_a_scan_leaves_the_list(scene: UnseenScene) -> None:
    scene.look()
    (number,) = scan_unseen(scene.home.house, "sonarr", SHINDIG)
    scene.add(6)
    scene.home.clock.pace = timedelta(seconds=1)
    done = wait_until_done(scene.home.house, [number], 600, scene.home.stop)
    assert [row.state for row in done] == ["done"]
    assert scene.unseen() == []


def test_they_are_compared_every_six_hours_and_after_a_scan_that_listed_anything(scene: UnseenScene) -> None:
    def asked() -> tuple[int, int]:
        compare_when_due(scene.home.house, scene.home.stop)
        both = (scene.downloads.sonarr, scene.downloads.radarr)
        return both[0].requests.kinds.get("series", 0), both[1].requests.kinds.get("movies", 0)

    assert [asked(), asked()] == [(1, 1), (1, 1)]
    assert scene.unseen() == [SHINDIG]
    scene.home.clock.on(hours=5)
    assert asked() == (1, 1)
    scene.home.scan()
    queued = start(scene.home.house, Request("full"))
    assert asked() == (1, 1)  # more may be listed in a moment
    run_to_end(scene.home.house, queued, scene.home.stop)
    assert [asked(), asked()] == [(2, 2), (2, 2)]
    scene.home.restart(SONARR_URL="")
    scene.home.clock.on(hours=6)
    assert (scene.unseen(), asked(), scene.unseen()) == ([SHINDIG], (2, 3), [])


def test_they_are_not_compared_with_nothing(household: Household) -> None:
    downloads = Downloads(household)
    compare_when_due(household.house, household.stop)
    assert downloads.sonarr.requests.total == 0
    downloads.close()
