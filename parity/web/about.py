"""Versions, places and thanks."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("about", __name__)


@page.get("/about")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("about/index.html")
