"""The dashboard `/`: numbers, the scan, what is missing show by show, what is coming, notices."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions.decide import Target, ignore
from parity.core.film_shapes import FilmNumbers
from parity.core.shapes import Numbers
from parity.store import collections_view
from parity.store.overview_view import Overview, overview
from parity.store.shows_view import ShowFilter, roster
from parity.store.summary_view import numbers
from parity.web import here, hx, scan_panel
from parity.web.missing_section import SHOWS_EACH, MissingSection, after, listed, missing_section
from parity.web.notices_section import notices_section
from parity.web.places import back_to
from parity.web.speech import gettext as _
from parity.web.upcoming_section import upcoming_section

page = Blueprint("dashboard", __name__)


@page.get("/")
def index() -> ResponseReturnValue:
    """The page, or for htmx the section of it that is asked for."""
    make = _SECTIONS.get(request.args.get("section", ""))
    if make is not None and hx.wants_fragment():
        return make()
    seen, panel, lost = _seen(), scan_panel.panel(), _lost()
    return render_template(
        "dashboard/index.html",
        **_numbers(seen),
        panel=panel,
        missing=missing_section(_seen(lost) if lost else seen, lost=lost),
        upcoming=upcoming_section(seen),
        notices=notices_section(panel.newest),
    )


@page.post("/missing/ignore")
def ignore_show() -> ResponseReturnValue:
    """Ignore the `show`: its card goes, the numbers follow, and the toast can take it back. Raises NoSuchThing."""
    wanted = request.form.get("show", type=scan_panel.show_id)
    if wanted is None:
        abort(422, _("Say which show to ignore."))
    before, title = _seen(_lost()), _title(wanted)
    made = ignore(here.house(), Target(wanted))
    sentence = _("%(show)s is ignored.", show=title)
    changed = _changed(after(before, wanted)) if hx.wants_fragment() else ""
    return hx.done(sentence, changed, back_to(url_for("dashboard.index")), undo=[str(made)])


def _changed(focus: int | None) -> str:
    """What an ignored show changes."""
    seen, lost = _seen(), _lost()
    return render_template(
        "dashboard/_changed.html",
        missing=missing_section(_seen(lost) if lost else seen, focus, lost=lost),
        **_numbers(seen),
        upcoming=upcoming_section(seen),
    )


def _seen(lost: bool = False) -> Overview:
    with here.house().database.reading() as connection:
        return overview(connection, here.today(), SHOWS_EACH + 1, lost)


def _lost() -> bool:
    """Whether a reader wants to see only what was here before."""
    return request.args.get("lost") == "1"


def _title(show_id: int) -> str:
    with here.house().database.reading() as connection:
        return next((line.title for line in roster(connection, here.today(), ShowFilter(show=show_id))), "")


def _numbers(seen: Overview) -> dict[str, Numbers | FilmNumbers]:
    """What the section of numbers is drawn from."""
    with here.house().database.reading() as connection:
        films = collections_view.numbers(connection, here.today())
        return {"numbers": numbers(connection, here.today(), seen), "films": films}


def _missing() -> MissingSection:
    return missing_section(_seen(_lost()), shown=listed(request.args.get("shown", "")), lost=_lost())


def _section(name: str, **context: object) -> ResponseReturnValue:
    return hx.fragment(render_template(f"dashboard/_{name}.html", **context))


_SECTIONS: dict[str, Callable[[], ResponseReturnValue]] = {
    "scan": scan_panel.show_panel,
    "numbers": lambda: _section("numbers", **_numbers(_seen())),
    "missing": lambda: _section("missing", missing=_missing()),
    "upcoming": lambda: _section("upcoming", upcoming=upcoming_section(_seen())),
    "news": lambda: _section("news", notices=notices_section(scan_panel.panel().newest, request.args.get("told"))),
}
