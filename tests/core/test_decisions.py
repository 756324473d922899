"""What a person decided, and which of it applies (RULES R8)."""

from datetime import date
from itertools import permutations

import pytest

from parity.core.decisions import (
    all_keys,
    episode_keys,
    episode_names,
    local_keys,
    names_part_of_show,
    rulings,
    season_key,
    show_keys,
    show_names,
)
from parity.core.ids import ExternalIds
from parity.core.numbering import Number
from tests.core.builders import TODAY, day, decide, ruled

FIREFLY = ExternalIds(("tt0303461",), (1437,), (78874,))
GUID = "plex://show/5d9c085e"
NOTHING = ExternalIds()


def test_r8_a_show_goes_by_every_id_plex_gave_and_by_plex_own_guid() -> None:
    keys = show_keys(FIREFLY, GUID, "m1", "/tv/Firefly", "Firefly", 2002)
    assert keys == ("imdb:tt0303461", "tmdb:1437", "tvdb:78874", GUID)


def test_r8_plex_own_guid_is_enough_to_go_by() -> None:
    assert show_keys(NOTHING, GUID, "m1", "/tv/Firefly", "Firefly", 2002) == (GUID,)


def test_r8_the_guid_of_a_legacy_or_local_agent_is_no_key() -> None:
    keys = show_keys(FIREFLY, "com.plexapp.agents.thetvdb://78874?lang=en", "m1", None, "Firefly", 2002)
    assert keys == ("imdb:tt0303461", "tmdb:1437", "tvdb:78874")


def test_r8_a_show_without_ids_goes_by_its_folder_in_this_library_only() -> None:
    assert show_keys(NOTHING, "local://5", "m1", "/tv/Home", "Home", 2002) == ("local:m1|folder|/tv/Home",)


def test_r8_without_a_folder_it_goes_by_title_and_year_in_this_library_only() -> None:
    assert show_keys(NOTHING, "local://5", "m1", None, "Home", 2002) == ("local:m1|title|Home|2002",)
    assert show_keys(NOTHING, "", "m1", "", "Home", None) == ("local:m1|title|Home|",)


def test_r8_the_names_of_a_show_without_ids_start_with_the_best() -> None:
    assert local_keys("m1", "/tv/Home", "Home", 2002) == ("local:m1|folder|/tv/Home", "local:m1|title|Home|2002")


def test_r8_a_show_without_ids_is_found_by_every_name_it_ever_had_in_this_library() -> None:
    both = ("local:m1|folder|/tv/Home", "local:m1|title|Home|2002")
    assert show_names(NOTHING, "local://5", "m1", "/tv/Home", "Home", 2002) == both
    assert show_names(NOTHING, "", "m1", None, "Home", None) == ("local:m1|title|Home|",)


def test_r8_a_show_with_ids_is_found_by_these_alone() -> None:
    ids = ("imdb:tt0303461", "tmdb:1437", "tvdb:78874")
    assert show_names(FIREFLY, "local://5", "m1", "/tv/Firefly", "Firefly", 2002) == ids
    assert show_names(FIREFLY, GUID, "m1", "/tv/Firefly", "Firefly", 2002) == (*ids, GUID)


def test_r8_no_folder_can_be_taken_for_a_title() -> None:
    assert not set(local_keys("m1", "Home|2002", "Away", 1)) & set(local_keys("m1", None, "Home", 2002))


def test_r8_an_episode_is_kept_under_its_own_id_so_that_renumbering_loses_nothing() -> None:
    before = episode_keys(1437, Number(1, 2), 65279)
    assert before == ("tmdb:e65279",)
    assert before == episode_keys(1437, Number(2, 9), 65279)


@pytest.mark.parametrize("unknown", [None, 0])
def test_r8_an_episode_is_kept_under_its_number_only_where_its_id_is_unknown(unknown: int | None) -> None:
    assert episode_keys(1437, Number(1, 2), unknown) == ("tmdb:aired:1437:s1e2",)
    assert episode_keys(78874, Number(0, 0), unknown, "tvdb:dvd") == ("tvdb:dvd:78874:s0e0",)


def test_r8_an_episode_is_found_by_its_number_too_because_its_id_may_be_younger_than_the_decision() -> None:
    assert episode_names(1437, Number(1, 2), 65279) == ("tmdb:e65279", "tmdb:aired:1437:s1e2")
    assert episode_names(1437, Number(1, 2), None) == ("tmdb:aired:1437:s1e2",)


def test_r8_a_season_goes_by_provider_order_and_number() -> None:
    assert season_key(1437, 0) == "tmdb:aired:1437:s0"
    assert season_key(1437, 1, "tvdb:dvd") != season_key(1437, 1)
    assert season_key(143, 71) != season_key(1437, 1)


def test_r8_an_end_date_is_the_last_day_on_which_a_decision_counts() -> None:
    ignore = decide("ignore_show", until=TODAY)
    assert [ignore.in_force(when) for when in (day(-1), TODAY, day(1))] == [True, True, False]
    assert decide("ignore_show").in_force(date.max)
    assert ruled(ignore, today=TODAY).show == {"ignore_show": ignore}
    assert ruled(ignore, today=day(1)).show == {}


def test_r8_of_two_matches_the_newest_wins_and_the_other_is_still_shown() -> None:
    old = decide("match", value="57243", id=1, made=day(-9))
    new = decide("match", value="239770", id=2, made=day(-2))
    same_day = decide("match", value="1", id=3, made=day(-2))
    for found in permutations([old, new, same_day]):
        assert rulings(found, TODAY).show == {"match": same_day}
        assert rulings(found, TODAY).shadowed == (new, old)


def test_r8_the_newest_is_the_one_made_last_whatever_its_place_in_the_table() -> None:
    new = decide("match", value="239770", id=1, made=day(-2))
    taken_over = decide("match", value="57243", id=2, made=day(-9))
    assert ruled(new, taken_over).show == {"match": new}


def test_r8_when_the_newest_has_ended_the_one_before_counts_again() -> None:
    old = decide("policy", value="last", id=1, made=day(-9))
    new = decide("policy", value="all", id=2, made=day(-2), until=day(-1))
    assert ruled(old, new).show == {"policy": old}
    assert ruled(old, new).shadowed == ()


def test_a_decision_that_was_found_by_several_keys_counts_once() -> None:
    match = decide("match", ["imdb:tt1", "tmdb:2"], "2")
    assert ruled(match, match).show == {"match": match}
    assert ruled(match, match).shadowed == ()


def test_decisions_of_different_kinds_stand_side_by_side() -> None:
    kinds = ["ignore_show", "match", "order", "policy", "specials"]
    made = [decide(kind, id=at) for at, kind in enumerate(kinds)]
    assert ruled(*made).show == dict(zip(kinds, made, strict=True))


def test_seasons_and_episodes_are_kept_by_key_and_the_newest_wins() -> None:
    season = decide("ignore_season", ["tmdb:aired:1437:s2"], id=1)
    old = decide("ignore_episode", ["tmdb:e5"], id=2, made=day(-9))
    new = decide("ignore_episode", ["tmdb:e5"], id=3, made=day(-2))
    found = ruled(old, season, new)
    assert found.seasons == {"tmdb:aired:1437:s2": season}
    assert found.episodes == {"tmdb:e5": new}
    assert found.show == {}


def test_a_kind_that_is_not_known_hides_nothing() -> None:
    found = ruled(decide("accept_difference", ["tmdb:e5"]))
    assert (found.show, found.seasons, found.episodes) == ({}, {}, {})


def test_all_keys_of_some_decisions_are_told() -> None:
    assert all_keys([decide("match", ["a", "b"]), decide("order", ["b", "c"])]) == {"a", "b", "c"}


@pytest.mark.parametrize("order", ["tmdb:aired", "tmdb:group:5acf93e60e0a26346d0000ce", "tvdb:official", "tvdb:altdvd"])
def test_the_names_of_seasons_and_episodes_are_told_from_those_of_shows(order: str) -> None:
    number = Number(1, 2)
    parts = {season_key(7, 0, order), *episode_names(7, number, 99, order), *episode_names(7, number, None, order)}
    assert {key for key in parts if not names_part_of_show(key)} == set()
    of_shows = (
        *show_keys(FIREFLY, GUID, "m1", None, "Firefly", 2002),
        *local_keys("m", "/tv/tvdb:e1", "tvdb:e1", None),
    )
    assert [key for key in of_shows if names_part_of_show(key)] == []
