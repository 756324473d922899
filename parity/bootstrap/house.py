"""The house: the database, the settings as they stand now, and the way out to Plex and TMDB."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from parity.actions.ports import House, Meter, NotSetUp, Outside
from parity.bootstrap.keys import keys_of
from parity.cache import open_cache
from parity.core.catalogue import ProviderShow
from parity.http import Caller
from parity.plex.calling import discover_caller, server_caller
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from parity.settings import Settings, load
from parity.store import preferences
from parity.store.database import Database
from parity.tmdb import TmdbCatalogue, open_tmdb


def _now() -> datetime:
    return datetime.now(UTC)


def build_house(environ: Mapping[str, str], now: Callable[[], datetime] = _now) -> House:
    """A house for these settings. Nothing is opened before its first use. Raises SettingError, CacheUnusable."""
    given = load(environ, {})
    database = Database(given.database_url)

    def settings() -> Settings:
        with database.reading() as connection:
            saved = preferences.read(connection)
        return load(environ, saved)

    doors = _Doors(settings, given.cache_url)
    return House(database, settings, doors.open, now, doors.remembered)


class _Doors:
    """The way out. Who goes through one after the other finds TMDB's rate and connections as they were left."""

    def __init__(self, settings: Callable[[], Settings], cache_url: str) -> None:
        self._settings = settings
        self._cache = open_cache(cache_url)
        self._lock = threading.Lock()
        self._tmdb: tuple[object, Caller] | None = None

    @contextmanager
    def open(self, stop: threading.Event) -> Iterator[Outside]:
        """Plex and TMDB for one piece of work. Raises NotSetUp."""
        settings = self._settings()
        address, token = _see_what_is_missing(settings)
        client_id, meter = keys_of(settings).client_id, Meter()

        def plex_asked(service: str) -> None:
            meter.count("plex")

        plex = server_caller(address, token, client_id, interrupt=stop, on_request=plex_asked)
        discover = discover_caller(settings.plex_discover_url, token, client_id, interrupt=stop, on_request=plex_asked)
        tmdb = self._tmdb_caller(settings).on_behalf(stop, lambda service: meter.count("tmdb"))
        with closing(plex), closing(discover):
            yield Outside(
                PlexLibrary(plex),
                TmdbCatalogue(tmdb, self._cache),
                PlexWatchlist(discover),
                meter,
                settings.tmdb_connections,
            )

    def remembered(self, tmdb_id: int) -> ProviderShow | None:
        """TMDB's last answer from the cache; asks nobody."""
        return TmdbCatalogue(self._tmdb_caller(self._settings()), self._cache).remembered(tmdb_id)

    def _tmdb_caller(self, settings: Settings) -> Caller:
        key = settings.tmdb_api_key or ""
        wanted = (settings.tmdb_base_url, key, settings.tmdb_rate, settings.tmdb_connections)
        with self._lock:
            if self._tmdb is None or self._tmdb[0] != wanted:
                caller = open_tmdb(
                    settings.tmdb_base_url,
                    key,
                    rate=settings.tmdb_rate,
                    connections=settings.tmdb_connections,
                )
                self._tmdb = (wanted, caller)
            return self._tmdb[1]


def _see_what_is_missing(settings: Settings) -> tuple[str, str]:
    """Plex's address and token. Raises NotSetUp for the first setting that a scan needs and that is absent."""
    if not settings.plex_base_url:
        example = "http://192.168.1.5:32400"
        raise NotSetUp(f"PLEX_BASE_URL is not set: give the address of your Plex server, such as {example}")
    if not settings.plex_token:
        raise NotSetUp("PLEX_TOKEN is not set: give a token of your Plex server")
    if not settings.tmdb_api_key:
        raise NotSetUp("TMDB_API_KEY is not set: give the key or read token of your account at themoviedb.org")
    return settings.plex_base_url, settings.plex_token
