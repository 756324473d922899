"""In a child process: notice that the parent is gone, however it went."""

import os
import signal
import sys
import threading


def hold() -> None:
    """Watch stdin, a pipe from the parent: when it closes, this process gets a SIGTERM from itself."""
    threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    # Straight from the descriptor: sys.stdin's lock would be held for ever, and be held in forked children too.
    while os.read(sys.stdin.fileno(), 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
