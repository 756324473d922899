"""JSON bodies of the fake TMDB about films and collections, in the recorded shapes."""

from collections.abc import Iterable, Mapping

from parity.demo.tmdb_bodies import overview
from parity.demo.tmdb_films import Film, Franchise


def film_body(film: Film, franchise: Franchise | None, parts: Iterable[str]) -> dict[str, object]:
    """`/movie/{id}`; of what `append_to_response` may ask for, only release_dates is known."""
    body: dict[str, object] = {
        "adult": film.adult,
        "backdrop_path": None,
        "belongs_to_collection": _belongs(film, franchise),
        "budget": 0,
        "genres": [{"id": 18, "name": "Drama"}],
        "homepage": "",
        "id": film.id,
        "imdb_id": film.imdb_id,
        "origin_country": ["US"],
        "original_language": "en",
        "original_title": film.original_title or film.title,
        "overview": overview(film.id),
        "popularity": film.popularity,
        "poster_path": film.poster_path,
        "production_companies": [],
        "production_countries": [],
        "release_date": film.release_date or "",
        "revenue": 0,
        "runtime": film.runtime or 0,
        "softcore": False,
        "spoken_languages": [],
        "status": film.status,
        "tagline": "",
        "title": film.title,
        "video": film.video,
        "vote_average": film.rating,
        "vote_count": film.votes,
    }
    return {**body, "release_dates": _release_dates(film)} if "release_dates" in parts else body


def collection_body(franchise: Franchise, films: Mapping[int, Film]) -> dict[str, object]:
    """`/collection/{id}` with those of its parts that there are."""
    return {
        "id": franchise.id,
        "name": franchise.name,
        "original_language": "en",
        "original_name": franchise.name,
        "overview": overview(franchise.id),
        "poster_path": franchise.poster_path,
        "backdrop_path": None,
        "parts": [film_row(films[part]) for part in franchise.parts if part in films],
    }


def film_row(film: Film) -> dict[str, object]:
    """A film as a collection, `/find` and `/search/movie` list it."""
    return {
        "adult": film.adult,
        "backdrop_path": None,
        "id": film.id,
        "title": film.title,
        "original_title": film.original_title or film.title,
        "overview": overview(film.id),
        "poster_path": film.poster_path,
        "media_type": "movie",
        "original_language": "en",
        "genre_ids": [18],
        "popularity": film.popularity,
        "release_date": film.release_date or "",
        "softcore": False,
        "video": film.video,
        "vote_average": film.rating,
        "vote_count": film.votes,
    }


def _belongs(film: Film, franchise: Franchise | None) -> dict[str, object] | None:
    if film.collection is None:
        return None
    name = franchise.name if franchise else f"Collection {film.collection}"
    poster = franchise.poster_path if franchise else None
    return {"id": film.collection, "name": name, "poster_path": poster, "backdrop_path": None}


def _release_dates(film: Film) -> dict[str, object]:
    countries: dict[str, list[dict[str, object]]] = {}
    for country, kind, day in film.releases:
        release = {"certification": "", "descriptors": [], "iso_639_1": "", "note": ""}
        countries.setdefault(country, []).append({**release, "release_date": f"{day}T00:00:00.000Z", "type": kind})
    return {"results": [{"iso_3166_1": country, "release_dates": rows} for country, rows in countries.items()]}
