"""How long somebody waits who looks at a page meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def patience(seconds: float) -> Iterator[threading.Event]:
    """An event that is set after so many seconds: whoever heeds it begins nothing more, and ends every wait."""
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.daemon = True
    timer.start()
    try:
        yield stop
    finally:
        timer.cancel()
