"""Which files Sonarr and Radarr have: all of them, or a failure; never a part that looks like all."""

import pytest

from parity.core.downloaded import ArrFile, ArrStatus, Source
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.core.ids import ExternalIds
from parity.demo.faults import Fault
from parity.http import redact
from tests.arr.conftest import KEY, Opening, Program
from tests.loopback import Asked, Reply, as_json

SHOW = {"id": 1, "title": "Firefly", "path": "/tv/Firefly", "tvdbId": 78874}
FILM = {"id": 1, "title": "Serenity", "path": "/films/Serenity", "tmdbId": 16320, "hasFile": True}


def test_sonarr_tells_the_files_of_each_show_that_has_any(sonarr: Program) -> None:
    ids = ExternalIds(("tt0303461",), (1437,), (78874,))
    folder = "/data/tv/Firefly"
    assert list(sonarr.asks.files()) == [
        ArrFile(f"{folder}/Season 01/Firefly - S01E01.mkv", folder, "Firefly", 1, ids, 2, 1),
        ArrFile(f"{folder}/Specials/Firefly - S00E01.mkv", folder, "Firefly", 0, ids, 3, 1),
    ]
    assert sonarr.asked() == {"series": 1, "episode_files": 1}
    assert sonarr.asks.status() == ArrStatus("Sonarr", "Sonarr", sonarr.world.version)
    assert sonarr.asks.roots() == ("/data/tv/",)


def test_the_first_episode_of_a_file_is_told_show_by_show(sonarr: Program, radarr: Program) -> None:
    number = sonarr.world.put_file(1, "Season 01/Firefly - S01E06-E07.mkv")
    assert sonarr.asks.numbers([1]) == {2: 1, 3: 1, number: 6, 0: 1}
    assert sonarr.asked() == {"episodes_of": 1}
    assert (radarr.asks.numbers([1]), radarr.asked()) == ({}, {})


def test_radarr_tells_the_file_of_each_film_in_one_answer(radarr: Program) -> None:
    folder = "/data/films/Serenity (2005)"
    ids = ExternalIds(("tt0379786",), (16320,))
    assert list(radarr.asks.files()) == [ArrFile(f"{folder}/Serenity.mkv", folder, "Serenity", None, ids, 2, 1)]
    assert radarr.asked() == {"movies": 1}
    assert radarr.asks.status().program == "Radarr"


def test_a_radarr_that_leaves_the_file_out_of_the_list_is_asked_for_it(radarr: Program) -> None:
    radarr.world.bare = True
    assert radarr.paths() == ["/data/films/Serenity (2005)/Serenity.mkv"]
    assert radarr.asked() == {"movies": 1, "movie_files": 1}


@pytest.mark.parametrize("folder", ["/data/tv/Firefly", "\\\\nas\\tv\\Firefly", "D:\\TV\\Firefly"])
def test_old_versions_tell_a_path_within_the_folder_only(sonarr: Program, folder: str) -> None:
    sonarr.world.old = True
    number = next(iter(sonarr.world.items))
    path = folder + ("/" if "/" in folder else "\\") + "Firefly - S01E01.mkv"
    sonarr.world.set_item(number, path=folder, files={1: path})
    assert sonarr.paths() == [path]
    assert sonarr.asked() == {"series": 1, "episode_files": 2}  # without its statistics nobody knows who has none


def test_files_that_were_counted_and_do_not_come_are_no_empty_list(sonarr: Program) -> None:
    sonarr.world.set_item(1, linked=0, files={})
    assert sonarr.paths() == []
    sonarr.world.set_item(1, linked=14)
    with pytest.raises(Unavailable, match=r"partial answer for the show Firefly: it has 14 episodes with a file"):
        sonarr.paths()


def test_a_film_whose_file_does_not_come_is_no_film_without_one(opened: Opening) -> None:
    radarr, _ = opened(lambda asked: as_json([FILM] if asked.path.endswith("/movie") else []), "radarr")
    with pytest.raises(Unavailable, match=r"partial answer for the film Serenity"):
        list(radarr.files())


@pytest.mark.parametrize(("source", "row"), [("sonarr", SHOW), ("radarr", FILM)])
def test_what_was_deleted_meanwhile_is_not_there(opened: Opening, source: Source, row: object) -> None:
    def gone(asked: Asked) -> Reply:
        return as_json({"message": "NotFound"}, 404) if "file" in asked.path else as_json([row])

    asks, _ = opened(gone, source)
    assert list(asks.files()) == []


def test_a_proxy_that_does_not_find_it_is_not_believed(opened: Opening) -> None:
    def lost(asked: Asked) -> Reply:
        return Reply(b"<html>404</html>", 404) if "file" in asked.path else as_json([SHOW])

    with pytest.raises(Unavailable, match="answered with status 404|no such page"):
        list(opened(lost)[0].files())


@pytest.mark.parametrize("fault", ["html", "garbage", "truncated", "closed", "wrong_string", "status"])
@pytest.mark.parametrize("path", ["/series$", "/episodefile"])
def test_whatever_else_comes_is_no_answer(sonarr: Program, fault: str, path: str) -> None:
    sonarr.faults.add(Fault(fault, path))
    with pytest.raises(Unavailable):
        sonarr.paths()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Firefly", "a row is str"),
        ({**SHOW, "id": "1"}, "id is str"),
        ({**SHOW, "tvdbId": -1}, "tvdbId is int"),
        ({**SHOW, "statistics": []}, "statistics is list"),
        ({**SHOW, "path": 7}, "path is int"),
    ],
)
def test_a_row_that_is_not_what_it_should_be_is_no_answer(opened: Opening, row: object, said: str) -> None:
    with pytest.raises(Unavailable, match=said):
        list(opened(lambda asked: as_json([row]))[0].files())


def test_a_file_without_a_path_is_no_answer(opened: Opening) -> None:
    rows = {"/api/v3/series": [SHOW], "/api/v3/episodefile": [{"id": 1, "seasonNumber": 1}]}
    with pytest.raises(Unavailable, match="path is missing"):
        list(opened(lambda asked: as_json(rows[asked.path]))[0].files())


def test_another_program_behind_the_address_is_told(opened: Opening) -> None:
    told = as_json({"appName": "Radarr", "version": "5.14.0.9383"})
    with pytest.raises(Unavailable, match=r"Sonarr: Radarr answers at 127.*: set SONARR_URL to the address of Sonarr"):
        opened(told)[0].status()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Reply(b"", 404), "does SONARR_URL lead to Sonarr"),
        (as_json({"message": "NotFound"}, 404), "does SONARR_URL lead to Sonarr"),
        (Reply(b"", 302, {"Location": "/login?returnUrl=/api"}), "redirects to"),
        (Reply(b"<html>", 200), "answered with a web page instead of data"),
        (as_json({"error": "Forbidden"}, 403), "answered with status 403"),
    ],
)
def test_only_a_401_says_that_the_key_is_wrong(opened: Opening, answer: Reply, said: str) -> None:
    asks, _ = opened(answer)
    for ask in (asks.status, asks.roots, lambda: list(asks.files())):
        with pytest.raises(Unavailable) as trouble:
            ask()
        assert said in str(trouble.value)


def test_the_key_goes_in_a_header_and_stands_in_no_message(opened: Opening) -> None:
    asks, server = opened(as_json({"error": "Unauthorized"}, 401))
    with pytest.raises(Unauthorised) as trouble:
        asks.status()
    assert str(trouble.value).endswith("set SONARR_API_KEY to the one that Sonarr shows in Settings, General")
    (asked,) = server.asked
    assert (asked.target, asked.headers["X-Api-Key"]) == ("/api/v3/system/status", KEY)
    assert KEY not in str(trouble.value)
    assert redact(f"a key: {KEY}") == "a key: ***"


def test_a_key_that_no_longer_holds_is_refused(sonarr: Program) -> None:
    sonarr.world.set_key("another")
    with pytest.raises(Failure) as trouble:
        sonarr.asks.status()
    assert isinstance(trouble.value, Unauthorised)
