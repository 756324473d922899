"""Finding things by a foreign id or by their title, shows and films alike."""

import re
from dataclasses import dataclass

from parity.core.catalogue import Candidate
from parity.http import Caller
from parity.tmdb.calling import ask
from parity.tmdb.shapes import Named, candidates, ids_among

_IMDB = re.compile(r"tt\d+")


@dataclass(frozen=True, slots=True)
class Kind:
    """How TMDB speaks of one kind of thing where it lists what it found."""

    results: str
    search: str
    years: str
    named: Named


SHOWS = Kind("tv_results", "/search/tv", "first_air_date_year", Named("name", "original_name", "first_air_date"))
FILMS = Kind("movie_results", "/search/movie", "primary_release_year", Named("title", "original_title", "release_date"))


def by_imdb(caller: Caller, kind: Kind, imdb_id: str) -> tuple[int, ...]:
    """Those that have this IMDb id ("tt0903747"); what is not shaped like one is nothing's, and asks nobody."""
    return by_foreign(caller, kind, imdb_id, "imdb_id") if _IMDB.fullmatch(imdb_id) else ()


def by_foreign(caller: Caller, kind: Kind, foreign_id: str, source: str) -> tuple[int, ...]:
    """Those that have this id of a source ("imdb_id", "tvdb_id")."""
    where = f"{source} {foreign_id}"
    return ids_among(kind.results, ask(caller, f"/find/{foreign_id}", {"external_source": source}, where), where)


def by_title(caller: Caller, kind: Kind, title: str, year: int | None) -> tuple[Candidate, ...]:
    """Those with such a title, best first as TMDB ranks them.

    When they fill more than a page (20) and the year is known, those of that year or next to it are asked for too: a
    namesake of about the same year decides whether a match is certain, and must not hide on page 2.
    """
    where = f'the search for "{title}"'
    query = {"query": title}
    found, pages = candidates(ask(caller, kind.search, query, where), kind.named, where)
    if pages > 1 and year is not None:
        for near in (year, year - 1, year + 1):
            narrowed = {**query, kind.years: str(near)}
            found += candidates(ask(caller, kind.search, narrowed, where), kind.named, where)[0]
    return tuple({candidate.tmdb_id: candidate for candidate in found}.values())
