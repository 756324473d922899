"""However a worker ends, the next one goes on where it stood, and all is as if nothing had happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tasks.points import Case, chosen
from tests.tasks.town import Town, founded

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two stand-ins for all of these tests, one after the other."""
    with founded(tmp_path_factory.mktemp("town")) as made:
        yield made


def test_each_work_comes_to_the_same_when_nobody_disturbs_it(town: Town) -> None:
    first, again, incremental = town.ends.values()
    assert first.shows == again.shows == incremental.shows


@pytest.mark.parametrize("case", chosen(), ids=str)
def test_killed_at_any_point_it_goes_on_where_it_stood(town: Town, case: Case, tmp_path: Path) -> None:
    with town.scene(tmp_path / "data", case.work) as scene:
        left = scene.kill_at(case.point)
        with scene.worker():
            row = scene.until(lambda row: not row.active)
        assert scene.end() == town.ends[case.work]
        assert row.resumed == (left.state == "running")
        assert max(town.asked().values()) <= 2
