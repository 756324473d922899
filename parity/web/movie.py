"""One collection: every film of it, what is there and what is not, and everything that can be decided about it."""

import re

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import decide_film, scan_control
from parity.actions.decide import Refused
from parity.actions.scan_control import AlreadyRunning, Request
from parity.web import film_words, here, hx, scan_panel
from parity.web.movie_page import MoviePage, movie_page
from parity.web.show_page import NOT_WRONG, Wrong
from parity.web.shows import day_given
from parity.web.speech import gettext as _
from parity.web.tmdb_number import tmdb_number

page = Blueprint("movie", __name__)

ADDRESS = "/movies/<int(max=2147483647):collection_id>"
_PLACE = re.compile(r"collection|film ([0-9]{1,9})")
_LONGEST_REASON = 500


@page.get(ADDRESS)
def index(collection_id: int) -> ResponseReturnValue:
    """The page, or for htmx all that stands in it, or only how far a scan is."""
    if request.args.get("section") == "scan" and hx.wants_fragment():
        return _scan(collection_id)
    found = _find(collection_id)
    if request.args.get("section") == "movie" and hx.wants_fragment():
        return hx.fragment(_drawn(found))
    return render_template("movie/index.html", page=found)


@page.post(f"{ADDRESS}/rescan")
def rescan(collection_id: int) -> ResponseReturnValue:
    """Ask Plex and TMDB about this one collection."""
    name = _find(collection_id).collection.name
    try:
        scan_control.start(here.house(), Request("collection", collections=(collection_id,)))
    except AlreadyRunning as running:
        if running.same:
            return _done(collection_id, _("%(title)s is being looked at.", title=name))
        busy = _("Scan %(number)s is at work: scan the collection when it has ended.", number=running.scan_id)
        return _done(collection_id, busy, kind="error")
    return _done(collection_id, _("%(title)s is looked at again.", title=name))


@page.post(f"{ADDRESS}/ignored")
def ignored(collection_id: int) -> ResponseReturnValue:
    """Ignore what `ignore` names (collection, film 603), with `reason`, until `until`; or `unignore` it.

    With `new_parts` the owner wants to hear of films that are listed later.
    """
    back = request.form.get("unignore")
    found = _PLACE.fullmatch(back or request.form.get("ignore", ""))
    if found is None:
        raise Refused(_("Name what to ignore: the collection, or a film."))
    tmdb_id, known = int(found[1]) if found[1] else None, _find(collection_id)
    what = known.collection.name if tmdb_id is None else _title(known, tmdb_id)
    if back:
        return _unignore(collection_id, tmdb_id, what)
    return _ignore(collection_id, tmdb_id, what)


@page.post(f"{ADDRESS}/match")
def match(collection_id: int) -> ResponseReturnValue:
    """Say which film of TMDB the item is that `film` names, by `tmdb_id`; with `automatic` nobody says."""
    known, said = _find(collection_id), request.form.get("film", "")
    film = next((held for held in known.pulls if str(held.film_id) == said), None)
    if film is None:
        raise Refused(_("Name the film that is another one."))
    automatic, tmdb_id = "automatic" in request.form, tmdb_number(request.form.get("tmdb_id", ""), "movie")
    if not automatic and tmdb_id is None:
        return _wrong(collection_id, f"match-{film.film_id}", "tmdb_id", film_words.no_number())
    decide_film.match_film(here.house(), film.film_id, None if automatic else tmdb_id)
    sentence = film_words.matched(None if automatic else tmdb_id)
    if movie_page(collection_id) is None:
        return hx.moved(sentence, url_for("movies.index"))
    return _done(collection_id, sentence)


def _ignore(collection_id: int, tmdb_id: int | None, what: str) -> ResponseReturnValue:
    form = "ignore-collection" if tmdb_id is None else f"ignore-{tmdb_id}"
    reason, until = request.form.get("reason", "").strip(), request.form.get("until", "").strip()
    if len(reason) > _LONGEST_REASON:
        return _wrong(collection_id, form, "reason", _("At most %(number)s characters.", number=_LONGEST_REASON))
    try:
        day = day_given(until)
        if tmdb_id is None:
            new_parts = "new_parts" in request.form
            made = decide_film.ignore_collection(here.house(), collection_id, reason, day, new_parts=new_parts)
        else:
            made = decide_film.ignore_film(here.house(), tmdb_id, reason, day)
    except Refused as trouble:
        return _wrong(collection_id, form, "until", str(trouble))
    return _done(collection_id, _("%(what)s is ignored.", what=what), undo=[str(made)])


def _unignore(collection_id: int, tmdb_id: int | None, what: str) -> ResponseReturnValue:
    if tmdb_id is None:
        count = decide_film.unignore_collection(here.house(), collection_id)
    else:
        count = decide_film.unignore_film(here.house(), tmdb_id)
    if count:
        return _done(collection_id, _("%(what)s is no longer ignored.", what=what))
    return _done(collection_id, _("%(what)s was not ignored.", what=what), kind="error")


def _find(collection_id: int, wrong: Wrong = NOT_WRONG) -> MoviePage:
    """What the page is drawn from. Aborts with 404 where nobody can see such a collection."""
    found = movie_page(collection_id, wrong)
    if found is None:
        abort(404, _("There is no collection %(number)s.", number=collection_id))
    return found


def _title(known: MoviePage, tmdb_id: int) -> str:
    films = (line.film for group in known.groups for line in group.lines)
    title = next((film.title for film in films if film.tmdb_id == tmdb_id), None)
    if title is None:
        abort(404, _("There is no film %(number)s in this collection.", number=tmdb_id))
    return title


def _scan(collection_id: int) -> Response:
    now = scan_panel.panel()
    news = request.args.get("seen", now.seen, type=int) != now.seen
    html = render_template("movie/_scan.html", collection_id=collection_id, panel=now)
    return hx.fragment(html, event=scan_panel.FINISHED if news else None)


def _drawn(found: MoviePage) -> str:
    return render_template("movie/_movie.html", page=found)


def _done(collection_id: int, sentence: str, kind: str = "info", undo: list[str] | None = None) -> ResponseReturnValue:
    html = _drawn(_find(collection_id)) if hx.wants_fragment() else ""
    return hx.done(sentence, html, url_for("movie.index", collection_id=collection_id), kind, undo or [])


def _wrong(collection_id: int, form: str, field: str, words: str) -> ResponseReturnValue:
    found = _find(collection_id, Wrong(form, field, words, request.form.to_dict()))
    if hx.wants_fragment():
        return hx.fragment(_drawn(found), status=422)
    return render_template("movie/index.html", page=found), 422
