"""The way out to Plex, TMDB, TheTVDB, Sonarr, Radarr, SIMKL and SageTV."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import datetime

from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import Arr, Catalogue, Heard, Library, Meter, NotSetUp, Outside, Series
from parity.actions.simkl_ports import SimklSignIn
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watched_ports import Partner, PlexViewer
from parity.bootstrap.arr_doors import arr_of
from parity.bootstrap.keys import device_key_of, keys_of
from parity.bootstrap.plex_doors import PlexDoors, not_followed
from parity.bootstrap.series_doors import SeriesDoors
from parity.bootstrap.watch_doors import Turns, WatchDoors, polite
from parity.bootstrap.watched_doors import partner_of
from parity.cache import Figures, open_cache
from parity.core.account import Answering
from parity.core.catalogue import ProviderShow
from parity.core.downloaded import Source
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.http import Limits, TokenBucket
from parity.plex.answering import who_answers
from parity.plex.calling import discover_caller
from parity.plex.watchlist import PlexWatchlist
from parity.settings import Settings
from parity.store import accounts, servers
from parity.store.database import Database
from parity.store.servers import ServerRow
from parity.tmdb import TmdbCatalogue, tmdb_caller


class Doors:
    """The way out. Each service's rate is one for all who go through, at once or one after the other."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        cache_url: str,
        database: Database,
        now: Callable[[], datetime],
        simkl_turns: Callable[[], Turns] = polite,
    ) -> None:
        """Raises CacheUnusable."""
        self._settings = settings
        self._database = database
        self._now = now
        self._cache = open_cache(cache_url)
        self._lock = threading.Lock()
        self._buckets: dict[int, TokenBucket] = {}
        self._series = SeriesDoors(settings, self._cache, now)
        self._watch = WatchDoors(settings, self._account_token, simkl_turns)

    @contextmanager
    def open(self, stop: threading.Event) -> Iterator[Outside]:
        """Plex, TMDB and, with a key, TheTVDB for one piece of work. Raises NotSetUp."""
        settings = self._settings()
        client_id, meter, rooms = keys_of(settings).client_id, Meter(), ExitStack()

        def plex_asked(service: str) -> None:
            meter.count("plex")

        plex = PlexDoors(client_id, stop, rooms, plex_asked)
        reached = plex.all_of(settings, self._followed())
        account = self._watch.token_of(settings) or ""
        discover = discover_caller(
            settings.plex_discover_url, account, client_id, interrupt=stop, on_request=plex_asked
        )
        tmdb = tmdb_caller(
            settings.tmdb_base_url,
            _tmdb_of(settings),
            connections=settings.tmdb_connections,
            bucket=self._bucket(settings.tmdb_rate),
            interrupt=stop,
            on_request=lambda service: meter.count("tmdb"),
        )
        series = self._series.open(stop, rooms, lambda service: meter.count("tvdb"))
        with rooms, closing(discover), closing(tmdb):
            yield Outside(
                reached,
                plex.followed,
                TmdbCatalogue(tmdb, self._cache),
                PlexWatchlist(discover),
                meter,
                settings.tmdb_connections,
                series,
            )

    @contextmanager
    def library(self, stop: threading.Event, patience: float) -> Iterator[Library]:
        """The Plex server that the settings give. Raises NotSetUp."""
        with ExitStack() as rooms:
            yield self._plex(stop, patience, rooms).given(self._settings())

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

    def series_by(
        self, key: str, pin: str | None, stop: threading.Event, patience: float
    ) -> AbstractContextManager[Series]:
        """TheTVDB alone, by a key and a PIN that need not be saved; it signs in anew."""
        return self._series.by(key, pin, stop, _within(patience))

    def arr(self, source: Source, stop: threading.Event, patience: float) -> AbstractContextManager[Arr]:
        """Sonarr or Radarr. Raises NotSetUp."""
        return arr_of(self._settings(), source, stop, _within(patience))

    def plex_list(
        self, stop: threading.Event, patience: float, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        """The watchlist of the Plex account. Raises NotSetUp."""
        return self._watch.plex(stop, _within(patience), token, heard)

    def simkl_list(
        self,
        token: SimklToken,
        renew: Callable[[SimklToken], SimklToken],
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
        member: Member | None = None,
    ) -> AbstractContextManager[SimklList]:
        """The lists of the SIMKL account."""
        return self._watch.simkl(token, renew, stop, _within(patience), heard, member)

    def partner(
        self, stop: threading.Event, patience: float, heard: Heard | None = None
    ) -> AbstractContextManager[Partner]:
        """SageTV. Raises NotSetUp."""
        return partner_of(self._settings(), stop, _within(patience), heard)

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

    @contextmanager
    def simkl_sign_in(self, stop: threading.Event, patience: float) -> Iterator[SimklSignIn]:
        """SIMKL's sign-in."""
        from parity.simkl.auth import simkl_auth_client  # only who connects or refreshes needs it

        settings = self._settings()
        address, page = settings.simkl_base_url, settings.simkl_auth_url
        with simkl_auth_client(address, page, self._now, limits=_within(patience), interrupt=stop) as simkl:
            yield simkl

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        """Who answers at an address; no token is sent."""
        return who_answers(address, verify_tls, patience, interrupt=stop)

    @contextmanager
    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> Iterator[Library]:
        """A server by its address and its own token, which it gets only after it said that it is the one meant.

        Raises NotSetUp when one of the two is not kept, the failures of core when it does not answer so.
        """
        if not server.address or not server.token:
            raise not_followed(server)
        with ExitStack() as rooms:
            yield self._plex(stop, patience, rooms).followed(server, at_once=True)

    @contextmanager
    def plex_viewer(
        self,
        server: ServerRow | None,
        token: str | None,
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
    ) -> Iterator[PlexViewer]:
        """A Plex server as one of its users watches it. Raises NotSetUp."""
        with ExitStack() as rooms:
            yield self._plex(stop, patience, rooms, heard).viewer(self._settings(), server, token)

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

    def remembered_order(self, label: str, provider_id: int) -> ProviderShow | None:
        """The last answer in one order from the cache, asking nobody: by the order's label and the id at its provider.

        TMDB's own list counted through (`tmdb:absolute`) comes as TMDB numbers it.
        """
        provider, _, order = label.partition(":")
        if provider == "tvdb":
            return self._series.remembered(provider_id, order)
        if provider != "tmdb":
            return None
        if not order.startswith("group:"):
            return self.remembered(provider_id)
        nobody = tmdb_caller(self._settings().tmdb_base_url, "", connections=1, bucket=None)
        with closing(nobody):
            return TmdbCatalogue(nobody, self._cache).remembered_group(provider_id, order)

    def _account_token(self) -> str | None:
        with self._database.reading() as connection:
            row = accounts.kept(connection)
        return row.token.value if row else None

    def _followed(self) -> list[ServerRow]:
        with self._database.reading() as connection:
            return servers.followed(connection)

    def _plex(self, stop: threading.Event, patience: float, rooms: ExitStack, heard: Heard | None = None) -> PlexDoors:
        told: Heard = (lambda service: heard("plex")) if heard else lambda service: None
        return PlexDoors(keys_of(self._settings()).client_id, stop, rooms, told, _within(patience))

    def _bucket(self, rate: int) -> TokenBucket:
        with self._lock:
            if rate not in self._buckets:
                self._buckets[rate] = TokenBucket(rate)
            return self._buckets[rate]


def _within(patience: float) -> Limits:
    return Limits(connect=min(patience, Limits().connect), read=patience, whole=patience)


def _tmdb_of(settings: Settings) -> str:
    """TMDB's key. Raises NotSetUp when it is absent."""
    if not settings.tmdb_api_key:
        raise NotSetUp("TMDB_API_KEY is not set: give the key or read token of your account at themoviedb.org")
    return settings.tmdb_api_key
