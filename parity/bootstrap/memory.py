"""Keeps the memory of a long-lived process flat where the C library lets us."""

import ctypes
import gc

_ARENA_MAX = -8  # from glibc's malloc.h


def keep_memory_flat() -> None:
    """Two heaps for all threads instead of eight a core.

    Twenty threads that each unpack an answer now and then would otherwise leave twenty half-empty heaps behind.
    Where there is no `mallopt` (musl, macOS) nothing happens. Answers are trees without circles and go by
    themselves: to look through all of them after every 700 objects takes a tenth of a scan's time.
    """
    gc.set_threshold(20_000, 20, 20)
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 2)


def spare_the_collector() -> None:
    """What a process is made of, once it stands, is never garbage: a page need not wait while it is looked through."""
    gc.collect()
    gc.freeze()
