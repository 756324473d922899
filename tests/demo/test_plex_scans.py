"""The fake Plex takes its time: scans, who plays, and starting anew."""

from typing import Any

import pytest

from tests.demo.served import Plex

HOME = "/media/tv/Dark Water (2025)"
SEASON = f"{HOME}/Season 01"


def activities(plex: Plex) -> list[Any]:
    found = plex.container("/activities").get("Activity", [])
    assert isinstance(found, list)
    return found


def is_refreshing(plex: Plex) -> object:
    return plex.container("/library/sections")["Directory"][0]["refreshing"]


def count(plex: Plex) -> object:
    return plex.page(0, 0)["totalSize"]


def test_a_scan_is_an_activity_until_its_time_is_over(plex: Plex) -> None:
    plex.world.set_scan_seconds(10)
    plex.world.put_file(1, f"{SEASON}/Dark Water S01E03.mkv")
    assert plex.get("/library/sections/1/refresh", path=SEASON).status_code == 200
    (scan,) = activities(plex)
    assert (scan["type"], scan["title"], scan["subtitle"]) == ("library.update.section", "Scanning TV Shows", SEASON)
    assert (scan["Context"], is_refreshing(plex), count(plex)) == ({"librarySectionID": "1"}, True, 2)
    plex.world.pass_time(10)
    assert (activities(plex), is_refreshing(plex), count(plex)) == ([], False, 3)
    assert plex.world.asked_scans() == [(1, SEASON)]


def test_a_scan_is_told_in_xml_too(plex: Plex) -> None:
    plex.world.set_scan_seconds(10)
    plex.world.refresh(1, SEASON)
    text = plex.session.get(f"{plex.url}/activities", headers={"X-Plex-Token": plex.world.token}).text
    assert '<Activity uuid="00000001-' in text
    assert 'type="library.update.section" cancellable="0" userID="1" title="Scanning TV Shows"' in text
    assert '<Context librarySectionID="1"/>' in text


def test_a_file_that_comes_in_mid_scan_is_for_the_next_one(plex: Plex) -> None:
    plex.world.set_scan_seconds(10)
    plex.get("/library/sections/1/refresh", path=SEASON)
    plex.world.put_file(1, f"{SEASON}/Dark Water S01E03.mkv")
    plex.world.end_scans()
    assert count(plex) == 2
    plex.get("/library/sections/1/refresh", path=SEASON)
    plex.world.end_scans()
    assert count(plex) == 3


def test_scans_of_one_library_go_on_one_after_another(plex: Plex) -> None:
    plex.world.set_scan_seconds(10)
    for path in (SEASON, HOME, HOME):
        plex.get("/library/sections/1/refresh", path=path)
    assert [scan["subtitle"] for scan in activities(plex)] == [SEASON]
    plex.world.pass_time(10)
    assert [scan["subtitle"] for scan in activities(plex)] == [HOME]
    plex.world.pass_time(10)
    assert (activities(plex), is_refreshing(plex)) == ([], False)


def test_the_context_of_a_scan_may_come_late_and_name_the_library_by_a_number(plex: Plex) -> None:
    plex.world.set_habits(scan_seconds=10, context_late=1, ids_as_text=False)
    plex.get("/library/sections/1/refresh")
    assert "Context" not in activities(plex)[0]
    plex.world.pass_time(1)
    assert activities(plex)[0]["Context"] == {"librarySectionID": 1}
    plex.world.pass_time(9)
    told = [(news.body["event"], "Context" in str(news.body)) for news in plex.world.lines.told]
    assert told == [("started", False), ("updated", True), ("ended", True)]


def test_a_scan_of_a_folder_may_leave_no_stamp_on_its_library(plex: Plex) -> None:
    plex.world.set_habits(stamps_folders=False)
    before = plex.world.sections[1].scanned_at
    plex.world.refresh(1, SEASON)
    assert plex.world.sections[1].scanned_at == before
    plex.world.refresh(1)
    assert plex.world.sections[1].scanned_at > before


def test_a_restart_loses_scans_and_players_and_answers_503_for_a_while(plex: Plex) -> None:
    plex.world.set_scan_seconds(10)
    plex.world.put_file(1, f"{SEASON}/Dark Water S01E03.mkv")
    plex.world.play(plex.first)
    plex.get("/library/sections/1/refresh")
    plex.world.restart(30)
    assert [plex.get(path).status_code for path in ("/activities", "/identity")] == [503, 503]
    plex.world.pass_time(30)
    assert (activities(plex), is_refreshing(plex), count(plex)) == ([], False, 2)
    assert plex.container("/status/sessions") == {"size": 0}


def test_who_plays_is_told_with_the_library_they_play_from(plex: Plex) -> None:
    key = plex.world.play(plex.first, "Kaylee")
    plex.world.play(None, "Wash", title="News")
    plex.world.set_playing(key, "paused")
    first, live = plex.container("/status/sessions")["Metadata"]
    assert (first["librarySectionID"], first["ratingKey"], first["grandparentTitle"]) == (
        "1", str(plex.first), "Dark Water",
    )  # fmt: skip
    assert (first["User"]["title"], first["Player"]["state"]) == ("Kaylee", "paused")
    assert (live["live"], "ratingKey" in live) == ("1", False)
    plex.world.stop_playing()
    assert plex.container("/status/sessions") == {"size": 0}
    assert [news.body["state"] for news in plex.world.lines.told] == [
        "playing", "playing", "paused", "stopped", "stopped",
    ]  # fmt: skip


def test_what_is_put_is_noted(plex: Plex) -> None:
    def put(path: str, token: str = "demo-plex-token") -> int:
        return plex.session.put(plex.url + path, headers={"X-Plex-Token": token}).status_code

    assert put(f"/library/metadata/{plex.show}/refresh") == 200
    assert put(f"/library/metadata/{plex.first}/analyze") == 200
    plex.world.trash_episode(plex.first)
    assert put("/library/sections/1/emptyTrash") == 200
    assert (plex.world.item_refreshes, plex.world.analyzed, plex.world.emptied) == ([plex.show], [plex.first], [1])
    assert count(plex) == 1
    assert [put("/library/metadata/9999/refresh"), put("/library/sections/9/emptyTrash")] == [404, 404]
    assert put("/library/sections/1/emptyTrash", "somebody-else's") == 401


@pytest.mark.parametrize(
    ("do", "args", "result"),
    [
        ("put_file", {"section": 1, "path": f"{SEASON}/Dark Water S01E03.mkv", "episode_guids": ["tmdb://1"]}, None),
        ("set_habits", {"context_late": 1, "silent": True}, None),
        ("asked_scans", {}, []),
        ("play", {"item": None, "title": "News"}, "1"),
        ("restart", {"seconds": 5}, None),
    ],
)
def test_all_of_it_can_be_done_from_another_process(plex: Plex, do: str, args: object, result: object) -> None:
    answer = plex.session.post(f"{plex.url}/_world", json={"do": do, "args": args})
    assert (answer.status_code, answer.json()) == (200, {"result": result})


def test_habits_that_nobody_has_are_refused(plex: Plex) -> None:
    assert plex.session.post(f"{plex.url}/_world", json={"do": "set_habits", "args": {"cleans": 1}}).status_code == 400
