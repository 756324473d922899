"""What can happen to a small cinema: at Plex, at TMDB, and by the owner's hand. Numbers are taken by turns."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from parity.actions import decide_film
from parity.actions.decide import NoSuchThing
from parity.actions.preferences import save
from parity.actions.undo import undo
from parity.core.release import CHOICES
from parity.demo.tmdb_films import Film, Franchise
from parity.store import decisions, films
from tests.actions.twins import Twins

PLEX = ("own", "own", "remove", "trash", "swap", "rematch")
TMDB = ("part", "drop", "move day", "belong", "rename", "dissolve")
OWNER = ("ignore", "ignore collection", "undo", "match", "choice")
Move = tuple[str, int, int]


def moves(*kinds: str) -> st.SearchStrategy[list[Move]]:
    """Some moves of these kinds."""
    return st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 11), st.integers(0, 5)), min_size=1, max_size=4)


@dataclass
class Pictures:
    """Two collections of three films each and a film that belongs nowhere, in two libraries; `owned` are items.

    The first collection lists two films that say they belong to the other.
    """

    twins: Twins
    owned: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plex, self.tmdb, first = self.twins.plex, self.twins.tmdb, self.twins.first_id
        self.sections = [self.plex.add_section(t, type="movie", agent="tv.plex.agents.movie") for t in ("A", "B")]
        self.films, self.sagas = list(range(first, first + 7)), [first + 900, first + 901]
        for n, film in enumerate(self.films):
            day = (self._today() - timedelta(days=(3000, 300, -100)[n % 3])).isoformat()
            saga = self.sagas[n // 3] if n < 6 else None
            facts = {"imdb_id": f"tt{film:07d}", "collection": saga, "releases": [("US", 4, self._day(-40))]}
            self.tmdb.add_film(Film(film, f"Film {film}", day, **facts))  # type: ignore[arg-type]
        for section in self.sections:  # one that stays: an empty library would be held back
            self.plex.add_movie(section, "Film", 2000, [f"tmdb://{self.films[6]}"])
        for n, saga in enumerate(self.sagas):
            self.tmdb.add_franchise(Franchise(saga, f"Saga {n}", self.films[n * 3 : n * 3 + 5]))

    def do(self, move: Move) -> None:
        """Let it happen, where there is something that it can happen to."""
        kind, a, b = move
        getattr(self, f"_{kind.replace(' ', '_')}")(a, b)

    # -- at Plex

    def _own(self, a: int, b: int) -> None:
        film = self.films[a % len(self.films)]
        guids = ([f"tmdb://{film}"], [f"imdb://tt{film:07d}"], [], [f"tmdb://{film}", f"imdb://tt{film:07d}"])[b % 4]
        year = int((self.tmdb.films[film].release_date or "2000")[:4])
        section, edition = self.sections[b % 2], "Cut" if b > 3 else ""
        self.owned.append(self.plex.add_movie(section, f"Film {film}", year, guids, edition=edition))

    def _remove(self, a: int, b: int) -> None:
        if self.owned:
            self.plex.remove_movie(self.owned.pop(a % len(self.owned)))

    def _trash(self, a: int, b: int) -> None:
        if self.owned:
            key = self.owned[a % len(self.owned)]
            (self.plex.trash_movie if b % 2 else self.plex.untrash_movie)(key)

    def _swap(self, a: int, b: int) -> None:
        if self.owned:
            at = a % len(self.owned)
            self.owned[at] = self.plex.swap_movie(self.owned[at])

    def _rematch(self, a: int, b: int) -> None:
        if self.owned:
            film = self.films[b % len(self.films)]
            guid = f"plex://movie/{film:024x}"
            self.plex.set_movie(self.owned[a % len(self.owned)], guid=guid, guids=[f"tmdb://{film}"])

    # -- at TMDB

    def _part(self, a: int, b: int) -> None:
        saga = self.sagas[a % 2]
        film = self.films[-1] + 1
        self.films.append(film)
        self.tmdb.add_film(Film(film, f"Film {film}", self._day(b * 100), imdb_id=f"tt{film:07d}", collection=saga))
        if saga in self.tmdb.franchises:
            self.tmdb.set_franchise(saga, parts=[*self.tmdb.franchises[saga].parts, film])

    def _drop(self, a: int, b: int) -> None:
        listed = self.tmdb.franchises.get(self.sagas[a % 2])
        if listed is not None and len(listed.parts) > 1:
            parts = list(listed.parts)
            parts.pop(b % len(parts))
            self.tmdb.set_franchise(listed.id, parts=parts)

    def _move_day(self, a: int, b: int) -> None:
        day = ("", *(self._day(n) for n in (-400, -10, 20, 200, 2000)))[b]
        film = self.tmdb.films[self.films[a % len(self.films)]]
        self.tmdb.set_film(film.id, release_date=day, releases=film.releases if day else [])

    def _belong(self, a: int, b: int) -> None:
        saga = (*self.sagas, None)[b % 3]
        there = saga if saga in self.tmdb.franchises else None
        self.tmdb.set_film(self.films[a % len(self.films)], collection=there)

    def _rename(self, a: int, b: int) -> None:
        saga = self.sagas[a % 2]
        if saga in self.tmdb.franchises:
            self.tmdb.set_franchise(saga, name=f"Saga {a} {b}")

    def _dissolve(self, a: int, b: int) -> None:
        saga = self.sagas[a % 2]
        if saga in self.tmdb.franchises:
            self.tmdb.remove_franchise(saga)
        for film in self.tmdb.films.values():
            film.collection = None if film.collection == saga else film.collection

    # -- the owner

    def _ignore(self, a: int, b: int) -> None:
        until = None if b % 2 else self._today() + timedelta(days=b * 40)
        self._decide(lambda: decide_film.ignore_film(self.twins.house, self.films[a % len(self.films)], "", until))

    def _ignore_collection(self, a: int, b: int) -> None:
        saga = self.sagas[a % 2]
        self._decide(lambda: decide_film.ignore_collection(self.twins.house, saga, new_parts=bool(b % 2)))

    def _undo(self, a: int, b: int) -> None:
        with self.twins.house.database.reading() as connection:
            standing = [each.decision.id for each in decisions.standing(connection)]
        if standing:
            undo(self.twins.house, standing[a % len(standing)])

    def _match(self, a: int, b: int) -> None:
        with self.twins.house.database.reading() as connection:
            there = sorted(films.there(connection))
        if there:
            to = self.films[b] if b < 5 else None
            self._decide(lambda: decide_film.match_film(self.twins.house, there[a % len(there)], to))

    def _choice(self, a: int, b: int) -> None:
        save(self.twins.house, {"movie_available": CHOICES[a % len(CHOICES)], "movie_region": ("US", "DE")[b % 2]})

    def _decide(self, decision: Callable[[], object]) -> None:
        with suppress(NoSuchThing):
            decision()

    def _today(self) -> date:
        return self.twins.house.today()

    def _day(self, ahead: int) -> str:
        return (self._today() + timedelta(days=ahead)).isoformat()
