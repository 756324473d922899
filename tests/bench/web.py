"""What the pages cost: until `python -m parity run` answers, on the server, in statements, on the line."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from threading import Thread

from tests.bench.figure import Figure
from tests.bench.household import ROOT, Bench, Measured
from tests.cli.processes import until

PORT = 18_765
PAGES = {"dashboard": "/", "shows": "/shows", "a show": "/shows/7"}
FLOOR = "/healthz"
MOST_MS, MOST_KB, POLITE = 40, 150, 40


def pages(bench: Bench, measured: Measured) -> Iterator[Figure]:
    """The pages over what the scan before stored, at rest and while the next scan runs at the polite rate."""
    with bench.process(POLITE, module="tests.bench.pages") as asked:
        for name, path in PAGES.items():
            yield Figure(f"{name}: statements more than with 20 shows", asked(f"cost {path}")["found"], 0)
        yield Figure("first visit, compressed, without posters", asked("weight /")["found"] / 1000, MOST_KB, "kB")
        yield from _times(asked, "at rest")
        with bench.process(POLITE) as scanner:
            scan = Thread(target=scanner, args=("full",))
            scan.start()
            until(lambda: asked("scanning")["found"] > 0, "a scan is at work", 60)
            yield from _times(asked, "while a scan runs")
            asked("cancel")
            scan.join()


def _times(asked: Measured, when: str) -> Iterator[Figure]:
    """The floor is the smallest answer that reads the database, from the same process."""
    floor = asked(f"time {FLOOR}")["found"]
    for name, path in PAGES.items():
        took = asked(f"time {path}")["found"]
        print(f"      {name} {when}: {took:.1f} ms, {took / floor:.0f} times {FLOOR} ({floor:.2f} ms)")
        yield Figure(f"{name} {when}: median on the server", took, MOST_MS, "ms")


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
