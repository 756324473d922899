"""What Plex holds, in core nouns. The plex room answers these; nothing else of Plex's dialect comes further in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from parity.core.ids import ExternalIds

Row = TypeVar("Row")
KINDS = ("show", "movie")
"""Of the libraries that can be followed."""


@dataclass(frozen=True, slots=True)
class Server:
    """One Plex server. `machine_id` is its identity; the name may change."""

    machine_id: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Section:
    """One library of a server. The three stamps are opaque: `contentChangedAt` is a counter, not a time.

    They stand in this order: contentChangedAt, updatedAt, scannedAt. `refreshing`: it is scanned just now.
    """

    key: str
    kind: str
    title: str
    agent: str
    stamps: tuple[int | None, int | None, int | None]
    locations: tuple[str, ...] = ()
    refreshing: bool = False

    @property
    def followed_by_default(self) -> bool:
        """Show and movie libraries, except those without an agent: home videos and recordings (RULES R16)."""
        return followed_by_default(self.kind, self.agent)


def followed_by_default(kind: str, agent: str) -> bool:
    """Whether a library of this kind and agent is followed while nobody chose (RULES R16)."""
    return kind in KINDS and not agent.endswith(".none")


def is_called(name: str, machine_id: str, key: str, title: str) -> bool:
    """Whether a person means this library: by its title in any case, its section id, or MACHINE_ID/SECTION_ID."""
    return name in (key, f"{machine_id}/{key}") or name.casefold() == title.casefold()


def label(name: str, machine_id: str, names: Iterable[str]) -> str:
    """What to call a server among others of these `names`, its own once among them: two may have one name."""
    alike = sum(other.casefold() == name.casefold() for other in names)
    return f"{name or 'Plex'} ({machine_id[:6]})" if alike > 1 or not name else name


@dataclass(frozen=True, slots=True)
class PlexShow:
    """A show as one library lists it. `order` is its own showOrdering: None = not said, "" = the library's default."""

    rating_key: str
    guid: str
    title: str
    year: int | None
    ids: ExternalIds
    order: str | None = None
    leaf_count: int | None = None
    child_count: int | None = None
    updated_at: int | None = None


@dataclass(frozen=True, slots=True)
class PlexEpisode:
    """An episode item. `live` is false in the trash or when no usable file is left; ids are the episode's own.

    `added_at` is when it came into the library (seconds since 1970, UTC; so many are no objects), `minutes` how long it
    is; None: not told.
    """

    rating_key: str
    show_key: str
    season: int | None
    number: int | None
    title: str
    air_date: date | None
    live: bool
    ids: ExternalIds = field(default_factory=ExternalIds)
    file: str | None = None
    added_at: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class PlexFilm:
    """A film item: two editions, or a copy in 4K, are two of them. `live` as of an episode.

    `edition` is the owner's name for it ("Director's Cut"), "" for none.
    """

    rating_key: str
    guid: str
    title: str
    year: int | None
    ids: ExternalIds
    edition: str
    live: bool
    file: str | None = None


@dataclass(frozen=True, slots=True)
class PlexCollection:
    """A collection as a library lists it. `subtype` is what it holds (movie, show, season …), `smart`: by a rule.

    `stamp` is opaque: the same for as long as Plex says nothing new of it, None when it does not tell. A smart one's
    members can change while it stays.
    """

    rating_key: str
    title: str
    subtype: str
    smart: bool
    stamp: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a listing. `total`: None when the server did not say; `damaged` counts unreadable rows."""

    offset: int
    total: int | None
    rows: tuple[Row, ...]
    damaged: int = 0
