"""Which scan asks about a show next: the first run of a schedule at which the rule of freshness says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parity.core.freshness import Checked, Feed, due_reason
from parity.core.next_check import NextCheck, next_check
from parity.core.schedule import next_due

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
QUIET = Feed({})
KNOWN = Checked(1437, NOW - timedelta(days=2), archive=False)


def nightly(moment: datetime) -> datetime:
    """Every night at half past three."""
    return next_due(moment, UTC, 3, 30, None)


def sundays(moment: datetime) -> datetime:
    """Every Sunday at half past four."""
    return next_due(moment, UTC, 4, 30, 6)


def test_an_ongoing_show_is_asked_about_in_the_first_run_after_seven_days() -> None:
    found = next_check(KNOWN, QUIET, NOW, nightly, None)
    assert found == NextCheck(datetime(2026, 11, 27, 3, 30, tzinfo=UTC), "incremental", "not asked for 7 days")


def test_a_run_at_the_very_second_after_its_seven_days_asks_and_one_a_second_earlier_does_not() -> None:
    run = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)
    week_before = [run - timedelta(days=7, seconds=seconds) for seconds in (1, 0, -1)]
    found = [next_check(replace(KNOWN, checked_at=at), QUIET, NOW, nightly, None) for at in week_before]
    assert [check and check.at for check in found] == [run, run + timedelta(days=1), run + timedelta(days=1)]


def test_an_ended_show_is_asked_about_in_the_first_run_after_thirty_days() -> None:
    found = next_check(replace(KNOWN, archive=True), QUIET, NOW, nightly, None)
    assert found == NextCheck(datetime(2026, 12, 20, 3, 30, tzinfo=UTC), "incremental", "not asked for 30 days")


def test_a_full_scan_that_comes_first_asks_anyway() -> None:
    found = next_check(KNOWN, QUIET, NOW, nightly, sundays)
    assert found == NextCheck(datetime(2026, 11, 22, 4, 30, tzinfo=UTC), "full", "a full scan asks about every show")


def test_what_the_feed_named_since_and_what_was_never_checked_is_asked_about_in_the_next_run() -> None:
    tonight = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
    named = next_check(KNOWN, Feed({1437: date(2026, 11, 20)}), NOW, nightly, None)
    assert named == NextCheck(tonight, "incremental", "changed on 2026-11-20")
    fresh = next_check(replace(KNOWN, checked_at=None), QUIET, NOW, nightly, None)
    assert fresh == NextCheck(tonight, "incremental", "never checked")


def test_what_is_not_matched_rests_as_long_as_its_tries_say() -> None:
    tried = datetime.combine(NOW.date() + timedelta(days=1), time(1), UTC)
    show = Checked(None, None, archive=False, unmatched=True, tries=4, tried_at=tried)
    found = next_check(show, QUIET, tried, nightly, None)
    assert found == NextCheck(datetime(2026, 11, 23, 3, 30, tzinfo=UTC), "incremental", "not matched yet")


def test_without_schedules_nobody_asks() -> None:
    assert next_check(KNOWN, QUIET, NOW, None, None) is None


@given(
    checked=st.none() | st.integers(-40 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours)),
    tried=st.none() | st.integers(-48, 0).map(lambda hours: NOW + timedelta(hours=hours)),
    tries=st.integers(0, 6),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    named=st.none() | st.integers(-10, 0).map(lambda days: NOW.date() + timedelta(days=days)),
)
def test_it_is_the_first_run_at_which_the_rule_asks(
    checked: datetime | None,
    tried: datetime | None,
    tries: int,
    flags: tuple[bool, bool, bool],
    named: date | None,
) -> None:
    archive, unmatched, troubled = flags
    show = Checked(1437, checked, archive, unmatched, troubled, tries, tried)
    feed = Feed({} if named is None else {1437: named})
    runs, run = [], NOW
    for _ in range(40):
        run = nightly(run)
        runs.append(run)
    expected = next(((run, why) for run in runs if (why := due_reason(show, feed, run))), None)
    found = next_check(show, feed, NOW, nightly, None)
    assert (found and (found.at, found.why)) == expected
