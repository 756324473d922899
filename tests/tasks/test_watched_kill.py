"""However often a worker is killed while it brings watched states together, both sides come to stand alike, each video
is told once, and what had been begun is gone on with."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from parity.actions.watched_run import ask, carry_out
from parity.bootstrap import build_house
from parity.store import watched_runs
from parity.store.upgrade import bring_up
from parity.store.watched_runs import RunRow
from tests.actions.household import Impatient
from tests.cli.processes import until
from tests.cli.sage_scene import DAY, HALF_HOUR, SageScene
from tests.tasks.nursery import Nursery
from tests.tasks.victim import Point

pytestmark = pytest.mark.process

AGAIN, ALONE = 5, 13
WATCHED, AT = (True, 0), 600
ON_THE_WAY = (
    Point("parity.core.watched_planning:make_plan", "before"),
    Point("parity.store.watched_runs:put_plan"),
    Point("parity.sagetv.calling:SageCaller.tell"),  # ClearWatched: its position is not told yet
    Point("parity.store.watched_base:keep", "before", 4),  # the first keeps what the plan found alike
    Point("parity.sagetv.calling:SageCaller.tell", "before", 4),
    Point("parity.plex.viewing:PlexViewing.mark", "after", 3),
    Point("parity.store.leased:Runs.finish", "before"),
)


class Between:
    """Some thirty episodes of which one side knows more than the other, and Parity's folder between them.

    Five were watched to their end on both sides, and begun again in Plex since; thirteen were watched in Plex
    alone, and as many in SageTV alone.
    """

    def __init__(self, scene: SageScene, folder: Path) -> None:
        self.scene, self.folder = scene, folder
        made = iter([scene.record(number) for number in range(1, 1 + AGAIN + 2 * ALONE)])
        self.again, self.plex_alone, self.sage_alone = (list(islice(made, many)) for many in (AGAIN, ALONE, ALONE))
        for key, recording in self.again:
            scene.sage.play(recording, HALF_HOUR * 60, ago=9 * DAY)
            scene.plex.watch(key, at=scene.ago(9))
            scene.plex.begin(key, 600_000, at=scene.ago(2))
        for at, (key, _) in enumerate(self.plex_alone):
            scene.plex.watch(key, at=scene.ago(2 + at))
        for _, recording in self.sage_alone:
            scene.sage.mark(recording)
        scene.plex.forget_view_writes()
        self.environ = {"PARITY_DATA_DIR": str(folder)}
        folder.mkdir()
        self.house = build_house({**os.environ, **self.environ})
        bring_up(self.house.database)

    def run(self, run_id: int = 1) -> RunRow:
        """A run as it stands."""
        with self.house.database.reading() as connection:
            row = watched_runs.RUNS.get(connection, run_id)
        assert row is not None
        return row

    def log(self) -> str:
        """What the workers said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def told_again(self) -> list[int]:
        """The episodes that Plex was told of more than once."""
        seen = self.scene.plex.viewings
        return [key for key, _ in self.sage_alone if (views := seen.of("", key)) is not None and views.views > 1]

    def alike(self) -> bool:
        """Whether both sides know all that one of them knew."""
        scene = self.scene
        begun = [scene.in_plex(key) == (True, AT) and scene.in_sage(made) == (False, AT) for key, made in self.again]
        rest = [*self.plex_alone, *self.sage_alone]
        return all(begun) and all(scene.in_plex(key) == WATCHED and scene.in_sage(made)[0] for key, made in rest)

    def writes_of_one_more(self) -> int:
        """What a run over all of it still tells anybody."""
        before, run_id = self.scene.writes(), ask(self.house, "sync")
        carry_out(self.house, run_id, Impatient())
        assert self.run(run_id).state == "done"
        return self.scene.writes() - before


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Between]:
    scene = SageScene(monkeypatch)
    made = Between(scene, tmp_path / "data")
    yield made
    made.house.database.close()
    scene.close()


def ended(nursery: Nursery, pid: int) -> Callable[[], bool]:
    return lambda: nursery.end(pid) is not None


def test_killed_again_and_again_it_comes_to_the_same(between: Between) -> None:
    run_id = ask(between.house, "sync")
    with Nursery() as nursery:
        for point in ON_THE_WAY:
            pid = nursery.start(between.environ, between.folder / "log", point)
            until(ended(nursery, pid), f"it dies {point}")
            assert nursery.end(pid) == -signal.SIGKILL, between.log()
            assert between.run(run_id).state in ("queued", "running")
        nursery.start(between.environ, between.folder / "log")
        until(lambda: not between.run(run_id).active, "the last one goes on with it")
    assert (between.run(run_id).state, between.alike(), between.told_again()) == ("done", True, [])
    # Each was told once; of what was watched to its end SageTV first has to forget that.
    assert between.scene.writes() == 2 * AGAIN + 2 * ALONE
    assert between.writes_of_one_more() == 0
    assert "Traceback" not in between.log()
