"""Which shows TMDB is asked about, and why (RULES R12)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.freshness import Checked, Feed, back_off, due_reason, feed_days, is_final, oldest_first

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
QUIET = Feed({})
LOST = Feed({}, "the changes feed of 2026-11-20 was cut")


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def ongoing(checked_at: datetime | None) -> Checked:
    return Checked(1437, checked_at, archive=False)


def ended(checked_at: datetime | None) -> Checked:
    return Checked(1437, checked_at, archive=True)


def troubled(tries: int, tried_at: datetime | None, checked_at: datetime | None = None) -> Checked:
    return Checked(1437, checked_at, archive=False, troubled=True, tries=tries, tried_at=tried_at)


def unmatched(tries: int, tried_at: datetime | None) -> Checked:
    return Checked(None, None, archive=False, unmatched=True, tries=tries, tried_at=tried_at)


def test_r12_a_show_that_was_never_checked_is_due() -> None:
    assert due_reason(ongoing(None), QUIET, NOW) == "never checked"


def test_r12_a_show_checked_today_that_no_feed_names_is_not_due() -> None:
    assert due_reason(ongoing(NOW), QUIET, NOW) is None
    assert due_reason(ongoing(NOW), Feed({1: date(2026, 11, 21)}), NOW) is None


@pytest.mark.parametrize(
    ("began", "due"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 7, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 8, tzinfo=UTC), False),
        (datetime(2026, 11, 21, 9, 59, tzinfo=timezone(timedelta(hours=2))), True),
    ],
)
def test_r12_a_change_counts_until_a_check_began_eight_hours_after_its_day(began: datetime, due: bool) -> None:
    feed = Feed({1437: date(2026, 11, 20)})
    assert due_reason(ongoing(began), feed, NOW) == ("changed on 2026-11-20" if due else None)
    assert due_reason(ended(began), feed, NOW) == ("changed on 2026-11-20" if due else None)


def test_r12_what_the_feed_names_today_is_asked_again_however_often() -> None:
    assert due_reason(ongoing(NOW), Feed({1437: date(2026, 11, 21)}), NOW) == "changed on 2026-11-21"


@pytest.mark.parametrize(
    ("show", "reason"),
    [
        (ongoing(ago(days=7)), None),
        (ongoing(ago(days=7, seconds=1)), "not asked for 7 days"),
        (ended(ago(days=8)), None),
        (ended(ago(days=30)), None),
        (ended(ago(days=30, seconds=1)), "not asked for 30 days"),
        (ended(ago(days=400)), "not asked for 400 days"),
    ],
)
def test_r12_ongoing_shows_are_due_after_seven_days_and_ended_ones_after_thirty(
    show: Checked, reason: str | None
) -> None:
    assert due_reason(show, QUIET, NOW) == reason


def test_r12_when_the_feed_cannot_be_trusted_every_checked_show_is_due() -> None:
    for show in (ongoing(NOW), ended(NOW), troubled(1, NOW, checked_at=NOW)):
        assert due_reason(show, LOST, NOW) == "the changes feed of 2026-11-20 was cut"


@pytest.mark.parametrize(("tries", "minutes"), [(0, 15), (1, 15), (2, 60), (3, 240), (4, 720), (5, 720), (10**9, 720)])
def test_r12_trouble_is_tried_again_after_ever_longer_waits(tries: int, minutes: int) -> None:
    wait = timedelta(minutes=minutes)
    assert back_off(tries) == wait
    assert due_reason(troubled(tries, NOW - wait), QUIET, NOW) == "trouble last time"
    assert due_reason(troubled(tries, NOW - wait + timedelta(seconds=1)), QUIET, NOW) is None
    assert due_reason(unmatched(tries, NOW - wait), QUIET, NOW) == "not matched yet"
    assert due_reason(unmatched(tries, NOW - wait + timedelta(seconds=1)), QUIET, NOW) is None


def test_r12_trouble_does_not_keep_a_show_from_being_due_for_another_reason() -> None:
    resting = troubled(4, NOW, checked_at=ago(days=2))
    assert due_reason(resting, QUIET, NOW) is None
    assert due_reason(resting, Feed({1437: date(2026, 11, 19)}), NOW) == "changed on 2026-11-19"
    assert due_reason(troubled(4, NOW, checked_at=ago(days=8)), QUIET, NOW) == "not asked for 8 days"


def test_r12_trouble_whose_time_nobody_noted_is_tried_at_once() -> None:
    assert due_reason(troubled(4, None), QUIET, NOW) == "trouble last time"
    assert due_reason(unmatched(4, None), QUIET, NOW) == "not matched yet"


def test_r12_an_unmatched_show_has_no_id_that_a_feed_could_name() -> None:
    assert due_reason(unmatched(1, NOW), LOST, NOW) is None


def test_r12_a_clock_that_once_ran_ahead_keeps_no_show_from_being_asked() -> None:
    ahead = NOW + timedelta(days=200)
    assert due_reason(ongoing(ahead), QUIET, NOW) == "checked on a day that is yet to come"
    assert due_reason(ended(ahead), QUIET, NOW) == "checked on a day that is yet to come"
    assert due_reason(troubled(1, ahead), QUIET, NOW) == "trouble last time"
    assert due_reason(unmatched(4, ahead), QUIET, NOW) == "not matched yet"


def test_r12_a_check_that_began_after_the_scan_did_is_no_wrong_clock() -> None:
    assert due_reason(ongoing(NOW + timedelta(minutes=20)), QUIET, NOW) is None


@given(
    st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 21), timezones=st.just(UTC)),
    st.dates(date(2026, 9, 1), date(2026, 11, 21)),
    st.booleans(),
)
def test_r12_no_change_is_forgotten_before_a_check_could_have_seen_it(began: datetime, named: date, over: bool) -> None:
    reason = due_reason(Checked(1437, began, over), Feed({1437: named}), NOW)
    seen_by = datetime(named.year, named.month, named.day, tzinfo=UTC) + timedelta(hours=32)
    if began < seen_by:
        assert reason == f"changed on {named.isoformat()}"
    else:
        assert reason == due_reason(Checked(1437, began, over), QUIET, NOW)


def test_r12_a_feed_day_is_final_eight_hours_after_it_ended() -> None:
    assert not is_final(date(2026, 11, 20), datetime(2026, 11, 21, 7, 59, 59, tzinfo=UTC))
    assert is_final(date(2026, 11, 20), datetime(2026, 11, 21, 8, tzinfo=UTC))


def test_r12_the_feed_is_read_from_its_first_open_day_to_today() -> None:
    assert feed_days(date(2026, 11, 19), NOW) == (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21))
    assert feed_days(date(2026, 11, 21), NOW) == (date(2026, 11, 21),)


def test_r12_today_is_the_day_of_tmdb_not_of_the_owner() -> None:
    in_tokyo = datetime(2026, 11, 22, 5, tzinfo=timezone(timedelta(hours=9)))
    assert feed_days(date(2026, 11, 21), in_tokyo) == (date(2026, 11, 21),)


def test_r12_more_than_fourteen_days_back_the_feed_tells_nothing() -> None:
    oldest = date(2026, 11, 7)
    assert feed_days(oldest, NOW) == tuple(oldest + timedelta(days=n) for n in range(15))
    assert feed_days(oldest - timedelta(days=1), NOW) is None
    assert feed_days(None, NOW) is None
    assert feed_days(date.min, NOW) is None


def test_r12_a_feed_that_was_read_by_a_clock_ahead_of_time_tells_nothing() -> None:
    assert feed_days(date(2026, 11, 22), NOW) is None
    assert feed_days(date.max, NOW) is None


def test_r12_the_oldest_check_is_renewed_first_and_what_was_never_checked_before_all() -> None:
    shows = [(1, NOW), (2, None), (3, ago(days=9)), (5, ago(days=9)), (4, ago(days=9)), (0, None)]
    assert oldest_first(shows) == [0, 2, 3, 4, 5, 1]
    assert oldest_first([]) == []


def in_its_order(checked_at: datetime) -> Checked:
    """A show in an order of TheTVDB."""
    return Checked(1437, checked_at, archive=False, series_id=78874)


def test_a_show_in_an_order_of_thetvdb_is_due_when_it_changed_there_since() -> None:
    moved = Feed({}, series={78874: ago(hours=2)})
    assert due_reason(in_its_order(ago(hours=3)), moved, NOW) == "changed at TheTVDB on 2026-11-21"
    assert [due_reason(in_its_order(ago(hours=h)), moved, NOW) for h in (2, 1)] == [None, None]
    assert due_reason(ongoing(ago(hours=3)), moved, NOW) is None
    assert due_reason(in_its_order(ago(hours=3)), Feed({}, series={7: ago(hours=2)}), NOW) is None


def test_what_thetvdb_did_not_tell_makes_only_the_shows_in_its_orders_due() -> None:
    flawed = Feed({}, series_flaw="TheTVDB did not answer")
    assert due_reason(in_its_order(ago(hours=3)), flawed, NOW) == "TheTVDB did not answer"
    assert due_reason(ongoing(ago(hours=3)), flawed, NOW) is None
    assert due_reason(in_its_order(ago(days=8)), QUIET, NOW) == "not asked for 8 days"


def test_an_hour_ahead_is_a_clock_that_differs_and_more_is_a_clock_that_was_wrong() -> None:
    hour, more = NOW + timedelta(hours=1), NOW + timedelta(hours=1, seconds=1)
    assert due_reason(ongoing(hour), QUIET, NOW) is None
    assert due_reason(ongoing(more), QUIET, NOW) == "checked on a day that is yet to come"
    assert due_reason(troubled(1, hour, ago(days=1)), QUIET, NOW) is None
    assert due_reason(troubled(1, more, ago(days=1)), QUIET, NOW) == "trouble last time"
