"""How long episodes take to arrive, and the grace that follows from it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.arrival import Grace, grace_of, learned_grace
from parity.core.ids import ExternalIds
from parity.core.library import PlexEpisode

FIRST = date(2026, 1, 1)
BERLIN = ZoneInfo("Europe/Berlin")
OLD = date(2025, 1, 1)
DAY = timedelta(days=1)


def came(
    number: int, air_date: date | None, after: float | None, *, season: int = 1, live: bool = True, zone: tzinfo = UTC
) -> PlexEpisode:
    """An episode that came so many days (of 24 hours) after 00:00 of its date."""
    at = None
    if after is not None and air_date is not None:
        at = int((datetime.combine(air_date, time(), zone) + timedelta(days=after)).timestamp())
    return PlexEpisode(f"{season}/{number}", "9", season, number, "", air_date, live, ExternalIds(), None, at)


def weekly(waits: Iterable[float | None], zone: tzinfo = UTC) -> list[PlexEpisode]:
    """A show that somebody already had the pilot of, and then one episode a week."""
    pilot = came(0, OLD, 30, zone=zone)
    weeks = (came(n, FIRST + timedelta(days=7 * n), wait, zone=zone) for n, wait in enumerate(waits, 1))
    return [pilot, *weeks]


@pytest.mark.parametrize(
    ("waits", "grace"),
    [
        ([0.9] * 4, 1),
        ([1.2] * 4, 2),
        ([2.5] * 5, 3),
        ([2.5, 2.5, 2.5, 2.5, 9], 3),
        ([2.5, 2.5, 2.5, 9, 9], 7),
        ([6.1] * 10, 7),
        ([13] * 4, 7),
        ([14.9] * 4, 7),
        ([-0.4] * 4, 1),
    ],
)
def test_four_of_five_are_there_before_they_would_be_missing(waits: list[float], grace: int) -> None:
    assert learned_grace(weekly(waits), UTC) == grace


@pytest.mark.parametrize("waits", [[2.5] * 3, [], [2.5] * 3 + [40] * 7, [None] * 9, [15.2] * 9, [-1.5] * 9])
def test_few_arrivals_teach_nothing(waits: list[float | None]) -> None:
    assert learned_grace(weekly(waits), UTC) is None


def test_only_the_last_ten_episodes_tell() -> None:
    assert learned_grace(weekly([6.5] * 20 + [1.5] * 10), UTC) == 2
    assert learned_grace(weekly([1.5] * 20 + [90] * 7 + [1.5] * 3), UTC) is None


def test_a_shelf_that_moved_in_at_once_teaches_nothing() -> None:
    moved_in = datetime(2026, 2, 5, 12, tzinfo=UTC)
    aired = [moved_in.date() - timedelta(days=n) for n in range(1, 9)]
    shelf = [
        PlexEpisode(str(n), "9", 1, n, "", day, True, ExternalIds(), None, int(moved_in.timestamp()) + n)
        for n, day in enumerate(aired)
    ]
    assert learned_grace([came(99, OLD, 3), *shelf], UTC) is None


def at_once(*moments: datetime) -> list[PlexEpisode]:
    """Three episodes that came on the day they aired, and old ones of a date each, at these moments."""
    weeks = [came(n, FIRST + timedelta(days=7 * n), 0.5) for n in (1, 2, 3)]
    aired = [date(2026, 2, 4) - timedelta(days=n) for n in range(len(moments))]
    old = [
        PlexEpisode(str(n), "9", 2, n, "", day, True, ExternalIds(), None, int(at.timestamp()))
        for n, (day, at) in enumerate(zip(aired, moments, strict=True))
    ]
    return [came(0, OLD, 30), *weeks, *old]


def test_four_air_dates_on_one_day_of_the_owner_are_a_shelf() -> None:
    noon = datetime(2026, 2, 5, 12, tzinfo=BERLIN)
    night = datetime(2026, 2, 5, 0, 30, tzinfo=BERLIN)  # in UTC that is the day before
    assert learned_grace(at_once(night, night, noon, noon), BERLIN) is None
    assert learned_grace(at_once(night, night, noon, noon), UTC) is not None
    assert learned_grace(at_once(noon, noon, noon), BERLIN) is not None
    next_day = noon + timedelta(days=1)
    assert learned_grace(
        at_once(noon, noon, next_day, next_day)[:1] + at_once(noon, noon, next_day, next_day)[3:], BERLIN
    )


def test_a_season_that_airs_on_one_day_and_comes_on_one_day_is_no_shelf() -> None:
    batch = [came(n, FIRST, 1.5, season=2) for n in range(1, 9)]
    assert learned_grace([came(0, OLD, 30), *batch], UTC) == 2


def test_what_began_the_show_here_was_not_waited_for() -> None:
    together = [came(n, FIRST, 1.5) for n in range(1, 9)]
    assert learned_grace(together, UTC) is None


def test_of_two_copies_the_first_that_came_tells() -> None:
    first = weekly([1.5] * 6)
    later = [replace(came(e.number or 0, e.air_date, 12), rating_key=f"copy {e.number}") for e in first[1:]]
    assert learned_grace([*first, *later], UTC) == 2
    dated_later = [replace(e, rating_key=f"copy {e.number}", air_date=e.air_date + DAY) for e in first if e.air_date]
    assert learned_grace([*first, *dated_later], UTC) == learned_grace([*dated_later, *first], UTC) == 2


def test_what_plex_does_not_number_is_told_apart_by_its_key() -> None:
    assert learned_grace([replace(e, number=None) for e in weekly([1.5] * 6)], UTC) == 2


def test_a_moment_that_plex_does_not_know_is_not_the_first_that_came() -> None:
    unknown = replace(came(0, OLD, 30), added_at=0)
    assert learned_grace([unknown, *weekly([1.5] * 4)[1:]], UTC) is None
    assert learned_grace([unknown, *weekly([1.5] * 5)[1:]], UTC) == 2


def test_what_comes_the_day_before_by_the_clock_of_the_owner_came_at_once() -> None:
    east = ZoneInfo("Pacific/Kiritimati")
    assert learned_grace(weekly([-0.9] * 5, east), east) == 1


def test_what_is_in_the_trash_tells_nothing() -> None:
    gone = [came(e.number or 0, e.air_date, 1.5, live=False) for e in weekly([1.5] * 6)]
    assert learned_grace(gone, UTC) is None


def test_the_days_are_those_of_the_owner() -> None:
    evening = 1 - 0.5 / 24  # 23:30 in UTC is the next day in Berlin
    assert learned_grace(weekly([evening] * 5), UTC) == 1
    assert learned_grace(weekly([evening] * 5), BERLIN) == 2
    assert learned_grace(weekly([evening] * 5, BERLIN), BERLIN) == 1


moments = st.none() | st.integers(-(2**62), 2**62) | st.integers(1_767_000_000, 1_775_000_000)
near = st.none() | st.dates() | st.dates(date(2026, 1, 1), date(2026, 3, 1))
episodes = st.builds(
    PlexEpisode,
    st.text(max_size=2),
    st.just("9"),
    st.none() | st.integers(-1, 2),
    st.none() | st.integers(-1, 9),
    st.just(""),
    near,
    st.booleans(),
    st.just(ExternalIds()),
    st.none(),
    moments,
)


@given(st.lists(episodes, max_size=20), st.sampled_from([UTC, BERLIN, ZoneInfo("Pacific/Kiritimati")]))
def test_whatever_plex_says_the_grace_is_none_or_one_to_seven_in_any_order(
    items: list[PlexEpisode], zone: tzinfo
) -> None:
    learned = learned_grace(items, zone)
    assert learned is None or 1 <= learned <= 7
    assert learned_grace(reversed(items), zone) == learned


@given(st.lists(st.floats(0, 13.9), min_size=4, max_size=10))
def test_four_of_five_of_the_arrivals_would_not_have_been_missing(waits: list[float]) -> None:
    learned = learned_grace(weekly(waits), UTC)
    assert learned is not None
    in_time = sum(int(wait) < learned for wait in waits)
    assert learned == 7 or in_time * 100 >= 80 * len(waits)
    assert learned == 1 or sum(int(wait) < learned - 1 for wait in waits) * 100 < 80 * len(waits)


@pytest.mark.parametrize(
    ("own", "general", "learned", "grace"),
    [
        (None, 1, None, Grace(1)),
        (None, 1, 3, Grace(3, "learned")),
        (None, 3, 3, Grace(3)),
        (None, 5, 3, Grace(5)),
        ("0", 5, 7, Grace(0, "set")),
        ("7", 1, None, Grace(7, "set")),
        ("8", 1, None, Grace(1)),
        ("soon", 1, 2, Grace(2, "learned")),
    ],
)
def test_the_owner_comes_first_and_what_was_learned_only_adds(
    own: str | None, general: int, learned: int | None, grace: Grace
) -> None:
    assert grace_of(own, general, learned) == grace
