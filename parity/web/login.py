"""Signing in."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

page = Blueprint("login", __name__)


@page.post("/login/setup-code")
def give_code() -> ResponseReturnValue:
    """Take the setup code."""
    abort(501)


@page.post("/login/reconnect")
def reconnect() -> ResponseReturnValue:
    """Begin a sign-in for the installation's own account."""
    abort(501)
