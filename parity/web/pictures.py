"""Pictures of shows, from this house: no browser asks a stranger."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

page = Blueprint("pictures", __name__)


@page.get("/pictures/posters/<name>")
def poster(name: str) -> ResponseReturnValue:
    """A poster by its name at TMDB."""
    abort(404)
