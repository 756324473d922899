"""SageTV's own rules: when something counts as watched, and how its clock and positions in its files go together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.sagetv import (
    Broadcast,
    Segment,
    enough,
    is_film,
    keeps,
    kept_from,
    moment_at,
    position_at,
    watched_from,
)

MINUTE = 60_000
AT = 1_427_778_060_000
"""When it was on air."""
TWO = (Segment(AT, 20 * MINUTE), Segment(AT + 25 * MINUTE, 35 * MINUTE))
"""Two files with five minutes between them."""


def whole(minutes: int, late: int = 0) -> tuple[Segment, ...]:
    return (Segment(AT + late * MINUTE, minutes * MINUTE),)


@pytest.mark.parametrize(
    ("minutes", "film", "seconds"),
    [(30, False, 25 * 60), (120, True, 110 * 60), (120, False, 115 * 60), (10, False, 396), (29, True, 1148.4)],
    ids=["a show", "a film", "a long show", "so short that the share decides", "a short film"],
)
def test_watched_is_what_leaves_less_than_a_rest_and_more_than_two_thirds_behind(
    minutes: int, film: bool, seconds: float
) -> None:
    least = int(seconds * 1000) + 1
    broadcast = Broadcast(AT, minutes * MINUTE, film)
    assert enough(broadcast) == least
    assert watched_from(broadcast, whole(minutes)) == least


def test_without_a_duration_nothing_is_enough() -> None:
    assert (enough(Broadcast(AT, 0)), watched_from(Broadcast(AT, 0), whole(30))) == (None, None)
    assert watched_from(Broadcast(AT, MINUTE), ()) is None


@pytest.mark.parametrize(("running", "minutes"), [(44, 39), (60, 55), (61, 55), (40, 55), (0, 55), (39, 55)])
def test_a_running_time_a_little_shorter_than_the_slot_is_enough_too(running: int, minutes: int) -> None:
    assert enough(Broadcast(AT, 60 * MINUTE, running=running * MINUTE)) == minutes * MINUTE + 1


@pytest.mark.parametrize(("late", "from_minute"), [(-2, 57), (0, 55), (3, 55)])
def test_what_lies_before_the_broadcast_does_not_count_as_watched(late: int, from_minute: int) -> None:
    broadcast = Broadcast(AT, 60 * MINUTE)
    assert watched_from(broadcast, whole(65, late)) == from_minute * MINUTE + 1


def test_a_position_is_counted_from_the_beginning_of_the_file() -> None:
    early = whole(62, late=-2)
    assert position_at(AT + 10 * MINUTE, early) == 12 * MINUTE
    assert moment_at(12 * MINUTE, early) == AT + 10 * MINUTE
    assert position_at(AT - 5 * MINUTE, early) == 0


@pytest.mark.parametrize(
    ("minute", "position"),
    [(0, 0), (19, 19), (20, 20), (22, 20), (25, 20), (26, 21), (60, 55), (61, 56)],
)
def test_files_one_after_the_other_leave_out_what_lies_between_them(minute: int, position: int) -> None:
    assert position_at(AT + minute * MINUTE, TWO) == position * MINUTE


@pytest.mark.parametrize(("position", "minute"), [(0, 0), (19, 19), (20, 25), (21, 26), (55, 60)])
def test_a_position_at_the_end_of_a_file_is_the_beginning_of_the_next(position: int, minute: int) -> None:
    assert moment_at(position * MINUTE, TWO) == AT + minute * MINUTE


@given(
    st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 9_000)), min_size=1, max_size=5),
    st.integers(0, 50_000),
)
def test_there_and_back_is_the_same_position(parts: list[tuple[int, int]], position: int) -> None:
    segments, at = [], AT
    for gap, duration in parts:
        segments.append(Segment(at + gap, duration))
        at += gap + duration
    assert position_at(moment_at(position, segments), segments) == position


def test_only_what_was_watched_for_longer_than_five_seconds_on_air_is_kept() -> None:
    broadcast = Broadcast(AT, 60 * MINUTE)
    assert [keeps(AT + ms, broadcast, whole(60)) for ms in (0, 5_000, 5_001)] == [False, False, True]
    assert not keeps(AT - MINUTE, broadcast, whole(62, late=-2))
    assert not keeps(AT + 3 * MINUTE + 5_000, broadcast, whole(57, late=3))
    assert not keeps(AT + 90 * MINUTE, broadcast, whole(20, late=70))


@pytest.mark.parametrize(
    ("external_id", "category", "expected"),
    [("MV000123", "", True), ("mv000123", "Drama", True), ("EP0001", " movie", True), ("EP0001", "Movies", False)],
)
def test_a_film_is_told_by_the_id_of_the_guide_or_by_its_category(
    external_id: str, category: str, expected: bool
) -> None:
    assert is_film(external_id, category) is expected


@pytest.mark.parametrize(("late", "first"), [(0, 5_001), (-2, 125_001), (3, 5_001)])
def test_a_position_is_kept_from_five_seconds_after_it_was_on_air(late: int, first: int) -> None:
    broadcast, files = Broadcast(AT, 30 * MINUTE), whole(30, late)
    assert kept_from(broadcast, files) == first
    assert keeps(moment_at(first, files), broadcast, files)
    assert not keeps(moment_at(first - 1, files), broadcast, files)


def test_of_what_was_on_air_for_no_time_no_position_is_kept() -> None:
    assert kept_from(Broadcast(AT, 0), whole(30)) > 10**15
