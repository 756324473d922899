"""However a worker ends, the next one goes on where it stood, and all is as if nothing had happened."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions import scan_control
from parity.actions.find_item import find_show
from parity.store import scans
from parity.store.scans import ScanRow
from tests.cli.processes import Running, get, is_gone, until
from tests.tasks.points import AGAIN, FIRST, INCREMENTAL, Case, chosen
from tests.tasks.town import Town, founded
from tests.tasks.victim import Point
from tests.tasks.worlds import TWICE, show_id

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two stand-ins for all of these tests, one after the other."""
    with founded(tmp_path_factory.mktemp("town")) as made:
        yield made


def over(row: ScanRow) -> bool:
    return not row.active


def half_way(row: ScanRow) -> bool:
    return 0 < row.done < row.total


def test_each_work_comes_to_the_same_when_nobody_disturbs_it(town: Town) -> None:
    first, again, incremental = town.ends.values()
    assert first.shows == again.shows == incremental.shows
    assert first.scan["new_missing"] == len(first.gaps) > 40
    # One copy is known by another id only: TMDB is asked who that is, and then about the show once more.
    usual = {work: Counter(n for what, n in asked.items() if what.isdecimal()) for work, asked in town.counts.items()}
    assert (town.counts[FIRST][str(show_id(TWICE))], usual[FIRST][2]) == (2, 1)
    assert set(usual[AGAIN]) == set(usual[INCREMENTAL]) == {1}


@pytest.mark.parametrize("case", chosen(), ids=str)
def test_killed_at_any_point_it_goes_on_where_it_stood(town: Town, case: Case, tmp_path: Path) -> None:
    with town.scene(tmp_path / "data", case.work) as scene:
        left = scene.kill_at(case.point)
        with scene.worker():
            row = scene.until(over)
        assert scene.end() == town.ends[case.work]
        assert row.resumed == (left.state == "running")
        assert town.asked_too_often(case.work) == {}


def test_a_cancel_survives_the_worker_that_it_was_meant_for(town: Town, tmp_path: Path) -> None:
    with town.slow(), town.scene(tmp_path / "data", AGAIN) as scene:
        with scene.worker(Point("parity.actions.work:Work._ask", answer="cancel")) as victim:
            scene.until(half_way)
            assert scan_control.cancel(scene.house, scene.scan_id)
            assert scene.ended(victim) == -signal.SIGKILL
        left, asked = scene.row(), town.asked()
        assert (left.state, left.wants_cancel) == ("running", True)
        with scene.worker():
            row = scene.until(over)
        assert (row.state, row.done, row.resumed) == ("cancelled", left.done, 1)
        assert town.asked() == asked


def test_a_pause_survives_the_worker_that_it_was_meant_for_and_the_next_one(town: Town, tmp_path: Path) -> None:
    with town.slow(), town.scene(tmp_path / "data", AGAIN) as scene:
        with scene.worker(Point("parity.actions.work:Work._ask", answer="pause")) as victim:
            scene.until(half_way)
            assert scan_control.pause(scene.house, scene.scan_id)
            assert scene.ended(victim) == -signal.SIGKILL
        left, asked = scene.row(), town.asked()
        assert (left.state, left.wants_pause) == ("running", True)
        with scene.worker():
            row = scene.until(lambda row: row.state == "paused")
        assert (row.done, row.resumed, row.wants_pause) == (left.done, 1, False)
        with scene.worker():
            until(lambda: scene.log().count("Ready for work") == 2, "the next worker is ready")
            with scene.house.database.reading() as connection:
                assert scans.runnable(connection, scene.house.now()) is None
            assert town.asked() == asked
            assert scan_control.resume(scene.house, scene.scan_id)
            scene.until(over)
        assert scene.end() == town.ends[AGAIN]
        assert town.asked_too_often(AGAIN) == {}


def test_a_worker_that_is_asked_to_stop_does_so_at_the_next_show(town: Town, tmp_path: Path) -> None:
    with town.slow(), town.scene(tmp_path / "data", AGAIN) as scene:
        with Running(scene.environ, tmp_path, "worker") as worker:
            scene.until(half_way)
            begun = time.monotonic()
            assert worker.ends(signal.SIGTERM) == 0
        print(f"stopped after {time.monotonic() - begun:.2f} s")
        left, done = scene.row(), scene.done()
        assert (left.state, left.lease_until) == ("running", None)
        assert half_way(left)
        with scene.worker():
            row = scene.until(over)
        assert scene.end() == town.ends[AGAIN]
        assert row.resumed == 1
        assert town.asked_too_often(AGAIN) == {}
        assert {town.asked()[show] for show in done} == {1}


def test_a_row_that_is_due_wakes_a_worker_within_a_second(town: Town, tmp_path: Path) -> None:
    with town.idle(tmp_path / "data") as scene, scene.worker():
        until(lambda: "Ready for work" in scene.log(), "the worker is ready")
        waits = []
        for title in ("Show 00001", "Show 00002", "Show 00003"):
            scene.queue("show", find_show(scene.house, title))
            row = scene.until(over)
            assert row.state == "done"
            assert row.started_at is not None
            waits.append((row.started_at - row.created_at).total_seconds())
        print(f"woken after {max(waits):.2f} s")
        assert max(waits) < 3  # a second, with patience for a machine that has other things to do


def test_a_scan_goes_on_without_the_page_and_at_the_next_start_without_the_web_server(
    town: Town, tmp_path: Path
) -> None:
    with town.slow(0.15), town.scene(tmp_path / "data", AGAIN) as scene:
        with Running(scene.environ, tmp_path, "run", "--port", "0") as run:
            address, so_far = run.line(), scene.until(half_way).done
            os.kill(until(lambda: web_process(run), "the web process is there"), signal.SIGKILL)
            assert scene.until(lambda row: row.done > so_far).resumed == 0
            until(lambda: get(f"{address}healthz") == 200, "the page is back")
            web = until(lambda: web_process(run), "another web process is there")
            os.kill(run.children()["gunicorn"], signal.SIGKILL)
            assert run.status() == 1
            until(lambda: is_gone(web), "it is gone too")
        left = scene.row()
        with scene.worker():
            row = scene.until(over)
        assert scene.end() == town.ends[AGAIN]
        assert row.resumed == (left.state == "running")
        assert town.asked_too_often(AGAIN) == {}


def web_process(run: Running) -> int | None:
    """The process that serves the pages: gunicorn's only child."""
    server = run.children().get("gunicorn")
    listed = Path(f"/proc/{server}/task/{server}/children").read_text() if server else ""
    return int(listed) if listed else None
