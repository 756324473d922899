"""Real processes of Parity, watched with a deadline."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from parity.store import scans
from parity.store.database import Database
from parity.store.scans import ScanRow

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
_PAUSE = threading.Event()
_NAMES = ("worker", "gunicorn", "plex", "tmdb", "tvdb", "simkl", "sagetv")


def until(look: Callable[[], T | None], what: str, seconds: float = 20.0) -> T:
    """The first answer of `look` that is not None or False; it is asked again until the deadline."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        _PAUSE.wait(0.03)
    raise AssertionError(f"after {seconds} s still not: {what}")


class Running:
    """`python -m parity WORDS` as a process, until the end of the block. `within`: a command that starts it."""

    def __init__(self, environ: Mapping[str, str], folder: Path, *words: str, within: Sequence[str] = ()) -> None:
        self.log = folder / f"{words[0]}.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*within, sys.executable, "-m", "parity", *words],
                cwd=ROOT,
                env={**os.environ, **environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def line(self) -> str:
        """The next line of stdout, without its end; empty when there is none any more, or none came in time."""
        assert self.process.stdout is not None
        too_late = threading.Timer(20, self.process.kill)
        too_late.start()
        try:
            return self.process.stdout.readline().rstrip("\n")
        finally:
            too_late.cancel()

    @property
    def said(self) -> str:
        """What stderr has so far."""
        return self.log.read_text(encoding="utf-8")

    def children(self) -> dict[str, int]:
        """The processes it started: `worker`, `gunicorn`, by name."""
        return family_of(self.process.pid)

    def ends(self, number: signal.Signals, seconds: float = 10.0) -> int:
        """Send a signal and wait; the exit status. It must come within `seconds`."""
        self.process.send_signal(number)
        return self.status(seconds)

    def status(self, seconds: float = 10.0) -> int:
        """Wait for its end; the exit status."""
        return self.process.wait(seconds)

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, where: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(12)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def get(url: str | urllib.request.Request) -> int | None:
    """The status of a page; None while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
    except OSError:
        return None


def family_of(pid: int) -> dict[str, int]:
    """The children of a process: `worker`, `gunicorn`, by name; one that ended and was not waited for is `other`."""
    found = {}
    for child in children_of(pid):
        words = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8").split("\0")
        found[next((name for name in _NAMES if name in words), "other")] = child
    return found


def scan_in(folder: Path, scan_id: int = 1) -> ScanRow:
    """A scan as it stands in the database of a test's folder."""
    database = Database(f"sqlite:///{folder / 'data' / 'parity.db'}")
    try:
        with database.reading() as connection:
            row = scans.get(connection, scan_id)
    finally:
        database.close()
    assert row is not None
    return row


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def children_of(pid: int) -> list[int]:
    """The processes whose parent it is."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
