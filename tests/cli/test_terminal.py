"""What only somebody at a terminal sees: a picture for the phone, and the time that is left."""

import io
import sys
from datetime import UTC, datetime

import pytest
import segno

from parity.cli.countdown import Countdown
from parity.cli.picture import picture_of

ADDRESS = "https://plex.tv/link"
END = datetime(2026, 6, 15, 12, 15, tzinfo=UTC)
_LETTERS = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}  # light is drawn, dark is left out


class Screen(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_the_picture_is_the_code_of_the_address() -> None:
    drawn = picture_of(ADDRESS, 80, "utf-8").splitlines()
    rows: list[tuple[int, ...]] = []
    for line in drawn:
        pairs = [_LETTERS[letter] for letter in line]
        rows += [tuple(upper for upper, _ in pairs), tuple(lower for _, lower in pairs)]
    wanted = [tuple(row) for row in segno.make(ADDRESS, micro=False).matrix_iter(border=2)]
    assert rows[: len(wanted)] == wanted


@pytest.mark.parametrize(("columns", "encoding"), [(28, "utf-8"), (80, "latin-1"), (80, None), (80, "nonsense")])
def test_where_it_cannot_be_read_there_is_no_picture(columns: int, encoding: str | None) -> None:
    assert picture_of(ADDRESS, columns, encoding) == ""


def test_who_looks_sees_the_time_run_and_nothing_is_left_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with Countdown() as countdown:
        countdown.show(899, END)
        countdown.show(61, END)
    shown = screen.getvalue().split("\r")
    assert [text.strip() for text in shown] == [
        "",
        "Waiting for you, 14:59 left",
        "Waiting for you, 01:01 left",
        "",
        "",
    ]


def test_a_log_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    with Countdown() as countdown:
        countdown.show(899, END)
        countdown.show(61, END)
    assert log.getvalue() == "Waiting for you until 12:15:00 UTC.\n"
