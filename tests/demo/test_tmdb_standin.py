"""The stand-in for TMDB answers in the recorded shapes."""

import gzip
import json

import pytest
import requests

from tests.demo.served import Tmdb


def test_details_carry_the_recorded_fields(tmdb: Tmdb) -> None:
    body = tmdb.json("/tv/7")
    assert list(body) == [
        *("adult", "backdrop_path", "created_by", "episode_run_time", "first_air_date", "genres", "homepage"),
        *("id", "in_production", "languages", "last_air_date", "last_episode_to_air", "name"),
        *("next_episode_to_air", "networks", "number_of_episodes", "number_of_seasons", "origin_country"),
        *("original_language", "original_name", "overview", "popularity", "poster_path"),
        *(
            "production_companies",
            "production_countries",
            "seasons",
            "softcore",
            "spoken_languages",
            "status",
        ),
        *("tagline", "type", "vote_average", "vote_count"),
    ]


def test_last_and_next_episode_are_parted_by_the_worlds_today(tmdb: Tmdb) -> None:
    body = tmdb.json("/tv/7")
    last, coming = body["last_episode_to_air"], body["next_episode_to_air"]
    assert isinstance(last, dict)
    assert isinstance(coming, dict)
    assert (last["air_date"], coming["air_date"]) == ("2026-03-09", "2026-03-16")


def test_specials_count_neither_as_season_nor_as_episodes(tmdb: Tmdb) -> None:
    tmdb.world.add_season(7, 0, ["2025-06-01"])
    body = tmdb.json("/tv/7")
    assert (body["number_of_seasons"], body["number_of_episodes"]) == (2, 4)
    seasons = body["seasons"]
    assert isinstance(seasons, list)
    assert [(s["season_number"], s["episode_count"]) for s in seasons] == [(0, 1), (1, 2), (2, 2)]


def test_appended_parts_stand_under_their_literal_key_and_unknown_ones_are_left_out(tmdb: Tmdb) -> None:
    body = tmdb.json("/tv/7", append_to_response="external_ids,season/1,season/9,nonsense")
    assert body["external_ids"] == {
        "imdb_id": "tt0000007",
        **dict.fromkeys(("freebase_mid", "freebase_id", "tvrage_id", "wikidata_id", "facebook_id")),
        "tvdb_id": 707,
        "instagram_id": None,
        "twitter_id": None,
    }
    season = body["season/1"]
    assert isinstance(season, dict)
    assert [e["episode_number"] for e in season["episodes"]] == [1, 2]
    assert not {"season/9", "nonsense"} & set(body)


def test_an_appended_season_equals_the_season_asked_for_alone(tmdb: Tmdb) -> None:
    assert tmdb.json("/tv/7", append_to_response="season/2")["season/2"] == tmdb.json("/tv/7/season/2")


def test_an_episode_carries_the_recorded_fields_with_crew_and_guests(tmdb: Tmdb) -> None:
    episodes = tmdb.json("/tv/7/season/1")["episodes"]
    assert isinstance(episodes, list)
    first = episodes[0]
    assert set(first) == {
        *(
            "air_date",
            "episode_number",
            "episode_type",
            "id",
            "name",
            "overview",
            "production_code",
            "runtime",
        ),
        *("season_number", "show_id", "still_path", "vote_average", "vote_count", "crew", "guest_stars"),
    }
    assert {"job", "department", "credit_id", "profile_path"} < set(first["crew"][0])
    assert {"character", "credit_id", "order", "profile_path"} < set(first["guest_stars"][0])


def test_a_show_weighs_what_it_shall_and_travels_squeezed(tmdb: Tmdb) -> None:
    answer = tmdb.get("/tv/7", append_to_response="external_ids,season/1,season/2")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert 110_000 < len(answer.content) < 130_000
    assert int(answer.headers["Content-Length"]) < len(answer.content) / 5


def test_a_client_that_does_not_take_gzip_gets_plain_bytes(tmdb: Tmdb) -> None:
    tmdb.session.headers["Accept-Encoding"] = "identity"
    answer = tmdb.get("/tv/7")
    assert "Content-Encoding" not in answer.headers
    assert answer.json()["id"] == 7


def test_more_than_twenty_appended_parts_are_refused(tmdb: Tmdb) -> None:
    twenty = ",".join(f"season/{n}" for n in range(20))
    assert tmdb.get("/tv/7", append_to_response=twenty).status_code == 200
    refused = tmdb.get("/tv/7", append_to_response=f"{twenty},external_ids")
    assert (refused.status_code, refused.json()["status_code"]) == (400, 27)


@pytest.mark.parametrize("path", ["/tv/8", "/tv/8/season/1", "/tv/7/season/9", "/tv/8/external_ids", "/nothing"])
def test_what_is_not_there_is_404_code_34(tmdb: Tmdb, path: str) -> None:
    answer = tmdb.get(path)
    assert answer.status_code == 404
    assert answer.json() == {
        "success": False,
        "status_code": 34,
        "status_message": "The resource you requested could not be found.",
    }


def test_key_or_token_opens_and_anything_else_is_401_code_7(tmdb: Tmdb) -> None:
    where = f"{tmdb.url}/3/tv/7"
    bearer = {"Authorization": f"Bearer {tmdb.world.v4_token}"}
    assert requests.get(where, headers=bearer, timeout=5).status_code == 200
    refused = requests.get(where, params={"api_key": "wrong"}, timeout=5)
    assert (refused.status_code, refused.json()["status_code"]) == (401, 7)
    assert refused.headers["Cache-Control"] == "public, max-age=300"


def test_answers_may_be_kept_and_carry_a_tag_that_changes_with_the_show(tmdb: Tmdb) -> None:
    before = tmdb.get("/tv/7").headers
    tmdb.world.set_show(7, status="Ended")
    after = tmdb.get("/tv/7").headers
    assert before["Cache-Control"] == "public, max-age=21600"
    assert before["ETag"].startswith('W/"')
    assert before["ETag"] != after["ETag"]


def test_find_answers_by_imdb_and_tvdb_id_with_lists_of_every_kind(tmdb: Tmdb) -> None:
    kinds = ["movie_results", "person_results", "tv_results", "tv_episode_results", "tv_season_results"]
    for external_id, source in (("tt0000007", "imdb_id"), ("707", "tvdb_id")):
        body = tmdb.json(f"/find/{external_id}", external_source=source)
        assert list(body) == kinds
        assert [row["id"] for row in body["tv_results"]] == [7]
    assert tmdb.json("/find/708", external_source="tvdb_id") == dict.fromkeys(kinds, [])


def test_a_stray_tvdb_id_finds_an_episode_and_a_season_but_no_series(tmdb: Tmdb) -> None:
    tmdb.world.strays.append("tvdb_id/30272")
    body = tmdb.json("/find/30272", external_source="tvdb_id")
    assert [len(body[k]) for k in ("tv_results", "tv_episode_results", "tv_season_results")] == [0, 1, 1]


def test_search_goes_by_words_and_the_year_of_the_first_air_date(tmdb: Tmdb) -> None:
    tmdb.world.add_show(8, "Dark Water", first_air_date="2011-01-01")
    tmdb.world.add_show(9, "Clear Water", original_name="Klares Wasser", first_air_date="2011-01-01")

    def ids(**asked: object) -> list[int]:
        return [row["id"] for row in tmdb.json("/search/tv", **asked)["results"]]

    assert ids(query="dark water") == [7, 8]
    assert ids(query="Dark Water", first_air_date_year=2011) == [8]
    assert ids(query="klares") == [9]
    nothing = {"page": 1, "results": [], "total_pages": 1, "total_results": 0}
    assert tmdb.json("/search/tv", query="unheard of") == nothing


def test_configuration_and_episode_groups_answer(tmdb: Tmdb) -> None:
    images = tmdb.json("/configuration")["images"]
    assert isinstance(images, dict)
    assert images["secure_base_url"] == "https://image.tmdb.org/t/p/"
    assert tmdb.json("/tv/7/episode_groups") == {"results": [], "id": 7}


def test_requests_are_counted_by_kind_and_by_show(tmdb: Tmdb) -> None:
    tmdb.get("/tv/7")
    tmdb.get("/tv/7")
    tmdb.get("/tv/7/season/1")
    tmdb.get("/search/tv", query="x")
    assert dict(tmdb.world.requests.kinds) == {"details_of": 2, "season_of": 1, "search": 1}
    assert dict(tmdb.world.requests.asked) == {"7": 3}


def test_a_body_is_squeezed_once_and_again_only_after_a_change(tmdb: Tmdb) -> None:
    first, second = (
        tmdb.session.get(f"{tmdb.url}/3/tv/7", params={"api_key": tmdb.world.v3_key}, stream=True) for _ in "ab"
    )
    raw = [answer.raw.read() for answer in (first, second)]
    assert raw[0] == raw[1]
    assert json.loads(gzip.decompress(raw[0]))["name"] == "Dark Water"
    tmdb.world.set_show(7, name="Darker Water")
    assert tmdb.json("/tv/7")["name"] == "Darker Water"
