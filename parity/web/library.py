"""The library: whether Plex is told what arrives, what waits and why, and what has really come."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import refresh_library
from parity.actions.check_connections import plainly
from parity.actions.ports import House
from parity.actions.refresh_library import Ask, NothingToScan
from parity.cache import CacheUnusable
from parity.web import here, hx, library_words
from parity.web.library_page import library_page
from parity.web.places import back_to
from parity.web.server_options import Sent, options
from parity.web.speech import gettext as _

page = Blueprint("library", __name__)
page.add_app_template_filter(library_words.way, "way_in")

BY = "page"
CHANGED = "libraryChanged"
"""What the rest of the page listens for."""
LONGEST_PATH = 4096


@page.get("/library")
def index() -> ResponseReturnValue:
    """The page, or for htmx all of it that changes by itself."""
    if request.args.get("section") == "live" and hx.wants_fragment():
        return hx.fragment(live())
    return whole()


@page.post("/library/scan")
def scan() -> ResponseReturnValue:
    """Ask the `server` to scan its library `section`."""
    server, section = meant(), request.form.get("section", "")
    if not section:
        abort(422, _("Say which library to scan."))
    try:
        refresh_library.ask(here.house(), Ask(section=(server, section)), BY)
    except (NothingToScan, CacheUnusable) as nothing:
        return done(plainly(nothing), "error")
    return done(_("Plex is asked to scan it."))


@page.post("/library/refreshes/<int(max=2147483647):refresh_id>/<any(now, retry, drop):deed>")
def wish(refresh_id: int, deed: str) -> ResponseReturnValue:
    """Wait no longer for a folder, try it again, or leave it."""
    do, well, badly = _deeds()[deed]
    return done(well) if do(here.house(), refresh_id) else done(badly, "error")


def whole(sent: Sent | None = None) -> str:
    """The page, with what somebody typed into the options of a server."""
    return render_template("library/index.html", page=library_page(), options=options(sent))


def live() -> str:
    """All of the page that changes by itself."""
    return render_template("library/_live.html", page=library_page())


def done(sentence: str, kind: str = "info") -> Response:
    """The answer to a form of this page."""
    html = live() if hx.wants_fragment() else ""
    return hx.done(sentence, html, back_to(url_for("library.index")), kind)


def meant() -> str:
    """The server that a form names."""
    said = request.form.get("server", "")
    if not said or len(said) > 100:
        abort(422, _("Say which server."))
    return said


def _deeds() -> dict[str, tuple[Callable[[House, int], bool], str, str]]:
    """What can be wished for a folder, what is said then, and what when it comes too late."""
    late = _("That folder is not at that point any more: look again.")
    return {
        "now": (refresh_library.run_now, _("It waits no longer."), late),
        "retry": (refresh_library.retry, _("It is tried again."), late),
        "drop": (refresh_library.drop, _("It is dropped; Plex is not asked about it."), late),
    }
