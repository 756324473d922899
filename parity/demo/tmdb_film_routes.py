"""The routes of the fake TMDB about films and collections."""

from flask import Flask, Response, request

from parity.demo.tmdb_film_bodies import collection_body, film_body, film_row
from parity.demo.tmdb_films import Film, FilmShelf
from parity.demo.tmdb_wire import Refused, paged, plain

_PAGE = 20


def film_routes(app: Flask, world: FilmShelf) -> None:
    """`/movie/{id}`, `/collection/{id}` and `/search/movie`."""

    @app.get("/3/movie/<int:film_id>")
    def film_of(film_id: int) -> Response:
        parts = request.args.get("append_to_response", "").split(",")
        with world.lock:
            film = world.films.get(film_id)
            if film is None:
                raise Refused(404)
            franchise = world.franchises.get(film.collection) if film.collection is not None else None
            return plain(film_body(film, franchise, parts))

    @app.get("/3/collection/<int:collection_id>")
    def collection_of(collection_id: int) -> Response:
        with world.lock:
            franchise = world.franchises.get(collection_id)
            if franchise is None:
                raise Refused(404)
            return plain(collection_body(franchise, world.films))

    @app.get("/3/search/movie")
    def search_films() -> Response:
        words = request.args.get("query", "").casefold().split()
        year = request.args.get("primary_release_year", "")
        with world.lock:
            hits = [film for film in world.films.values() if words and _matches(film, words, year)]
        return paged([film_row(film) for film in hits if not film.adult], _PAGE)


def films_found(world: FilmShelf, external_id: str, source: str) -> list[dict[str, object]]:
    """The `movie_results` of `/find`."""
    if source != "imdb_id":
        return []
    with world.lock:
        return [film_row(film) for film in world.films.values() if film.imdb_id == external_id]


def _matches(film: Film, words: list[str], year: str) -> bool:
    names = f"{film.title} {film.original_title or ''}".casefold()
    return all(word in names for word in words) and (film.release_date or "").startswith(year)
