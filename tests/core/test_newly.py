"""Old episodes that a provider lists only now are marked; what aired while nobody looked is not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import ProviderEpisode
from parity.core.newly import LATE, doubt_of, newly_listed

CHECKED = date(2026, 6, 15)
IDS = st.integers(1, 12)
DAYS = st.none() | st.integers(-60, 60).map(lambda days: CHECKED + timedelta(days=days))


def episode(key: int, aired: date | None) -> ProviderEpisode:
    return ProviderEpisode(1, key, key, f"Part {key}", aired, 45, "standard")


def test_an_episode_of_1999_that_was_not_listed_at_the_last_check_is_newly_listed() -> None:
    listed = [episode(1, date(1993, 1, 3)), episode(175, date(1999, 6, 2))]
    assert newly_listed({1}, listed, CHECKED) == {175}
    assert doubt_of(date(1999, 6, 2), CHECKED) == "newly listed on 2026-06-15, although it aired in 1999"


def test_what_had_not_long_aired_when_the_show_was_last_checked_is_not() -> None:
    days = {2: CHECKED - LATE - timedelta(days=1), 3: CHECKED - LATE, 4: CHECKED + timedelta(days=40), 5: None}
    listed = [episode(1, date(1993, 1, 3)), *(episode(key, day) for key, day in days.items())]
    assert newly_listed({1}, listed, CHECKED) == {2}


def test_a_first_check_and_a_list_of_another_show_mark_nothing() -> None:
    old = [episode(1, date(1993, 1, 3)), episode(2, date(1993, 1, 10))]
    assert newly_listed((), old, CHECKED) == set()
    assert newly_listed({77, 78}, old, CHECKED) == set()
    assert newly_listed({1}, old, None) == set()


def test_nothing_speaks_against_a_gap_without_a_mark_or_a_date() -> None:
    assert (doubt_of(date(1999, 6, 2), None), doubt_of(None, CHECKED)) == (None, None)


@given(st.sets(IDS), st.dictionaries(IDS, DAYS), st.none() | st.just(CHECKED))
def test_only_what_is_new_dated_and_long_aired_is_marked(
    known: set[int], days: dict[int, date | None], checked: date | None
) -> None:
    marked = newly_listed(known, [episode(key, day) for key, day in days.items()], checked)
    same_show = bool(known & days.keys()) and checked is not None
    wanted = {key for key, day in days.items() if key not in known and day is not None and (CHECKED - day).days > 14}
    assert marked == (wanted if same_show else set())
