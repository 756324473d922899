"""What a library of films is made of: what a source lists, what Plex says of each item, what it really is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tests.truth.shelf import TODAY, words

Form = Literal["new", "themoviedb", "imdb", "thetvdb", "none"]
State = Literal["here", "in the trash", "files gone", "optimised only", "removed"]
MOVIES, OTHERS = "Movies", "More movies"


@dataclass(frozen=True, slots=True)
class Film:
    """A film as a source knows it. `says` is the collection that its own page names, whatever collections list it."""

    id: int
    title: str
    original: str
    day: date | None
    imdb: str | None
    says: int | None

    @property
    def names(self) -> frozenset[str]:
        """Its titles, for comparing."""
        return frozenset((words(self.title), words(self.original)))

    @property
    def due(self) -> bool:
        """Whether it came out, on the day itself already."""
        return self.day is not None and self.day <= TODAY


@dataclass(slots=True)
class FilmItem:
    """An item in Plex. `film` is what it really is; `known` are the ids that Plex has, as `tmdb:85`.

    `form` is how it tells them: the new agent's list, the guid of an old agent, or none at all.
    """

    film: int
    title: str
    year: int | None
    known: tuple[str, ...]
    form: Form = "new"
    library: str = MOVIES
    edition: str = ""
    state: State = "here"

    @property
    def guid(self) -> str:
        """Its own guid, as Plex writes it."""
        if self.form == "new":
            return f"plex://movie/{self.film:024x}"
        if self.form == "none" or not self.known:
            return f"com.plexapp.agents.none://{self.film:024x}?lang=xn"
        return f"com.plexapp.agents.{self.form}://{self.known[0].partition(':')[2]}?lang=en"

    @property
    def guids(self) -> list[str]:
        """The list beside it, which only the new agent gives."""
        return [each.replace(":", "://", 1) for each in self.known] if self.form == "new" else []


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a begun collection, by id: there, not there, and not yet to be had."""

    owned: frozenset[int]
    missing: frozenset[int]
    announced: frozenset[int]

    def without(self, films: frozenset[int]) -> "Parts":
        """The same but for these films."""
        return Parts(self.owned - films, self.missing - films, self.announced - films)


@dataclass(slots=True)
class FilmShelf:
    """Some collections: the films that a source knows, the lists of them (name, film ids), and what Plex has."""

    name: str
    films: dict[int, Film]
    lists: dict[int, tuple[str, tuple[int, ...]]]
    items: list[FilmItem] = field(default_factory=list)

    def truth(self) -> dict[int, Parts]:
        """Every collection to which a film that is there says it belongs, with what it consists of."""
        owned = {item.film for item in self.items if item.state == "here" and self.tells(item)}
        begun = {self.films[film].says for film in owned} - {None}
        return {each: self._parts(each, owned) for each in begun if each is not None}

    def silent(self) -> frozenset[int]:
        """Films that are there, but no item of theirs tells which film it is."""
        here = [item for item in self.items if item.state == "here"]
        telling = {item.film for item in here if self.tells(item)}
        return frozenset(item.film for item in here) - telling

    def tells(self, item: FilmItem) -> bool:
        """Whether what Plex says of an item fits this film and no other."""
        return self._named(item) == {item.film}

    def misleads(self) -> bool:
        """Whether all that Plex says of some item fits another film alone: nobody can know that it is not that one."""
        named = ((self._named(item), item.film) for item in self.items)
        return any(len(films) == 1 and film not in films for films, film in named)

    def _named(self, item: FilmItem) -> set[int]:
        """The films that its TMDB ids name; where none does, those of its IMDb ids; else of its title and year."""
        by_id = {film for film in self.films if f"tmdb:{film}" in item.known}
        by_imdb = {film.id for film in self.films.values() if f"imdb:{film.imdb}" in item.known}
        return by_id or by_imdb or {film.id for film in self.films.values() if _is_called(film, item)}

    def _parts(self, collection: int, owned: set[int]) -> Parts:
        listed = set(self.lists[collection][1]) & self.films.keys()
        here = {film for film in listed if film in owned} | {f for f in owned if self.films[f].says == collection}
        due = {film for film in listed - here if self.films[film].due}
        return Parts(frozenset(here), frozenset(due), frozenset(listed - here - due))


def together(name: str, shelves: Iterable[FilmShelf]) -> FilmShelf:
    """All of these in one house."""
    whole = FilmShelf(name, {}, {})
    for shelf in shelves:
        whole.films = shelf.films | whole.films
        whole.lists |= shelf.lists
        whole.items += shelf.items
    return whole


def _is_called(film: Film, item: FilmItem) -> bool:
    if item.year is None or film.day is None:
        return False
    return abs(item.year - film.day.year) <= 1 and words(item.title) in film.names
