"""Which episodes a library holds (RULES R2, R3, R17)."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import ProviderEpisode
from parity.core.holdings import Copy, Holdings
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.placed import Placement
from tests.core.builders import AIRED, LONG_AGO, NETFLIX, OFFICIAL, TODAY, copy, day, held, item, listed, season

FIRST_SEASON = season(1, 4)


def owned(*numbers: tuple[int, int]) -> frozenset[Number]:
    return frozenset(Number(*number) for number in numbers)


def test_r2_what_a_live_item_holds_is_owned() -> None:
    assert held(FIRST_SEASON, copy([item(1, 1), item(1, 3)])).owned == owned((1, 1), (1, 3))


def test_r2_what_lies_in_the_trash_is_not_owned() -> None:
    assert held(FIRST_SEASON, copy([item(1, 1), item(1, 2, live=False)])).owned == owned((1, 1))


def test_r2_two_items_of_one_number_own_it_while_one_of_them_lives() -> None:
    both = [item(1, 1, key="a", live=False), item(1, 1, key="b")]
    assert held(FIRST_SEASON, copy(both)).owned == owned((1, 1))


def test_r2_copies_of_one_order_are_united_by_number() -> None:
    copies = [copy([item(1, 1)], key="1"), copy([item(1, 1), item(1, 4)], key="2")]
    assert held(FIRST_SEASON, *copies) == Holdings(owned((1, 1), (1, 4)), items=3)


def test_r2_a_copy_in_another_order_adds_what_its_episode_ids_say() -> None:
    ids = [e.episode_id for e in FIRST_SEASON]
    other = copy([item(7, 70, tmdb=[ids[3]]), item(7, 71, tmdb=[ids[1]])], NETFLIX, "2")
    assert held(FIRST_SEASON, copy([item(1, 1)]), other) == Holdings(owned((1, 1), (1, 4), (1, 2)), items=3)


def test_r2_when_one_copy_cannot_be_compared_the_show_is_not() -> None:
    for key in ("0", "2"):
        result = held(FIRST_SEASON, copy([item(1, 1)], key="1"), copy([item(1, 2)], OFFICIAL, key))
        assert result == Holdings(refusal="numbered by TheTVDB")


def test_r2_a_library_without_a_copy_holds_nothing() -> None:
    assert held(FIRST_SEASON) == Holdings()
    assert held(FIRST_SEASON, copy([])) == Holdings()


def test_r3_zero_is_a_number() -> None:
    assert held([listed(0, 0), listed(2, 0)], copy([item(0, 0), item(2, 0)])).owned == owned((0, 0), (2, 0))


def test_r3_negative_numbers_own_nothing_and_are_placed_nowhere() -> None:
    odd = [item(-1, 1), item(1, -1), item(-1, None, aired=LONG_AGO), item(None, -1, aired=LONG_AGO)]
    assert held(FIRST_SEASON, copy(odd)) == Holdings()


def test_r3_an_item_without_index_owns_the_episode_of_its_date() -> None:
    expected = [listed(1, 1, day(-9)), listed(1, 2, day(-8))]
    result = held(expected, copy([item(1, None, aired=day(-8), key="a", title="Some day")]))
    assert result == Holdings(owned((1, 2)), (Placement("a", "Some day", Number(1, 2), "date"),), items=1)


def test_r3_two_items_of_one_date_own_one_episode_each_and_the_title_says_which() -> None:
    expected = [listed(1, 1, day(-9), "Morning"), listed(1, 2, day(-9), "Evening"), listed(1, 3, day(-9), "Night")]
    loose = [
        item(1, None, aired=day(-9), title="Unknown", key="a"),
        item(1, None, aired=day(-9), title="Night", key="b"),
    ]
    result = held(expected, copy(loose))
    assert {(p.title, p.number, p.how) for p in result.placements} == {
        ("Night", Number(1, 3), "date"),
        ("Unknown", Number(1, 1), "date"),
    }
    assert result.owned == owned((1, 1), (1, 3))


def test_r3_a_third_item_of_a_date_with_two_episodes_cannot_be_placed() -> None:
    expected = [listed(1, 1, day(-9)), listed(1, 2, day(-9))]
    result = held(expected, copy([item(None, None, aired=day(-9), key=key) for key in "abc"]))
    assert result.owned == owned((1, 1), (1, 2))
    assert [p.how for p in result.placements] == ["date", "date", "unplaced"]


def test_r3_an_item_takes_no_episode_that_a_numbered_item_of_the_same_copy_holds() -> None:
    expected = [listed(1, 1, day(-9)), listed(1, 2, day(-8))]
    loose = item(1, None, aired=day(-9), key="b")
    assert held(expected, copy([item(1, 1), loose])).placements == (Placement("b", "", None, "unplaced"),)


def test_r3_a_second_copy_without_indexes_is_placed_for_itself() -> None:
    expected = [listed(1, 1, day(-9)), listed(1, 2, day(-8))]
    dated = copy([item(None, None, aired=day(-9), key="b")], key="2")
    result = held(expected, copy([item(1, 1), item(1, 2)]), dated)
    assert result.placements == (Placement("b", "", Number(1, 1), "date"),)


def test_r3_the_season_an_item_knows_decides_between_episodes_of_one_date() -> None:
    expected = [listed(0, 5, day(-9)), listed(1, 5, day(-9)), listed(2, 5, day(-9))]
    assert held(expected, copy([item(2, None, aired=day(-9))])).owned == owned((2, 5))
    assert held(expected, copy([item(0, None, aired=day(-9))])).owned == owned((0, 5))


def test_r3_an_item_that_knows_its_season_chooses_before_one_that_does_not() -> None:
    expected = [listed(1, 5, day(-9)), listed(2, 5, day(-9))]
    loose = [item(None, None, aired=day(-9), key="a"), item(1, None, aired=day(-9), key="b")]
    placed = {p.rating_key: p.number for p in held(expected, copy(loose)).placements}
    assert placed == {"a": Number(2, 5), "b": Number(1, 5)}


def test_r3_an_item_that_knows_no_season_is_a_special_only_when_nothing_else_is_left() -> None:
    expected = [listed(0, 5, day(-9)), listed(3, 5, day(-9))]
    loose = [item(None, None, aired=day(-9), key="a"), item(None, None, aired=day(-9), key="b")]
    assert held(expected, copy(loose[:1])).owned == owned((3, 5))
    assert held(expected, copy(loose)).owned == owned((3, 5), (0, 5))


def test_r3_a_number_without_a_season_owns_nothing_by_itself() -> None:
    assert held(FIRST_SEASON, copy([item(None, 2)])).owned == frozenset()


def test_r3_without_a_date_the_exact_title_decides() -> None:
    expected = [listed(1, 1, title="The End"), listed(1, 2, title="End")]
    result = held(expected, copy([item(1, None, title=" the  end", key="a")]))
    assert result.placements == (Placement("a", " the  end", Number(1, 1), "title"),)


def test_r3_a_date_that_no_episode_has_leaves_the_title_to_decide() -> None:
    expected = [listed(1, 1, day(-9), "Pilot")]
    assert held(expected, copy([item(1, None, aired=day(-2), title="Pilot")])).owned == owned((1, 1))


def test_r3_an_item_without_title_is_not_an_episode_without_title() -> None:
    expected = [listed(1, 1, day(-9), title="")]
    result = held(expected, copy([item(1, None, key="a")]))
    assert result.placements == (Placement("a", "", None, "unplaced"),)


def test_r17_an_unknown_order_goes_by_ids_from_ninety_per_cent_on() -> None:
    expected = season(1, 10)
    items = [item(9, e.number, tmdb=[e.episode_id]) for e in expected]
    bare = [item(9, 90), item(9, 91)]
    assert held(expected, copy(items[:9] + bare[:1], NETFLIX)).owned == owned(*((1, n) for n in range(1, 10)))
    refusal = "numbered in an order that Parity does not know (netflixOrder)"
    assert held(expected, copy(items[:8] + bare, NETFLIX)) == Holdings(refusal=refusal)
    assert held(expected, copy([], NETFLIX)) == Holdings(refusal=refusal)


def test_r17_what_lies_in_the_trash_does_not_count_for_the_ninety_per_cent() -> None:
    expected = season(1, 2)
    items = [item(9, 1, tmdb=[expected[0].episode_id]), item(9, 2, live=False)]
    assert held(expected, copy(items, NETFLIX)).owned == owned((1, 1))


def test_r17_ids_of_another_show_say_nothing_about_this_one() -> None:
    strange = copy([item(1, n, tmdb=[n]) for n in range(1, 11)], NETFLIX)
    assert held(season(1, 10), strange).refusal is not None


def test_r17_an_order_of_thetvdb_is_not_compared_whatever_its_items_carry() -> None:
    carrying = copy([item(e.season, e.number, tmdb=[e.episode_id]) for e in FIRST_SEASON], OFFICIAL)
    assert held(FIRST_SEASON, carrying) == Holdings(refusal="numbered by TheTVDB")


def test_two_ids_of_a_kind_on_one_item_both_count() -> None:
    ids = [e.episode_id for e in FIRST_SEASON]
    assert held(FIRST_SEASON, copy([item(1, 1, tmdb=ids[:2])], NETFLIX)).owned == owned((1, 1), (1, 2))


NUMBERS = st.none() | st.integers(-2, 5)
DATES = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5))
TITLES = st.sampled_from(["", "Pilot", "pilot ", "The End", "x"])
ITEMS = st.lists(
    st.builds(
        lambda s, n, t, a, live: item(s, n, title=t, aired=a, live=live), NUMBERS, NUMBERS, TITLES, DATES, st.booleans()
    ),
    max_size=12,
)
EXPECTED = st.lists(
    st.builds(listed, st.integers(0, 4), st.integers(0, 5), DATES, TITLES),
    max_size=15,
    unique_by=lambda e: (e.season, e.number),
)


def keyed(items: Sequence[PlexEpisode], key: str = "1") -> Copy:
    """A copy whose items all have keys of their own."""
    return copy(
        (
            item(e.season, e.number, title=e.title, aired=e.air_date, live=e.live, key=f"{key}/{at}")
            for at, e in enumerate(items)
        ),
        AIRED,
        key,
    )


@given(ITEMS, EXPECTED)
def test_nothing_is_owned_that_nobody_holds(items: list[PlexEpisode], expected: list[ProviderEpisode]) -> None:
    result = held(expected, keyed(items))
    numbered = {(e.season, e.number) for e in items if e.live and None not in (e.season, e.number)}
    placed = [p.number for p in result.placements if p.number is not None]
    assert all(min(number) >= 0 for number in result.owned)
    assert result.owned - numbered == set(placed) - numbered
    assert len(placed) == len(set(placed))
    assert not set(placed) & numbered
    assert set(placed) <= {(e.season, e.number) for e in expected}


@given(ITEMS, EXPECTED)
def test_every_live_item_without_a_number_is_told_of_once(
    items: list[PlexEpisode], expected: list[ProviderEpisode]
) -> None:
    made = keyed(items)
    loose = [
        e.rating_key
        for e in made.live
        if None in (e.season, e.number) and (e.season or 0) >= 0 and (e.number or 0) >= 0
    ]
    assert sorted(p.rating_key for p in held(expected, made).placements if p.was is None) == sorted(loose)


@given(st.lists(ITEMS, max_size=3), EXPECTED)
def test_the_answer_does_not_depend_on_the_order_of_copies_items_or_episodes(
    copies: list[list[PlexEpisode]], expected: list[ProviderEpisode]
) -> None:
    made = [keyed(items, str(at)) for at, items in enumerate(copies)]
    shuffled = [Copy(c.rating_key, c.order, list(reversed(c.episodes))) for c in reversed(made)]
    assert held(expected, *made) == held(list(reversed(expected)), *shuffled)


@given(st.lists(ITEMS, min_size=1, max_size=3), EXPECTED)
def test_a_further_copy_takes_nothing_away(copies: list[list[PlexEpisode]], expected: list[ProviderEpisode]) -> None:
    made = [keyed(items, str(at)) for at, items in enumerate(copies)]
    apart = frozenset[Number]().union(*(held(expected, each).owned for each in made))
    assert held(expected, *made).owned == apart


def test_today_plays_no_part_in_what_is_owned() -> None:
    assert held([listed(1, 1, TODAY), listed(1, 2, day(400))], copy([item(1, 2)])).owned == owned((1, 2))
