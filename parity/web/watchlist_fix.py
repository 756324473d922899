"""The forms of a title that nothing can be done about: say which one it is at the other service, or leave it alone."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import watch_decisions, watch_find
from parity.actions.check_connections import plainly
from parity.actions.decide import Refused
from parity.actions.ports import NotSetUp
from parity.cache import CacheUnusable
from parity.core.failures import Failure
from parity.core.watch import Side, WatchItem
from parity.core.watch_shapes import with_year
from parity.core.watch_typed import typed_title
from parity.store.watch_pairs import item_of
from parity.web import here, hx
from parity.web.decided import CHANGED
from parity.web.speech import gettext as _
from parity.web.watchlist import page, whole
from parity.web.watchlist_page import Fixing, UnresolvedSection, unresolved_section

_LONGEST = 300


@page.post("/watchlist/leave-alone")
def leave_alone() -> ResponseReturnValue:
    """From now on no run touches the title of this `side` and `key`."""
    side, item = _named()
    made = watch_decisions.leave_alone(here.house(), side, item.key)
    return _settled(_("%(title)s is left alone.", title=item.title), made)


@page.post("/watchlist/match")
def match() -> ResponseReturnValue:
    """Say which title of the other service it is: `title`, an id or the address of its page, or one that was found."""
    side, item = _named()
    typed = request.form.get("title", "").strip()[:_LONGEST]
    other: Side = "simkl" if side == "plex" else "plex"
    meant = typed_title(typed, other, item.type)
    if meant is None:
        return _again(Fixing(side, item.key, typed, _no_title(other)))
    if meant.type is not None and meant.type != item.type:
        return _again(Fixing(side, item.key, typed, _other_type(item)))
    try:
        named_itself = other == "plex" and bool(meant.key)
        found = None if named_itself else _looked_up(other, item, meant.id)
        key = found.key if found else meant.key if named_itself else ""
        if not key:
            words = _("%(service)s knows nothing under that id.", service=_service(other))
            return _again(Fixing(side, item.key, typed, words))
        named = with_year(found.title, found.year) if found else request.form.get("named", "")[:_LONGEST]
        made = watch_decisions.match(here.house(), side, item.key, key, named)
    except (Refused, NotSetUp, CacheUnusable, Failure) as trouble:
        return _again(Fixing(side, item.key, typed, plainly(trouble)))
    return _settled(_("Noted: the next run goes by it."), made)


@page.post("/watchlist/search")
def search() -> ResponseReturnValue:
    """Ask Plex for titles of this name, to choose one from."""
    side, item = _named()
    typed = request.form.get("title", "").strip()[:_LONGEST] or item.title
    if side != "simkl":
        abort(422, _("Only Plex can be searched by name: for SIMKL give an id or an address."))
    try:
        found = watch_find.search_plex(here.house(), item.type, typed)
    except (NotSetUp, CacheUnusable, Failure) as trouble:
        return _again(Fixing(side, item.key, typed, plainly(trouble)))
    return _drawn(Fixing(side, item.key, typed, found=found, searched=True), 200)


def _named() -> tuple[Side, WatchItem]:
    """The row that a form is about; 422 for no side, 404 for a row that is gone."""
    side: Side
    if request.form.get("side") == "plex":
        side = "plex"
    elif request.form.get("side") == "simkl":
        side = "simkl"
    else:
        abort(422, _("Say which title."))
    with here.house().database.reading() as connection:
        item = item_of(connection, side, request.form.get("key", "")[:_LONGEST])
    if item is None:
        abort(404, _("That title is on no list any more."))
    return side, item


def _looked_up(side: Side, item: WatchItem, id: str) -> WatchItem | None:
    return watch_find.look_up(here.house(), side, item.type, id)


def _service(side: Side) -> str:
    return "Plex" if side == "plex" else "SIMKL"


def _no_title(other: Side) -> str:
    if other == "simkl":
        return _("That names no title: give an IMDb id such as tt0133093, or the address of its page at SIMKL or TMDB.")
    return _("That names no title: give an IMDb id such as tt0133093, or the address of its page at TMDB.")


def _other_type(item: WatchItem) -> str:
    return _("That is a show, and this is a film.") if item.type == "movie" else _("That is a film, this is a show.")


def _again(fixing: Fixing) -> ResponseReturnValue:
    return _drawn(fixing, 422)


def _drawn(fixing: Fixing, status: int) -> ResponseReturnValue:
    section = unresolved_section(fixing)
    if hx.wants_fragment():
        return hx.fragment(_html(section), status=status)
    return whole(unresolved=section), status


def _settled(said: str, made: int) -> ResponseReturnValue:
    html = _html(unresolved_section(landing=True)) if hx.wants_fragment() else ""
    return hx.done(said, html, url_for("watchlist.index"), undo=[str(made)], event=CHANGED)


def _html(section: UnresolvedSection) -> str:
    return render_template("watchlist/_unresolved.html", unresolved=section)
