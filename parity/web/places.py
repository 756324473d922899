"""The places of the site, as every page's header names them, and the way back to where somebody was."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlencode, urlsplit

from flask import Flask, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from parity.web import here
from parity.web.speech import gettext as _
from parity.web.speech import language


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the main navigation. `here`: this page belongs to it."""

    endpoint: str
    title: str
    icon: str
    here: bool


def init_app(app: Flask) -> None:
    """Let every template name them."""
    app.context_processor(lambda: {"places": _places(), "this_page": this_page, "language": language})


def this_page() -> str:
    """Where the reader is, for a form to lead back to: the page that asked, when this is only a part of one."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        return request.script_root + request.full_path.rstrip("?")
    return back_to(url_for("dashboard.index"))


def outer_address(path: str) -> str:
    """A path of this site as another program has to ask for it: under PARITY_URL where that is given."""
    parts = urlsplit(here.settings().url or request.host_url)
    return f"{parts.scheme}://{parts.netloc}{path}"


def tidy() -> str:
    """This address without what is empty in it, as a form without script sends what nobody chose; "" when it is so."""
    given = {name: [value for value in values if value] for name, values in request.args.lists()}
    if all(values == request.args.getlist(name) for name, values in given.items()):
        return ""
    return with_query(request.script_root + request.path, given)


def with_query(path: str, given: Mapping[str, Sequence[str]]) -> str:
    """An address with what is given behind it. Unlike for `url_for`, no name that somebody sends means anything."""
    query = urlencode(given, doseq=True)
    return f"{path}?{query}" if query else path


def back_to(otherwise: str) -> str:
    """Where a form was sent from: the page that it names, if it is one of ours, else `otherwise`."""
    return ours(_named_in_form() or _path_of(request.headers.get("HX-Current-URL", "")), otherwise)


def ours(named: str, otherwise: str) -> str:
    """An address that somebody names, if it is a path of this site and nothing else by any reading, else `otherwise`.

    Browsers take `//host`, `/\\host` and a tab between two slashes for another host; proxies may decode first.
    """
    path = re.split("[?#]", named)[0]
    inside = path == request.script_root or path.startswith(f"{request.script_root}/")
    if not path or not inside or not named.isprintable():
        return otherwise
    return otherwise if any(_leads_away(text) for text in _readings(path)) else named


def _readings(path: str) -> list[str]:
    """A path as it stands, and decoded once and twice."""
    once = unquote(path)
    return [path, once, unquote(once)]


def _leads_away(path: str) -> bool:
    return "//" in path or "\\" in path or not path.isprintable()


def _named_in_form() -> str:
    try:
        return request.form.get("back", "")
    except RequestEntityTooLarge:  # the page that says so has links too
        return ""


def _path_of(address: str) -> str:
    """The path of an address, with its query; "" when it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that does not close
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _places() -> list[Place]:
    room = request.blueprint or ""
    return [
        Place("dashboard.index", _("Dashboard"), "dashboard", room == "dashboard"),
        Place("shows.index", _("Shows"), "shows", room in ("shows", "show")),
        Place("movies.index", _("Movies"), "movies", room in ("movies", "movie")),
        Place("calendar.index", _("Calendar"), "calendar", room == "calendar"),
        Place("watchlist.index", _("Watchlist"), "watchlist", room == "watchlist"),
        Place("watched.index", _("Watched"), "watched", room == "watched"),
        Place("library.index", _("Library"), "library", room in ("library", "paths")),
        Place("activity.index", _("Activity"), "activity", room == "activity"),
        Place("settings.index", _("Settings"), "settings", room in ("settings", "people", "keys")),
    ]
