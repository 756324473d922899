"""A stand-in in a process of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError

import pytest
import requests

from parity.demo.child import Child, start
from parity.demo.synthetic import library

pytestmark = pytest.mark.process


def until(happened: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Poll for something until a deadline."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
    return True


def test_both_stand_ins_serve_their_saved_world_and_can_be_changed_from_outside() -> None:
    tmdb, plex = library(3, 4, seed=1, absent=0)
    with start(tmdb) as movies, start(plex, latency=0.001) as server:
        key = {"api_key": tmdb.v3_key}
        assert requests.get(f"{movies.url}/3/tv/1000", params=key, timeout=5).json()["name"] == "Show 00000"
        movies.do("delete_show", show_id=1000)
        assert requests.get(f"{movies.url}/3/tv/1000", params=key, timeout=5).status_code == 404
        movies.faults([{"kind": "status", "status": 503}])
        assert requests.get(f"{movies.url}/3/tv/1003", params=key, timeout=5).status_code == 503
        assert movies.requests()["asked"] == {"1000": 2, "1003": 1}
        movies.forget_requests()
        assert movies.requests()["total"] == 0
        made = server.do("add_show", section=1, title="New")
        token = {"X-Plex-Token": plex.token, "Accept": "application/json"}
        found = requests.get(f"{server.url}/library/metadata/{made}", headers=token, timeout=5).json()
        assert found["MediaContainer"]["Metadata"][0]["title"] == "New"
        with pytest.raises(HTTPError):
            server.do("remove_show", show=999_999)


def test_it_stops_cleanly_on_sigterm_and_a_second_stop_does_nothing() -> None:
    child = start(library(1, 1, seed=1)[0])
    child.stop()
    child.stop()
    assert child.process.returncode == 0


def test_it_stops_when_its_parent_dies(tmp_path: Path) -> None:
    saved = tmp_path / "world.json"
    saved.write_text(library(1, 1, seed=1)[0].to_json(), encoding="utf-8")
    parent = (
        "import sys, time; from pathlib import Path; from parity.demo.child import Child\n"
        "child = Child('tmdb', Path(sys.argv[1])); print(child.process.pid, child.url, flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", parent, str(saved)], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pid, url = process.stdout.readline().split()
        assert requests.get(f"{url}/_requests", timeout=5).status_code == 200
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    assert until(lambda: not _answers(url)), f"process {pid} still answers"


def test_a_world_that_cannot_be_read_is_told_at_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        Child("plex", tmp_path / "absent.json")
    assert "absent.json" in capfd.readouterr().err


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/_requests", timeout=1).ok
    except requests.ConnectionError:
        return False
