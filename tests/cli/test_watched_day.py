"""Watched states that are brought together by themselves, over real processes, with a terminal beside them."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from parity.actions.clock import tick
from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.demo.faults import Fault
from parity.store import schedules
from parity.store.schema import watched_runs
from parity.store.upgrade import bring_up
from tasks.watched import watched_states
from tests.cli.processes import Running, until
from tests.cli.sage_scene import SageScene

pytestmark = pytest.mark.process

MANY = 30
EVERY_HOUR = {"PARITY_SAGETV_EVERY": "1", "PARITY_SAGETV_LIBRARIES": "TV"}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[SageScene]:
    """Thirty recordings that were marked in SageTV."""
    made = SageScene(monkeypatch)
    for number in range(MANY):
        _, recording = made.record(number)
        made.sage.mark(recording)
    yield made
    made.close()


@pytest.fixture
def house(scene: SageScene, tmp_path: Path) -> Iterator[House]:
    """It was to be done by itself two hours ago, while nothing ran."""
    (tmp_path / "data").mkdir()
    made = build_house({**os.environ, **EVERY_HOUR, "PARITY_DATA_DIR": str(tmp_path / "data")})
    bring_up(made.database)
    then = made.now() - timedelta(hours=3)
    with made.database.writing() as connection:
        schedules.claim(connection, "watched", then, then)
    yield made
    made.database.close()


def runs(house: House) -> list[tuple[str, str, bool]]:
    """All runs: who started them, how they stand, and whether a process works on them."""
    of = watched_runs.c
    with house.database.reading() as connection:
        rows = connection.execute(select(of.started_by, of.state, of.lease_until).order_by(of.id)).all()
    return [(by, state, lease is not None) for by, state, lease in rows]


def marked_once(scene: SageScene) -> bool:
    seen = scene.plex.viewings
    return [views.views for key in scene.plex.episodes[scene.show] if (views := seen.of("", key))] == [1] * MANY


def next_start(house: House) -> None:
    """The next worker takes up what waits, and the clock looks what is due."""
    tick(house)
    watched_states(house, threading.Event()).look()


def test_it_starts_by_itself_stops_in_the_middle_and_goes_on_and_a_terminal_waits_for_its_turn(
    scene: SageScene, house: House, tmp_path: Path
) -> None:
    environ = {**EVERY_HOUR, "PARITY_DATA_DIR": str(tmp_path / "data")}
    slow = scene.plex_faults.add(Fault("slow", "/:/scrobble", seconds=0.2))
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        until(lambda: slow.struck > 1, "it has begun to mark them")
        with Running(environ, tmp_path, "sagetv", "TV", "-s") as terminal:
            assert terminal.status(seconds=20) == 1
            assert "are being compared or brought together already" in terminal.said
        assert runs(house) == [("schedule", "running", True)]
        assert run.ends(signal.SIGTERM) == 0
        assert 0 < scene.writes() < MANY
        assert runs(house) == [("schedule", "running", False)]
        assert "Traceback" not in run.said
    scene.plex_faults.rules.clear()
    next_start(house)
    assert runs(house) == [("schedule", "done", False)]
    assert (scene.writes(), marked_once(scene)) == (MANY, True)
