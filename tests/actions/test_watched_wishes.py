"""What is asked of one run over watched states, and what of it is kept with the run."""

import pytest

from parity.actions.watched_wishes import Wishes


@pytest.mark.parametrize(
    ("work", "wishes", "narrowed"),
    [
        ("plan", Wishes(), False),
        ("plan", Wishes(chosen=frozenset({"m"})), False),
        ("sync", Wishes(chosen=frozenset({"m"}), yes=True), False),
        ("plan", Wishes(yes=True), True),
        ("plan", Wishes(libraries=("Shows",)), True),
        ("sync", Wishes(media=("7",)), True),
        ("plan", Wishes(ignore=0), True),
    ],
)
def test_a_run_over_a_part_or_by_another_measure_is_told_from_one_over_all(
    work: str, wishes: Wishes, narrowed: bool
) -> None:
    assert wishes.narrows(work) == narrowed


@pytest.mark.parametrize("wishes", [Wishes(), Wishes(("a",), ("7", "8"), 0, frozenset(), True), Wishes(ignore=600)])
def test_wishes_are_kept_and_read_as_they_were(wishes: Wishes) -> None:
    assert Wishes.read(wishes.written()) == wishes
