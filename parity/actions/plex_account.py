"""The way to Plex's own services for accounts, for who stands and waits."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import House
from parity.cache import CacheUnusable
from parity.core.failures import Unavailable

PATIENCE = 8.0
"""Seconds that one question may take."""


@contextmanager
def plex_tv(house: House) -> Iterator[PlexTv]:
    """Plex's services. Raises the failures of core, also when nothing can be asked at all."""
    try:
        doors = house.doors()
    except CacheUnusable as trouble:
        raise Unavailable("The cache", str(trouble)) from trouble
    with doors.plex_tv(threading.Event(), PATIENCE) as plex:
        yield plex
