"""An end that waits for what is half done: who changes something elsewhere looks what became of it before it stops."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 5.0
"""Seconds that what is half done may take still, once the work is to end."""


class Unhurried(threading.Event):
    """Set when `halt` is; while something is being finished only some seconds after that. Nobody sets it itself."""

    def __init__(self, halt: threading.Event) -> None:
        super().__init__()
        self._halt = halt
        self._finishing = False
        self._since: float | None = None

    def is_set(self) -> bool:
        """Whether to stop now."""
        if not self._halt.is_set():
            return False
        if not self._finishing:
            return True
        if self._since is None:
            self._since = time.monotonic()
        return time.monotonic() - self._since > GRACE

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep for so many seconds or until it is set; whether it is set."""
        if not self._finishing:
            return self._halt.wait(timeout)
        super().wait(GRACE if timeout is None else min(timeout, GRACE))
        return self.is_set()

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """What is done in this block is not to be broken off at once."""
        self._finishing = True
        try:
            yield
        finally:
            self._finishing, self._since = False, None
