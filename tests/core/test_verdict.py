"""The one word for a show (RULES R7)."""

import pytest

from parity.core.verdict import STANDINGS, state_of


@pytest.mark.parametrize(
    ("standing", "ignored", "missing", "ever_checked", "state"),
    [
        ("unmatched", True, 3, True, "unmatched"),
        ("unmatched", False, 0, False, "unmatched"),
        ("suspect", True, 3, True, "suspect"),
        ("suspect", False, 0, False, "suspect"),
        ("matched", True, 3, True, "ignored"),
        ("matched", True, 0, False, "ignored"),
        ("pending", True, 0, False, "ignored"),
        ("matched", False, 3, True, "missing"),
        ("matched", False, 0, True, "complete"),
        ("matched", False, 3, False, "missing"),
        ("matched", False, 0, False, "error"),
        ("pending", False, 0, False, "error"),
    ],
)
def test_r7_the_word_that_ranks_highest_is_the_state(
    standing: str, ignored: bool, missing: int, ever_checked: bool, state: str
) -> None:
    assert standing in STANDINGS
    assert state_of(standing, missing, ever_checked, ignored) == state


def test_r7_a_show_that_was_checked_well_once_is_never_an_error_again() -> None:
    states = {state_of(standing, n, True, i) for standing in STANDINGS for n in (0, 1) for i in (True, False)}
    assert states == {"unmatched", "suspect", "ignored", "missing", "complete"}


def test_a_show_that_nobody_ignores_is_not_ignored() -> None:
    assert [state_of("matched", missing, True) for missing in (0, 3)] == ["complete", "missing"]
