"""`scans`: what was scanned, and starting, pausing, resuming, cancelling."""

from typing import Any

from flask import Response, abort

from parity.actions import scan_control
from parity.actions.scan_control import Request
from parity.core.shapes import Scan
from parity.store.scans_view import one_scan, scans_listing
from parity.store.shows_view import one_show
from parity.web import here
from parity.web.api.answering import Accepted, Started, answer, found, room
from parity.web.api.asking import ScanOrder, ScansQuery
from parity.web.api.films import known_collection
from parity.web.api.schemas import listing_of, schema_of

scans = room("scans", "Scans and what they changed.")

_WISHES = {"pause": scan_control.pause, "resume": scan_control.resume, "cancel": scan_control.cancel}


@scans.get("/scans")
@scans.arguments(ScansQuery, location="query")
@scans.response(200, listing_of(Scan))
def get_scans(query: dict[str, Any]) -> Response:
    """Scans, the newest first, each with its first errors."""
    with here.house().database.reading() as connection:
        page = scans_listing(connection, here.now(), query["limit"], query["offset"], query.get("state"))
    return answer(page)


@scans.get("/scans/<int(max=2147483647):scan_id>")
@scans.response(200, schema_of(Scan))
def get_scan(scan_id: int) -> Response:
    """One scan with all its errors."""
    with here.house().database.reading() as connection:
        return found(one_scan(connection, here.now(), scan_id), f"scan {scan_id}")


@scans.post("/scans")
@scans.arguments(ScanOrder)
@scans.response(202, schema_of(Started))
def post_scan(order: dict[str, Any]) -> Response:
    """Start a scan; 409 with the id of the one that is already running."""
    show = order.get("show")
    if (order["mode"] == "show") != (show is not None):
        abort(422, "The mode show, and only that, needs the id of a show.")
    of_films = order.get("collection")
    if (order["mode"] == "collection") != (of_films is not None):
        abort(422, "The mode collection, and only that, needs the id of a collection.")
    wish = Request(
        order["mode"],
        shows=() if show is None else (_known(show),),
        libraries=(order["library"],) if order.get("library") else (),
        accept_shrink=order["accept_shrink"],
        collections=() if of_films is None else (known_collection(of_films).collection_id,),
    )
    return answer(Started(scan_control.start(here.house(), wish)), 202)


@scans.post("/scans/<int(max=2147483647):scan_id>/<any(pause, resume, cancel):wish>")
@scans.response(202, schema_of(Accepted))
def post_wish(scan_id: int, wish: str) -> Response:
    """Ask the scan at work to pause, go on or end; it does at the next show."""
    if _WISHES[wish](here.house(), scan_id):
        return answer(Accepted(True), 202)
    with here.house().database.reading() as connection:
        if one_scan(connection, here.now(), scan_id) is None:
            abort(404, f"There is no scan {scan_id}.")
    abort(409, f"Scan {scan_id} cannot {wish}: it is over, or not at that point.")


def _known(show_id: int) -> int:
    with here.house().database.reading() as connection:
        if one_show(connection, here.today(), show_id) is None:
            abort(404, f"There is no show {show_id}.")
    return show_id
