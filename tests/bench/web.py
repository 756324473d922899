"""How long `python -m parity run` takes until its first page answers."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from tests.bench.household import ROOT

PORT = 18_765


def seconds_to_answer() -> float:
    """Start it in an empty folder, ask until it answers, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "parity", "run", "--port", str(PORT)],
            cwd=ROOT,
            env={**os.environ, "PARITY_DATA_DIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while not _answers():
                if process.poll() is not None or time.perf_counter() - started > 60:
                    return float("inf")
            return time.perf_counter() - started
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1) as answer:
            return bool(answer.status)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
