"""When a schedule was due and is due next, in the owner's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from parity.core.schedule import last_due, next_due

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = 6


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "weekday", "due"),
    [
        (utc(21, 12), None, utc(22, 2, 30)),
        (utc(21, 1), None, utc(21, 2, 30)),
        (utc(21, 2, 30), None, utc(22, 2, 30)),
        (utc(21, 12), SUNDAY, utc(22, 2, 30)),
        (utc(22, 12), SUNDAY, utc(29, 2, 30)),
        (utc(22, 2, 30), SUNDAY, utc(29, 2, 30)),
    ],
)
def test_the_next_run_is_the_first_due_moment_ahead(now: datetime, weekday: int | None, due: datetime) -> None:
    assert next_due(now, BERLIN, 3, 30, weekday) == due
    assert last_due(now, BERLIN, 3, 30, weekday) <= now < due


def test_the_next_run_follows_the_clocks_of_the_zone() -> None:
    assert next_due(utc(24, 12, month=10), BERLIN, 3, 30, None) == utc(25, 2, 30, month=10)
    assert next_due(utc(23, 12, month=10), BERLIN, 3, 30, None) == utc(24, 1, 30, month=10)
