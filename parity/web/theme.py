"""Dark, light, or as the system has it: the reader's choice, kept in a cookie of this browser."""

from typing import cast

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from parity.web import sessions
from parity.web.assets import YEAR
from parity.web.places import back_to

page = Blueprint("theme", __name__)

COOKIE = "parity_theme"
THEMES = ("auto", "light", "dark")


def init_app(app: Flask) -> None:
    """Let every page have its colours."""
    app.context_processor(lambda: {"theme": chosen()})


def chosen() -> str:
    """The theme of this reader."""
    said = request.cookies.get(COOKIE, "")
    return said if said in THEMES else "auto"


@page.post("/theme")
def choose() -> ResponseReturnValue:
    """Keep the reader's choice."""
    wanted = request.form.get("theme", "")
    if wanted not in THEMES:
        abort(422)
    answer = cast(Response, redirect(back_to(url_for("dashboard.index")), 303))
    sessions.set_cookie(answer, COOKIE, wanted, YEAR)
    return answer
