"""`/watched`: how far videos were watched in Plex and in SageTV, the plan before it is applied, all runs."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import watched_run
from parity.actions.watched_wishes import Wishes
from parity.core.watched import PLEX, SAGETV
from parity.store.watched_view import OF_A_PERSON, ChangeFilter, marks_of, one_run
from parity.web import here, hx, plurals, watched_words
from parity.web.paging import paging
from parity.web.places import tidy
from parity.web.run_forms import RunForms
from parity.web.speech import gettext as _
from parity.web.watched_page import (
    ChangesSection,
    Now,
    alone_section,
    asked,
    history,
    now_section,
    plan_section,
    run_section,
    wanted,
)

page = Blueprint("watched", __name__)

_RUN = "/watched/runs/<int(max=2147483647):run_id>"
_MOST = 5000  # of what one form names


page.app_context_processor(lambda: {"players": {"plex": PLEX, "partner": SAGETV}})
for _name, _say in watched_words.FILTERS.items():
    page.add_app_template_filter(_say, _name)


@page.get("/watched")
def index() -> ResponseReturnValue:
    """The page, or for htmx the section of it that is asked for; the list of changes by itself, when none is."""
    if hx.wants_fragment():
        return _SECTIONS.get(request.args.get("section", ""), _changes)()
    address = tidy()
    return redirect(address) if address else whole()


def whole(plan: ChangesSection | None = None) -> str:
    """The whole page; `plan` takes the place of its section, because a form in it was refused."""
    now = now_section()
    return render_template("watched/index.html", now=now, plan=plan or plan_section(now=now), runs=history())


@page.get("/watched/alone")
def alone() -> ResponseReturnValue:
    """Videos of Plex without a partner: it does not have them, or they may be several of its own."""
    if hx.wants_fragment():
        found = alone_section()
        html = render_template("watched/_alone.html", alone=found)
        return hx.listed(html, url_for("watched.alone", **found.given))  # type: ignore[arg-type]
    address = tidy()
    if address:
        return redirect(address)
    return render_template("watched/alone.html", alone=alone_section())


@page.get("/watched/runs")
def runs() -> ResponseReturnValue:
    """All runs, in pages."""
    pages = paging(history(limit=0).total)
    return render_template("watched/runs.html", runs=history(pages.rows, pages.offset), paging=pages)


@page.get(_RUN)
def run(run_id: int) -> ResponseReturnValue:
    """One run with all that it did."""
    with here.house().database.reading() as connection:
        found = one_run(connection, run_id)
    if found is None:
        abort(404, _("There is no run %(number)s.", number=run_id))
    if hx.wants_fragment():
        return _listed(run_section(found))
    address = tidy()
    return redirect(address) if address else render_template("watched/run.html", run=found, plan=run_section(found))


@page.post("/watched/plan")
def plan() -> ResponseReturnValue:
    """Compare both sides, and change nothing."""
    return _FORMS.queued(lambda: watched_run.ask(here.house(), "plan"), _("Both sides are compared."))


@page.post("/watched/sync")
def sync() -> ResponseReturnValue:
    """Do all that is planned. Nothing that waits for a yes is done."""
    if not now_section().ready:
        return _FORMS.done(_("Compare first: then you see what would be changed."), "error")
    return _FORMS.queued(lambda: watched_run.ask(here.house(), "sync"), _("Both sides are brought together."))


@page.post("/watched/apply")
def apply() -> ResponseReturnValue:
    """Do just what is chosen: each `mark`, or of all that fit the filters what is planned ("all") or waits ("held")."""
    now, filters = now_section(), wanted(asked())
    ticked = frozenset(request.form.getlist("mark")[:_MOST])
    if now.plan is None or now.stale:
        return _refused(_("The settings have changed since, or nothing was compared yet: compare again."), ticked)
    wish = request.form.get("wish", "")
    states = {"all": ("planned",), "held": ("held",)}.get(wish, OF_A_PERSON)
    with here.house().database.reading() as connection:
        every = marks_of(connection, now.plan.id, states, filters if wish in ("all", "held") else ChangeFilter())
    chosen = every if wish in ("all", "held") else every & ticked
    if not chosen:
        return _refused(_("Choose what is to be done: nothing was chosen that can still be done."), ticked)
    said = _("On its way: %(what)s.", what=plurals.changes(len(chosen)))
    wishes = Wishes(chosen=chosen)
    return _FORMS.queued(lambda: watched_run.ask(here.house(), "sync", wishes=wishes), said, _plan_html)


@page.post(f"{_RUN}/cancel")
def cancel(run_id: int) -> ResponseReturnValue:
    """Let the run at work end at the next video."""
    with here.house().database.reading() as connection:
        found = one_run(connection, run_id)
    if found is None or not found.active:
        return _FORMS.done(_("That run is over already."), "error")
    watched_run.cancel(here.house(), run_id)
    with here.house().database.reading() as connection:
        after = one_run(connection, run_id)
    still = after is not None and after.active
    return _FORMS.cancelled(still, _("It ends at the next video; what was done is kept."))


def _refused(words: str, ticked: frozenset[str]) -> ResponseReturnValue:
    section = plan_section(words, ticked)
    if hx.wants_fragment():
        return hx.fragment(_plan_html(section), status=422)
    return whole(section), 422


def _now_html(now: Now | None = None) -> str:
    return render_template("watched/_now.html", now=now or now_section())


def _plan_html(plan: ChangesSection | None = None) -> str:
    return render_template("watched/_plan.html", plan=plan or plan_section())


def _now() -> Response:
    """The state of things. When a run ended since the page last looked, the other sections are told."""
    now = now_section()
    return _FORMS.looked(_now_html(now), now.seen)


def _changes() -> Response:
    return _listed(plan_section())


def _listed(found: ChangesSection) -> Response:
    html = render_template("watched/_changes.html", plan=found)
    return hx.listed(html, found.narrowed)


_SECTIONS: dict[str, Callable[[], Response]] = {
    "now": _now,
    "plan": lambda: hx.fragment(_plan_html()),
    "history": lambda: hx.fragment(render_template("watched/_history.html", runs=history())),
}
_FORMS = RunForms("watched.index", _now_html, started="watchedStarted", finished="watchedFinished")
