"""When an episode has been on, seen from the owner's zone (RULES R1)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.airtime import OnAir, Slot, Timing, hours_apart, minutes_of, on_air, slot_of, starts_at, zone_of
from parity.core.zones import ZONES

BERLIN, TOKYO, NEW_YORK = (ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "America/New_York"))
TWELFTH = date(2026, 3, 12)

zones = st.sampled_from([ZoneInfo(name) for name in ("UTC", "Pacific/Kiritimati", "Pacific/Niue", *ZONES.values())])
slots = st.none() | st.builds(Slot, st.integers(0, 29 * 60 + 59), zones)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
lengths = st.none() | st.integers(1, 600)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("21:00", 1260),
        ("21.00", 1260),
        ("21h30", 1290),
        ("9:00 PM", 1260),
        ("9:05pm", 1265),
        ("9 p.m.", 1260),
        ("12:30 AM", 30),
        ("1:00 am", 60),
        ("12:00 PM", 720),
        ("00:00", 0),
        ("20:00:00", 1200),
        (" 08:15 ", 495),
        ("24:30", 1470),
        ("29:59", 1799),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(said: str, minutes: int) -> None:
    assert minutes_of(said) == minutes


@pytest.mark.parametrize("said", ["", "21", "30:00", "21:60", "13:00 PM", "0:10 am", "evening", "21:00-22:00", "٢١:٠٠"])
def test_what_is_no_time_of_day_says_nothing(said: str) -> None:
    assert minutes_of(said) is None


@given(st.text(max_size=12))
def test_no_text_is_too_odd_for_a_time(said: str) -> None:
    minutes = minutes_of(said)
    assert minutes is None or 0 <= minutes < 30 * 60


def test_the_clock_of_the_network_tells_the_moment() -> None:
    assert starts_at(TWELFTH, "21:00", "America/New_York") == utc("2026-03-13T01:00")
    assert starts_at(TWELFTH, "21:00", "Asia/Tokyo") == utc("2026-03-12T12:00")


def test_a_night_in_japan_goes_on_after_midnight() -> None:
    assert starts_at(TWELFTH, "25:30", "Asia/Tokyo") == utc("2026-03-12T16:30")


def test_a_time_that_the_clock_leaves_out_or_shows_twice_is_the_later_one() -> None:
    assert starts_at(date(2026, 3, 8), "2:30", "America/New_York") == utc("2026-03-08T07:30")
    assert starts_at(date(2026, 11, 1), "1:30", "America/New_York") == utc("2026-11-01T06:30")


def test_without_a_time_or_a_zone_there_is_no_moment() -> None:
    assert starts_at(TWELFTH, None, "Asia/Tokyo") is None
    assert starts_at(TWELFTH, "soon", "Asia/Tokyo") is None
    assert starts_at(TWELFTH, "21:00", None) is None
    assert starts_at(TWELFTH, "21:00", "Nowhere/At_All") is None
    assert starts_at(TWELFTH, "21:00", "/etc/passwd") is None
    assert starts_at(date.max, "29:00", "Asia/Tokyo") is None
    assert starts_at(date.max, "23:00", "America/New_York") is None


def test_every_country_of_the_table_has_a_zone_that_there_is() -> None:
    assert [zone for zone in ZONES.values() if slot_of("20:00", zone) is None] == []
    assert zone_of(["XX", "JP", "US"]) == "Asia/Tokyo"
    assert zone_of(["XX"]) is None
    assert zone_of([]) is None


def test_zones_are_so_many_hours_apart() -> None:
    assert hours_apart(TOKYO, BERLIN, TWELFTH) == 8
    assert hours_apart(BERLIN, TOKYO, date(2026, 7, 1)) == 7
    assert hours_apart(BERLIN, BERLIN, TWELFTH) == 0


def test_case_thirty_eight_solo_leveling_is_due_in_new_york_on_its_own_date() -> None:
    # It begins at 00:00 in Tokyo, which is 10:00 of the day before in New York.
    timing = Timing(0, slot_of("24:00", "Asia/Tokyo"), NEW_YORK, utc("2025-01-05T12:00"))
    assert timing.due(date(2025, 1, 4), 24) == date(2025, 1, 4)
    midnight = Timing(0, slot_of("00:00", "Asia/Tokyo"), NEW_YORK, utc("2025-01-05T12:00"))
    assert midnight.due(date(2025, 1, 5), 24) == date(2025, 1, 5)


@pytest.mark.parametrize(
    ("grace", "now", "due"),
    [
        (0, "2026-03-13T00:30", date(2026, 3, 14)),  # 01:30 in Berlin: still to come there
        (0, "2026-03-13T01:59", date(2026, 3, 14)),
        (0, "2026-03-13T02:00", date(2026, 3, 13)),
        (1, "2026-03-13T01:59", date(2026, 3, 14)),
        (1, "2026-03-13T02:00", date(2026, 3, 13)),
        (2, "2026-03-13T01:59", date(2026, 3, 14)),
        (2, "2026-03-13T02:00", date(2026, 3, 14)),
    ],
)
def test_case_thirty_eight_prime_time_in_the_states_is_night_in_berlin(grace: int, now: str, due: date) -> None:
    timing = Timing(grace, slot_of("9:00 PM", "America/New_York"), BERLIN, utc(now))
    assert timing.due(TWELFTH, 60) == due


def test_what_ends_at_midnight_is_due_on_the_day_that_begins() -> None:
    late = slot_of("23:00", "Europe/Berlin")
    assert Timing(0, late, BERLIN, utc("2026-03-12T20:00")).due(TWELFTH, 60) == date(2026, 3, 13)
    there = slot_of("23:00", "America/New_York")
    assert Timing(0, there, NEW_YORK, utc("2026-03-12T20:00")).due(TWELFTH, 60) == date(2026, 3, 13)


def test_a_short_episode_ends_on_its_own_day_and_a_long_one_on_the_next() -> None:
    late = Timing(0, slot_of("23:00", "Europe/Berlin"), BERLIN, utc("2026-03-14T12:00"))
    thirteenth = date(2026, 3, 13)
    assert [late.due(TWELFTH, minutes) for minutes in (30, 59, 60, 90)] == [TWELFTH, TWELFTH, thirteenth, thirteenth]


def test_the_day_of_grace_begins_where_the_owner_lives() -> None:
    prime_time = slot_of("9:00 PM", "America/New_York")  # it ends at 02:00 of the 13th in UTC
    assert Timing(1, prime_time, NEW_YORK, utc("2026-03-13T12:00")).due(TWELFTH, 60) == date(2026, 3, 13)


def test_an_air_time_is_exact_where_time_and_zone_are_known_and_else_a_date_of_its_own_country() -> None:
    moment = utc("2026-03-13T01:00")
    assert on_air(TWELFTH, "21:00", "America/New_York", "US") == OnAir(moment, "exact", "US")
    assert on_air(TWELFTH, None, "America/New_York", "XX JP US") == OnAir(None, "estimated", "JP")
    assert on_air(TWELFTH, "21:00", None, "XX") == OnAir(None, "estimated", None)
    assert on_air(None, "21:00", "America/New_York", "") == OnAir() == OnAir(None, "estimated", None)


def test_without_a_time_a_date_is_due_after_its_grace() -> None:
    assert Timing(2).due(TWELFTH, 60) == date(2026, 3, 14)
    assert Timing(2).due(None, 60) is None
    assert Timing(0, Slot(1260, NEW_YORK), BERLIN, utc("2026-03-12T12:00")).due(None, 60) is None


@given(st.dates(), slots, zones, lengths, st.integers(0, 7))
def test_no_date_is_too_far_for_a_due_day(
    air_date: date, slot: Slot | None, zone: ZoneInfo, minutes: int | None, grace: int
) -> None:
    due = Timing(grace, slot, zone, utc("2026-03-12T12:00")).due(air_date, minutes)
    assert due is None or due >= air_date
    assert Timing(0, Slot(1260, NEW_YORK), TOKYO, utc("2026-03-12T12:00")).due(date.max, 60) == date.max


@given(days, slots, zones, lengths, st.integers(0, 6), st.timedeltas(timedelta(days=-3), timedelta(days=9)))
def test_more_grace_is_never_due_sooner_and_nothing_before_its_day(
    air_date: date, slot: Slot | None, zone: ZoneInfo, minutes: int | None, grace: int, later: timedelta
) -> None:
    now = datetime(air_date.year, air_date.month, air_date.day, tzinfo=UTC) + later
    less, more = (Timing(each, slot, zone, now).due(air_date, minutes) for each in (grace, grace + 1))
    assert less is not None
    assert more is not None
    assert air_date + timedelta(days=grace) <= less <= more


@given(days, slots, zones, lengths, st.integers(0, 7), st.timedeltas(timedelta(days=-3), timedelta(days=9)))
def test_an_episode_is_due_exactly_when_it_has_been_on_and_its_grace_is_over(
    air_date: date, slot: Slot | None, zone: ZoneInfo, minutes: int | None, grace: int, later: timedelta
) -> None:
    now = datetime(air_date.year, air_date.month, air_date.day, tzinfo=UTC) + later
    due, today = Timing(grace, slot, zone, now).due(air_date, minutes), now.astimezone(zone).date()
    ends = slot.ends(air_date, minutes) if slot else None
    been_on = ends is None or now >= ends
    assert due is not None
    assert (due <= today) == (been_on and today >= air_date + timedelta(days=grace))
