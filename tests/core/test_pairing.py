"""Which episode of one source is which of another, the surest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations

from parity.core.catalogue import ProviderEpisode
from parity.core.pairing import in_order, near, pair, pieces, tells_several
from tests.core.builders import day, listed

ONE, OTHER = day(-90), day(-60)


def e(season: int, number: int, title: str, aired: date | None = None) -> ProviderEpisode:
    return listed(season, number, aired, title)


def pairs(mine: Sequence[ProviderEpisode], other: Sequence[ProviderEpisode]) -> list[tuple[str, str]]:
    """`("1x1", "2x5")`: the numbers on both sides, in the sequence of mine; the two directions say the same."""
    found = pair(mine, other)
    assert {two: one for one, two in found.there.items()} == found.here
    return [(code(one), code(found.there[one])) for one in mine if one in found.there]


def code(episode: ProviderEpisode) -> str:
    return f"{episode.season}x{episode.number}"


def test_a_title_that_only_one_episode_has_is_it_wherever_it_is_numbered_and_whenever_it_aired() -> None:
    mine = [e(1, 1, "Gala", ONE), e(1, 2, "Gala", ONE), e(1, 3, "Ash", ONE)]
    assert pairs(mine, [e(2, 7, "Ash", OTHER)]) == [("1x3", "2x7")]
    assert pairs([e(1, 1, "Episode 1", ONE)], [e(2, 7, "Episode 1", OTHER)]) == []


def test_of_several_of_one_title_the_one_of_that_number_is_meant() -> None:
    mine = [e(1, 1, "Gala", ONE), e(1, 2, "Gala", ONE)]
    assert pairs(mine, [e(1, 1, "Gala", day(-9)), e(1, 2, "Gala", OTHER)]) == [("1x1", "1x1"), ("1x2", "1x2")]


def test_of_several_of_one_title_and_one_day_the_one_of_both_is_meant() -> None:
    mine = [e(1, 1, "Gala", ONE), e(1, 2, "Ash", ONE), e(1, 3, "Gala", OTHER), e(1, 4, "Ash", OTHER)]
    there = [e(2, 5, "Ash", OTHER), e(2, 6, "Gala", OTHER), e(2, 7, "Ash", ONE), e(2, 8, "Gala", ONE)]
    assert pairs(mine, there) == [("1x1", "2x8"), ("1x2", "2x7"), ("1x3", "2x6"), ("1x4", "2x5")]


def test_of_several_of_one_title_and_no_day_nobody_knows_which_is_meant() -> None:
    assert pairs([e(1, 1, "Gala"), e(1, 2, "Gala")], [e(2, 8, "Gala"), e(2, 9, "Gala")]) == []


def test_what_has_the_number_too_is_meant_before_what_has_only_the_day() -> None:
    mine = [e(1, 1, "Episode 1", ONE), e(1, 2, "Episode 2", ONE)]
    assert pairs(mine, [e(1, 2, "Two", ONE)]) == [("1x2", "1x2")]


def test_a_number_and_about_its_day_are_enough_whatever_the_titles_say() -> None:
    mine, there = [e(1, 1, "Eins", ONE)], [e(1, 1, "One", day(-89))]
    assert pairs(mine, there) == pairs(there, mine) == [("1x1", "1x1")]
    assert pairs(mine, [e(1, 1, "One", day(-88))]) == []


def test_the_first_of_several_pieces_is_the_long_one() -> None:
    mine = [e(1, 1, "Genesis", ONE)]
    assert pairs(mine, [e(1, 3, "Genesis, Part 1", ONE), e(1, 4, "Genesis, Part 2", ONE)]) == [("1x1", "1x3")]
    assert pairs(mine, [e(1, 3, "Genesis, Part 1", OTHER), e(1, 4, "Genesis, Part 2", OTHER)]) == []


def test_specials_and_seasons_meet_only_by_a_title_that_stands_alone() -> None:
    assert pairs([e(0, 1, "Ash", ONE)], [e(1, 9, "Ash", OTHER)]) == [("0x1", "1x9")]
    assert pairs([e(0, 1, "Gala", ONE), e(0, 2, "Gala", OTHER)], [e(1, 8, "Gala"), e(1, 9, "Gala")]) == []
    twice = [e(0, 1, "Gala", ONE), e(0, 2, "Gala", OTHER)]
    assert pairs(twice, [e(1, 9, "Gala", OTHER), e(1, 8, "Gala", ONE)]) == [("0x1", "1x8"), ("0x2", "1x9")]
    assert pairs([e(0, 1, "Eins", ONE)], [e(1, 9, "One", ONE)]) == []


def test_the_answer_is_the_same_in_whichever_sequence_a_source_lists() -> None:
    first = e(1, 1, "Ash", ONE)
    same_number = [
        replace(first, air_date=None),
        replace(first, runtime=50),
        replace(first, air_date=OTHER, runtime=None),
        replace(first, air_date=OTHER, runtime=40),
    ]
    assert {tuple(in_order(turn)) for turn in permutations(same_number)} == {tuple(same_number)}
    assert in_order([first, first]) == [first]


def test_a_title_may_tell_of_several_stories_or_be_a_part_of_one() -> None:
    titles = ["Stuck in the Mud / Fishing", "Ash + Birch; Cedar", "Pilot (2)", "Pilot", "Episode 5", "Ash / Episode 5"]
    found = [pieces(e(1, 1, title)) for title in titles]
    assert found == [("stuck in the mud", "fishing"), ("ash", "birch", "cedar"), ("pilot",), ("pilot",), (), ("ash",)]
    assert [tells_several(e(1, 1, title)) for title in titles] == [True, True, False, False, False, True]


def test_two_days_beside_each_other_may_be_one() -> None:
    assert [near(ONE, day(-90 + off)) for off in (-2, -1, 0, 1, 2)] == [False, True, True, True, False]
    assert [near(None, ONE), near(ONE, None)] == [False, False]
