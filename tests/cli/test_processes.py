"""What a person sees of the processes: they answer, work, and end together, however one of them ends."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from parity.demo.faults import Fault
from tests.actions.household import Household
from tests.cli.processes import ROOT, Running, get, is_gone, scan_in, until

pytestmark = pytest.mark.process

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@pytest.fixture
def environ(household: Household, tmp_path: Path) -> dict[str, str]:
    """Settings that lead to the household and into an empty folder."""
    return {**household.environ, "PARITY_DATA_DIR": str(tmp_path / "data"), "PARITY_API_KEY": "a-key-of-this-test"}


def type_in(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command beside an instance."""
    command = [sys.executable, "-m", "parity", *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, timeout=20)


def test_run_answers_works_and_stops(environ: dict[str, str], tmp_path: Path) -> None:
    environ = {**environ, "PARITY_AUTH": "none"}
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        address = run.line()
        assert ADDRESS.fullmatch(address)
        assert until(lambda: get(address), "the page answers") == 200
        until(lambda: get(f"{address}healthz") == 200, "it is healthy")
        assert get(f"{address}api/v1/status?apikey=a-key-of-this-test") == 200
        assert type_in(environ, "healthcheck").stdout == f"{address} is ok\n"
        assert get(urllib.request.Request(address, headers={"SCRIPT_NAME": "/elsewhere"})) == 200
        second = type_in(environ, "run", "--port", "0")
        assert (second.returncode, second.stdout) == (1, "")
        assert f"is in use by process {run.process.pid} (run {address})" in second.stderr
        scan = type_in(environ, "scan", "full", "--json")
        assert scan.stderr == "Parity is at work in the background and takes scan 1.\n"
        assert json.loads(scan.stdout)["state"] == "done"
        family = run.children()
        assert set(family) == {"worker", "gunicorn"}
        assert run.ends(signal.SIGTERM) == 0
        assert [name for name, pid in family.items() if not is_gone(pid)] == []
        assert " GET /api/v1/status 200 " in run.said
        assert "a-key-of-this-test" not in run.said
        assert "Traceback" not in run.said
        assert "Setup code" not in run.said


def test_an_installation_that_is_nobody_s_tells_its_setup_code_in_the_log_once(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with Running(environ, tmp_path, "run", "--host", "0.0.0.0", "--port", "0") as run:
        address = run.line()
        until(lambda: get(f"{address}healthz") == 200, "it is healthy")
        told = re.findall(r"Setup code, .*: ([A-Z]{4}-[A-Z]{4})$", run.said, re.MULTILINE)
        assert told == [(Path(environ["PARITY_DATA_DIR"]) / "setup_code").read_text(encoding="utf-8").strip()]
    with Running({**environ, "PARITY_AUTH": "none"}, tmp_path, "run", "--host", "0.0.0.0", "--port", "0") as run:
        run.line()
        until(lambda: "whoever reaches this address is the owner here" in run.said, "it is warned of")


def test_when_run_itself_is_killed_its_children_end_and_let_go_of_the_folder(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        address = run.line()
        until(lambda: get(address), "the page answers")
        family = run.children()
        assert run.ends(signal.SIGKILL) == -signal.SIGKILL
        for name, pid in family.items():
            until(lambda pid=pid: is_gone(pid), f"the {name} is gone")  # type: ignore[misc]
    with Running(environ, tmp_path, "worker") as worker:
        until(lambda: "Ready for work" in worker.said, "the folder is free again")
        assert worker.ends(signal.SIGTERM) == 0


def test_a_service_that_hangs_does_not_hold_up_the_end(
    environ: dict[str, str], household: Household, tmp_path: Path
) -> None:
    hangs = household.plex_fails("slow", "/all", seconds=14.0)
    with Running(environ, tmp_path, "worker", "--begin") as worker:
        until(lambda: hangs.struck, "it asks Plex")
        assert worker.ends(signal.SIGTERM) == 0
        assert "its work goes on at the next start" in worker.said
    assert scan_in(tmp_path).state == "running"


def test_ctrl_c_cancels_a_scan_in_the_foreground_and_keeps_what_was_done(
    environ: dict[str, str], household: Household, tmp_path: Path
) -> None:
    slow = household.tmdb_faults.add(Fault("slow", "/tv/", seconds=1.0))
    with Running({**environ, "TMDB_CONNECTIONS": "1"}, tmp_path, "scan", "full") as scan:
        until(lambda: slow.struck, "it asks TMDB")
        assert scan.ends(signal.SIGINT) == 1
        assert scan.line().startswith("Scan 1 (full): cancelled after ")
        assert scan.said.startswith("Cancelling after the show at work; what was found so far is kept.")
    assert scan_in(tmp_path).state == "cancelled"


def test_the_demo_scans_by_itself_as_things_shall_be_shown_and_leaves_nothing_behind(tmp_path: Path) -> None:
    # Of what is given, the zone holds; the server is one that nobody could reach.
    given = {"TZ": "Pacific/Auckland", "PLEX_BASE_URL": "http://192.0.2.1:32400", "PLEX_TOKEN": "of-a-real-server"}
    with Running({**given, "TMPDIR": str(tmp_path)}, tmp_path, "demo", "--port", "0") as demo:
        address = demo.line()
        assert ADDRESS.fullmatch(address)
        until(lambda: get(address) == 200, "the page answers without a sign-in", 20)

        def finished() -> bool:
            with urllib.request.urlopen(f"{address}api/v1/scans?apikey=demo", timeout=5) as answer:
                scans_of_it = json.load(answer)["items"]
            return bool(scans_of_it) and scans_of_it[0]["state"] == "done"

        until(finished, "the first scan is done", 30)
        with urllib.request.urlopen(f"{address}about", timeout=5) as answer:
            assert "Pacific/Auckland" in answer.read().decode()
        with urllib.request.urlopen(f"{address}settings", timeout=5) as answer:
            assert "192.0.2.1" not in answer.read().decode()
        family = demo.children()
        assert set(family) == {"worker", "gunicorn", "plex", "tmdb", "tvdb", "simkl", "sagetv"}
        assert list(tmp_path.glob("parity-demo-*")) != []
        assert demo.ends(signal.SIGTERM) == 0
        assert [name for name, pid in family.items() if not is_gone(pid)] == []
        assert "Traceback" not in demo.said
    assert list(tmp_path.glob("parity-demo-*")) == []


def test_a_port_that_is_taken_is_one_line(environ: dict[str, str], household: Household) -> None:
    port = household.environ["PLEX_BASE_URL"].rpartition(":")[2]
    result = type_in(environ, "run", "--port", port)
    assert (result.returncode, result.stdout) == (1, "")
    where = f"127.0.0.1 port {port} (Address already in use)"
    assert result.stderr == f"Error: cannot listen on {where}: choose another with --port or --host\n"


def test_an_unexpected_failure_is_one_line(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data" / "parity.lock").mkdir(parents=True)
    result = type_in(environ, "run", "--port", "0")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: [Errno 21] Is a directory: '{tmp_path}/data/parity.lock' (IsADirectoryError); "
        "python -m parity --debug … says more\n"
    )
