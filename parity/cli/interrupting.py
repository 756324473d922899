"""What Ctrl-C and SIGTERM mean to work in the foreground, and the status with which it ends."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STATUS = {"queued": 0, "running": 1, "done": 0, "partial": 3, "held": 4, "refused": 4, "failed": 1}
"""The exit status of a run by how it ended."""


@contextmanager
def interruptions(cancel: Callable[[], None]) -> Iterator[threading.Event]:
    """Ctrl-C calls `cancel` once, a second Ctrl-C ends the process; SIGTERM sets the event that is given.

    `cancel` runs in a thread of its own: the one that was interrupted may hold the database.
    """
    stop, wish, over = threading.Event(), threading.Event(), threading.Event()

    def wait() -> None:
        wish.wait()
        if not over.is_set():
            cancel()

    def on_interrupt(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        wish.set()

    def on_terminate(number: int, frame: object) -> None:
        stop.set()

    waiting = threading.Thread(target=wait, name="cancel")
    waiting.start()
    before = (signal.signal(signal.SIGINT, on_interrupt), signal.signal(signal.SIGTERM, on_terminate))
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
        over.set()
        wish.set()
        waiting.join()


@contextmanager
def answering(stop: threading.Event) -> Iterator[None]:
    """While somebody is asked something, Ctrl-C is their answer: it sets `stop`, and raises KeyboardInterrupt.

    The handler of `interruptions` alone would let the question stand until it is answered.
    """

    def on_interrupt(number: int, frame: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
