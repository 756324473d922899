"""How templates say numbers, days and times."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parity.actions.ports import House
from parity.web.plurals import more_shows, shows
from parity.web.words import ago, day, duration, season, when
from tests.store.builders import NOW
from tests.web.houses import app_of


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-3, "3 days ago")],
)
def test_days_are_said_as_people_say_them(days: int, said: str) -> None:
    assert when(days) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (0, "0 s"), (45.4, "45 s"), (59.6, "1 min"), (200, "3 min 20 s"), (7512, "2 h 5 min"), (7200, "2 h")],
)
def test_durations_are_as_exact_as_they_matter(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said


def test_counts_agree_with_their_noun() -> None:
    assert (shows(1), shows(0), shows(1234)) == ("1 show", "0 shows", "1,234 shows")
    assert more_shows(2) == "2 more shows"


def test_dates_are_for_people_and_machines() -> None:
    assert day(date(2026, 3, 7)) == '<time datetime="2026-03-07" title="Saturday, 7 March 2026">7 Mar 2026</time>'
    assert day(None) == ""
    assert (season(0), season(12)) == ("Specials", "Season 12")


def test_moments_tell_how_long_ago_and_exactly_when_in_the_owners_zone(house: House) -> None:
    with app_of(house).test_request_context():
        assert ago(None) == "never"
        assert ago(NOW).endswith(">just now</time>")
        assert ago(NOW - timedelta(minutes=1)).endswith(">1 minute ago</time>")
        assert ago(NOW - timedelta(hours=5)).endswith(">5 hours ago</time>")
        assert ago(datetime(2026, 11, 1, 8, 30, tzinfo=UTC)) == (
            '<time datetime="2026-11-01T08:30:00+00:00" title="1 Nov 2026, 08:30 UTC">20 days ago</time>'
        )
