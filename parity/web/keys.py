"""`/settings/keys`: the keys that programs come in with, and the addresses of feeds. Each is shown once."""

from dataclasses import dataclass, field

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import keys
from parity.actions.decide import Refused
from parity.store import access_keys
from parity.store.access_keys import AccessKey
from parity.web import here, hx
from parity.web.places import outer_address
from parity.web.speech import gettext as _

page = Blueprint("keys", __name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A key that was just made, and for what: the main one when `label` is ""."""

    label: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Ring:
    """All keys for programs. `given`: the main one comes from the environment. `typed` and `problem`: of a new one."""

    keys: tuple[AccessKey, ...]
    given: bool
    made: Made = Made()
    typed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Feeds:
    """The tokens of the list for Radarr. `made`: the address of one that was just made."""

    keys: tuple[AccessKey, ...]
    made: Made = Made()
    typed: str = ""
    problem: str = ""


_NONE = Made()


@page.get("/settings/keys")
def index() -> ResponseReturnValue:
    """The page."""
    return _page(_ring())


@page.post("/settings/keys")
def make() -> ResponseReturnValue:
    """A new key with a `label`, whose `scope` is read or manage; it stands in the answer and nowhere else."""
    label = request.form.get("label", "")
    try:
        text = keys.make(here.house(), "api", request.form.get("scope", ""), label)
    except Refused as refused:
        return _shown(_ring(typed=label, problem=str(refused)), 422)
    return _shown(_ring(Made(" ".join(label.split()), text)))


@page.post("/settings/keys/<int(max=2147483647):key_id>/revoke")
def revoke(key_id: int) -> ResponseReturnValue:
    """From now on this key opens nothing."""
    keys.revoke(here.house(), key_id)
    html = _html(_ring()) if hx.wants_fragment() else ""
    return hx.done(_("This key opens nothing any more."), html, url_for("keys.index"))


@page.post("/settings/keys/main")
def renew() -> ResponseReturnValue:
    """Another main key; the old one opens nothing from now on."""
    text = keys.make_main_anew(here.house())
    here.new_api_key(text)
    return _shown(_ring(Made(text=text)))


@page.post("/settings/keys/feeds")
def make_feed() -> ResponseReturnValue:
    """A new address of the list for Radarr, for what `label` names; it stands in the answer and nowhere else."""
    label = request.form.get("label", "")
    try:
        token = keys.make(here.house(), "feed", "movies", label)
    except Refused as refused:
        return _feeds_shown(_feeds(typed=label, problem=str(refused)), 422)
    address = outer_address(url_for("feeds.movies", token=token))
    return _feeds_shown(_feeds(Made(" ".join(label.split()), address)))


@page.post("/settings/keys/feeds/<int(max=2147483647):key_id>/revoke")
def revoke_feed(key_id: int) -> ResponseReturnValue:
    """From now on this address opens nothing."""
    keys.revoke(here.house(), key_id)
    html = _feeds_html(_feeds()) if hx.wants_fragment() else ""
    return hx.done(_("This address opens nothing any more."), html, url_for("keys.index"))


def _ring(made: Made = _NONE, typed: str = "", problem: str = "") -> Ring:
    with here.house().database.reading() as connection:
        every = tuple(access_keys.every(connection, "api"))
    given = here.grounds().given.origin("api_key") == "environment"
    return Ring(every, given, made, typed, problem)


def _shown(ring: Ring, status: int = 200) -> ResponseReturnValue:
    """With a key in it, an answer is no page to come back to: nothing leads on from it by itself."""
    return hx.fragment(_html(ring), status=status) if hx.wants_fragment() else (_page(ring), status)


def _page(ring: Ring) -> str:
    return render_template("settings/keys.html", ring=ring, feeds=_feeds())


def _html(ring: Ring) -> str:
    return render_template("settings/_keys.html", ring=ring)


def _feeds(made: Made = _NONE, typed: str = "", problem: str = "") -> Feeds:
    with here.house().database.reading() as connection:
        every = access_keys.every(connection, "feed")
    return Feeds(tuple(key for key in every if key.scope == "movies"), made, typed, problem)


def _feeds_shown(feeds: Feeds, status: int = 200) -> ResponseReturnValue:
    if hx.wants_fragment():
        return hx.fragment(_feeds_html(feeds), status=status)
    return render_template("settings/keys.html", ring=_ring(), feeds=feeds), status


def _feeds_html(feeds: Feeds) -> str:
    return render_template("settings/_feeds.html", feeds=feeds)
