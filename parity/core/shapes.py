"""What other programs read: the JSON shapes of the contract. Field names are frozen; more may be added."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Generic, Literal, TypeAlias, TypeVar

from parity.core.airtime import AirTime
from parity.core.arrival import GraceSource
from parity.core.links import Link

Group = Literal["ongoing", "archive"]
Confidence = Literal["high", "low"]
ShowState = Literal["complete", "missing", "unmatched", "ignored", "suspect", "error"]
ScanState = Literal["queued", "running", "paused", "done", "partial", "cancelled", "failed"]
ScanMode = Literal["full", "incremental", "refresh", "show", "collection", "heal"]
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Item = TypeVar("Item")

ACTIVE: tuple[ScanState, ...] = ("queued", "running", "paused")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """One page of a list; `total` counts what the filters let through, on all pages."""

    total: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a show lies: machine identifier and name of the server, title of the library, rating key."""

    server: str
    server_name: str
    library: str
    rating_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One missing or upcoming episode of one show. `server`, `library`, `rating_key` are of the first copy.

    `days` is how far its air date lies ahead: 0 airs today, -1 aired yesterday. `ignored` ones come only
    when asked for, and `reason` says what hides them. `first_seen` is when it was first found missing.

    `lost_on` is the day on which it was found gone, where Plex had it before. `confidence` is low where it may be no
    gap; `confidence_reason` says why. `airs_at` is the moment at which it is on, where `air_time` is exact; else the
    date is that of `air_country`.
    """

    show_id: int
    server: str
    server_name: str
    library: str
    rating_key: str
    title: str
    year: int | None
    tmdb_id: int | None
    imdb_id: str | None
    tvdb_id: int | None
    show_status: str
    group: Group
    season: int
    episode: int
    code: str
    episode_title: str
    air_date: date
    days: int
    ignored: bool
    reason: str | None
    first_seen: datetime | None
    lost_on: date | None = None
    confidence: Confidence = "high"
    confidence_reason: str | None = None
    copies: tuple[Copy, ...]
    links: tuple[Link, ...] = ()
    airs_at: datetime | None = None
    air_time: AirTime = "estimated"
    air_country: str | None = None


@dataclass(frozen=True, slots=True)
class NextAir:
    """A show's next episode; when it is on as in Episode."""

    season: int
    episode: int
    code: str
    title: str
    air_date: date
    days: int
    airs_at: datetime | None = None
    air_time: AirTime = "estimated"
    air_country: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong at the last check, and since when; all else about the show is what was known before."""

    what: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """One show and how it stands. Always `owned + missing == expected`.

    `announced` episodes have no date, or one too far away to be believed. `poster` is its path at TMDB.
    `lost` are those of the missing ones that Plex had before. `grace_days` are those in use; `grace_source` says who
    says so, None: as generally set. `doubt` is what is suspect of it (core.suspicion.Doubt), None when nothing is.
    """

    show_id: int
    server: str
    server_name: str
    library: str
    rating_key: str
    title: str
    year: int | None
    tmdb_id: int | None
    imdb_id: str | None
    tvdb_id: int | None
    poster: str | None
    match_source: str | None
    order: str
    show_status: str
    group: Group
    state: ShowState
    reason: str | None
    owned: int
    expected: int
    missing: int
    upcoming: int
    announced: int
    lost: int = 0
    next_air: NextAir | None
    policy: str
    specials: bool
    ignored_until: date | None
    checked_at: datetime | None
    trouble: Trouble | None
    copies: tuple[Copy, ...]
    grace_days: int | None = None
    grace_source: GraceSource | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """An episode that one source lists and another does not. `in_use`: the one that the show is compared with does.

    `explanation` says why that may be, `accepted` that the owner takes it as it is.
    """

    provider: str
    season: int
    episode: int
    code: str
    title: str
    air_date: date | None
    explanation: str
    in_use: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Requests:
    """How often each service was asked."""

    plex: int
    tmdb: int
    tvdb: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan found to be different."""

    new_missing: int
    resolved: int
    new_shows: int
    removed_shows: int


@dataclass(frozen=True, slots=True)
class ScanError:
    """What went wrong with one show in a scan."""

    show: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan. `seconds` runs until it ends; `eta_seconds` is a guess while shows are being checked.

    `troubles` counts all errors; `errors` of a scan in a list may hold only the first of them.
    """

    id: int
    mode: ScanMode
    state: ScanState
    phase: str
    total: int
    done: int
    current: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    seconds: float | None
    eta_seconds: float | None
    started_by: str
    pausing: bool
    cancelling: bool
    resumed: int
    note: str | None
    requests: Requests
    changes: Changes
    troubles: int
    errors: tuple[ScanError, ...]

    @property
    def active(self) -> bool:
        """Whether it still holds the place of the one active scan."""
        return self.state in ACTIVE


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the owner should know, as a sentence. `about` names what it concerns.

    `state` is that of the library that it is about (held, failed, gone, silent), None when it is about none.
    `library` is a name that means that library and no other, where its title could mean several.
    """

    about: str
    sentence: str
    since: datetime | None
    state: str | None = None
    library: str | None = None

    @property
    def library_name(self) -> str:
        """The name by which the library that it is about can be asked for."""
        return self.library or self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The headline counts. `upcoming_week` are episodes that air within seven days."""

    shows: int
    missing: int
    shows_missing: int
    upcoming_week: int
    complete: int
    unmatched: int
    suspect: int
    ignored: int
    error: int
    troubled: int


def as_json(value: object) -> Json:
    """A shape as plain JSON values: times ISO 8601 UTC with `Z`, dates `YYYY-MM-DD`, tuples as lists.

    Raises TypeError for what is no shape.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): as_json(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON shape")
