"""All shows: filtered, sorted, searched, in pages; and what is done to many at once."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("shows", __name__)


@page.get("/shows")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("shows/index.html")
