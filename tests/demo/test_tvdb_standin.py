"""The stand-in for TheTVDB answers in the recorded shapes, page by page, to who signed in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.demo.faults import Fault, Faults
from parity.demo.tvdb_standin import create_app
from parity.demo.tvdb_world import KEY, TvdbWorld

NOON = 1_781_524_800
LINKS = {"prev", "self", "next", "total_items", "page_size"}
EPISODE = """id seriesId name aired runtime nameTranslations overview overviewTranslations image imageType isMovie
seasons number absoluteNumber seasonNumber lastUpdated finaleType airsAfterSeason airsBeforeSeason airsBeforeEpisode
year"""
SERIES = """id name slug image nameTranslations overviewTranslations aliases firstAired lastAired nextAired score status
originalCountry originalLanguage defaultSeasonType isOrderRandomized lastUpdated averageRuntime episodes year"""


@pytest.fixture
def world() -> TvdbWorld:
    made = TvdbWorld(clock=lambda: NOON)
    made.add_series(78874, "Firefly", first_aired="2002-09-20", airs_time="21:00", imdb_id="tt0303461")
    made.add_episode(78874, 1, "Serenity", "2002-12-20", (1, 11), dvd=(1, 1))
    made.add_episode(78874, 2, "The Train Job", "2002-09-20", (1, 1), dvd=(1, 2), absolute=1)
    made.add_episode(78874, 3, "Heart of Gold", None, (1, 12), others={"alternate": (2, 1)})
    return made


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def client(world: TvdbWorld, faults: Faults) -> Iterator[FlaskClient]:
    with create_app(world, faults).test_client() as opened:
        token = json.loads(opened.post("/v4/login", json={"apikey": KEY}).data)["data"]["token"]
        opened.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        yield opened


def told(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(f"/v4{path}")
    assert answer.status_code == status
    return json.loads(answer.data)


def test_nobody_is_told_anything_without_a_token(world: TvdbWorld) -> None:
    stranger = create_app(world, Faults()).test_client()
    body = {"status": "failure", "message": "Unauthorized", "data": None}
    refused = stranger.get("/v4/series/78874/extended")
    assert (refused.status_code, json.loads(refused.data)) == (401, body)
    assert stranger.post("/v4/login", json={"apikey": "another"}).status_code == 401
    assert stranger.post("/v4/login", json={"apikey": KEY, "user": "x"}).status_code == 400
    world.pin = "1234"
    assert stranger.post("/v4/login", json={"apikey": KEY}).status_code == 401
    assert stranger.post("/v4/login", json={"apikey": KEY, "pin": "1234"}).status_code == 200


def test_an_order_holds_its_own_numbers_and_only_its_own_episodes(client: FlaskClient) -> None:
    body = told(client, "/series/78874/episodes/dvd?page=0")
    assert (set(body), set(body["data"]), set(body["links"])) == (
        {"status", "data", "links"},
        {"series", "episodes"},
        LINKS,
    )
    assert set(body["data"]["series"]) == set(SERIES.split())
    assert {frozenset(row) for row in body["data"]["episodes"]} == {frozenset(EPISODE.split())}
    rows = [(row["id"], row["seasonNumber"], row["number"]) for row in body["data"]["episodes"]]
    assert rows == [(1, 1, 1), (2, 1, 2)]
    assert [row["id"] for row in told(client, "/series/78874/episodes/default")["data"]["episodes"]] == [2, 1, 3]
    assert told(client, "/series/78874/episodes/regional")["data"]["episodes"] == []
    assert told(client, "/series/78874/episodes/mine", 400)["status"] == "failure"


def test_pages_tell_of_the_next_one_until_there_is_none(client: FlaskClient, world: TvdbWorld) -> None:
    world.page_size = 2
    first, last = (told(client, f"/series/78874/episodes/official?page={page}") for page in (0, 1))
    assert (first["links"]["next"] is None, last["links"]["next"]) == (False, None)
    assert [len(page["data"]["episodes"]) for page in (first, last)] == [2, 1]
    assert {page["links"]["total_items"] for page in (first, last)} == {3}


def test_what_stands_still_is_not_told_again(client: FlaskClient, world: TvdbWorld) -> None:
    first = client.get("/v4/series/78874/episodes/official")
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    again = client.get("/v4/series/78874/episodes/official", headers=since)
    assert (again.status_code, again.data) == (304, b"")
    world.set_episode(78874, 3, aired="2003-06-23")
    assert client.get("/v4/series/78874/episodes/official", headers=since).status_code == 200


def test_what_was_merged_answers_as_the_other_and_what_was_deleted_not_at_all(
    client: FlaskClient, world: TvdbWorld
) -> None:
    world.add_series(9, "Fire Fly")
    world.merge(9, 78874)
    assert told(client, "/series/9/episodes/official")["data"]["series"]["id"] == 78874
    world.delete_series(78874)
    message = "NotFoundException: error fetching "
    assert told(client, "/series/78874/episodes/official", 404) == {
        "status": "failure",
        "message": message,
        "data": None,
    }


def test_the_long_answer_tells_orders_time_and_ids(client: FlaskClient) -> None:
    data = told(client, "/series/78874/extended?short=true")["data"]
    assert [kind["type"] for kind in data["seasonTypes"]] == ["official", "dvd", "absolute", "alternate"]
    assert (data["airsTime"], data["remoteIds"]) == ("21:00", [{"id": "tt0303461", "type": 2, "sourceName": "IMDB"}])
    assert told(client, "/search/remoteid/tt0303461")["data"][0]["series"]["id"] == 78874
    assert told(client, "/search/remoteid/tt1")["data"] is None


def test_every_change_is_in_the_log_with_its_time(client: FlaskClient, world: TvdbWorld) -> None:
    world.clock = lambda: NOON + 100
    world.remove_episode(78874, 3)
    world.quiet = True
    world.set_series(78874, status="Continuing")
    (row,) = told(client, f"/updates?since={NOON + 100}&type=episodes")["data"]
    assert (row["recordId"], row["method"], row["seriesId"], row["timeStamp"]) == (3, "delete", 78874, NOON + 100)
    assert told(client, f"/updates?since={NOON + 100}&type=series")["data"] == []
    assert told(client, "/updates?since=soon", 400)["status"] == "failure"


def test_it_can_fail_as_the_real_one_did(client: FlaskClient, faults: Faults, world: TvdbWorld) -> None:
    world.page_size = 2
    path = "/series/78874/episodes/official?page=1"
    faults.add(Fault("endless", times=1))
    assert told(client, path)["links"].keys() == {"prev", "self", "next"}
    for kind, rows in (("repeat_page", 2), ("empty_page", 0), ("cut_page", 0)):
        faults.add(Fault(kind, times=1))
        assert len(told(client, path)["data"]["episodes"]) == rows
    faults.add(Fault("total_disagrees", times=1, rows=4))
    assert told(client, path)["links"]["total_items"] == 7


def test_an_unknown_order_or_series_is_refused(world: TvdbWorld) -> None:
    with pytest.raises(ValueError, match="no such order"):
        world.add_episode(78874, 9, "Nine", None, others={"mine": (1, 1)})
    with pytest.raises(LookupError):
        world.set_series(1, status="Ended")
    with pytest.raises(AttributeError):
        world.set_series(78874, colour="brown")
