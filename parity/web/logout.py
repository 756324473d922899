"""Signing out of this browser."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parity.core.roles import Role
from parity.web import who

page = Blueprint("logout", __name__)


@page.get("/logout")
def index() -> ResponseReturnValue:
    """The button: a link or picture of another site may not sign anybody out."""
    visitor = who.current()
    if visitor.role is Role.NOBODY and visitor.candidate is None:
        return redirect(url_for("login.index"), 303)
    return render_template("login/logout.html", name=visitor.name, can=who.auth() == "plex")


@page.post("/logout")
def leave() -> ResponseReturnValue:
    """End this session; others of the same person go on."""
    who.sign_out()
    return redirect(url_for("login.index"), 303)
