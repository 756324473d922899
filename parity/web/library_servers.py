"""What can be done with a server on the library page: say how it is treated, try it out, take it up again."""

import threading

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import players
from parity.actions.check_connections import plainly
from parity.cache import CacheUnusable
from parity.web import here, hx
from parity.web.library import CHANGED, done, meant, page, whole
from parity.web.server_options import LEAST, MOST, Sent, options, seconds_of
from parity.web.speech import gettext as _


@page.post("/library/servers")
def treat() -> ResponseReturnValue:
    """Write how the `server` is treated: `told`, `hold` while somebody plays, `patience` in seconds or nothing."""
    server = meant()
    try:
        patience = seconds_of(request.form.get("patience", "").strip())
    except ValueError:
        problem = _("Give a number of seconds from %(least)s to %(most)s, or nothing.", least=LEAST, most=MOST)
        return _again(Sent(server, request.form.to_dict(), problem))
    told, hold = "told" in request.form, "hold" in request.form
    players.set_player(here.house(), server, told=told, hold_while_playing=hold, patience=patience)
    html = _drawn() if hx.wants_fragment() else ""
    return hx.done(_("Saved."), html, url_for("library.index", _anchor="options"), event=CHANGED)


@page.post("/library/servers/test")
def test() -> ResponseReturnValue:
    """Ask the `server`, and say what was seen."""
    try:
        well, said = players.test_player(here.house(), meant(), threading.Event())
    except CacheUnusable as trouble:
        return done(plainly(trouble), "error")
    return done(said, "info" if well else "error")


@page.post("/library/servers/resume")
def resume() -> ResponseReturnValue:
    """Ask the `server` again at once, whatever kept it."""
    players.resume_player(here.house(), meant())
    return done(_("It is asked again."))


def _drawn(sent: Sent | None = None) -> str:
    return render_template("library/_options.html", options=options(sent))


def _again(sent: Sent) -> ResponseReturnValue:
    if hx.wants_fragment():
        return hx.fragment(_drawn(sent), status=422)
    answer = Response(whole(sent))
    answer.status_code = 422
    return answer
