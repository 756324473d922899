"""What a person decides about films and collections."""

from typing import Any

from flask import Response

from parity.actions import decide_film
from parity.web import here
from parity.web.api.answering import Accepted, Decided, Undone, answer, room
from parity.web.api.asking import IgnoreCollectionOrder, IgnoreFilmOrder, MatchFilmOrder
from parity.web.api.schemas import schema_of

film_decisions = room("film_decisions", "Corrections about films: they survive rescans and can be undone.")


@film_decisions.post("/films/<int(max=2147483647):tmdb_id>/ignore")
@film_decisions.arguments(IgnoreFilmOrder)
@film_decisions.response(200, schema_of(Decided))
def post_ignore_film(order: dict[str, Any], tmdb_id: int) -> Response:
    """Ignore a film, by its TMDB id, in every collection."""
    return answer(Decided(decide_film.ignore_film(here.house(), tmdb_id, order["reason"], order["until"])))


@film_decisions.post("/films/<int(max=2147483647):tmdb_id>/unignore")
@film_decisions.response(200, schema_of(Undone))
def post_unignore_film(tmdb_id: int) -> Response:
    """Take back every ignore of exactly this film."""
    return answer(Undone(decide_film.unignore_film(here.house(), tmdb_id)))


@film_decisions.post("/films/<int(max=2147483647):film_id>/match")
@film_decisions.arguments(MatchFilmOrder)
@film_decisions.response(200, schema_of(Accepted))
def post_match_film(order: dict[str, Any], film_id: int) -> Response:
    """Say which film of TMDB this is, by Parity's id of it; the next scan asks TMDB."""
    decide_film.match_film(here.house(), film_id, order["tmdb_id"])
    return answer(Accepted(True))


@film_decisions.post("/collections/<int(max=2147483647):collection_id>/ignore")
@film_decisions.arguments(IgnoreCollectionOrder)
@film_decisions.response(200, schema_of(Decided))
def post_ignore_collection(order: dict[str, Any], collection_id: int) -> Response:
    """Ignore a collection; with `new_parts` one that TMDB lists later is told about."""
    made = decide_film.ignore_collection(
        here.house(), collection_id, order["reason"], order["until"], new_parts=order["new_parts"]
    )
    return answer(Decided(made))


@film_decisions.post("/collections/<int(max=2147483647):collection_id>/unignore")
@film_decisions.response(200, schema_of(Undone))
def post_unignore_collection(collection_id: int) -> Response:
    """Take back every ignore of exactly this collection."""
    return answer(Undone(decide_film.unignore_collection(here.house(), collection_id)))
