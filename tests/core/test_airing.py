"""When an episode is due, and when a show is over (RULES R1, R6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.airing import due_on, horizon, is_archive
from tests.core.builders import TODAY, day


@pytest.mark.parametrize(("grace", "due"), [(0, date(2026, 3, 1)), (1, date(2026, 3, 2)), (7, date(2026, 3, 8))])
def test_r1_an_episode_is_due_so_many_days_of_grace_after_its_date(grace: int, due: date) -> None:
    assert due_on(date(2026, 3, 1), grace) == due


def test_r1_an_episode_without_a_date_is_never_due() -> None:
    assert due_on(None, 1) is None


def test_r1_a_date_at_the_end_of_all_calendars_is_never_due() -> None:
    assert due_on(date.max, 1) is None
    assert due_on(date.max, 0) == date.max


def test_r6_dates_are_believed_two_years_ahead() -> None:
    assert horizon(date(2026, 11, 21)) == date(2028, 11, 21)
    assert horizon(date(2028, 2, 29)) == date(2030, 2, 28)
    assert horizon(date(2026, 2, 28)) == date(2028, 2, 28)
    assert horizon(date(9999, 1, 1)) == date.max


@given(st.dates())
def test_r6_no_day_is_without_a_horizon_two_years_away(today: date) -> None:
    ahead = horizon(today) - today
    assert ahead <= timedelta(days=731)
    assert ahead >= timedelta(days=729) or horizon(today) == date.max


@pytest.mark.parametrize("status", ["Ended", "Canceled"])
def test_r6_a_show_that_ended_belongs_to_the_archive(status: str) -> None:
    assert is_archive(status, [day(-900), day(-1), None], TODAY)
    assert is_archive(status, [], TODAY)


@pytest.mark.parametrize("status", ["Returning Series", "Planned", "In Production", "Pilot", "", "ended?"])
def test_r6_every_other_status_is_ongoing_the_unknown_ones_too(status: str) -> None:
    assert not is_archive(status, [day(-900)], TODAY)


def test_r6_a_show_that_ended_is_ongoing_while_an_episode_of_it_is_still_to_air() -> None:
    assert not is_archive("Ended", [day(-900), day(1)], TODAY)
    assert not is_archive("Ended", [date(2028, 11, 21)], TODAY)
    assert is_archive("Ended", [day(-900), day(1)], day(1))


def test_r6_a_date_that_is_only_announced_keeps_no_show_ongoing() -> None:
    assert is_archive("Ended", [day(-900), date(2055, 3, 25)], TODAY)
    assert is_archive("Ended", [date(2028, 11, 22)], TODAY)


def test_r6_two_years_ahead_of_the_last_believable_day_is_the_end_of_all_calendars() -> None:
    assert horizon(date(9997, 5, 1)) == date(9999, 5, 1)
    assert horizon(date(9998, 5, 1)) == date.max
