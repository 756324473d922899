"""`/feeds/<token>/movies.json`: the missing films, for Radarr. A token of its own opens it, and nothing else."""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from parity.core.film_lines import wanted_of
from parity.core.shapes import as_json
from parity.store import access_keys
from parity.store.collections_view import CollectionFilter, missing_films
from parity.web import here, limits

page = Blueprint("feeds", __name__)

_SWITCH = {"0": False, "false": False, "1": True, "true": True}


@page.get("/feeds/<token>/movies.json")
def movies(token: str) -> ResponseReturnValue:
    """What is missing as a list that Radarr reads: `[]` when nothing is; as the last good scan left it.

    `rating`, `votes` and `shorts=0` leave films out. Whoever has read it before is told when nothing changed.
    """
    if limits.tried_too_many_keys():
        return _refused(429, "Too many wrong tokens came from this address: wait a minute.")
    if not _opens(token, "movies"):
        return _refused(404, "This address opens nothing, or no longer: Settings, Keys makes another.")
    wanted = _filter()
    if wanted is None:
        return _refused(422, "rating is a number from 0 to 10, votes a whole number, shorts 0 or 1.")
    with here.house().database.reading() as connection:
        films = wanted_of(missing_films(connection, here.today(), wanted))
    response = jsonify(as_json(films))
    response.add_etag()  # and no day: a scope, a day and a film's year change the list, each at another moment
    return response.make_conditional(request)


def _opens(token: str, scope: str) -> bool:
    """Whether this token is of that feed. It is looked up by its digest: how long that takes tells nothing of it."""
    with here.house().database.reading() as connection:
        key = access_keys.by_secret(connection, "feed", token)
    if key is None or key.scope != scope:
        limits.wrong_key()
        return False
    access_keys.note_use(here.house().database, key, here.now())
    return True


def _filter() -> CollectionFilter | None:
    """What the address asks for; None when it cannot be read, since without it a film too many would be fetched."""
    rating, votes = request.args.get("rating") or None, request.args.get("votes") or None
    shorts = _SWITCH.get(request.args.get("shorts") or "1")
    try:
        wanted = CollectionFilter(
            rating=None if rating is None else float(rating),
            votes=None if votes is None else int(votes),
            shorts=bool(shorts),
        )
    except ValueError:
        return None
    fits = 0 <= (wanted.rating or 0) <= 10 and 0 <= (wanted.votes or 0) < 2**31
    return wanted if fits and shorts is not None else None


def _refused(status: int, sentence: str) -> Response:
    response = jsonify(
        error={"code": {404: "not_found", 422: "unreadable"}.get(status, "too_many"), "message": sentence}
    )
    response.status_code = status
    if status == 429:
        limits.say_when(response)
    return response
