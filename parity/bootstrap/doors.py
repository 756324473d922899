"""The way out to Plex and TMDB."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from parity.actions.ports import Catalogue, Library, Meter, NotSetUp, Outside, PlexTv
from parity.bootstrap.keys import device_key_of, keys_of
from parity.cache import Figures, open_cache
from parity.core.account import Answering
from parity.core.catalogue import ProviderShow
from parity.core.failures import Unavailable
from parity.http import Limits, TokenBucket, host_of
from parity.plex.answering import who_answers
from parity.plex.calling import SERVER, discover_caller, server_caller
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from parity.settings import Settings
from parity.store import accounts
from parity.store.database import Database
from parity.store.servers import ServerRow
from parity.tmdb import TmdbCatalogue, tmdb_caller


class Doors:
    """The way out. TMDB's rate is one for all who go through, at once or one after the other."""

    def __init__(
        self, settings: Callable[[], Settings], cache_url: str, database: Database, now: Callable[[], datetime]
    ) -> None:
        """Raises CacheUnusable."""
        self._settings = settings
        self._database = database
        self._now = now
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
        account = self._account_token() or token
        discover = discover_caller(
            settings.plex_discover_url, account, client_id, interrupt=stop, on_request=plex_asked
        )
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

    @contextmanager
    def catalogue(self, stop: threading.Event, patience: float) -> Iterator[Catalogue]:
        """TMDB alone. Raises NotSetUp."""
        settings = self._settings()
        caller = tmdb_caller(
            settings.tmdb_base_url,
            _tmdb_of(settings),
            connections=1,
            bucket=self._bucket(settings.tmdb_rate),
            limits=_within(patience),
            interrupt=stop,
        )
        with closing(caller) as tmdb:
            yield TmdbCatalogue(tmdb, self._cache)

    @contextmanager
    def plex_tv(self, stop: threading.Event, patience: float) -> Iterator[PlexTv]:
        """Plex's services for accounts."""
        from parity.plex.plex_tv import plex_tv_client  # with its cryptography: only who signs in needs it

        settings = self._settings()
        with plex_tv_client(
            settings.plex_tv_url,
            settings.plex_clients_url,
            keys_of(settings).client_id,
            lambda: device_key_of(settings),
            self._now,
            limits=_within(patience),
            interrupt=stop,
        ) as plex_tv:
            yield plex_tv

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        """Who answers at an address; no token is sent."""
        return who_answers(address, verify_tls, patience, interrupt=stop)

    @contextmanager
    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> Iterator[Library]:
        """A server by its address and its own token, which it gets only after it said that it is the one meant.

        Raises NotSetUp when one of the two is not kept, the failures of core when it does not answer so.
        """
        if not server.address or not server.token:
            raise NotSetUp(f"{server.name} is not followed: follow it in Settings, under Servers")
        found = who_answers(server.address, server.verify_tls, patience, interrupt=stop)
        if found.machine_id != server.machine_id:
            where = host_of(server.address)
            raise Unavailable(SERVER, f"{where} answers, but it is another server than {server.name}")
        client_id, limits = keys_of(self._settings()).client_id, _within(patience)
        caller = server_caller(
            server.address, server.token, client_id, limits=limits, verify=server.verify_tls, interrupt=stop
        )
        with closing(caller) as plex:
            yield PlexLibrary(plex)

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

    def _account_token(self) -> str | None:
        with self._database.reading() as connection:
            row = accounts.kept(connection)
        return row.token.value if row else None

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
