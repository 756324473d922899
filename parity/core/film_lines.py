"""Missing films line by line, for spreadsheets and for Radarr."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from parity.core.film_shapes import Film, FilmCollection


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLine:
    """One missing film of one collection."""

    collection_id: int
    collection: str
    tmdb_id: int
    imdb_id: str | None
    title: str
    year: int | None
    release_date: date | None
    available_on: date | None
    rating: float | None
    votes: int | None
    runtime: int | None
    ignored: bool
    lost_on: date | None
    libraries: str


COLUMNS = tuple(FilmLine.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A film as Radarr's three readers of JSON lists take it (Custom Lists, StevenLu Custom, and gaps' own list).

    `release_date` is the year; `poster_path` is TMDB's, "" where there is none.
    """

    id: int
    tmdb_id: int
    imdb_id: str | None
    title: str
    release_date: int | None
    poster_path: str


def lines_of(collections: Iterable[FilmCollection]) -> Iterator[FilmLine]:
    """Every missing film of these collections; one that two of them list comes twice."""
    for each in collections:
        for film in each.missing:
            yield FilmLine(
                collection_id=each.collection_id,
                collection=each.name,
                tmdb_id=film.tmdb_id,
                imdb_id=film.imdb_id,
                title=film.title,
                year=film.year,
                release_date=film.release_date,
                available_on=film.available_on,
                rating=film.rating,
                votes=film.votes,
                runtime=film.runtime,
                ignored=film.ignored,
                lost_on=film.lost_on,
                libraries=", ".join(each.libraries),
            )


def wanted_of(films: Iterable[Film]) -> tuple[Wanted, ...]:
    """What Radarr is to get: what is missing and not ignored."""
    return tuple(
        Wanted(
            id=film.tmdb_id,
            tmdb_id=film.tmdb_id,
            imdb_id=film.imdb_id,
            title=film.title,
            release_date=film.year,
            poster_path=film.poster or "",
        )
        for film in films
        if not film.ignored
    )
