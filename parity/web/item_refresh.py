"""The buttons beside a show and a film that speak to Plex alone: scan where it lies, read its metadata again."""

import threading

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from parity.actions import refresh_library
from parity.actions.check_connections import plainly
from parity.actions.item_refresh import refresh_item
from parity.actions.refresh_library import Ask, NothingToScan
from parity.cache import CacheUnusable
from parity.store.films import some
from parity.store.shows_view import one_show
from parity.web import here, hx
from parity.web.library import BY
from parity.web.places import back_to
from parity.web.speech import gettext as _

page = Blueprint("item_refresh", __name__)

_SHOW = "/shows/<int(max=2147483647):show_id>"
_FILM = "/movies/films/<int(max=2147483647):film_id>"


@page.post(f"{_SHOW}/<any(folder, metadata):what>")
def of_show(show_id: int, what: str) -> ResponseReturnValue:
    """Ask Plex to scan the show's `folder`, or to read its `metadata` again, on every server that has it."""
    with here.house().database.reading() as connection:
        show = one_show(connection, here.today(), show_id)
    if show is None:
        abort(404, _("There is no show %(number)s.", number=show_id))
    back = url_for("show.index", show_id=show_id)
    if what == "folder":
        return _scan(Ask(show=show_id), show.title, back)
    return _refresh(show_id, None, show.title, back)


@page.post(f"{_FILM}/<any(folder, metadata):what>")
def of_film(film_id: int, what: str) -> ResponseReturnValue:
    """Ask Plex to scan the film's `folder`, or to read its `metadata` again, on every server that has it."""
    with here.house().database.reading() as connection:
        film = some(connection, [film_id]).get(film_id)
    if film is None:
        abort(404, _("There is no film %(number)s.", number=film_id))
    back = url_for("movies.index")
    if what == "folder":
        return _scan(Ask(film=film_id), film.title, back)
    return _refresh(None, film_id, film.title, back)


def _scan(wanted: Ask, title: str, back: str) -> Response:
    try:
        refresh_library.ask(here.house(), wanted, BY)
    except (NothingToScan, CacheUnusable) as nothing:
        return _done(plainly(nothing), back, "error")
    return _done(
        _("Plex is asked to scan where %(title)s lies. The library page shows how far it is.", title=title), back
    )


def _refresh(show_id: int | None, film_id: int | None, title: str, back: str) -> Response:
    try:
        made = refresh_item(here.house(), threading.Event(), show_id=show_id, film_id=film_id)
    except CacheUnusable as trouble:
        return _done(plainly(trouble), back, "error")
    if made.troubles:
        return _done(" ".join(made.troubles), back, "error")
    if not made.asked:
        return _done(_("Nothing of %(title)s is in Plex.", title=title), back, "error")
    return _done(_("Plex reads the metadata of %(title)s again.", title=title), back)


def _done(sentence: str, back: str, kind: str = "info") -> Response:
    """Nothing moves where the button was pressed: a toast says it."""
    return hx.done(sentence, "", back_to(back), kind)
