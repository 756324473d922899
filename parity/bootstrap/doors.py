"""The way out to Plex and TMDB."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

from parity.actions.ports import Catalogue, Library, Meter, NotSetUp, Outside, PlexTv
from parity.bootstrap.keys import keys_of
from parity.cache import Figures, open_cache
from parity.core.account import Answering
from parity.core.catalogue import ProviderShow
from parity.http import Limits, TokenBucket
from parity.plex.calling import discover_caller, server_caller
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from parity.settings import Settings
from parity.store.servers import ServerRow
from parity.tmdb import TmdbCatalogue, tmdb_caller


class Doors:
    """The way out. TMDB's rate is one for all who go through, at once or one after the other."""

    def __init__(self, settings: Callable[[], Settings], cache_url: str) -> None:
        """Raises CacheUnusable."""
        self._settings = settings
        self._cache = open_cache(cache_url)
        self._lock = threading.Lock()
        self._buckets: dict[int, TokenBucket] = {}

    @contextmanager
    def open(self, stop: threading.Event) -> Iterator[Outside]:
        """Plex and TMDB for one piece of work. Raises NotSetUp."""
        settings = self._settings()
        (address, token), key = _plex_of(settings), _tmdb_of(settings)
        client_id, meter = keys_of(settings).client_id, Meter()

        def plex_asked(service: str) -> None:
            meter.count("plex")

        plex = server_caller(address, token, client_id, interrupt=stop, on_request=plex_asked)
        discover = discover_caller(settings.plex_discover_url, token, client_id, interrupt=stop, on_request=plex_asked)
        tmdb = tmdb_caller(
            settings.tmdb_base_url,
            key,
            connections=settings.tmdb_connections,
            bucket=self._bucket(settings.tmdb_rate),
            interrupt=stop,
            on_request=lambda service: meter.count("tmdb"),
        )
        with closing(plex), closing(discover), closing(tmdb):
            yield Outside(
                PlexLibrary(plex),
                TmdbCatalogue(tmdb, self._cache),
                PlexWatchlist(discover),
                meter,
                settings.tmdb_connections,
            )

    @contextmanager
    def library(self, stop: threading.Event, patience: float) -> Iterator[Library]:
        """Plex alone. Raises NotSetUp."""
        settings = self._settings()
        address, token = _plex_of(settings)
        client_id, limits = keys_of(settings).client_id, _within(patience)
        with closing(server_caller(address, token, client_id, limits=limits, interrupt=stop)) as plex:
            yield PlexLibrary(plex)

    def catalogue(self, stop: threading.Event, patience: float) -> AbstractContextManager[Catalogue]:
        """TMDB alone. Raises NotSetUp."""
        return self.catalogue_by(_tmdb_of(self._settings()), stop, patience)

    @contextmanager
    def catalogue_by(self, key: str, stop: threading.Event, patience: float) -> Iterator[Catalogue]:
        """TMDB alone, by a key that need not be saved."""
        settings = self._settings()
        caller = tmdb_caller(
            settings.tmdb_base_url,
            key,
            connections=1,
            bucket=self._bucket(settings.tmdb_rate),
            limits=_within(patience),
            interrupt=stop,
        )
        with closing(caller) as tmdb:
            yield TmdbCatalogue(tmdb, self._cache)

    def plex_tv(self, stop: threading.Event, patience: float) -> AbstractContextManager[PlexTv]:
        """Plex's services for accounts."""
        raise NotImplementedError

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        """Who answers at an address; no token is sent."""
        raise NotImplementedError

    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> AbstractContextManager[Library]:
        """A server by its address and its own token."""
        raise NotImplementedError

    def figures(self) -> Figures:
        """What the cache holds."""
        return self._cache.figures()

    def flush(self) -> None:
        """Forget all answers: whatever is asked next is asked anew."""
        self._cache.clear()

    def remembered(self, tmdb_id: int) -> ProviderShow | None:
        """TMDB's last answer from the cache; asks nobody."""
        nobody = tmdb_caller(self._settings().tmdb_base_url, "", connections=1, bucket=None)
        with closing(nobody):
            return TmdbCatalogue(nobody, self._cache).remembered(tmdb_id)

    def _bucket(self, rate: int) -> TokenBucket:
        with self._lock:
            if rate not in self._buckets:
                self._buckets[rate] = TokenBucket(rate)
            return self._buckets[rate]


def _within(patience: float) -> Limits:
    return Limits(connect=min(patience, Limits().connect), read=patience, whole=patience)


def _plex_of(settings: Settings) -> tuple[str, str]:
    """Plex's address and token. Raises NotSetUp for the first that is absent."""
    if not settings.plex_base_url:
        example = "http://192.168.1.5:32400"
        raise NotSetUp(f"PLEX_BASE_URL is not set: give the address of your Plex server, such as {example}")
    if not settings.plex_token:
        raise NotSetUp("PLEX_TOKEN is not set: give a token of your Plex server")
    return settings.plex_base_url, settings.plex_token


def _tmdb_of(settings: Settings) -> str:
    """TMDB's key. Raises NotSetUp when it is absent."""
    if not settings.tmdb_api_key:
        raise NotSetUp("TMDB_API_KEY is not set: give the key or read token of your account at themoviedb.org")
    return settings.tmdb_api_key
