"""A day is written in one way."""

from datetime import date

import pytest

from parity.core.days import day_of


def test_a_day_is_read_as_it_is_written() -> None:
    assert day_of("2026-12-31") == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "20261231",
        "2026-W53-4",
        "2026-1-1",
        "2026-02-30",
        " 2026-12-31",
        "2026-12-31T00:00",
        "\uff12\uff10\uff12\uff16-12-31",
        "",
    ],
)
def test_nothing_else_is_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"YYYY-MM-DD|day|month"):
        day_of(text)
