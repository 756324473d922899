"""How Parity judges a library of films by its rules alone, without a scan: asked as a scan would ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from parity.actions.find_out import Identified, Seekers, Told, find_out
from parity.core.catalogue import Candidate
from parity.core.failures import NotFound
from parity.core.franchises import FilmRulings, FilmTaste, Known, Standing, judge_part
from parity.core.identity import Resolved, known_identity
from parity.core.library import PlexFilm
from parity.plex.film_rows import read_film
from tests.truth.film_shelf import Film, FilmItem, FilmShelf, Parts
from tests.truth.shelf import TODAY, words

_NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
_VERSIONS: dict[str, dict[str, object]] = {"files gone": {"deletedAt": 1}, "optimised only": {"proxyType": 42}}


@dataclass(frozen=True, slots=True)
class FilmVerdict:
    """What Parity says: the parts of every begun collection, and how many items it could not tell."""

    collections: dict[int, Parts]
    unmatched: int


def judge_films(shelf: FilmShelf) -> FilmVerdict:
    """The verdict of the pure rules."""
    source = _Source(shelf)
    seen = [film for at, item in enumerate(shelf.items) if (film := read_film(_row(at, item))) and film.live]
    found = [source.find(film) for film in seen]
    owned = {film.id: film for film in found if film is not None}
    begun = {film.says for film in owned.values()} - {None}
    told = {each: _parts(shelf, each, owned) for each in begun if each is not None}
    return FilmVerdict(told, found.count(None))


def _parts(shelf: FilmShelf, collection: int, owned: dict[int, Film]) -> Parts:
    listed = [film for film in shelf.lists[collection][1] if film in shelf.films]
    parts = dict.fromkeys([*listed, *(film.id for film in owned.values() if film.says == collection)])
    rules, taste = FilmRulings(), FilmTaste()
    stands = {i: judge_part(Known(i, shelf.films[i].day), collection, owned, rules, taste) for i in parts}
    return as_parts(stands.items())


def as_parts(stands: Iterable[tuple[int, Standing]]) -> Parts:
    """The parts of a collection by how they stand today."""
    kept = dict(stands)
    return Parts(
        frozenset(i for i, stand in kept.items() if stand.owned),
        frozenset(i for i, stand in kept.items() if stand.missing(TODAY)),
        frozenset(i for i, stand in kept.items() if stand.announced(TODAY)),
    )


class _Source:
    """The films that are asked for, as TMDB would answer."""

    def __init__(self, shelf: FilmShelf) -> None:
        self._films = shelf.films

    def find(self, seen: PlexFilm) -> Film | None:
        """Which film an item is, None when nobody can tell."""
        known = known_identity(seen.ids, seen.title, seen.year, None, Resolved())
        ways = (("imdb", self._by_imdb, seen.ids.imdb),)
        seekers = Seekers("film", self._get, ways, self._search, _candidate)
        answer = find_out(seekers, Told(seen.title, seen.year, seen.ids, known, worked=False), _NOON)
        return answer.thing if isinstance(answer, Identified) else None

    def _get(self, tmdb_id: int) -> Film:
        if tmdb_id not in self._films:
            raise NotFound("tmdb", "the film")
        return self._films[tmdb_id]

    def _by_imdb(self, imdb: str) -> tuple[int, ...]:
        return tuple(film.id for film in self._films.values() if film.imdb == imdb)

    def _search(self, title: str, _year: int | None) -> tuple[Candidate, ...]:
        asked = set(words(title).split())
        return tuple(_candidate(f) for f in self._films.values() if asked <= set(" ".join(f.names).split()))


def _candidate(film: Film) -> Candidate:
    return Candidate(film.id, film.title, film.original, film.day.year if film.day else None, 1.0)


def _row(at: int, item: FilmItem) -> dict[str, object]:
    """The item as Plex lists it."""
    version = {"Part": [{"file": f"/media/{at}.mkv"}], **_VERSIONS.get(item.state, {})}
    row = {"ratingKey": str(at), "type": "movie", "guid": item.guid, "title": item.title, "year": item.year}
    gone = {"deletedAt": 1} if item.state == "in the trash" else {}
    return {**row, "editionTitle": item.edition, "Guid": [{"id": i} for i in item.guids], "Media": [version], **gone}
