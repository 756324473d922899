"""Connecting SIMKL from the pages: by a code that is typed on any device, or on SIMKL's page and back."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import simkl_connect
from parity.actions.simkl_begin import Begun, begin_browser, begin_code, page_of
from parity.actions.simkl_connect import Connected, Waiting
from parity.core.simkl_sign_in import Over, Returned
from parity.web import here, hx, limits, places
from parity.web import simkl_section as state
from parity.web.simkl_section import simkl_section, told
from parity.web.speech import gettext as _

page = Blueprint("simkl_connect", __name__)

CHANGED = "simklChanged"
"""SIMKL was connected or disconnected; on the page's body."""
_LONGEST = 2000
_SAY_NOTHING = ("used", "unknown")
"""Ends of which the page says nothing: another tab has seen how it went."""


@page.after_request
def keep_nothing(response: Response) -> Response:
    """A code is of this moment: no browser may show it again, not even on the way back."""
    response.headers["Cache-Control"] = "no-store"
    return response


@page.get("/watchlist/connect")
def index() -> ResponseReturnValue:
    """How it stands and what can be done, as a page, or for htmx as its part of one."""
    return hx.fragment(_part()) if hx.wants_fragment() else render_template("simkl/index.html", simkl=simkl_section())


@page.post("/watchlist/connect")
@limits.sign_ins
def begin() -> ResponseReturnValue:
    """Ask for a code; or go on to SIMKL's page (`how=browser`)."""
    by_browser = request.form.get("how") == "browser"
    made = begin_browser(here.house(), state.redirect_uri()) if by_browser else begin_code(here.house())
    if isinstance(made, Over):
        return _ended(made)
    before = state.begun(made.key if isinstance(made, Begun) else made, places.back_to(url_for(".index")))
    if before:
        simkl_connect.forget(here.house(), before)
    if by_browser:
        return hx.onward(url_for(".go"))
    return hx.fragment(_part()) if hx.wants_fragment() else redirect(url_for(".index"), 303)


@page.get("/watchlist/connect/go")
def go() -> ResponseReturnValue:
    """Lead on to SIMKL. Not a redirect: a browser would hold it against the form that it came from."""
    address = page_of(here.house(), state.key())
    if address is None:
        return redirect(url_for(".index"), 303)
    return render_template("simkl/go.html", address=address)


@page.get("/watchlist/connect/return")
@limits.polls
def arrive() -> ResponseReturnValue:
    """Where SIMKL leads back to: as the sign-in's return, it asks somebody outside, once. Then another address."""
    said = {name: request.args.get(name, "")[:_LONGEST] for name in ("state", "code", "error", "iss")}
    seen = simkl_connect.come_back(here.house(), state.key(), Returned(**said))
    if isinstance(seen, Connected):
        return _connected(seen)
    if seen.reason not in ("state", "issuer"):  # what somebody else made up ends nothing that is waited for
        state.done(seen)
    return hx.moved(told(seen), url_for(".index"), "error")


@page.post("/watchlist/connect/poll")
@limits.polls
def poll() -> ResponseReturnValue:
    """Ask whether the code was typed; the page does so by itself where it can."""
    seen = simkl_connect.ask(here.house(), state.key())
    if isinstance(seen, Connected):
        return _connected(seen)
    if isinstance(seen, Over):
        return _ended(seen)
    return _still(seen)


@page.post("/watchlist/connect/disconnect")
def disconnect() -> ResponseReturnValue:
    """End it at SIMKL, where that can be done, and forget it."""
    gone = simkl_connect.disconnect(here.house())
    html = _part() if hx.wants_fragment() else ""
    to = places.back_to(url_for(".index"))
    if gone is None:
        return hx.done(_("SIMKL was not connected."), html, to)
    said = _("SIMKL is disconnected. What both lists hold stays as it is.")
    if not gone.revoked:
        more = _("SIMKL still lists Parity among the connected apps of your account: remove it there, too.")
        said = f"{said} {more}"
    return hx.done(said, html, to, event=CHANGED)


def _connected(seen: Connected) -> ResponseReturnValue:
    to = state.back(url_for(".index"))
    state.done()
    name = seen.member.name
    said = _("SIMKL is connected as %(name)s.", name=name) if name else _("SIMKL is connected.")
    return hx.done(said, _part() if hx.wants_fragment() else "", to, event=CHANGED)


def _ended(over: Over) -> ResponseReturnValue:
    state.done(None if over.reason in _SAY_NOTHING else over)
    return hx.fragment(_part()) if hx.wants_fragment() else redirect(url_for(".index"), 303)


def _still(seen: Waiting) -> ResponseReturnValue:
    return hx.fragment(_part(seen)) if hx.wants_fragment() else redirect(url_for(".index"), 303)


def _part(waiting: Waiting | None = None) -> str:
    return render_template("simkl/_connect.html", simkl=simkl_section(waiting))
