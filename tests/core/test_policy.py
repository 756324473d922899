"""How much of a show its owner wants (RULES R5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.policy import ALWAYS, Policy, Span, hidden_by_policy, parse_policy, superseded_on
from tests.core.builders import LONG_AGO, TODAY, day

DAYS = st.dates(date(1950, 1, 1), date(2080, 1, 1))
MAYBE_DAYS = st.none() | DAYS


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("all", Policy("all")),
        (" Last ", Policy("last")),
        ("last season", Policy("last")),
        ("NONE", Policy("none")),
        ("from 3", Policy("from", season=3)),
        ("from  season 2024", Policy("from", season=2024)),
        ("from 0001", Policy("from", season=1)),
        ("from 9999", Policy("from", season=9999)),
        ("future", Policy("future", since=TODAY)),
    ],
)
def test_r5_a_policy_is_read_as_people_write_it(text: str, policy: Policy) -> None:
    assert parse_policy(text, TODAY) == policy


@pytest.mark.parametrize(
    "text",
    ["", "from", "from -1", "from 0", "from 0000", "from x", "from 99999", "everything", "all season", "from ٣"],
)
def test_r5_anything_else_is_no_policy(text: str) -> None:
    assert parse_policy(text, TODAY) is None


@given(st.sampled_from(["all", "last", "none", "future"]) | st.integers(1, 9999).map("from {}".format))
def test_r5_a_policy_is_read_back_from_its_label(text: str) -> None:
    policy = parse_policy(text, TODAY)
    assert policy is not None
    assert policy.label == text
    assert parse_policy(policy.label, TODAY) == policy


@given(MAYBE_DAYS, MAYBE_DAYS, DAYS)
def test_a_span_covers_both_its_ends_and_what_lies_between(start: date | None, end: date | None, when: date) -> None:
    span = Span(start, end)
    assert span.covers(when) == ((start or date.min) <= when <= (end or date.max))
    assert ALWAYS.covers(when)
    if start is not None and (end is None or start <= end):
        assert span.covers(start)
        assert not span.covers(start - timedelta(days=1))
    if end is not None and (start is None or start <= end):
        assert span.covers(end)
        assert not span.covers(end + timedelta(days=1))


def test_r5_all_hides_nothing_and_none_hides_everything() -> None:
    for season in (0, 1, 7):
        assert hidden_by_policy(Policy("all"), season, LONG_AGO, {}) is None
        assert hidden_by_policy(Policy("none"), season, LONG_AGO, {}) == ALWAYS
        assert hidden_by_policy(Policy("none"), season, None, {}) == ALWAYS


def test_r5_future_starts_with_what_airs_on_the_day_it_was_set() -> None:
    future = Policy("future", since=TODAY)
    assert hidden_by_policy(future, 1, day(-1), {}) == ALWAYS
    assert hidden_by_policy(future, 1, TODAY, {}) is None
    assert hidden_by_policy(future, 1, day(1), {}) is None
    assert hidden_by_policy(future, 1, None, {}) is None


def test_r5_a_future_whose_day_nobody_knows_calls_nothing_missing() -> None:
    assert hidden_by_policy(Policy("future"), 1, LONG_AGO, {}) == ALWAYS
    assert hidden_by_policy(Policy("future"), 1, day(1), {}) == ALWAYS


def test_r5_from_a_season_on_hides_the_earlier_ones_but_never_specials() -> None:
    third = Policy("from", season=3)
    assert [hidden_by_policy(third, season, LONG_AGO, {}) for season in (0, 1, 2, 3, 4)] == [
        None,
        ALWAYS,
        ALWAYS,
        None,
        None,
    ]


def test_r5_a_season_gives_way_on_the_day_a_later_one_is_due() -> None:
    dues = [(0, day(-5)), (1, day(-90)), (1, day(-80)), (2, day(10)), (2, day(3)), (3, None)]
    assert superseded_on(dues) == {1: day(3)}
    assert hidden_by_policy(Policy("last"), 1, LONG_AGO, superseded_on(dues)) == Span(start=day(3))
    assert hidden_by_policy(Policy("last"), 2, LONG_AGO, superseded_on(dues)) is None
    assert hidden_by_policy(Policy("last"), 0, LONG_AGO, superseded_on(dues)) is None


def test_r5_an_undated_season_gives_way_too_and_never_takes_the_place_of_another() -> None:
    assert superseded_on([(1, day(-9)), (2, None), (4, day(-1))]) == {1: day(-1), 2: day(-1)}
    assert superseded_on([(1, None), (2, None)]) == {}
    assert superseded_on([]) == {}


@given(st.lists(st.tuples(st.integers(0, 6), MAYBE_DAYS), max_size=25), DAYS)
def test_r5_on_each_day_only_the_highest_season_with_an_episode_due_is_left(
    dues: list[tuple[int, date | None]], today: date
) -> None:
    begun = [season for season, due in dues if season >= 1 and due is not None and due <= today]
    superseded = superseded_on(dues)
    for season in {season for season, _ in dues}:
        span = hidden_by_policy(Policy("last"), season, LONG_AGO, superseded)
        hidden = span is not None and span.covers(today)
        assert hidden == (season >= 1 and bool(begun) and season < max(begun))
