"""Search links for a film that is missing: Debrid Media Manager's page of it and the search provider's address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parity.core.links import Link, LinkProfile, address_of, dmm_link, hashed, imdb_digits, search_link


@dataclass(frozen=True, slots=True)
class LinkFilm:
    """What a link says of a film. `imdb_id` with or without `tt`."""

    title: str
    year: int | None
    tmdb_id: int
    imdb_id: str | None = None


def film_links_for(profile: LinkProfile, film: LinkFilm, *, dmm: str | None = None) -> tuple[Link, ...]:
    """The links of a film. `dmm` is DMM's address; without it no such link. No link holds the profile's key."""
    # The page is src/pages/movie/[imdbid]/index.tsx of debridmediamanager/debrid-media-manager.
    found = [dmm_link(dmm.strip(), film.imdb_id, "DMM", "movie/{}")] if dmm else []
    found.append(search_link(profile, _values(film), film_out_id(film.tmdb_id)))
    return tuple(link for link in found if link is not None)


def film_out_id(tmdb_id: int) -> str:
    """16 hex digits that name a film's link behind `/out/`, and no episode's."""
    return hashed({"film": tmdb_id})


def find_film_out_id(wanted: str, candidates: Iterable[LinkFilm]) -> LinkFilm | None:
    """The film whose `film_out_id` is wanted, None when none has it."""
    return next((film for film in candidates if film_out_id(film.tmdb_id) == wanted), None)


def expand_film_with_key(profile: LinkProfile, film: LinkFilm) -> str | None:
    """The true address of a search, with the key: only to redirect a manager. None when there is none."""
    return address_of(profile, _values(film))


def _values(film: LinkFilm) -> Mapping[str, str]:
    year = str(film.year or "")
    return {
        "query": f"{film.title} {year}".strip(),
        "title": film.title,
        "code": "",
        "season": "",
        "episode": "",
        "year": year,
        "tmdbid": str(film.tmdb_id),
        "imdbid": imdb_digits(film.imdb_id),
    }
