"""The stand-in for Sonarr and Radarr answers in the shapes of their API, to who has the key."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.core.downloaded import Source
from parity.demo.arr_standin import create_app
from parity.demo.arr_world import KEY, ArrWorld
from parity.demo.faults import Faults


def client_of(world: ArrWorld) -> FlaskClient:
    client = create_app(world, Faults()).test_client()
    client.environ_base["HTTP_X_API_KEY"] = world.key
    return client


def told(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v3{path}")
    assert answer.status_code == status
    return json.loads(answer.data)


def test_nobody_is_told_anything_without_the_key() -> None:
    stranger = create_app(ArrWorld(), Faults()).test_client()
    for refused in (stranger.get("/api/v3/series"), stranger.get(f"/api/v3/series?apikey={KEY}")):
        assert (refused.status_code, json.loads(refused.data)) == (401, {"error": "Unauthorized"})


def test_a_show_is_listed_with_its_statistics_and_its_files_apart() -> None:
    world = ArrWorld()
    firefly = world.add_item("Firefly", "/tv/Firefly", tvdb_id=78874)
    world.put_file(firefly, "Season 01/Firefly - S01E01-E02.mkv")
    world.set_item(firefly, linked=2)
    client = client_of(world)
    (row,) = told(client, "/series")
    assert (row["title"], row["path"], row["tvdbId"]) == ("Firefly", "/tv/Firefly", 78874)
    assert (row["statistics"]["episodeFileCount"], row["statistics"]["sizeOnDisk"] > 0) == (2, True)
    (file,) = told(client, f"/episodefile?seriesId={firefly}")
    assert (file["seriesId"], file["seasonNumber"]) == (firefly, 1)
    assert (file["path"], file["relativePath"]) == (
        "/tv/Firefly/Season 01/Firefly - S01E01-E02.mkv",
        "Season 01/Firefly - S01E01-E02.mkv",
    )
    rows = [(row["episodeFileId"], row["episodeNumber"]) for row in told(client, f"/episode?seriesId={firefly}")]
    assert rows == [(file["id"], 1), (file["id"], 2), (0, 1)]
    world.take_file(firefly, "S01E01-E02.mkv")
    assert told(client, f"/episodefile?seriesId={firefly}") == []
    world.remove_item(firefly)
    assert (told(client, "/series"), told(client, f"/episodefile?seriesId={firefly}", 404)) == (
        [],
        {"message": "NotFound"},
    )


def test_a_film_brings_its_file_along() -> None:
    world = ArrWorld("radarr")
    film = world.add_item("Serenity", "C:\\Films\\Serenity", tmdb_id=16320)
    assert told(client_of(world), "/movie")[0]["hasFile"] is False
    world.put_file(film, "C:\\Films\\Serenity\\Serenity.mkv")
    (row,) = told(client_of(world), "/movie")
    assert (row["hasFile"], row["movieFile"]["relativePath"]) == (True, "Serenity.mkv")
    assert told(client_of(world), f"/moviefile?movieId={film}") == [row["movieFile"]]


@pytest.mark.parametrize(("program", "other"), [("sonarr", "/movie"), ("radarr", "/series")])
def test_each_knows_only_its_own(program: Source, other: str) -> None:
    client = client_of(ArrWorld(program))
    assert told(client, "/system/status")["appName"] == program.title()
    told(client, other, 404)


def test_a_world_that_was_kept_is_the_same_world() -> None:
    world = ArrWorld("radarr", "/radarr")
    world.add_root("/films")
    world.put_file(world.add_item("Serenity", "/films/Serenity", imdb_id="tt0379786"), "Serenity.mkv")
    again = ArrWorld.from_json(world.to_json())
    assert (again.items, again.roots, again.base, again.key) == (world.items, ["/films"], "/radarr", KEY)
    assert again.add_item("Much Ado", "/films/Much Ado") == 3
