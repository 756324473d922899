"""The parent of the page and the worker: asked to stop, or bereft of a child, it ends in time and loses no work."""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from parity.demo.faults import Fault
from tests.actions.household import Household
from tests.cli.processes import Running, children_of, family_of, get, is_gone, scan_in, until

pytestmark = pytest.mark.process

KEY = "a-key-of-this-test"
SHOWS = 32
IN_TIME = 30.0  # seconds, after which compose.yaml lets Docker kill
ALONE = ("unshare", "--fork", "--pid", "--mount-proc", "--kill-child")
Tell = Callable[[str, object], None]


@dataclass(frozen=True)
class Scanning:
    """A household in the middle of a scan, that TMDB makes slow, and the processes at it."""

    run: Running
    address: str
    family: dict[str, int]
    household: Household
    environ: dict[str, str]
    folder: Path

    def ends(self, how: str, told: Tell, *sent: tuple[int, signal.Signals]) -> int:
        """Send these signals all at once, and wait; the exit status, told with the time. Nobody is left then."""
        asked, pid = time.monotonic(), self.run.process.pid
        os.kill(pid, signal.SIGSTOP)  # so that it finds all of them when it goes on
        for process, number in sent:
            os.kill(process, number)
        os.kill(pid, signal.SIGCONT)
        status = self.run.status(IN_TIME)
        told("told", f"{how}: exit {status} after {time.monotonic() - asked:.1f} s")
        for child in self.family.values():
            until(lambda child=child: is_gone(child), "all are gone", 5)  # type: ignore[misc]
        assert "Traceback" not in self.run.said
        return status

    def goes_on(self) -> None:
        """The next start finishes the very scan."""
        stopped = scan_in(self.folder)
        assert stopped.state == "running"
        assert stopped.done < SHOWS
        self.household.mend()
        with Running(self.environ, self.folder, "worker") as worker:
            until(lambda: scan_in(self.folder).state == "done", "the scan is done")
            assert worker.ends(signal.SIGTERM) == 0
        assert scan_in(self.folder).done == SHOWS


@pytest.fixture
def scanning(household: Household, tmp_path: Path) -> Iterator[Scanning]:
    """`run`, some shows into a scan."""
    for number in range(3, SHOWS + 1):
        household.broadcast(number, f"Show {number}", {1: 1})
        household.own(f"Show {number}", number, {1: (1,)})
    slow = household.tmdb_faults.add(Fault("slow", "/tv/", seconds=0.4))
    folder = {"PARITY_DATA_DIR": str(tmp_path / "data")}
    environ = {**household.environ, **folder, "PARITY_API_KEY": KEY, "TMDB_CONNECTIONS": "1"}
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        address = run.line()
        until(lambda: get(address), "the page answers")
        body = json.dumps({"mode": "full"}).encode()
        headers = {"Content-Type": "application/json", "X-Api-Key": KEY}
        assert get(urllib.request.Request(f"{address}api/v1/scans", body, headers)) == 202
        until(lambda: slow.struck >= 2, "it asks TMDB")
        yield Scanning(run, address, run.children(), household, environ, tmp_path)


def test_asked_to_stop_in_the_middle_of_a_scan_it_stops_and_the_next_start_goes_on(
    scanning: Scanning, record_property: Tell
) -> None:
    asked = (scanning.run.process.pid, signal.SIGTERM)
    assert scanning.ends("SIGTERM in mid-scan", record_property, asked) == 0
    assert scan_in(scanning.folder).lease_until is None
    scanning.goes_on()


def test_when_the_worker_is_killed_the_page_ends_too_and_the_next_start_goes_on(
    scanning: Scanning, record_property: Tell
) -> None:
    killed = (scanning.family["worker"], signal.SIGKILL)
    assert scanning.ends("SIGKILL of the worker in mid-scan", record_property, killed) == 1
    assert "Error: the worker ended by itself (-9); the lines above say why" in scanning.run.said
    scanning.goes_on()


def test_when_the_web_server_is_killed_the_worker_stops_in_good_order(
    scanning: Scanning, record_property: Tell
) -> None:
    killed = (scanning.family["gunicorn"], signal.SIGKILL)
    assert scanning.ends("SIGKILL of the web server in mid-scan", record_property, killed) == 1
    assert "Error: the web server ended by itself (-9); the lines above say why" in scanning.run.said
    stopped = scan_in(scanning.folder)
    assert (stopped.state, stopped.lease_until) == ("running", None)
    until(lambda: get(scanning.address) is None, "nobody answers any more")


def test_when_both_children_are_killed_it_ends_too(scanning: Scanning, record_property: Tell) -> None:
    killed = [(pid, signal.SIGKILL) for pid in scanning.family.values()]
    assert scanning.ends("SIGKILL of both children", record_property, *killed) == 1
    assert "ended by itself (-9); the lines above say why" in scanning.run.said


def test_asked_to_stop_while_a_child_is_killed_it_does_as_it_was_asked(
    scanning: Scanning, record_property: Tell
) -> None:
    killed = (scanning.family["worker"], signal.SIGKILL)
    asked = (scanning.run.process.pid, signal.SIGTERM)
    assert scanning.ends("SIGTERM, and SIGKILL of the worker", record_property, killed, asked) == 0
    assert "ended by itself" not in scanning.run.said


def test_the_first_process_of_a_container_buries_strangers_and_hears_when_it_shall_stop(
    household: Household, tmp_path: Path, record_property: Tell
) -> None:
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this needs the right to make a process namespace")
    environ = {**household.environ, "PARITY_DATA_DIR": str(tmp_path / "data")}
    with Running(environ, tmp_path, "run", "--port", "0", within=ALONE) as outside:
        address = outside.line()
        until(lambda: get(address), "the page answers")
        (first,) = children_of(outside.process.pid)
        family = family_of(first)
        assert set(family) == {"gunicorn", "worker"}
        # As `docker exec` does: a process from outside, whose own child it leaves behind.
        subprocess.run(["nsenter", "--target", str(first), "--pid", "sh", "-c", "sleep 0.5 &"], check=True, timeout=5)
        until(lambda: len(children_of(first)) == 3, "it has inherited a stranger")
        until(lambda: len(children_of(first)) == 2, "it has buried the stranger")
        asked = time.monotonic()
        os.kill(first, signal.SIGTERM)
        status = outside.status(IN_TIME)
        record_property("told", f"SIGTERM as process 1: exit {status} after {time.monotonic() - asked:.1f} s")
        assert status == 0
        assert [name for name, pid in family.items() if not is_gone(pid)] == []
