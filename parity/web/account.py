"""Signing the installation's own Plex account out."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from parity.actions import keep_account
from parity.web import here, hx
from parity.web.account_section import account_section
from parity.web.speech import gettext as _

page = Blueprint("account", __name__)


@page.post("/settings/account/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the sign-in at Plex, and forget the account."""
    made = keep_account.sign_out(here.house())
    html = render_template("settings/_account.html", account=account_section()) if hx.wants_fragment() else ""
    to = url_for("settings.index", _anchor="account")
    if made is None:
        return hx.done(_("Nobody was signed in."), html, to)
    if made.revoked:
        return hx.done(_("%(name)s is signed out, at Plex too.", name=made.name), html, to)
    said = _(
        "%(name)s is signed out here, but Plex did not answer: remove Parity from the authorised devices of the "
        "account at plex.tv.",
        name=made.name,
    )
    return hx.done(said, html, to, "error")
