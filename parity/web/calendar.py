"""What airs when: the agenda by day, and the month."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("calendar", __name__)


@page.get("/calendar")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("calendar/index.html")
