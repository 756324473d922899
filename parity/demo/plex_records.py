"""The nouns of the fake Plex server, and how they are kept in a file.

Rating keys are ints here and strings on the wire.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

NEW_AGENT = "tv.plex.agents.series"
LEGACY_TVDB_AGENT = "com.plexapp.agents.thetvdb"


@dataclass(slots=True)
class Section:
    """A library. `type` is "show" or "movie"; `prefs` holds what differs from the defaults."""

    key: int
    type: str
    title: str
    agent: str
    scanner: str
    uuid: str
    locations: list[str]
    language: str = "en-US"
    prefs: dict[str, str] = field(default_factory=dict)
    created_at: int = 0
    updated_at: int = 0
    scanned_at: int = 0
    content_changed_at: int = 0
    refreshing: bool = False
    hidden: int = 0


@dataclass(slots=True)
class Show:
    """A show's own row. `leaf_count` and `child_count` are what it says; silent changes leave them behind."""

    key: int
    section: int
    title: str
    year: int | None
    guid: str
    guids: list[str]
    folder: str
    show_ordering: str | None = None
    originally_available_at: str | None = None
    leaf_count: int = 0
    child_count: int = 0
    added_at: int = 0
    updated_at: int = 0


@dataclass(slots=True)
class Media:
    """One version of an item; `files` are its parts. `proxy_type` 42 is an optimised version."""

    id: int
    files: list[str]
    deleted_at: int | None = None
    proxy_type: int | None = None


@dataclass(slots=True)
class Episode:
    """An episode; `season` and `number` are `parentIndex` and `index`, absent on the wire when None.

    `duration` is in milliseconds.
    """

    key: int
    show: int
    season: int | None
    number: int | None
    title: str
    originally_available_at: str | None
    guid: str
    guids: list[str]
    media: list[Media]
    added_at: int = 0
    updated_at: int = 0
    deleted_at: int | None = None
    duration: int = 2_625_089


@dataclass(slots=True)
class Movie:
    """A film; each edition is one of its own. `duration` is in milliseconds."""

    key: int
    section: int
    title: str
    year: int | None
    guid: str
    guids: list[str]
    media: list[Media]
    edition: str = ""
    originally_available_at: str | None = None
    added_at: int = 0
    updated_at: int = 0
    deleted_at: int | None = None
    duration: int = 6_989_056


@dataclass(slots=True)
class Collection:
    """One of Plex's own collections. `members` are rating keys, those of what is gone among them.

    A smart one holds, of `members`, what is there and not in the trash at each question; its row goes on saying
    `counted`.
    """

    key: int
    section: int
    title: str
    members: list[int]
    smart: bool
    subtype: str
    counted: int = 0
    added_at: int = 0
    updated_at: int = 0


@dataclass(slots=True)
class Wish:
    """An entry of the account's watchlist: `guid` is `plex://show|movie/<24 hex>`."""

    guid: str
    type: str
    title: str
    year: int | None
    guids: list[str]
    at: int = 0
    """When it was wished for, in epoch seconds."""
    described: bool = True
    """Whether Discover still tells of it: rows outlive their metadata."""


def pack(record: object) -> list[object]:
    """A record as a JSON list; media become lists too."""
    values = [getattr(record, name) for name in type(record).__slots__]  # type: ignore[attr-defined]
    return [[pack(each) for each in v] if _is_media(v) else v for v in values]


def unpack_with_media(kind: type[Any], row: Sequence[Any]) -> Any:
    """An `Episode` or `Movie` as `pack` wrote it."""
    at = list(kind.__slots__).index("media")
    return kind(*row[:at], [Media(*media) for media in row[at]], *row[at + 1 :])


def _is_media(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Media)
