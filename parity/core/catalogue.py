"""What a metadata source says about a show: the side that the library is compared with."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProviderEpisode:
    """One episode in the source's own numbering; 0 is a number. `runtime` is in minutes.

    `air_date` is a bare local date of the first broadcaster, None when nobody announced one.
    `kind` is the source's word: TMDB says standard, mid_season or finale.
    """

    season: int
    number: int
    episode_id: int
    title: str
    air_date: date | None
    runtime: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class ProviderShow:
    """A show with the episodes of all its seasons, specials (season 0) too, sorted by season and number.

    It is whole: a season that the source lists but did not hand over makes an answer a failure, never a shorter
    show. `status` and `kind` are the source's words ("Returning Series", "Miniseries"), `poster` its path.
    `order` is the source's name for the numbering: aired, official, dvd, absolute, group:ID. `airs_at` is the time at
    which the network begins, "21:00" where that is, None while nobody says.
    """

    provider: str
    show_id: int
    title: str
    original_title: str
    year: int | None
    status: str
    kind: str
    poster: str | None
    imdb_id: str | None
    tvdb_id: int | None
    origin: tuple[str, ...]
    episodes: tuple[ProviderEpisode, ...]
    order: str = "aired"
    airs_at: str | None = None

    @property
    def label(self) -> str:
        """`tmdb:aired`, as `core.ordering.Order.label` says it."""
        return f"{self.provider}:{self.order}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A show, or a film, that a search came up with."""

    tmdb_id: int
    title: str
    original_title: str
    year: int | None
    popularity: float


@dataclass(frozen=True, slots=True)
class FeedDay:
    """Shows that changed on a day (UTC). Not `whole`: others may have changed too."""

    day: date
    whole: bool
    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OrderOnOffer:
    """An order in which a source can number a show. `order` as in ProviderShow; `episodes` None: it does not say."""

    provider: str
    order: str
    name: str
    episodes: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What TheTVDB tells of a series beside its episodes. `airs_at`: "21:00" or nearly so, where it airs."""

    series_id: int
    airs_at: str | None
    origin: tuple[str, ...]
    imdb_id: str | None
    orders: tuple[OrderOnOffer, ...]


@dataclass(frozen=True, slots=True)
class SeriesUpdates:
    """TheTVDB's series that changed since a moment. Not `whole`: others may have changed too. `merged`: old to new."""

    whole: bool
    ids: frozenset[int]
    merged: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A film came out: where (a country, ISO 3166 "DE"), how (TMDB's type 1 to 6, see core.release) and when."""

    region: str
    kind: int
    on: date


@dataclass(frozen=True, slots=True)
class ProviderFilm:
    """A film. `released_on` is its first release anywhere, None while nobody announced one; `runtime` is in minutes.

    `collection_id`, called `collection_name`, is where it belongs, None for nowhere; `releases` are of all countries.
    """

    tmdb_id: int
    title: str
    original_title: str
    released_on: date | None
    runtime: int | None
    imdb_id: str | None
    poster: str | None
    collection_id: int | None
    releases: tuple[Release, ...] = ()
    collection_name: str = ""

    @property
    def year(self) -> int | None:
        """The year of its first release."""
        return self.released_on.year if self.released_on else None


@dataclass(frozen=True, slots=True)
class Part:
    """A film as its collection lists it. `rating` is 0 to 10."""

    tmdb_id: int
    title: str
    original_title: str
    released_on: date | None
    poster: str | None
    rating: float | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class ProviderCollection:
    """A collection with all its parts, each once, in TMDB's order, which is not always that of the days."""

    collection_id: int
    name: str
    poster: str | None
    parts: tuple[Part, ...]
