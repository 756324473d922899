"""A show with all its seasons: how few requests it takes, and that it is whole or a failure."""

from dataclasses import replace
from datetime import date

import pytest

from parity.cache import Remembered
from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.failures import NotFound, Unavailable
from parity.tmdb.trimming import lean
from tests.loopback import Asked, Reply, as_json
from tests.tmdb.bodies import PERSON, Body, details, episode, listed, season, show
from tests.tmdb.conftest import Opening

BLIND = "external_ids," + ",".join(f"season/{number}" for number in range(19))


def codes(found: ProviderShow) -> list[tuple[int, int]]:
    return [(e.season, e.number) for e in found.episodes]


def a_season(number: int, episodes: int = 1) -> list[Body]:
    return [episode(number, n) for n in range(1, episodes + 1)]


def test_a_show_with_its_ids_and_seasons_is_one_request(opened: Opening) -> None:
    special = episode(0, 0, air_date=None, runtime=None, name="Extra", episode_type="finale")
    catalogue, server = opened(show({1: a_season(1, 2), 0: [special]}))
    assert catalogue.show(1396) == ProviderShow(
        provider="tmdb",
        show_id=1396,
        title="Breaking Bad",
        original_title="Breaking Bad",
        year=2008,
        status="Ended",
        kind="Scripted",
        poster="/poster.jpg",
        imdb_id="tt0903747",
        tvdb_id=81189,
        origin=("US",),
        episodes=(
            ProviderEpisode(0, 0, 0, "Extra", None, None, "finale"),
            ProviderEpisode(1, 1, 1001, "Episode 1", date(2008, 1, 20), 59, "standard"),
            ProviderEpisode(1, 2, 1002, "Episode 2", date(2008, 1, 20), 59, "standard"),
        ),
    )
    assert [asked.query["append_to_response"] for asked in server.asked] == [BLIND]


def test_season_numbers_are_those_listed_not_counted_up(opened: Opening) -> None:
    catalogue, server = opened(show({1: a_season(1), 2011: a_season(2011), 2012: a_season(2012)}))
    assert codes(catalogue.show(1396)) == [(1, 1), (2011, 1), (2012, 1)]
    assert [asked.query["append_to_response"] for asked in server.asked] == [BLIND, "season/2011,season/2012"]


def test_a_long_show_takes_one_more_request_for_each_twenty_seasons(opened: Opening) -> None:
    catalogue, server = opened(show({number: a_season(number) for number in range(61)}))
    assert codes(catalogue.show(1396)) == [(number, int(number >= 0)) for number in range(61)]
    assert [asked.query["append_to_response"].count("season/") for asked in server.asked] == [19, 20, 20, 2]


def test_known_seasons_and_the_next_one_are_asked_for_at_once(opened: Opening) -> None:
    catalogue, server = opened(show({number: a_season(number) for number in (0, 2011, 2012, 2013)}))
    assert len(catalogue.show(1396, known=(2012, 0, 2011)).episodes) == 4
    assert [asked.query["append_to_response"] for asked in server.asked] == [
        "external_ids,season/0,season/2011,season/2012,season/2013"
    ]


def test_a_season_that_was_not_known_is_found_all_the_same(opened: Opening) -> None:
    catalogue, server = opened(show({number: a_season(number) for number in (0, 1, 2, 3)}))
    assert codes(catalogue.show(1396, known=(1,))) == [(0, 1), (1, 1), (2, 1), (3, 1)]
    assert len(server.asked) == 2


def test_what_is_known_changes_the_requests_and_never_the_show(opened: Opening) -> None:
    catalogue, _ = opened(show({number: a_season(number, 3) for number in range(25)}))
    found = {catalogue.show(1396, known) for known in [(), (1, 2), range(25), (99,), range(40)]}
    assert len(found) == 1


def test_episodes_are_sorted_numbers_keep_their_gaps_and_of_a_repeated_number_the_first_holds(opened: Opening) -> None:
    twice = episode(1, 3, id=9, name="Again")
    catalogue, _ = opened(show({1: [episode(1, 20), episode(1, 3), twice, episode(1, 1301), episode(1, 1)]}))
    assert [(e.number, e.episode_id) for e in catalogue.show(1396).episodes] == [
        (1, 1001),
        (3, 1003),
        (20, 1020),
        (1301, 2301),
    ]


@pytest.mark.parametrize("air_date", [None, "", "soon", "2026-02-30", "0000-00-00"])
def test_a_date_that_is_none_is_no_date(opened: Opening, air_date: str | None) -> None:
    catalogue, _ = opened(show({1: [episode(1, 1, air_date=air_date)]}, first_air_date=air_date))
    found = catalogue.show(1396)
    assert (found.year, found.episodes[0].air_date) == (None, None)


def test_an_absent_date_is_no_date(opened: Opening) -> None:
    bare: Body = {"id": 7, "episode_number": 1}
    catalogue, _ = opened(show({1: [bare]}))
    assert catalogue.show(1396).episodes == (ProviderEpisode(1, 1, 7, "", None, None, ""),)


def test_an_announced_season_without_episodes_is_nothing(opened: Opening) -> None:
    catalogue, _ = opened(show({1: a_season(1), 24: []}))
    assert codes(catalogue.show(1396)) == [(1, 1)]


def test_empty_ids_and_pictures_are_none(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        return as_json({**details(poster_path=None), "external_ids": {"imdb_id": "", "tvdb_id": 0}})

    found = opened(answer)[0].show(1396)
    assert (found.poster, found.imdb_id, found.tvdb_id, found.episodes) == (None, None, None, ())


def test_a_show_that_tmdb_does_not_have_is_named(opened: Opening) -> None:
    catalogue, _ = opened(show({}))
    with pytest.raises(NotFound) as caught:
        catalogue.show(7)
    assert (caught.value.what, str(caught.value)) == ("show 7", "TMDB: show 7 does not exist")


def answer_with(**changes: object) -> Reply:
    """An answer with one season of one episode, some of it changed; None leaves a part out."""
    body = {
        **details(seasons=[listed(1, 1)]),
        "external_ids": {"imdb_id": "tt0903747"},
        "season/1": season(1, a_season(1)),
        **changes,
    }
    return as_json({name: value for name, value in body.items() if value is not None})


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (as_json([1]), "the answer for show 1396 is garbled: it is list, expected an object"),
        (answer_with(id="1396"), "the answer for show 1396 is garbled: id is str, expected a number"),
        (answer_with(id=1 << 70), "the answer for show 1396 is garbled: id is int, expected a number"),
        (answer_with(id=5), "the answer for show 1396 is garbled: id is int, expected 1396"),
        (answer_with(name=7), "the answer for show 1396 is garbled: name is int, expected text"),
        (answer_with(seasons=None), "the answer for show 1396 is garbled: seasons is missing, expected a list"),
        (answer_with(seasons={}), "the answer for show 1396 is garbled: seasons is dict, expected a list"),
        (answer_with(seasons=[1]), "the answer for show 1396 is garbled: a season is int, expected an object"),
        (
            answer_with(origin_country="US"),
            "the answer for show 1396 is garbled: origin_country is str, expected a list",
        ),
        (
            answer_with(external_ids=None),
            "the answer for show 1396 is garbled: external_ids is missing, expected an object",
        ),
        (answer_with(**{"season/1": None}), "partial answer: show 1396, season 1 was left out"),
        (answer_with(**{"season/1": season(1, [])}), "partial answer: show 1396, season 1 came without its 1 episodes"),
        (answer_with(**{"season/1": []}), "the answer for show 1396 is garbled: season/1 is list, expected an object"),
        (
            answer_with(**{"season/1": season(2, [])}),
            "the answer for show 1396, season 1 is garbled: season_number is int, expected 1",
        ),
        (
            answer_with(**{"season/1": {**season(1, []), "episodes": "none"}}),
            "the answer for show 1396, season 1 is garbled: episodes is str, expected a list",
        ),
        (
            answer_with(**{"season/1": season(1, [episode(1, 1, id=True)])}),
            "the answer for show 1396, season 1 is garbled: id is bool, expected a number",
        ),
        (
            answer_with(**{"season/1": season(1, [episode(1, -1)])}),
            "the answer for show 1396, season 1 is garbled: episode_number is int, expected a number",
        ),
        (
            answer_with(**{"season/1": season(1, [episode(1, 1, air_date=20080120)])}),
            "the answer for show 1396, season 1 is garbled: air_date is int, expected text",
        ),
        (
            answer_with(**{"season/1": season(1, [episode(1, 1, runtime="59")])}),
            "the answer for show 1396, season 1 is garbled: runtime is str, expected a number",
        ),
    ],
)
def test_an_answer_that_is_wrong_or_not_whole_is_no_answer_and_is_not_remembered(
    opened: Opening, cache: Remembered, reply: Reply, words: str
) -> None:
    catalogue, server = opened(reply)
    with pytest.raises(Unavailable) as caught:
        catalogue.show(1396)
    assert caught.value.detail == words
    assert len(server.asked) == 1
    assert cache.figures().entries == 0


def test_a_later_season_that_stays_away_makes_the_whole_show_unavailable(opened: Opening) -> None:
    inner = show({number: a_season(number) for number in range(25)})

    def answer(asked: Asked) -> Reply:
        return inner(replace(asked, target=asked.target.replace("season/22,", "")))

    catalogue, server = opened(answer)
    with pytest.raises(Unavailable, match=r"partial answer: show 1396, season 22 was left out$"):
        catalogue.show(1396)
    assert len(server.asked) == 2


def test_what_was_asked_is_remembered_without_asking_again(opened: Opening) -> None:
    catalogue, server = opened(show({0: [episode(0, 1)], 1: a_season(1, 3), 24: [], 30: a_season(30)}))
    assert catalogue.remembered(1396) is None
    found = catalogue.show(1396)
    asked = len(server.asked)
    assert catalogue.remembered(1396) == found
    assert len(server.asked) == asked


def test_a_season_that_is_announced_and_left_out_makes_no_hole_in_the_memory(opened: Opening) -> None:
    catalogue, _ = opened(answer_with(seasons=[listed(1, 1), listed(2, 0)]))
    found = catalogue.show(1396)
    assert (codes(found), catalogue.remembered(1396)) == ([(1, 1)], found)


def test_answers_are_kept_under_names_that_last_without_people_and_texts(opened: Opening, cache: Remembered) -> None:
    opened(show({3: a_season(3)}))[0].show(1396)
    assert cache.get("tmdb:tv:1396") == {
        "id": 1396,
        "name": "Breaking Bad",
        "original_name": "Breaking Bad",
        "status": "Ended",
        "type": "Scripted",
        "first_air_date": "2008-01-20",
        "poster_path": "/poster.jpg",
        "origin_country": ["US"],
        "external_ids": {"imdb_id": "tt0903747", "tvdb_id": 81189},
        "seasons": [{"season_number": 3, "episode_count": 1}],
    }
    kept = {
        "id": 3001,
        "episode_number": 1,
        "name": "Episode 1",
        "air_date": "2008-01-20",
        "runtime": 59,
        "episode_type": "standard",
    }
    assert cache.get("tmdb:tv:1396:season:3") == {"season_number": 3, "episodes": [kept]}


def test_people_are_dropped_before_the_episode_that_names_them_is_complete() -> None:
    assert lean(PERSON) is None
    assert lean({"crew": [None], "id": 7, "episode_number": 1, "overview": "…"}) == {"id": 7, "episode_number": 1}
    assert lean({"season_number": 1, "episodes": []}) == {"season_number": 1, "episodes": []}


def test_a_memory_with_a_hole_is_no_memory(opened: Opening, cache: Remembered) -> None:
    catalogue, _ = opened(show({1: a_season(1), 2: a_season(2)}))
    catalogue.show(1396)
    cache.delete_prefix("tmdb:tv:1396:season:2")
    assert catalogue.remembered(1396) is None


def test_a_garbled_memory_is_no_memory(opened: Opening, cache: Remembered) -> None:
    cache.put("tmdb:tv:1396", {"seasons": "many"}, 60)
    assert opened(show({}))[0].remembered(1396) is None


def test_a_full_answer_never_comes_from_the_cache(opened: Opening) -> None:
    catalogue, server = opened(show({1: a_season(1)}))
    catalogue.show(1396)
    catalogue.show(1396)
    assert len(server.asked) == 2
