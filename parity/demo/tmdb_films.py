"""Films and collections of the fake TMDB, what can happen to them, and how they are kept in a file."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Film:
    """The facts of one film. `release_date` is its first day anywhere (ISO), None or "" while there is none.

    `collection` is the one that its own details name, whatever collections list it. `releases` are country, type
    (1 premiere … 6 broadcast) and ISO date; `runtime` is in minutes.
    """

    id: int
    title: str
    release_date: str | None = None
    runtime: int | None = 100
    status: str = "Released"
    imdb_id: str | None = None
    original_title: str | None = None
    poster_path: str | None = None
    collection: int | None = None
    releases: list[tuple[str, int, str]] = field(default_factory=list)
    rating: float = 7.0
    votes: int = 1_000
    popularity: float = 10.0
    video: bool = False
    adult: bool = False


@dataclass(slots=True)
class Franchise:
    """A collection and the ids of the films that it lists, in TMDB's order. Films that are not there are not listed."""

    id: int
    name: str
    parts: list[int] = field(default_factory=list)
    poster_path: str | None = None


class FilmShelf:
    """The films and collections of a world. Methods raise LookupError for one that is not there."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.films: dict[int, Film] = {}
        self.franchises: dict[int, Franchise] = {}

    def add_film(self, film: Film | Mapping[str, Any]) -> None:
        """A new film, or its fields as they come over the wire; one of the same id is replaced."""
        made = film if isinstance(film, Film) else Film(**film)
        with self.lock:
            self.films[made.id] = made

    def set_film(self, film_id: int, **facts: object) -> None:
        """Change facts of a film: `release_date`, `releases`, `collection`, `runtime` …"""
        with self.lock:
            _set(self.films[film_id], facts)

    def remove_film(self, film_id: int) -> None:
        """From now on 404, code 34, found by nothing and listed in no collection."""
        with self.lock:
            del self.films[film_id]

    def add_franchise(self, franchise: Franchise | Mapping[str, Any]) -> None:
        """A new collection, or its fields as they come over the wire. What its films say of it stays as it is."""
        made = franchise if isinstance(franchise, Franchise) else Franchise(**franchise)
        with self.lock:
            self.franchises[made.id] = made

    def set_franchise(self, franchise_id: int, **facts: object) -> None:
        """Change `name`, `parts` or `poster_path` of a collection."""
        with self.lock:
            _set(self.franchises[franchise_id], facts)

    def remove_franchise(self, franchise_id: int) -> None:
        """From now on 404, code 34. Films that name it still do."""
        with self.lock:
            del self.franchises[franchise_id]

    def kept_films(self) -> dict[str, object]:
        """What `take_films` takes: positional lists, small and quick to read."""
        return {
            "films": [[getattr(film, name) for name in _FILM] for film in self.films.values()],
            "franchises": [[getattr(each, name) for name in _FRANCHISE] for each in self.franchises.values()],
        }

    def take_films(self, kept: Mapping[str, Iterable[list[Any]]]) -> None:
        """Films and collections as `kept_films` wrote them."""
        for row in kept["films"]:
            self.add_film(Film(*row))
        for row in kept["franchises"]:
            self.add_franchise(Franchise(*row))


def _set(thing: Film | Franchise, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        getattr(thing, name)
        setattr(thing, name, value)


_FILM, _FRANCHISE = tuple(Film.__slots__), tuple(Franchise.__slots__)
