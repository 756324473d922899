"""All collections of films that somebody began: filtered, sorted, searched, in pages; and what is done to them."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from parity.actions import decide_film, scan_control
from parity.actions.decide import Refused
from parity.actions.scan_control import AlreadyRunning, Request
from parity.store.collections_view import CollectionFilter, roster
from parity.store.plex_lists_view import other_plex_lists
from parity.web import decided, film_words, here, hx, plurals, scan_panel
from parity.web.movie_list import MovieList, Wish, Wrong, fitting, movie_list, wish
from parity.web.places import tidy
from parity.web.show_list import Bulk
from parity.web.shows import day_given
from parity.web.speech import gettext as _
from parity.web.tmdb_number import tmdb_number

page = Blueprint("movies", __name__)

page.add_app_template_filter(film_words.match_source, "film_source")

_LONGEST = 500


@page.get("/movies")
def index() -> ResponseReturnValue:
    """The page, or for htmx the list alone."""
    asked = wish()
    if hx.wants_fragment():
        return hx.listed(_section(movie_list(asked)), asked.url())
    address = tidy()
    return redirect(address) if address else _page(movie_list(asked))


@page.get("/movies/plex")
def plex() -> ResponseReturnValue:
    """The collections of Plex that stand beside none of TMDB, by name."""
    with here.house().database.reading() as connection:
        found = other_plex_lists(connection)
    return render_template("movies/plex.html", titles=found)


@page.post("/movies/ignore")
def ignore() -> ResponseReturnValue:
    """Ignore the one `collection`, or every one that fits the filters in the address, for `reason`, until `until`.

    With `new_parts` the owner wants to hear of films that are listed later.
    """
    asked = wish()
    reason, until = request.form.get("reason", "")[:_LONGEST], request.form.get("until", "")
    one = _named()
    try:
        if one:
            return _ignore_one(asked, one, reason, until)
        return _ignore_all(asked, replace(fitting(asked), reason=reason, until=until))
    except AlreadyRunning as running:
        return _told(asked, _("Scan %(id)s is at work and may change this list: wait for its end.", id=running.scan_id))


@page.post("/movies/scan")
def scan() -> ResponseReturnValue:
    """Start one scan of the one `collection`, or of every one that fits the filters in the address."""
    asked, one = wish(), _named()
    those = fitting(asked)
    if not one and not _as_shown(those):
        return _changed(asked)
    ids = (one,) if one else those.ids
    what = _name(one) if one else plurals.collections(len(ids))
    try:
        scan_control.start(here.house(), Request("collection", collections=ids))
    except AlreadyRunning as running:
        if running.same:
            return _told(asked, _("This scan is under way."), "info")
        return _told(asked, _("Another scan is at work: wait until it has ended, or cancel it."))
    sentence = _("The scan of %(what)s starts.", what=what)
    return hx.done(sentence, _section(movie_list(asked)), asked.url(), event=scan_panel.STARTED)


@page.post("/movies/films/<int(max=2147483647):film_id>/match")
def match(film_id: int) -> ResponseReturnValue:
    """Say which film of TMDB it is by `tmdb_id`, a number or the address of its page; `automatic`: search again."""
    asked, typed = wish(), request.form.get("tmdb_id", "")
    automatic, tmdb_id = "automatic" in request.form, tmdb_number(typed, "movie")
    if not automatic and tmdb_id is None:
        return _again(asked, None, Wrong(f"untold-{film_id}", film_words.no_number(), typed=typed))
    decide_film.match_film(here.house(), film_id, None if automatic else tmdb_id)
    sentence = film_words.matched(None if automatic else tmdb_id)
    return hx.done(sentence, _section(movie_list(asked)), asked.url(), event=decided.CHANGED)


def _ignore_one(asked: Wish, one: int, reason: str, until: str) -> ResponseReturnValue:
    name, new_parts = _name(one), "new_parts" in request.form
    try:
        made = decide_film.ignore_collection(here.house(), one, reason, day_given(until), new_parts=new_parts)
    except Refused as trouble:
        return _again(asked, None, Wrong(f"collection-{one}", str(trouble), reason, until, new_parts=new_parts))
    sentence = _("%(what)s is ignored.", what=name)
    return hx.done(sentence, _section(movie_list(asked)), asked.url(), undo=[str(made)])


def _ignore_all(asked: Wish, those: Bulk) -> ResponseReturnValue:
    if not _as_shown(those):
        return _changed(asked)
    try:
        made = decide_film.ignore_collections(here.house(), those.to_ignore, those.reason, day_given(those.until))
    except Refused as trouble:
        return _again(asked, replace(those, trouble=str(trouble)), None)
    sentence = _("Ignored: %(what)s.", what=plurals.collections(len(made)))
    return hx.done(sentence, _section(movie_list(asked)), asked.url(), undo=decided.ranges(made))


def _named() -> int:
    """The one collection that a form names, 0: none."""
    said = request.form.get("collection", "")
    if not said:
        return 0
    if not (said.isascii() and said.isdecimal() and 0 < int(said[:10]) < 2**31):
        abort(422, _("Say which collection."))
    return int(said)


def _name(one: int) -> str:
    with here.house().database.reading() as connection:
        found = roster(connection, here.today(), CollectionFilter(collection=one))
    if not found:
        abort(404, _("There is no collection %(number)s.", number=one))
    return found[0].name


def _as_shown(those: Bulk) -> bool:
    """Whether the form speaks of exactly the collections that fit now; nobody agreed to any other."""
    return bool(those.ids) and request.form.get("mark") == those.mark


def _changed(asked: Wish) -> ResponseReturnValue:
    return _told(asked, _("Other collections fit these filters by now. Nothing was done: look again."))


def _told(asked: Wish, sentence: str, kind: str = "error") -> ResponseReturnValue:
    return hx.done(sentence, _section(movie_list(asked)), asked.url(), kind)


def _again(asked: Wish, sent: Bulk | None, wrong: Wrong | None) -> ResponseReturnValue:
    found = movie_list(asked, sent, wrong)
    return hx.fragment(_section(found), status=422) if hx.wants_fragment() else (_page(found), 422)


def _section(found: MovieList) -> str:
    return render_template("movies/_list.html", found=found)


def _page(found: MovieList) -> str:
    return render_template("movies/index.html", found=found)
