"""The scan panel and its forms: start, pause, resume, cancel."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import scan_control
from parity.actions.decide import NoSuchThing
from parity.actions.forget import forget_library
from parity.actions.scan_control import AlreadyRunning, Request
from parity.core.shapes import Scan
from parity.store.scans_view import scans_listing
from parity.web import here, hx
from parity.web.places import back_to

page = Blueprint("scan_panel", __name__)

MODES = ("full", "incremental", "refresh")
FINISHED = "scanFinished"
_LAST = 5
_WISHES = {
    "pause": (scan_control.pause, "The scan pauses after the show it is at."),
    "resume": (scan_control.resume, "The scan goes on."),
    "cancel": (scan_control.cancel, "The scan ends after the show it is at; what was done is kept."),
}


@dataclass(frozen=True, slots=True)
class ScanPanel:
    """`scan` is the one at work; `last` those that ended, newest first; `seen` the id of the newest of them."""

    scan: Scan | None
    last: tuple[Scan, ...]
    seen: int


def panel() -> ScanPanel:
    """The scan at work and the last ones. Three statements."""
    with here.house().database.reading() as connection:
        scans = scans_listing(connection, here.now(), limit=_LAST + 1).items
    ended = tuple(scan for scan in scans if not scan.active)[:_LAST]
    return ScanPanel(next((s for s in scans if s.active), None), ended, ended[0].id if ended else 0)


def show_panel() -> Response:
    """The panel as a fragment. When a scan ended since the page last looked, the other sections are told."""
    now = panel()
    news = request.args.get("seen", now.seen, type=int) != now.seen
    return hx.fragment(_html(now), event=FINISHED if news else None)


@page.post("/scans")
def start() -> ResponseReturnValue:
    """Start a scan of `mode`; with `library` and `accept_shrink` the owner says that what is gone is gone."""
    mode = request.form.get("mode", "")
    if mode not in MODES:
        abort(422, f"{mode or 'Nothing'} is no kind of scan; there are: {', '.join(MODES)}.")
    libraries = tuple(filter(None, [request.form.get("library")]))
    wish = Request(mode, libraries=libraries, accept_shrink=request.form.get("accept_shrink") == "yes")
    try:
        scan_control.start(here.house(), wish)
    except AlreadyRunning as running:
        return _done(f"Scan {running.scan_id} is already running.", "error")
    return _done("The scan starts.")


@page.post("/libraries/forget")
def forget() -> ResponseReturnValue:
    """Let go of the `library` that Plex no longer has; where it was, nothing is shown any more."""
    try:
        title = forget_library(here.house(), request.form.get("library", ""))
    except NoSuchThing as trouble:
        return _done(str(trouble), "error")
    return _done(f"{title} is forgotten; what you decided about its shows is kept.")


@page.post("/scans/<int(max=2147483647):scan_id>/<any(pause, resume, cancel):wish>")
def ask(scan_id: int, wish: str) -> ResponseReturnValue:
    """Ask the scan at work to pause, go on or end."""
    do, sentence = _WISHES[wish]
    if do(here.house(), scan_id):
        return _done(sentence)
    return _done(f"Scan {scan_id} cannot {wish}: it is over, or not at that point.", "error")


def _done(sentence: str, kind: str = "info") -> Response:
    return hx.done(sentence, _html(panel()), back_to(url_for("dashboard.index")), kind)


def _html(now: ScanPanel) -> str:
    return render_template("dashboard/_scan.html", panel=now)
