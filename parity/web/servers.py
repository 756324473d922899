"""The servers in the settings: the forms of each, and what came of them."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from parity.web import hx, server_forms, settings
from parity.web.server_cards import section
from parity.web.server_forms import Outcome

page = Blueprint("servers", __name__)


def _answer(outcome: Outcome) -> ResponseReturnValue:
    drawn = section("servers", outcome.by_hand, settings.is_owner())
    html = render_template("servers/_servers.html", servers=drawn) if hx.wants_fragment() else ""
    if outcome.by_hand is not None:
        return hx.fragment(html, status=422) if hx.wants_fragment() else (settings.whole(servers=drawn), 422)
    to = url_for("settings.index", _anchor="plex-servers")
    return hx.done(outcome.sentence, html, to, "info" if outcome.well else "error")


server_forms.add_to(page, "/settings/servers", _answer)
