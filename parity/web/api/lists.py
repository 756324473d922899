"""`GET status, missing, upcoming, shows, shows/<id>`: what the pages show, as data."""

from dataclasses import fields, replace
from typing import Any

from flask import Response, abort

from parity import __version__
from parity.actions.explain import explain
from parity.actions.linked import linker
from parity.core.house_status import Status
from parity.core.numbering import parse_code
from parity.core.one_show import OneShow
from parity.core.shapes import Episode, Listing, Show
from parity.core.why import Why
from parity.store import collections_view, notices
from parity.store.differences_view import differences_of
from parity.store.episodes_view import EpisodeFilter, missing, upcoming
from parity.store.overview_view import overview
from parity.store.scans_view import scans_listing
from parity.store.shows_view import ShowFilter, one_show, shows_listing
from parity.store.summary_view import all_notices, numbers
from parity.web import here
from parity.web.api.answering import answer, found, room
from parity.web.api.asking import MissingQuery, ShowsQuery, UpcomingQuery, WhyQuery
from parity.web.api.schemas import listing_of, schema_of

lists = room("lists", "What the last scans found.")


@lists.get("/status")
@lists.response(200, schema_of(Status))
def get_status() -> Response:
    """How the whole house stands: numbers, the scan at work, notices."""
    with here.house().database.reading() as connection:
        scans = scans_listing(connection, here.now(), limit=2).items
        status = Status(
            version=__version__,
            today=here.today(),
            time_zone=here.settings().tz.key,
            numbers=numbers(connection, here.today(), overview(connection, here.today())),
            films=collections_view.numbers(connection, here.today()),
            scan=next((scan for scan in scans if scan.active), None),
            last_scan=next((scan for scan in scans if not scan.active), None),
            notices=all_notices(connection),
            worker_seen_at=notices.last_beat(connection, "worker"),
        )
    return answer(status)


@lists.get("/missing")
@lists.arguments(MissingQuery, location="query")
@lists.response(200, listing_of(Episode))
def get_missing(query: dict[str, Any]) -> Response:
    """Missing episodes, the last aired first."""
    wanted = EpisodeFilter(**_chosen(query))
    with here.house().database.reading() as connection:
        page = missing(connection, here.today(), wanted, query["limit"], query["offset"])
    return _linked(page)


@lists.get("/upcoming")
@lists.arguments(UpcomingQuery, location="query")
@lists.response(200, listing_of(Episode))
def get_upcoming(query: dict[str, Any]) -> Response:
    """Upcoming episodes, by air date."""
    wanted = EpisodeFilter(**_chosen(query))
    with here.house().database.reading() as connection:
        page = upcoming(connection, here.today(), wanted, query["limit"], query["offset"])
    return _linked(page)


@lists.get("/shows")
@lists.arguments(ShowsQuery, location="query")
@lists.response(200, listing_of(Show))
def get_shows(query: dict[str, Any]) -> Response:
    """The shows, by title."""
    wanted = ShowFilter(**_chosen(query))
    with here.house().database.reading() as connection:
        page = shows_listing(connection, here.today(), wanted, query["limit"], query["offset"])
    return answer(page)


@lists.get("/shows/<int(max=2147483647):show_id>")
@lists.response(200, schema_of(OneShow))
def get_show(show_id: int) -> Response:
    """One show."""
    with here.house().database.reading() as connection:
        show, apart = one_show(connection, here.today(), show_id), differences_of(connection, show_id)
    if show is None:
        abort(404, f"There is no show {show_id}.")
    return answer(OneShow(**{each.name: getattr(show, each.name) for each in fields(show)}, differences=apart))


@lists.get("/shows/<int(max=2147483647):show_id>/why")
@lists.arguments(WhyQuery, location="query")
@lists.response(200, schema_of(Why))
def get_why(query: dict[str, Any], show_id: int) -> Response:
    """Everything behind one show, or one of its episodes."""
    code = query.get("episode", "")
    number = parse_code(code)
    if code and number is None:
        abort(422, f"{code} is no episode; write it as S01E02.")
    reasons = explain(here.house(), show_id, number)
    return found(reasons, f"{code} of show {show_id}" if number else f"show {show_id}")


def _chosen(query: dict[str, Any]) -> dict[str, Any]:
    """The filters, without what cuts the page."""
    return {name: value for name, value in query.items() if name not in ("limit", "offset")}


def _linked(page: Listing[Episode]) -> Response:
    links = linker(here.house(), here.settings())
    return answer(replace(page, items=links.with_links(page.items)))
