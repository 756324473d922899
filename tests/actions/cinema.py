"""A household of films over stand-ins: collections at TMDB, copies in Plex, and what Parity says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parity.core.film_shapes import FilmCollection
from parity.demo.tmdb_films import Film, Franchise
from parity.store import collections_view
from parity.store.collections_view import CollectionFilter
from tests.actions.household import Household

Parts = Mapping[str, str]
SAGA = {"One": "2001-05-01", "Two": "2003-05-01", "Three": "2005-05-01"}


@dataclass(frozen=True, slots=True)
class Said:
    """What Parity says of a collection: its state, and the titles of what is missing and announced."""

    state: str = "complete"
    missing: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


@dataclass
class Cinema:
    """Films by title in a household. Ids are given in the order of their making."""

    home: Household
    ids: dict[str, int] = field(default_factory=dict)
    collections: dict[str, int] = field(default_factory=dict)

    def show(self, name: str, parts: Parts, **facts: object) -> int:
        """A collection at TMDB of these films, each with the day of its release, "" for none."""
        number = self.collections[name] = 9000 + len(self.collections)
        for title, day in parts.items():
            self.film(title, day, collection=number)
        self.home.tmdb.add_franchise(Franchise(number, name, [self.ids[title] for title in parts], **facts))  # type: ignore[arg-type]
        return number

    def film(self, title: str, day: str = "", **facts: object) -> int:
        """A film at TMDB."""
        number = self.ids[title] = 100 + len(self.ids)
        self.home.tmdb.add_film(Film(number, title, release_date=day, **facts))  # type: ignore[arg-type]
        return number

    def own(self, *titles: str, library: str = "Films", **facts: object) -> list[int]:
        """Copies of these films in a library, which is made when it is new; their rating keys."""
        section = self.home.library(library, type="movie", agent="tv.plex.agents.movie")
        return [self._copy(section, title, facts) for title in titles]

    def _copy(self, section: int, title: str, facts: Mapping[str, object]) -> int:
        number = self.ids.get(title)
        known: dict[str, object] = {"guids": [f"tmdb://{number}"] if number else [], "year": self._year(title)}
        return self.home.plex.add_movie(section, title, **{**known, **facts})  # type: ignore[arg-type]

    def _year(self, title: str) -> int | None:
        film = self.home.tmdb.films.get(self.ids.get(title, 0))
        return int(film.release_date[:4]) if film and film.release_date else 2000

    def said(self) -> dict[str, Said]:
        """What is said of every collection, by name."""
        return {each.name: _said(each) for each in self.everything()}

    def missing(self) -> list[str]:
        """The titles of all missing films."""
        with self.home.house.database.reading() as connection:
            found = collections_view.missing_films(connection, self.home.house.today(), CollectionFilter())
        return sorted(film.title for film in found)

    def everything(self) -> Iterable[FilmCollection]:
        """Every collection as its page has it."""
        with self.home.house.database.reading() as connection:
            today = self.home.house.today()
            listed = collections_view.collections(connection, today, CollectionFilter()).items
            found = [collections_view.collection(connection, today, each.collection_id) for each in listed]
        return [each for each in found if each is not None]


def _said(found: FilmCollection) -> Said:
    missing = tuple(film.title for film in found.missing if not film.ignored)
    announced = tuple(film.title for film in found.announced if not film.ignored)
    return Said(found.state, missing, announced, tuple(film.title for film in found.there))


def begun(cinema: Cinema, *owned: str) -> int:
    """A saga of three, of which these are there."""
    number = cinema.show("Saga", SAGA)
    cinema.own(*owned)
    cinema.home.scan()
    return number


def film_of_none(cinema: Cinema) -> str:
    """A film that belongs nowhere, so that its library is not empty."""
    cinema.film("Other", "1990-01-01")
    return "Other"
