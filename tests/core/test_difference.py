"""Where two sources differ about a show: what each lists alone, why, and when a word on it holds (tmdb_tvdb 3.3)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import ProviderEpisode
from parity.core.difference import differences, signatures, wants_second_opinion
from parity.core.gaps import ACCEPTED, Gap
from tests.core.builders import LONG_AGO, TODAY, day, judged, listed, season
from tests.core.differing import WEEK, again, between, lists, one_of, titled


def test_firefly_what_one_lists_in_its_season_the_other_lists_in_the_specials() -> None:
    aired = titled(1, *(f"Tale {letter}" for letter in "ABCDEFGHIJK"))
    unaired = [listed(0, n, date(2003, 6, n), title) for n, title in enumerate(("Trash", "The Message", "Heart"), 1)]
    tvdb = [*(again(e, 1, e.number) for e in aired), *(again(e, 1, 11 + e.number) for e in unaired)]
    assert between([*aired, *unaired], tvdb) == [
        *(f"tmdb S00E{n:02d} listed in a season there" for n in (1, 2, 3)),
        *(f"tvdb S01E{n:02d} listed in the specials there" for n in (12, 13, 14)),
    ]


def test_deep_space_nine_a_finale_in_one_part_or_in_two() -> None:
    before = titled(7, "Image in the Sand", "Shadows and Symbols", "Afterimage")
    finale = listed(7, 4, LONG_AGO + 3 * WEEK, "What You Leave Behind")
    halves = [again(finale, 7, 3 + n, title=f"What You Leave Behind ({n})", episode_id=n) for n in (1, 2)]
    tvdb = [*(again(e, 7, e.number) for e in before), *halves]
    assert between([*before, finale], tvdb) == ["tvdb S07E05 one long episode there, two halves here"]


def test_terra_nova_a_long_pilot_in_halves_leaves_all_later_ones_only_renumbered() -> None:
    aired = titled(1, "Genesis", "Instinct", "What Remains", "The Runaway")
    dvd = [again(aired[0], 1, n, title=f"Genesis, Part {n}", episode_id=n) for n in (1, 2)]
    dvd += [again(e, 1, e.number + 1) for e in aired[1:]]
    assert between(aired, dvd) == ["tvdb S01E02 one long episode there, two halves here"]


def test_fortitude_episodes_without_titles_are_told_apart_by_their_days() -> None:
    tmdb = [replace(e, runtime=97 if e.number == 1 else 46) for e in titled(1, *(f"Episode {n}" for n in range(1, 7)))]
    first = [again(tmdb[0], 1, n, title=f"Episode {n}", runtime=48, episode_id=n) for n in (1, 2)]
    rest = [again(e, 1, e.number + 1, title=f"Episode {e.number + 1}") for e in tmdb[1:]]
    assert between(tmdb, [*first, *rest]) == ["tvdb S01E02 one long episode there, two halves here"]


def test_the_good_place_a_long_episode_with_a_title_of_its_own_holds_both() -> None:
    rest = titled(3, "The Brainy Bunch", "The Snowplow", first=2)
    long = replace(listed(3, 1, LONG_AGO - WEEK, "Everything Is Bonzer!"), runtime=43)
    halves = [again(long, 3, 1, runtime=22), again(long, 3, 2, title="A Girl from Arizona", runtime=21, episode_id=2)]
    assert between([long, *rest], [*halves, *(again(e, 3, e.number + 1) for e in rest)]) == [
        "tvdb S03E02 one long episode there, two halves here"
    ]


def test_stillwater_segments_of_one_half_hour_are_parts_of_it() -> None:
    whole = titled(1, "The Impossible Dream / Stuck in the Rain", "Kind Dog / The Way Home")
    segments = [
        again(whole[n // 2], 1, n + 1, title=title, episode_id=n + 1, runtime=11)
        for n, title in enumerate(("The Impossible Dream", "Stuck in the Rain", "Kind Dog", "The Way Home"))
    ]
    assert between(whole, segments) == [
        "tvdb S01E02 part of a longer episode there",
        "tvdb S01E04 part of a longer episode there",
    ]
    other_words = replace(segments[2], title="Clever Dog")
    assert between(whole, [*segments[:2], other_words, segments[3]]) == [
        "tmdb S01E02 split into segments there",
        "tvdb S01E02 part of a longer episode there",
        "tvdb S01E03 only listed here",
        "tvdb S01E04 part of a longer episode there",
    ]


def test_attack_on_titan_the_final_chapters_are_specials_elsewhere() -> None:
    season_4 = titled(4, "The Other Side", "Midnight Train", "The Door of Hope")
    chapters = [listed(0, 36 + n, date(2023, 3 + n, 4), f"THE FINAL CHAPTERS Special {n}") for n in (1, 2)]
    tvdb = [again(e, 4, n) for n, e in enumerate([*season_4, *chapters], 1)]
    assert between([*season_4, *chapters], tvdb)[2:] == [
        "tvdb S04E04 listed in the specials there",
        "tvdb S04E05 listed in the specials there",
    ]


def test_monogatari_episodes_that_came_online_later_are_listed_by_one_alone() -> None:
    shown = titled(1, "Hitagi Crab, Part One", "Mayoi Snail, Part One", "Suruga Monkey, Part One")
    later = titled(1, "Tsubasa Cat, Part Three", "Tsubasa Cat, Part Four", first=4)
    tvdb = [again(e, 1, e.number) for e in [*shown, *later]]
    assert between(shown, tvdb) == ["tvdb S01E04 only listed here", "tvdb S01E05 only listed here"]


def test_what_aired_this_month_may_still_be_listed_there_and_what_did_not_air_yet_is_no_difference() -> None:
    both = titled(1, "One Tale", "Another Tale")
    more = [
        listed(1, 3, day(-30), "Then"),
        listed(1, 4, day(0), "Now"),
        listed(1, 5, day(1), "Soon"),
        listed(1, 6, None),
    ]
    old = listed(1, 7, day(-31), "Before")
    found = between([*both, *more, old], [again(e, 1, e.number) for e in both])
    assert found == ["tmdb S01E03 newly listed here", "tmdb S01E04 newly listed here", "tmdb S01E07 only listed here"]


@pytest.mark.parametrize("off", [-1, 1])
def test_a_title_in_another_language_and_a_day_across_the_date_line_are_no_difference(off: int) -> None:
    mine = titled(1, "Der Anfang", "Das Ende", "Die Rückkehr")
    moved = [
        again(e, 1, e.number, title=f"Other {e.number} words", air_date=(e.air_date or TODAY) + timedelta(days=off))
        for e in mine
    ]
    assert between(mine, moved) == []


def test_a_title_that_only_counts_and_an_unknown_date_speak_against_nothing() -> None:
    mine = titled(1, "The Fall", "The Rise")
    assert between(mine, [again(e, 1, e.number, title=f"Episode {e.number}", air_date=day(-9)) for e in mine]) == []
    assert between(mine, [again(e, 1, e.number, title="Un autre titre", air_date=None) for e in mine]) == []


def test_beside_episodes_that_are_the_same_a_number_counts_unless_titles_and_dates_speak_against_it() -> None:
    same = titled(1, "Ash", "Birch", "Cedar")
    fall = listed(1, 4, LONG_AGO, "The Fall")
    for its, told_of in (
        ({"title": "Episode 4", "air_date": day(-99)}, []),
        ({"title": "Un autre titre", "air_date": None}, []),
        ({"title": "Un autre titre", "air_date": day(-99)}, ["tmdb S01E04", "tvdb S01E04"]),
    ):
        found = between([*same, fall], [*(again(e, 1, e.number) for e in same), again(fall, 1, 4, **its)])
        assert found == [f"{each} only listed here" for each in told_of]
    undated = replace(fall, air_date=None)
    assert between([*same, undated], [*(again(e, 1, e.number) for e in same), again(fall, 1, 4, title="Autre")]) == []


def test_of_two_that_one_source_gives_no_title_any_of_that_day_is_as_good() -> None:
    same = titled(1, "Ash", "Birch", "Cedar")
    two = [listed(1, n, day(-99), title) for n, title in ((4, "Elm"), (5, "Fir"))]
    bare = [again(e, 1, e.number + 4, title=f"Episode {e.number + 4}") for e in two]
    assert between([*same, *two], [*(again(e, 1, e.number) for e in same), *bare]) == []


def test_a_whole_season_of_one_day_is_told_apart_by_titles() -> None:
    mine = titled(1, "Ash", "Birch", "Cedar", "Elm", "Fir", "Yew", each=timedelta())
    tvdb = [again(e, 1, n) for n, e in enumerate([*mine[:2], *mine[3:]], 1)]
    assert between(mine, tvdb) == ["tmdb S01E03 only listed here"]
    in_words = [replace(e, title=f"Tale {e.title}") for e in mine]  # where titles differ, numbers and days have to do
    assert between(in_words, tvdb) == ["tmdb S01E06 only listed here"]


def test_episodes_without_titles_that_aired_two_a_day_are_the_same_under_any_number() -> None:
    mine = [listed(1 + n // 4, 1 + n % 4, LONG_AGO + WEEK * (n // 2), f"Episode {1 + n % 4}") for n in range(8)]
    through = [again(e, 1, n, title=f"Episode {n}") for n, e in enumerate(mine, 1)]
    assert between(mine, through) == []
    assert between(mine, through[:6] + through[7:]) == ["tmdb S02E04 only listed here"]


def test_two_lists_that_have_hardly_anything_together_are_not_compared() -> None:
    mine = titled(1, "North", "South", "East", "West")
    strangers = [again(e, 1, e.number, title=f"{e.title} Pole", air_date=day(-99)) for e in mine[1:]]
    assert between(mine, [again(mine[0], 1, 1), *strangers]) == []


episodes = st.builds(
    listed,
    st.integers(0, 2),
    st.integers(0, 4),
    st.sampled_from([None, LONG_AGO, LONG_AGO + timedelta(days=1), LONG_AGO + WEEK, day(-3), day(2)]),
    st.sampled_from(
        ["", "Pilot", "Pilot (1)", "Pilot (2)", "Pilot / Trash", "Trash", "Episode 1", "Episode 2", "Safe"]
    ),
    st.integers(1, 9),
)
sides = st.lists(episodes, max_size=8)


@given(sides, sides)
def test_a_list_does_not_differ_from_itself_nor_by_its_sequence(mine: list[ProviderEpisode], other: Any) -> None:
    assert between(mine, mine[::-1]) == []
    assert between(mine, other) == between(mine[::-1], other[::-1])


@given(sides, sides)
def test_both_see_the_same_differences_and_none_that_nobody_lists(mine: Any, other: Any) -> None:
    one, two = lists("tmdb", *mine), lists("tvdb", *other)
    found = differences(one, two, TODAY)
    assert set(found) == set(differences(two, one, TODAY))
    known = {(show.provider, e.episode_id, e.season, e.number, e.title) for show in (one, two) for e in show.episodes}
    assert {(d.provider, d.episode_id, d.season, d.number, d.title) for d in found} <= known


def test_a_word_on_a_difference_holds_while_both_say_the_same_about_it() -> None:
    tmdb = titled(1, "Alpha", "Beta", "Gamma", "Delta")
    tvdb = [again(e, 1, e.number) for e in tmdb[:2]] + [again(tmdb[3], 1, 3)]
    kept = one_of(tmdb, tvdb)
    assert (kept.title, kept.number) == ("Gamma", 3)
    later = listed(1, 9, day(-40), "Epsilon")
    same = one_of([*tmdb, later], [*tvdb, again(later, 1, 4)])
    assert same == kept  # the season went on
    assert one_of([*tmdb[:2], replace(tmdb[2], title="Gamma!"), tmdb[3]], tvdb).signature == kept.signature
    for changed in (
        one_of([*tmdb[:2], replace(tmdb[2], title="Gamma Rays"), tmdb[3]], tvdb),
        one_of([*tmdb[:2], replace(tmdb[2], air_date=day(-99)), tmdb[3]], tvdb),
        one_of([tmdb[0], *(replace(e, number=e.number + 1) for e in tmdb[1:])], tvdb),
        one_of(tmdb, [tvdb[0], replace(tvdb[1], number=7), tvdb[2]]),
    ):
        assert changed.signature != kept.signature


def test_only_an_episode_that_is_still_what_the_difference_says_of_it_has_its_signature() -> None:
    tmdb = titled(1, "Alpha", "Beta", "Gamma")
    kept = one_of(tmdb, [again(e, 1, e.number) for e in tmdb[:2]])
    other = replace(kept, provider="tvdb", episode_id=7)
    assert signatures([kept, other], "tmdb", tmdb) == {tmdb[2].episode_id: kept.signature}
    assert signatures([kept, other], "tmdb", [*tmdb[:2], replace(tmdb[2], title="Delta")]) == {}
    assert signatures([kept, other], "tmdb", tmdb[:2]) == {}


def rows(owned: int, missing: int, aired: date = LONG_AGO, **more: Any) -> list[Gap]:
    """So many of a season are there, and so many are not."""
    made = judged(season(1, owned)) + judged(season(2, missing, aired))
    return [replace(gap, owned=gap.season == 1, **(more if gap.season == 2 else {})) for gap in made]


@pytest.mark.parametrize(
    ("gaps", "wanted"),
    [
        (rows(20, 0), False),
        (rows(20, 1), True),
        (rows(21, 5), True),
        (rows(20, 5), False),
        (rows(99, 6), False),
        (rows(4, 1), False),
        (rows(20, 1, day(-31)), True),
        (rows(20, 1, day(-30)), False),
        (rows(20, 1, hidden_by=ACCEPTED), True),
        (rows(20, 1, hidden_by="ignored"), False),
        (rows(20, 1, due_on=None), False),
        (rows(20, 1, due_on=TODAY), True),
        (rows(20, 1, hidden_by="ignored", hidden_to=day(-1)), True),
        ([], False),
    ],
)
def test_another_source_is_asked_about_few_old_gaps(gaps: list[Gap], wanted: bool) -> None:
    assert wants_second_opinion(gaps, TODAY) is wanted
