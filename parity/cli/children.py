"""Child processes that live and die together with this one."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click

GRACE = 9.0  # seconds until a child that does not stop is killed; Docker kills after 10 when nobody says otherwise


@dataclass(frozen=True, slots=True)
class Child:
    """One child, by what a person calls it. Its stdin is a pipe that closes when this process is gone."""

    name: str
    process: subprocess.Popen[bytes]


@dataclass(slots=True)
class Signals:
    """What woke this process: `stop` is set once somebody asked it to stop."""

    woken: threading.Event
    stop: bool = False


@contextmanager
def signals() -> Iterator[Signals]:
    """SIGTERM, SIGINT and SIGHUP ask to stop; they and the end of a child wake."""
    seen = Signals(threading.Event())

    def take(number: int, frame: object) -> None:
        seen.stop = seen.stop or number != signal.SIGCHLD
        seen.woken.set()

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
    before = {number: signal.signal(number, take) for number in numbers}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def start(name: str, arguments: Sequence[str], environ: Mapping[str, str], inherited: Sequence[int] = ()) -> Child:
    """Start `python ARGUMENTS` where this process stands, in a process group of its own.

    A Ctrl-C reaches this process only, which then stops its children in good order. `inherited` are
    descriptors that stay open in the child.
    """
    process = subprocess.Popen(  # noqa: S603 - our own program, and no shell
        [sys.executable, *arguments],
        env=dict(environ),
        stdin=subprocess.PIPE,
        pass_fds=tuple(inherited),
        process_group=0,
    )
    return Child(name, process)


def watch(children: Sequence[Child], seen: Signals) -> Child | None:
    """Wait until somebody asks to stop (None), or a child ends by itself (that child)."""
    while True:
        seen.woken.clear()
        if seen.stop:
            return None
        ended = next((child for child in children if child.process.poll() is not None), None)
        if ended is not None:
            return ended
        if os.getpid() == 1:
            bury(children)
        seen.woken.wait()


def bury(children: Sequence[Child]) -> None:
    """Wait for the ended that are not among these children, so that none stays as a zombie.

    To be called by the first process of a container, who inherits everybody whose own parent is gone.
    """
    ours = {child.process.pid for child in children}
    while (ended := _ended()) and ended not in ours:
        os.waitpid(ended, 0)


def _ended() -> int:
    """A process of ours that has ended and that nobody waited for; 0 when there is none."""
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return 0
    return found.si_pid if found else 0


def stop(children: Sequence[Child]) -> None:
    """Ask all to stop, wait for them, and kill who is still there after GRACE seconds."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            click.echo(f"The {child.name} did not stop in time and was killed.", err=True)
            child.process.kill()
            child.process.wait()
        if child.process.stdin is not None:
            child.process.stdin.close()
