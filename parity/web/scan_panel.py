"""The scan panel and its forms: start, pause, resume, cancel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import scan_control
from parity.actions.decide import NoSuchThing
from parity.actions.forget import forget_library
from parity.actions.ports import House
from parity.actions.scan_control import AlreadyRunning, Request
from parity.core.shapes import Scan
from parity.store.activity_view import unattended
from parity.store.copies_view import is_library
from parity.store.scans_view import last_ended, newest_scans, one_scan
from parity.store.shows_view import one_show
from parity.web import here, hx
from parity.web.blank import Blank, no_scan
from parity.web.places import back_to
from parity.web.speech import gettext as _

page = Blueprint("scan_panel", __name__)

MODES = ("full", "incremental", "refresh")
FINISHED, STARTED = "scanFinished", "scanStarted"
PATIENCE = timedelta(seconds=30)  # with a worker that was not seen
_LAST = 2
_LONGEST = 100  # of a name that somebody sent, in a sentence
_FULFILLED = {"pause": ("paused",), "resume": ("queued", "running"), "cancel": ("cancelled",)}


@dataclass(frozen=True, slots=True)
class ScanPanel:
    """`scan` is the one at work, `left` whether nobody works on it; `last` are those that ended, newest first.

    `lacks`: why none can be started. `seen`: the id of the scan or heal that ended last, 0 for none.
    """

    scan: Scan | None
    last: tuple[Scan, ...]
    left: bool = False
    lacks: Blank | None = None
    seen: int = 0

    @property
    def newest(self) -> Scan | None:
        """The scan that ended last."""
        return next(iter(self.last), None)


def panel() -> ScanPanel:
    """The scan at work and the last ones. Five statements at most."""
    now = here.now()
    with here.house().database.reading() as connection:
        scans = newest_scans(connection, now, _LAST + 1)
        at_work = next((scan for scan in scans if scan.active), None)
        left = at_work is not None and unattended(connection, now, PATIENCE) == at_work.id
        seen = last_ended(connection)
    lacks = None if at_work else no_scan(here.settings())
    return ScanPanel(at_work, tuple(scan for scan in scans if not scan.active)[:_LAST], left, lacks, seen)


def show_id(said: str) -> int:
    """The show that a form names. Raises ValueError for what can be no show's id."""
    number = int(said)
    if not 0 < number < 2**31:
        raise ValueError
    return number


def show_panel() -> Response:
    """The panel as a fragment. When a scan ended since the page last looked, the other sections are told."""
    now = panel()
    return hx.fragment(_html(now), event=_news(now))


def _news(now: ScanPanel) -> str | None:
    """What became of scans since the page that asks was at rest or saw the last one end."""
    if request.args.get("seen", now.seen, type=int) != now.seen:
        return FINISHED
    return STARTED if now.scan and "idle" in request.args else None


@page.post("/scans")
def start() -> ResponseReturnValue:
    """Start a scan of `mode`; with `library` and `accept_shrink` the owner says that what is gone is gone.

    Mode `show` scans the one `show`, from wherever its button stands.
    """
    mode = request.form.get("mode", "")
    if mode == "show":
        return _start_one(request.form.get("show", type=show_id))
    if mode not in MODES:
        abort(422, _no_mode(mode))
    wish = Request(mode, libraries=_libraries(), accept_shrink=request.form.get("accept_shrink") == "yes")
    if lacking := no_scan(here.settings()):
        return _done(lacking.sentence, "error")
    try:
        scan_control.start(here.house(), wish)
    except AlreadyRunning as running:
        if running.same:
            return _done(_("This scan is under way."))
        return _done(_("Another scan is at work: wait until it has ended, or cancel it."), "error")
    return _done(_("The scan starts."), event=STARTED)


@page.post("/libraries/forget")
def forget() -> ResponseReturnValue:
    """Let go of the `library` that Plex no longer has; where it was, nothing is shown any more."""
    name = request.form.get("library", "")
    if not name:
        abort(422, _("Say which library to forget."))
    try:
        title = forget_library(here.house(), name)
    except NoSuchThing as trouble:
        abort(422, str(trouble))
    return _done(_("%(library)s is forgotten; what you decided about its shows is kept.", library=title))


@page.post("/scans/<int(max=2147483647):scan_id>/<any(pause, resume, cancel):wish>")
def ask(scan_id: int, wish: str) -> ResponseReturnValue:
    """Ask the scan at work to pause, go on or end."""
    do, sentence, refusal = _wishes(scan_id)[wish]
    if not do(here.house(), scan_id) and not _stands(scan_id, wish):
        return _done(refusal, "error")
    at_once = wish == "cancel" and _stands(scan_id, wish)
    return _done(_("The scan is cancelled.") if at_once else sentence)


def _stands(scan_id: int, wish: str) -> bool:
    """Whether a scan is where a wish would have it: then the same button was only pressed once more."""
    with here.house().database.reading() as connection:
        scan = one_scan(connection, here.now(), scan_id)
    return scan is not None and scan.state in _FULFILLED[wish]


def _start_one(wanted: int | None) -> ResponseReturnValue:
    """Nothing moves where the button was pressed: only the panel is told, and a toast says it."""
    if wanted is None:
        abort(422, _("Say which show to scan."))
    with here.house().database.reading() as connection:
        show = one_show(connection, here.today(), wanted)
    if show is None:
        abort(404, _("There is no show %(number)s.", number=wanted))
    back = back_to(url_for("dashboard.index"))
    try:
        scan_control.start(here.house(), Request("show", shows=(wanted,)))
    except AlreadyRunning as running:
        if not running.same:
            refusal = _("A scan is running: %(show)s can be scanned when that is done.", show=show.title)
            return hx.done(refusal, "", back, "error")
    return hx.done(_("%(show)s is being scanned.", show=show.title), "", back, event=STARTED)


def _libraries() -> tuple[str, ...]:
    """The one library that a form names, if any: to scan where there is nothing would look like a scan."""
    name = request.form.get("library", "")
    if not name:
        return ()
    with here.house().database.reading() as connection:
        if not is_library(connection, name):
            abort(422, _("There is no library %(name)s.", name=name[:_LONGEST]))
    return (name,)


def _no_mode(said: str) -> str:
    modes = ", ".join(MODES)
    if not said:
        return _("Say which kind of scan: %(modes)s.", modes=modes)
    return _("%(said)s is no kind of scan; there are: %(modes)s.", said=said, modes=modes)


def _wishes(scan_id: int) -> dict[str, tuple[Callable[[House, int], bool], str, str]]:
    """What can be asked of a scan, what is said then, and what when it comes too late."""
    too_late = _("it is over, or not at that point")
    said = {"number": scan_id, "why": too_late}
    return {
        "pause": (
            scan_control.pause,
            _("The scan pauses after the show it is at."),
            _("Scan %(number)s cannot pause: %(why)s.", **said),
        ),
        "resume": (
            scan_control.resume,
            _("The scan goes on."),
            _("Scan %(number)s cannot go on: %(why)s.", **said),
        ),
        "cancel": (
            scan_control.cancel,
            _("The scan ends after the show it is at; what was done is kept."),
            _("Scan %(number)s cannot end: %(why)s.", **said),
        ),
    }


def _done(sentence: str, kind: str = "info", event: str | None = None) -> Response:
    return hx.done(sentence, _html(panel()), back_to(url_for("dashboard.index")), kind, event=event)


def _html(now: ScanPanel) -> str:
    return render_template("dashboard/_scan.html", panel=now)
