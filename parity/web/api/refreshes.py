"""`refreshes`: what Plex is asked to scan, and asking it."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort

from parity.actions import refresh_library
from parity.actions.refresh_library import Ask, NothingToScan
from parity.core.refresh_shapes import Refresh
from parity.store.refreshes_view import one_refresh, refreshes_listing
from parity.web import here
from parity.web.api.answering import answer, found, room
from parity.web.api.asking import RefreshesQuery, RefreshOrder
from parity.web.api.schemas import listing_of, schema_of

refreshes = room("refreshes", "What Plex is asked to scan, and whether it is really there.")

_KINDS = ("library", "show", "film", "path")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was put on the list: `id` is the first of `ids`, one a folder and server."""

    id: int
    ids: tuple[int, ...]


@refreshes.get("/refreshes")
@refreshes.arguments(RefreshesQuery, location="query")
@refreshes.response(200, listing_of(Refresh))
def get_refreshes(query: dict[str, Any]) -> Response:
    """The newest first; with `open` only those that are open, the most urgent first, or only those that are over."""
    with here.house().database.reading() as connection:
        return answer(refreshes_listing(connection, query.get("open"), query["limit"], query["offset"]))


@refreshes.get("/refreshes/<int(max=2147483647):refresh_id>")
@refreshes.response(200, schema_of(Refresh))
def get_refresh(refresh_id: int) -> Response:
    """One folder, and how far it is."""
    with here.house().database.reading() as connection:
        return found(one_refresh(connection, refresh_id), f"refresh {refresh_id}")


@refreshes.post("/refreshes")
@refreshes.arguments(RefreshOrder)
@refreshes.response(202, schema_of(Asked))
def post_refresh(order: dict[str, Any]) -> Response:
    """Ask Plex to scan a library, the folders of a show or film, or the one in which a path lies."""
    given = [kind for kind in _KINDS if order.get(kind) is not None]
    if len(given) != 1 and given != ["library", "path"]:
        abort(422, "Name one of library, show, film and path; a path may come with its library.")
    try:
        made = refresh_library.ask(here.house(), Ask(**order), "api")
    except NothingToScan as nothing:
        abort(422, f"{str(nothing).rstrip('.')}.")
    return answer(Asked(made[0], tuple(made)), 202)
