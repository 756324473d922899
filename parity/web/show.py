"""One show: what is there and what is not, episode by episode, and everything that can be decided about it."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from parity.store.shows_view import one_show
from parity.web import here

page = Blueprint("show", __name__)


@page.get("/shows/<int(max=2147483647):show_id>")
def index(show_id: int) -> ResponseReturnValue:
    """The page."""
    with here.house().database.reading() as connection:
        show = one_show(connection, here.today(), show_id)
    if show is None:
        abort(404, f"There is no show {show_id}.")
    return render_template("show/index.html", show=show)
