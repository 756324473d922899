"""All settings by topic, each with its origin, and the tests of the connections."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("settings", __name__)


@page.get("/settings")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("settings/index.html")
