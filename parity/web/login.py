"""Signing in with Plex: on to Plex in the same tab and back, or by a short code that is typed on any device."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import set_up, sign_in
from parity.actions.sign_in import Arrived, Waiting
from parity.core.failures import Failure, RateLimited, Unauthorised
from parity.core.roles import Role
from parity.core.setup_steps import SIGN_IN
from parity.core.sign_in import Over
from parity.store import install
from parity.store.pins import Purpose
from parity.web import here, hx, limits, server_forms, setup_code, sign_in_page, sign_in_state, who
from parity.web.nearness import is_near, needs_code
from parity.web.sign_in_page import Start, told
from parity.web.sign_in_state import PASSING, UnderWay, way_on
from parity.web.speech import gettext as _

page = Blueprint("login", __name__)

_SAY_NOTHING = (*PASSING, "expired")
"""Ends of a former sign-in that say nothing of the one that is waited for."""


@page.after_request
def keep_nothing(response: Response) -> Response:
    """A code is of this moment: no browser may show it again, not even on the way back."""
    response.headers["Cache-Control"] = "no-store"
    return response


@page.get("/login")
def index() -> ResponseReturnValue:
    """The button; who is signed in is led on."""
    back = way_on(request.args.get("next", ""))
    if _is_in() and not needs_code():
        return redirect(back, 303)
    if who.auth() == "proxy":
        abort(403, _("The proxy in front of Parity says who you are, and it named nobody."))
    passing = next((reason for reason in PASSING if reason == request.args.get("ended")), None)
    end = told(Over(passing)) if passing else ""
    return _page(Start(back, end, ask_code=needs_code(), first=_is_first()))


@page.post("/login")
@limits.sign_ins
def start() -> ResponseReturnValue:
    """Begin, and go on to Plex; or to the short code (`how=code`)."""
    if who.auth() != "plex":
        return _connect()
    back = way_on(request.form.get("next", ""))
    return _enter(back)


@page.post("/login/reconnect")
@limits.sign_ins
def reconnect() -> ResponseReturnValue:
    """Begin for the account that Parity acts for. It works while the old token is dead."""
    return _connect()


@page.post("/login/setup-code")
@limits.codes
def give_code() -> ResponseReturnValue:
    """Who comes from outside to what is nobody's yet shows first that they can read its log."""
    back = way_on(request.form.get("next", ""))
    if setup_code.take(request.form.get("code", "")):
        return redirect(url_for("login.index", next=back), 303)
    wrong = _("This is not the setup code. It stands in the log of Parity, where it was started.")
    return _page(Start(back, ask_code=True, wrong=wrong, first=_is_first())), 422


@page.get("/login/go")
def go() -> ResponseReturnValue:
    """Lead on to Plex. Not a redirect: a browser would hold it against the form that it came from."""
    from parity.bootstrap.keys import keys_of  # with all of requests: only who goes out needs it

    state = sign_in_state.under_way()
    seen = sign_in.look(here.house(), state.key) if state else None
    if not isinstance(seen, Waiting) or not seen.strong:
        return redirect(url_for("login.index"), 303)
    address = sign_in_page.plex_page(seen.code, keys_of(here.settings()).client_id)
    return render_template("login/go.html", address=address)


@page.get("/login/return")
def arrive() -> ResponseReturnValue:
    """Where Plex leads back to: the one page beside pictures that asks somebody outside, once."""
    return _outcome(sign_in_state.under_way())


@page.post("/login/check")
@limits.polls
def check() -> ResponseReturnValue:
    """Look again; the page does so by itself where it can."""
    return _outcome(sign_in_state.under_way())


@page.get("/login/code")
def code() -> ResponseReturnValue:
    """The short code, and where to type it."""
    state = sign_in_state.under_way()
    seen = sign_in.look(here.house(), state.key) if state else None
    if state is None or not isinstance(seen, Waiting) or seen.strong:
        return redirect(url_for("login.arrive" if state else "login.index"), 303)
    return _waiting_page(seen, state)


@page.get("/login/ended")
def ended() -> ResponseReturnValue:
    """How the last one ended, and the way to another try."""
    end = sign_in_state.end()
    if end is None:
        return redirect(url_for("login.index"), 303)
    return _page(Start(end.back, told(end.over), end.over.reason == "stranger", end.connects, needs_code()))


def _connect() -> ResponseReturnValue:
    back = way_on(request.form.get("next") or request.form.get("back", ""))
    if who.role() >= Role.MANAGER:
        return _begin("connect", back)
    with here.house().database.reading() as connection:
        over = install.is_over(here.settings(), connection)
    if who.auth() != "plex" or over:
        abort(403, _("Only the owner or a manager may connect the account that Parity acts for."))
    return _enter(back)


def _enter(back: str) -> ResponseReturnValue:
    """Begin, unless the setup code comes first."""
    if needs_code():
        return redirect(url_for("login.index", next=back), 303)
    return _begin("enter", back)


def _begin(purpose: Purpose, back: str) -> ResponseReturnValue:
    connects, typed = purpose == "connect", request.form.get("how") == "code"
    try:
        key = sign_in.begin(here.house(), purpose, strong=not typed)
    except Failure as trouble:
        sign_in_state.ended(_end_of(trouble), back, connects)
        return hx.onward(url_for("login.ended"))
    for dropped in sign_in_state.begun(key, back, connects):
        sign_in.forget(here.house(), dropped)
    return hx.onward(url_for("login.code" if typed else "login.go"))


def _end_of(trouble: Failure) -> Over:
    if isinstance(trouble, RateLimited):
        return Over("limited")
    return Over("signature") if isinstance(trouble, Unauthorised) else Over("silent", detail=trouble.detail)


def _outcome(state: UnderWay | None) -> ResponseReturnValue:
    if state is None:
        return hx.onward(url_for("dashboard.index") if _is_in() else url_for("login.index", ended="unknown"))
    seen, state = _heard(state)
    if isinstance(seen, Waiting):
        return _still_waiting(seen, state)
    if isinstance(seen, Arrived):
        return _come_in(seen, state)
    if seen.reason in PASSING:
        return hx.onward(url_for("login.index", ended=seen.reason))
    sign_in_state.ended(seen, state.back, state.connects)
    return hx.onward(url_for("login.ended"))


def _heard(newest: UnderWay) -> tuple[Waiting | Arrived | Over, UnderWay]:
    """What became of the newest sign-in of this browser, unless somebody answered one that another tab began before."""
    seen = _checked(newest)
    if isinstance(seen, Arrived):
        return seen, newest
    for before in sign_in_state.before():
        other = _checked(before)
        if isinstance(other, Arrived) or (isinstance(other, Over) and other.reason not in _SAY_NOTHING):
            return other, before
    return seen, newest


def _checked(state: UnderWay) -> Waiting | Arrived | Over:
    near, code_ok = is_near(request), setup_code.given()
    return sign_in.check(here.house(), state.key, since=state.since, near=near, code_ok=code_ok)


def _still_waiting(seen: Waiting, state: UnderWay) -> ResponseReturnValue:
    if hx.wants_fragment():
        pending = sign_in_page.pending(seen, state)
        return hx.fragment(render_template("login/_waiting.html", pending=pending))
    if request.method == "POST":
        return redirect(url_for("login.arrive" if seen.strong else "login.code"), 303)
    return _waiting_page(seen, state)


def _waiting_page(seen: Waiting, state: UnderWay) -> ResponseReturnValue:
    return render_template("login/waiting.html", pending=sign_in_page.pending(seen, state))


def _come_in(seen: Arrived, state: UnderWay) -> ResponseReturnValue:
    for left in sign_in_state.done():
        if left != state.key:
            sign_in.forget(here.house(), left)
    trouble = _begin_setup()
    if seen.purpose == "connect":
        said = _("Parity is connected with Plex as %(name)s.", name=seen.account.name)
        return hx.moved(trouble or said, state.back, "error" if trouble else "info")
    if seen.person is not None:
        who.sign_in_person(seen.person)
    else:
        code_was_given = setup_code.given()
        who.sign_in_candidate(seen.account.id)
        if code_was_given:
            setup_code.keep()
    return hx.moved(trouble, state.back, "error") if trouble else hx.onward(state.back)


def _begin_setup() -> str:
    """While it is being set up, who signed in need press nothing more to see their servers. Why there are none."""
    house = here.house()
    if not set_up.is_going_on(house):
        return ""
    trouble = server_forms.trouble_to_look(house)
    set_up.take_over(house)
    set_up.go_on(house, SIGN_IN)
    return trouble


def _is_first() -> bool:
    """Whether who signs in here begins the setup."""
    return who.auth() == "plex" and set_up.is_going_on(here.house())


def _page(start: Start) -> str:
    return render_template("login/index.html", start=start)


def _is_in() -> bool:
    visitor = who.current()
    return visitor.role >= Role.VIEWER or visitor.candidate is not None
