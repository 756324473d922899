"""Shows that nobody could match, what was ignored, the cache and the database."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("maintenance", __name__)


@page.get("/maintenance")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("maintenance/index.html")
