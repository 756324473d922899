"""When a film can be owned: on which of its days, in whose country."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import Release
from parity.core.release import (
    AT_HOME_AFTER,
    CHOICES,
    LATELY,
    Dates,
    available_on,
    dates_in,
    is_asked_for,
    is_short,
)

FIRST = date(2026, 4, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_dates = st.builds(Dates, *[st.none() | days] * 4)


def test_any_release_counts_from_the_first_day_anywhere() -> None:
    assert available_on("any", FIRST, Dates(theatrical=date(2026, 6, 1))) == FIRST


def test_in_the_cinema_it_counts_from_the_day_of_the_country_else_from_the_first_one() -> None:
    assert available_on("theatrical", FIRST, Dates(theatrical=date(2026, 6, 1))) == date(2026, 6, 1)
    assert available_on("theatrical", FIRST, Dates()) == FIRST


def test_at_home_it_counts_from_its_own_day_else_90_days_after_the_cinema() -> None:
    known = Dates(theatrical=date(2026, 6, 1), digital=date(2026, 7, 1))
    assert available_on("digital", FIRST, known) == date(2026, 7, 1)
    assert available_on("physical", FIRST, known) == date(2026, 8, 30)
    assert available_on("physical", FIRST, Dates()) == FIRST + AT_HOME_AFTER


def test_twelve_months_after_its_first_release_a_film_is_out_everywhere() -> None:
    again = Dates(theatrical=date(2030, 1, 1), digital=date(2030, 2, 1))
    found = {choice: available_on(choice, FIRST, again) for choice in CHOICES}
    year = FIRST + LATELY
    assert found == {"any": FIRST, "theatrical": year, "digital": year, "physical": year}


def test_a_film_without_any_day_cannot_be_owned_yet() -> None:
    assert {available_on(choice, None, Dates()) for choice in CHOICES} == {None}


def test_a_day_in_the_country_proves_that_it_came_out() -> None:
    assert available_on("any", None, Dates(digital=FIRST)) == FIRST


def test_of_many_releases_of_a_kind_the_first_counts_and_a_broadcast_is_none() -> None:
    releases = [
        Release("US", 1, date(2026, 1, 1)),
        Release("US", 3, date(2026, 3, 1)),
        Release("US", 2, date(2026, 2, 1)),
        Release("US", 4, date(2026, 5, 1)),
        Release("US", 4, date(2026, 4, 1)),
        Release("US", 6, date(2026, 1, 2)),
        Release("DE", 5, date(2026, 1, 3)),
    ]
    assert dates_in("US", releases) == Dates(date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1), None)
    assert dates_in("DE", releases) == Dates(physical=date(2026, 1, 3))
    assert dates_in("FR", releases) == Dates()


def test_only_what_came_out_within_twelve_months_is_asked_for_its_days() -> None:
    today = date(2026, 6, 15)
    asked = [today, today - timedelta(days=366)]
    assert [is_asked_for(day, today) for day in asked] == [True, True]
    assert not any(is_asked_for(day, today) for day in (None, today + timedelta(days=1), today - timedelta(days=367)))


def test_a_short_takes_up_to_forty_minutes_and_no_length_says_nothing() -> None:
    assert [is_short(minutes) for minutes in (None, 0, 1, 40, 41)] == [False, False, True, True, False]


def test_a_day_before_the_first_one_is_from_when_that_was_another() -> None:
    put_off = Dates(theatrical=FIRST - timedelta(days=9), digital=FIRST - timedelta(days=1))
    found = {choice: available_on(choice, FIRST, put_off) for choice in CHOICES}
    at_home = FIRST + AT_HOME_AFTER
    assert found == {"any": FIRST, "theatrical": FIRST, "digital": at_home, "physical": at_home}


@given(st.none() | days, some_dates)
def test_no_choice_is_earlier_than_any_release_or_later_by_more_than_twelve_months(
    first: date | None, own: Dates
) -> None:
    found = {choice: available_on(choice, first, own) for choice in CHOICES}
    soonest = found["any"]
    if soonest is None:
        assert set(found.values()) == {None}
        return
    assert all(day is not None and soonest <= day <= soonest + LATELY for day in found.values())


releases = st.lists(st.builds(Release, st.sampled_from(("US", "DE")), st.integers(1, 6), days), max_size=6)


@given(releases.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_in_which_releases_come_does_not_matter(some: tuple[list[Release], list[Release]]) -> None:
    assert dates_in("US", some[0]) == dates_in("US", some[1])
