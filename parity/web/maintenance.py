"""Shows that nobody could match, what was decided, held libraries, the cache and the database."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import cached, decide, scan_control
from parity.core.shapes import Notice
from parity.store.decisions_view import decisions_listing
from parity.store.soundness import flaw_of, size_of
from parity.store.summary_view import library_notices
from parity.web import decided, here, hx
from parity.web.blank import no_shows, so_far
from parity.web.decided import CHANGED
from parity.web.paging import ROWS
from parity.web.places import back_to
from parity.web.shelves import DECIDED, DOUBTS, Wrong, decision_shelf, doubt_shelf, one_doubt, place_of, standing
from parity.web.speech import gettext as _
from parity.web.tmdb_number import tmdb_number

page = Blueprint("maintenance", __name__)


@page.get("/maintenance")
def index() -> ResponseReturnValue:
    """The page; `list` narrows it to one of its lists; for htmx a section of it."""
    make = _SECTIONS.get(request.args.get("section", ""))
    if make is not None and hx.wants_fragment():
        return hx.fragment(make())
    return _page()


@page.post("/maintenance/match/<int(max=2147483647):show_id>")
def match(show_id: int) -> ResponseReturnValue:
    """Say which show of TMDB it is by `tmdb_id`, a number or the address of its page, and ask TMDB about it."""
    typed = request.form.get("tmdb_id", "").strip()
    back = back_to(url_for("maintenance.index"))
    tmdb_id = tmdb_number(typed)
    if tmdb_id is None:
        words = _("A TMDB id is a number such as 1396: it stands in the address of the show's page there.")
        return _wrong(Wrong(show_id, typed, words))
    stood = place_of(show_id)
    target = decide.match(here.house(), show_id, tmdb_id)
    with here.house().database.reading() as connection:
        made = decisions_listing(connection, here.today(), limit=1, kinds=("match",)).items
    said = f"{made[0].label}. {_ask_about(target)}"
    html = _without(*stood) if stood and hx.wants_fragment() else ""
    return hx.done(said, html, back, undo=[str(made[0].id)], event=CHANGED)


@page.post("/maintenance/undo/<any(ignored, decided):key>")
def undo(key: str) -> ResponseReturnValue:
    """Take back the `decision` in a `row` of a list; who goes by keyboard goes on from the row that follows."""
    taken = decided.taken_back()
    row = request.form.get("row", 0, type=int)
    html = _decided_html(key, min(max(row, 0), ROWS)) if hx.wants_fragment() else ""
    return decided.answer(taken, html, back_to(url_for("maintenance.index", _anchor=key)))


@page.post("/maintenance/flush")
def flush() -> ResponseReturnValue:
    """Empty the cache of outside answers."""
    kept = cached.flush(here.house())
    html, back = render_template("maintenance/_cache.html", cache=kept), url_for("maintenance.index", _anchor="cache")
    if kept.entries == 0:
        return hx.done(_("The cache is empty."), html, back)
    return hx.done(_("The cache could not be emptied; the log says why."), html, back, "error")


@page.post("/maintenance/check")
def check() -> ResponseReturnValue:
    """Read the whole database and say whether it is well."""
    flaw = flaw_of(here.house().database)
    sentence = _("The database is damaged: %(flaw)s.", flaw=flaw) if flaw else _("The database is whole.")
    size = size_of(here.house().database)
    html = render_template("maintenance/_database.html", said=sentence, flaw=flaw, size=size)
    if hx.wants_fragment():
        return hx.fragment(html)
    return hx.done(sentence, html, url_for("maintenance.index", _anchor="database"), "error" if flaw else "info")


def _page(wrong: Wrong | None = None) -> str:
    only = request.args.get("list", "")
    wanted = (only,) if only in (*DOUBTS, *DECIDED) else (*DOUBTS, *DECIDED)
    looked = bool(set(wanted) & set(DOUBTS))
    lines = standing() if looked else []
    return render_template(
        "maintenance/index.html",
        only=only if wanted == (only,) else "",
        blank=None if lines or not looked else no_shows(so_far()),
        doubts=[doubt_shelf(key, lines, wrong) for key in DOUBTS if key in wanted],
        decided=[decision_shelf(key) for key in DECIDED if key in wanted],
        notices=_notices(),
        cache=cached.figures(here.house()),
        size=size_of(here.house().database),
    )


def _wrong(wrong: Wrong) -> ResponseReturnValue:
    if not hx.wants_fragment():
        return _page(wrong), 422
    doubt = one_doubt(wrong.show_id)
    if doubt is None:
        abort(404, _("There is no show %(id)s.", id=wrong.show_id))
    return hx.fragment(render_template("maintenance/_doubt.html", doubt=doubt, wrong=wrong), status=422)


def _without(key: str, before: int) -> str:
    shelf = doubt_shelf(key, standing(), gone=before)
    return render_template("maintenance/_matched.html", shelf=shelf)


def _ask_about(show_id: int) -> str:
    if scan_control.look_again(here.house(), (show_id,)):
        return _("TMDB is asked about it.")
    return _("The next scan asks TMDB about it.")


def _notices() -> tuple[Notice, ...]:
    with here.house().database.reading() as connection:
        return library_notices(connection)


def _doubts_html(key: str) -> str:
    return render_template("maintenance/_doubts.html", shelf=doubt_shelf(key, standing()))


def _decided_html(key: str, landing: int | None = None) -> str:
    return render_template("maintenance/_decided.html", shelf=decision_shelf(key, landing))


_SECTIONS: dict[str, Callable[[], str]] = {
    **{key: partial(_doubts_html, key) for key in DOUBTS},
    **{key: partial(_decided_html, key) for key in DECIDED},
    "libraries": lambda: render_template("maintenance/_libraries.html", notices=_notices()),
}
