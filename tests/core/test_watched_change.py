"""What of a change is said the same everywhere."""

import pytest

from parity.core.watched_change import told_position, told_reason


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0, "0:00:00"), (999, "0:00:00"), (61_000, "0:01:01"), (3_599_999, "0:59:59"), (43_509_000, "12:05:09")],
)
def test_positions_are_hours_minutes_and_seconds(milliseconds: int, said: str) -> None:
    assert told_position(milliseconds) == said


def test_a_reason_names_the_partner_and_one_that_nobody_knows_stays_as_it_is() -> None:
    assert told_reason("not in partner", "SageTV") == "SageTV does not have it."
    assert told_reason("from a later version", "SageTV") == "from a later version"
