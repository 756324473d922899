"""`/out/<id>`: the way to a search whose address holds the provider's key, which no page ever shows."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from parity.actions.linked import address_behind
from parity.web import here

page = Blueprint("out", __name__)


@page.get("/out/<out_id>")
def out(out_id: str) -> ResponseReturnValue:
    """303 to the provider, the key filled in; 404 when nothing absent has such a link."""
    address = address_behind(here.house(), out_id)
    if address is None:
        abort(404, "This link is no longer about anything that is missing.")
    response = redirect(address, 303)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
