"""The way out to Sonarr and Radarr."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

from parity.actions.ports import Arr, NotSetUp
from parity.arr import RadarrFiles, SonarrFiles, arr_caller
from parity.core.downloaded import NAMES, Source
from parity.http import Limits
from parity.settings import Settings


@contextmanager
def arr_of(settings: Settings, source: Source, stop: threading.Event, limits: Limits) -> Iterator[Arr]:
    """One of them, by its address and key. Raises NotSetUp when one of the two is absent."""
    address, key = _given(settings, source)
    caller = arr_caller(source, address, key, limits=limits, interrupt=stop)
    with closing(caller):
        yield SonarrFiles(caller) if source == "sonarr" else RadarrFiles(caller)


def _given(settings: Settings, source: Source) -> tuple[str, str]:
    address = settings.sonarr_url if source == "sonarr" else settings.radarr_url
    key = settings.sonarr_api_key if source == "sonarr" else settings.radarr_api_key
    if not address:
        raise NotSetUp(
            f"{source.upper()}_URL is not set: give {NAMES[source]}'s address, to find what it has and Plex does not"
        )
    if not key:
        raise NotSetUp(f"{source.upper()}_API_KEY is not set: {NAMES[source]} shows it under Settings, General")
    return address, key
