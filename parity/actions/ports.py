"""What actions need from outside, as Protocols, and the house they work in."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from parity.actions.library_ports import Library as Library
from parity.actions.plex_tv_ports import PlexTv as PlexTv
from parity.actions.simkl_ports import SimklSignIn
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watched_ports import Partner, PlexViewer
from parity.core.account import Answering
from parity.core.catalogue import (
    Candidate,
    FeedDay,
    OrderOnOffer,
    ProviderCollection,
    ProviderFilm,
    ProviderShow,
    SeriesFacts,
    SeriesUpdates,
)
from parity.core.downloaded import ArrFile, ArrStatus, Source
from parity.core.ids import ExternalIds
from parity.core.pictures import Picture
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.settings import Settings
from parity.store.database import Database
from parity.store.servers import ServerRow


class Catalogue(Protocol):
    """TMDB. Every method may raise the four failures of core."""

    def show(self, tmdb_id: int, known: Collection[int] = ()) -> ProviderShow: ...
    def find_by_imdb(self, imdb_id: str) -> tuple[int, ...]: ...
    def find_by_tvdb(self, tvdb_id: int) -> tuple[int, ...]: ...
    def search(self, title: str, year: int | None) -> tuple[Candidate, ...]: ...
    def changes(self, day: date) -> FeedDay: ...
    def groups(self, tmdb_id: int) -> tuple[OrderOnOffer, ...]: ...
    def group(self, tmdb_id: int, order: str) -> ProviderShow: ...
    def film(self, tmdb_id: int) -> ProviderFilm: ...
    def collection(self, collection_id: int) -> ProviderCollection: ...
    def find_film_by_imdb(self, imdb_id: str) -> tuple[int, ...]: ...
    def search_films(self, title: str, year: int | None) -> tuple[Candidate, ...]: ...


class Series(Protocol):
    """TheTVDB. Every method may raise the four failures of core; NotFound names the series."""

    def show(self, series_id: int, order: str) -> ProviderShow:
        """All episodes in one of its orders (official, dvd, absolute, alternate, regional …), specials too."""

    def orders(self, series_id: int) -> tuple[OrderOnOffer, ...]:
        """The orders that it has for this series."""

    def facts(self, series_id: int) -> SeriesFacts:
        """When it airs, where it comes from, its orders: one request that `show` does not make."""

    def find_by_remote(self, remote_id: str) -> tuple[int, ...]:
        """Series that name this IMDb id ("tt0903747")."""

    def updates(self, since: datetime) -> SeriesUpdates:
        """What changed since then."""


class Arr(Protocol):
    """Sonarr or Radarr. Every method may raise the four failures of core."""

    def status(self) -> ArrStatus:
        """Who answers. Unavailable: it is another program."""

    def roots(self) -> tuple[str, ...]:
        """The root folders, as it calls them."""

    def files(self) -> Iterator[ArrFile]:
        """All files of episodes or films. Only when it came to its end without a failure were they all."""

    def numbers(self, items: Collection[int]) -> dict[int, int]:
        """The number of the first episode in each file of these shows, by the file's id; none for films."""


class Watchlist(Protocol):
    """The account's watchlist: plex guids with titles, and the external ids behind one guid."""

    def read(self) -> Sequence[tuple[str, str]]: ...
    def ids_of(self, guid: str) -> ExternalIds: ...


@dataclass(frozen=True, slots=True)
class Reached:
    """A server that a piece of work may ask. `machine_id` is None for the given one, which nobody has asked yet."""

    machine_id: str | None
    name: str
    library: Library


class NotSetUp(Exception):
    """Something that only the owner can give is missing; the text says what and what to do."""


@dataclass(slots=True)
class Meter:
    """Counts requests by service while they are made, from any thread."""

    _counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, service: str) -> None:
        """One request went out."""
        with self._lock:
            self._counts[service] += 1

    def take(self) -> Counter[str]:
        """What was counted since the last call."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            return taken


@dataclass(frozen=True, slots=True)
class Outside:
    """The services as one scan uses them, already connected to the owner's settings.

    `servers`: the one that the settings give comes first. `reopen` is for a server of which another address or token
    was found meanwhile; what it opens is closed with the rest. `series` is None without a key for TheTVDB.
    """

    servers: tuple[Reached, ...]
    reopen: Callable[[ServerRow], Library]
    catalogue: Catalogue
    watchlist: Watchlist
    meter: Meter
    connections: int
    series: Series | None = None


Heard = Callable[[str], None]
"""Told of each request that goes out."""


class Figures(Protocol):
    """What the cache holds: entries and bytes, None where nobody can say."""

    @property
    def entries(self) -> int | None: ...
    @property
    def bytes(self) -> int | None: ...


class Doorways(Protocol):
    """Each way out by itself, which raises NotSetUp only for its own settings; and the cache of what came in.

    `patience` is how many seconds one question may take.
    """

    def library(self, stop: threading.Event, patience: float) -> AbstractContextManager[Library]: ...
    def catalogue(self, stop: threading.Event, patience: float) -> AbstractContextManager[Catalogue]: ...
    def catalogue_by(self, key: str, stop: threading.Event, patience: float) -> AbstractContextManager[Catalogue]: ...
    def series_by(
        self, key: str, pin: str | None, stop: threading.Event, patience: float
    ) -> AbstractContextManager[Series]: ...
    def arr(self, source: Source, stop: threading.Event, patience: float) -> AbstractContextManager[Arr]: ...
    def plex_list(
        self, stop: threading.Event, patience: float, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        """The watchlist of the Plex account, or of the one that `token` opens; `heard` gets "plex" at each request."""

    def simkl_list(
        self,
        token: SimklToken,
        renew: Callable[[SimklToken], SimklToken],
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
        member: Member | None = None,
    ) -> AbstractContextManager[SimklList]:
        """The lists of the SIMKL account that `token` opens; `heard` gets "simkl" at each request.

        `member`: whose that is, where it is known; else SIMKL is asked.
        `renew` answers the next token when SIMKL refuses one, or raises Unauthorised.
        """

    def plex_viewer(
        self,
        server: ServerRow | None,
        token: str | None,
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
    ) -> AbstractContextManager[PlexViewer]:
        """A server, None for the one that the settings give, as the user of `token` watches it; None: of its own token.

        `heard` gets "plex" at each request.
        """

    def partner(
        self, stop: threading.Event, patience: float, heard: Heard | None = None
    ) -> AbstractContextManager[Partner]:
        """The other player, as the settings name it. Raises NotSetUp. `heard` gets "partner" at each request."""

    def figures(self) -> Figures: ...
    def flush(self) -> None: ...
    def plex_tv(self, stop: threading.Event, patience: float) -> AbstractContextManager[PlexTv]: ...
    def simkl_sign_in(self, stop: threading.Event, patience: float) -> AbstractContextManager[SimklSignIn]: ...

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        """Who answers at an address. No token is sent. Raises the failures of core."""

    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> AbstractContextManager[Library]:
        """A server by its address and its own token, which it gets only after it said that it is the one meant."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything an action needs. `settings()` re-reads what was saved; `outside(stop)` raises NotSetUp.

    `stop` ends waits of the services' back-off early. `remembered` reads TMDB's last answer from the cache, if any;
    `remembered_order` that in another order: by its label and the show's id at its provider.
    `doors()` is for who needs one way out and not all; like `outside` it raises CacheUnusable.
    `fetch_poster` asks TMDB for a picture by its name, without the key, and may raise the failures of core.
    """

    database: Database
    settings: Callable[[], Settings]
    outside: Callable[[threading.Event], AbstractContextManager[Outside]]
    now: Callable[[], datetime]
    remembered: Callable[[int], ProviderShow | None]
    doors: Callable[[], Doorways]
    fetch_poster: Callable[[str], Picture]
    remembered_order: Callable[[str, int], ProviderShow | None]

    def today(self, settings: Settings | None = None) -> date:
        """The owner's day; `settings`, where they have just been read."""
        return self.now().astimezone((settings or self.settings()).tz).date()
