"""Choosing whose watched state is meant: the owner's, or that of somebody of the Plex home, by their PIN."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import watched_user
from parity.actions.check_connections import plainly
from parity.actions.ports import NotSetUp
from parity.core.account import HomeUser, PinRefused
from parity.core.failures import Failure
from parity.web import here, hx, limits, places
from parity.web.speech import gettext as _
from parity.web.watched_user_section import whose_section

page = Blueprint("watched_user", __name__)

_LONGEST = 100


@page.after_request
def keep_nothing(response: Response) -> Response:
    """Who is in the home is for the owner alone: no browser may show it again."""
    response.headers["Cache-Control"] = "no-store"
    return response


@page.get("/settings/watched-user")
def index() -> ResponseReturnValue:
    """How it stands, as a page."""
    return _drawn()


@page.post("/settings/watched-user/look")
@limits.sign_ins
def look() -> ResponseReturnValue:
    """Ask Plex who is in the home."""
    try:
        users = watched_user.list_users(here.house())
    except (Failure, NotSetUp) as trouble:
        return _drawn(trouble=plainly(trouble))
    return _drawn(users)


@page.post("/settings/watched-user")
@limits.sign_ins
def choose() -> ResponseReturnValue:
    """Take one of them. The PIN goes to Plex and is not kept, nor ever shown again."""
    uuid, pin = (request.form.get(name, "").strip() for name in ("user", "pin"))
    if not uuid or max(len(uuid), len(pin)) > _LONGEST:
        abort(422, _("Say whose watched state is meant."))
    try:
        user = watched_user.choose(here.house(), uuid, pin)
    except PinRefused:
        return _refused(uuid)
    except (Failure, NotSetUp) as trouble:
        return _drawn(trouble=plainly(trouble))
    return _done(_("From now on it is what %(name)s has watched.", name=user.name))


@page.post("/settings/watched-user/forget")
def forget() -> ResponseReturnValue:
    """The owner's again."""
    watched_user.forget(here.house())
    return _done(_("From now on it is what the owner has watched."))


def _refused(uuid: str) -> ResponseReturnValue:
    """The list again, with what is wrong beside the PIN."""
    try:
        users = watched_user.list_users(here.house())
    except (Failure, NotSetUp) as trouble:
        return _drawn(trouble=plainly(trouble))
    return _drawn(users, wrong=uuid, status=422)


def _drawn(
    users: tuple[HomeUser, ...] = (), trouble: str = "", wrong: str = "", status: int = 200
) -> ResponseReturnValue:
    whose = whose_section(users, trouble, wrong)
    if hx.wants_fragment():
        return hx.fragment(render_template("watched_user/_whose.html", whose=whose), status=status)
    return render_template("watched_user/index.html", whose=whose), status


def _done(sentence: str) -> ResponseReturnValue:
    html = render_template("watched_user/_whose.html", whose=whose_section()) if hx.wants_fragment() else ""
    return hx.done(sentence, html, places.back_to(url_for(".index")))
