"""A process that has everything imported and forks workers: each is ready in no time, and real.

Lines on stdin, answers on stdout, all JSON: `["start", ENVIRON, LOG, POINT]` tells the new worker's process id (POINT
is where it is to die, or null), `["end", PID]` its exit status as `Popen` has it, or null while it lives, and
`["kill", PID]` the same after its end, which it hastens. When stdin closes, what still lives is killed.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType

from tests.tasks.victim import Point, be_short, lie_in_wait

ROOT = Path(__file__).resolve().parents[2]
WARM = ("parity.cli.worker", "parity.bootstrap.doors", "tasks.worker", "tasks.queue", "parity.cli.troubles")


class Nursery:
    """The other end of it; also a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.tasks.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, environ: Mapping[str, str], log: Path, point: Point | None = None) -> int:
        """The process id of a new worker."""
        pid = self._ask("start", dict(environ), str(log), point.to_json() if point else None)
        assert pid is not None
        return pid

    def end(self, pid: int) -> int | None:
        """The exit status of a worker that has ended, None while it lives."""
        return self._ask("end", pid)

    def kill(self, pid: int) -> None:
        """End a worker, if it lives, and wait for that."""
        self._ask("kill", pid)

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _ask(self, *words: object) -> int | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return None if told is None else int(told)


def main() -> None:
    """Answer until stdin closes."""
    for name in WARM:
        import_module(name)
    ends: dict[int, int | None] = {}
    for line in sys.stdin:
        word, *rest = json.loads(line)
        if word == "start":
            pid = os.fork()
            if pid == 0:
                _work(*rest)
            ends[pid] = None
            told: int | None = pid
        else:
            told = ends[rest[0]] = _end(rest[0], ends[rest[0]], word == "kill")
        print(json.dumps(told), flush=True)
    for pid, end in ends.items():
        _end(pid, end, True)


def _end(pid: int, known: int | None, now: bool) -> int | None:
    if known is not None:
        return known
    if now:
        os.kill(pid, signal.SIGKILL)
    ended, status = os.waitpid(pid, 0 if now else os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _work(environ: Mapping[str, str], log: str, point: str | None) -> None:
    """In the new process: be a worker, never return."""
    from parity.cli import main as parity

    os.setsid()
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.update(environ)
    if point is not None:
        be_short()
        lie_in_wait(Point.from_json(point))
    sys.argv[1:] = ["worker"]
    try:
        parity()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    finally:
        os._exit(70)


if __name__ == "__main__":
    main()
