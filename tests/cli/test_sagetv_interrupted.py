"""`sagetv --sync` and Ctrl-C: the video at work is finished, the rest is left, and the sum is told all the same.

And nobody who reads it: the work is done all the same.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.demo.faults import Fault
from tests.cli.processes import Running, until
from tests.cli.sage_scene import SageScene

pytestmark = pytest.mark.process


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[SageScene]:
    """Four recordings that were marked in SageTV."""
    made = SageScene(monkeypatch)
    for number in range(1, 5):
        _, recording = made.record(number)
        made.sage.mark(recording)
    yield made
    made.close()


def test_ctrl_c_ends_it_after_the_video_at_work(scene: SageScene, tmp_path: Path) -> None:
    slow = scene.plex_faults.add(Fault("slow", "/:/scrobble", seconds=2.0))
    with Running({"PARITY_DATA_DIR": str(tmp_path / "data")}, tmp_path, "sagetv", "TV", "-s") as run:
        until(lambda: slow.struck, "it marks the first one")
        assert run.ends(signal.SIGINT, seconds=20) == 3
        assert run.process.stdout is not None
        said = run.process.stdout.read()
        assert "Stopping after the video at work; what was done stays done." in run.said
    assert said.count(" … done\n") == 1
    assert said.endswith("Total: 4 videos, 4 Plex out of sync; 3 still to do, 1 updated.\n")
    assert scene.writes() == 1


def test_it_is_done_though_nobody_reads_what_is_told(scene: SageScene, tmp_path: Path) -> None:
    slow = scene.plex_faults.add(Fault("slow", "/library/sections", seconds=0.5, times=1))
    with Running({"PARITY_DATA_DIR": str(tmp_path / "data")}, tmp_path, "sagetv", "TV", "-s") as run:
        assert run.process.stdout is not None
        run.process.stdout.close()
        run.status(seconds=20)
        assert slow.struck
        assert "Traceback" not in run.said
    assert scene.writes() == 4
