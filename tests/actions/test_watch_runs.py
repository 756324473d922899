"""Runs that bring Plex's watchlist and SIMKL's list together, against both services as they answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.both_lists import BothLists, both_lists


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[BothLists]:
    with both_lists(tmp_path) as made:
        yield made


def test_a_first_run_brings_both_lists_together_and_a_second_writes_nothing(lists: BothLists) -> None:
    lists.on_both(1, 2)
    lists.wish(3)
    lists.put(4)
    run = lists.run()
    assert (run.state, run.sentence, run.first_run, run.equal) == ("done", None, True, True)
    assert (run.plex_count, run.simkl_count, run.in_sync) == (4, 4, 4)
    assert lists.on_plex() == lists.on_simkl() == {1, 2, 3, 4}
    lists.writes()
    again = lists.run()
    assert (again.state, again.equal, lists.writes()) == ("done", True, 0)
