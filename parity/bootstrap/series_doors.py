"""The way out to TheTVDB."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime

from parity.cache import Remembered
from parity.core.catalogue import ProviderShow
from parity.http import Limits, TokenBucket
from parity.settings import Settings
from parity.tvdb import TvdbSeries, TvdbToken, tvdb_caller

_RATE = 5.0
"""Requests a second. TheTVDB publishes no limit and asks to be gentle."""
_CONNECTIONS = 4


class SeriesDoors:
    """Its rate is one for all who go through, and so is the token of a key: one signs in for all."""

    def __init__(self, settings: Callable[[], Settings], cache: Remembered, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._cache = cache
        self._now = now
        self._bucket = TokenBucket(_RATE)
        self._lock = threading.Lock()
        self._kept: tuple[tuple[str, str, str | None], TvdbToken] | None = None

    def open(self, stop: threading.Event, rooms: ExitStack, on_request: Callable[[str], None]) -> TvdbSeries | None:
        """TheTVDB with the owner's key until `rooms` close; None without one."""
        settings = self._settings()
        if not settings.tvdb_api_key:
            return None
        caller = tvdb_caller(
            settings.tvdb_base_url,
            connections=_CONNECTIONS,
            bucket=self._bucket,
            interrupt=stop,
            on_request=on_request,
        )
        rooms.enter_context(closing(caller))
        return TvdbSeries(caller, self._token_of(settings, settings.tvdb_api_key), self._cache)

    @contextmanager
    def by(self, key: str, pin: str | None, stop: threading.Event, limits: Limits) -> Iterator[TvdbSeries]:
        """TheTVDB by a key and a PIN that need not be saved; it signs in anew."""
        caller = tvdb_caller(
            self._settings().tvdb_base_url, connections=1, bucket=self._bucket, limits=limits, interrupt=stop
        )
        with closing(caller):
            yield TvdbSeries(caller, self._new_token(key, pin), self._cache)

    def remembered(self, series_id: int, order: str) -> ProviderShow | None:
        """TheTVDB's last answer from the cache; asks nobody."""
        nobody = tvdb_caller(self._settings().tvdb_base_url, bucket=None)
        with closing(nobody):
            return TvdbSeries(nobody, TvdbToken(""), self._cache).remembered(series_id, order)

    def _token_of(self, settings: Settings, key: str) -> TvdbToken:
        wanted = (settings.tvdb_base_url, key, settings.tvdb_pin)
        with self._lock:
            if self._kept is None or self._kept[0] != wanted:
                self._kept = (wanted, self._new_token(key, settings.tvdb_pin))
            return self._kept[1]

    def _new_token(self, key: str, pin: str | None) -> TvdbToken:
        return TvdbToken(key, pin, lambda: self._now().timestamp())
