"""Pictures of shows, from this house: no browser asks a stranger."""

from typing import cast

from flask import Blueprint, Flask, Response, current_app
from flask.typing import ResponseReturnValue

from parity.actions.pictures import Gallery
from parity.actions.ports import House
from parity.settings import Settings
from parity.web.assets import YEAR

page = Blueprint("pictures", __name__)
_KEY = "parity.pictures"


def init_app(app: Flask, house: House, given: Settings) -> None:
    """Let the app know its gallery, which remembers what could not be had."""
    app.extensions[_KEY] = Gallery(house, given.data_dir)


@page.get("/pictures/posters/<name>")
def poster(name: str) -> ResponseReturnValue:
    """A poster by its name at TMDB: the one GET that may ask somebody outside, once for each name."""
    found = cast(Gallery, current_app.extensions[_KEY]).poster(name)
    if found is None:
        return Response(status=404, mimetype="text/plain")
    answer = Response(found.content, mimetype=found.kind)
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
