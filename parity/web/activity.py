"""Scans with what they changed, and the schedules."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("activity", __name__)


@page.get("/activity")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("activity/index.html")
