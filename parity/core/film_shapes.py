"""What other programs read about films and their collections: the contract's JSON, as in core.shapes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from parity.core.links import Link
from parity.core.shapes import Copy, Trouble

CollectionState = Literal["missing", "complete", "ignored", "error"]
"""error: never checked well. Ignored outranks missing; a film that is ignored by itself makes nothing ignored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A film's days of release: `first` is the first one anywhere, the others are the owner's country's."""

    first: date | None = None
    premiere: date | None = None
    theatrical: date | None = None
    digital: date | None = None
    physical: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A part of a collection that Plex does not have, or has. `release_date` is the first release anywhere.

    `available_on` is the day from which it can be owned as the owner means that, None while nobody can tell. `rating`
    is 0 to 10. `reason` says what hides it today. `lost_on`: Plex had it until that day. `first_seen`: since when it
    is known to be missing. `copies` are those that are there, `film_id` is Parity's id of what they are.
    """

    tmdb_id: int
    imdb_id: str | None
    title: str
    year: int | None
    release_date: date | None
    available_on: date | None
    days: Days
    poster: str | None
    rating: float | None
    votes: int | None
    runtime: int | None
    owned: bool
    ignored: bool
    reason: str | None
    ignored_until: date | None = None
    lost_on: date | None = None
    first_seen: datetime | None = None
    copies: tuple[Copy, ...] = ()
    film_id: int | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCollection:
    """One collection and how it stands. Always `owned + len(missing without ignored ones) == released`.

    `parts` counts all, `released` what is there or missing, so that what is ignored counts in neither; `announced` are
    those that cannot be owned yet, those without a day last. Ignored films come only when asked for, and are counted
    in `ignored` always. `libraries` are the titles of those that hold a film of it.
    """

    collection_id: int
    name: str
    poster: str | None
    state: CollectionState
    owned: int
    released: int
    parts: int
    ignored: int
    missing: tuple[Film, ...]
    announced: tuple[Film, ...]
    libraries: tuple[str, ...]
    there: tuple[Film, ...] = ()
    ignored_until: date | None = None
    checked_at: datetime | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexList:
    """One of Plex's own collections beside the one of TMDB that its films point to.

    `kind`: manual (or automatic: Plex does not tell them apart) or smart. `lacks` are films of TMDB's collection that
    Plex has but that are not in this list; `beyond` those in this list that TMDB's collection does not have.
    """

    title: str
    library: str
    server: str
    rating_key: str
    kind: Literal["manual", "smart"]
    members: int
    lacks: tuple[str, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmNumbers:
    """The headline counts of films. `announced` are films of begun collections that are yet to come.

    `collections_error`: collections that were never checked well, so that nobody knows what they lack.
    """

    films: int
    collections: int
    missing: int
    collections_missing: int
    collections_error: int
    announced: int
    unmatched: int
