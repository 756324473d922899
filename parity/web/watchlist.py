"""`/watchlist`: Plex's watchlist and SIMKL's plan to watch side by side, the plan before it is applied, all runs."""

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import watch_decisions, watch_run
from parity.actions.decide import NoSuchThing
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import AlreadyRunning
from parity.core.watch import Side
from parity.core.watch_shapes import WatchAction
from parity.store.watch_history import actions_of, one_run
from parity.web import here, hx, plurals, watchlist_words
from parity.web.paging import paging
from parity.web.places import tidy
from parity.web.run_forms import RunForms, busy
from parity.web.simkl_section import simkl_section
from parity.web.speech import gettext as _
from parity.web.watchlist_page import (
    Now,
    PlanSection,
    UnresolvedSection,
    decided_section,
    every_title,
    grouped,
    history,
    is_other_way,
    lists_section,
    now_section,
    plan_section,
    unresolved_section,
)

page = Blueprint("watchlist", __name__)

_RUN = "/watchlist/runs/<int(max=2147483647):run_id>"
_MOST = 5000  # of what one form names


for _name, _say in watchlist_words.FILTERS.items():
    page.add_app_template_filter(_say, _name)


@page.get("/watchlist")
def index() -> ResponseReturnValue:
    """The page, or for htmx the section of it that is asked for; the list by itself, when none is."""
    if hx.wants_fragment():
        return _SECTIONS.get(request.args.get("section", ""), _lists)()
    address = tidy()
    return redirect(address) if address else whole()


def whole(plan: PlanSection | None = None, unresolved: UnresolvedSection | None = None) -> str:
    """The whole page; what is given takes the place of its section, because a form in it was refused."""
    every = every_title()
    now = now_section(every)
    return render_template(
        "watchlist/index.html",
        now=now,
        simkl=simkl_section() if now.unconnected else None,
        plan=plan or plan_section(),
        unresolved=unresolved or unresolved_section(),
        lists=lists_section(every),
        runs=history(),
        decided=decided_section(),
    )


@page.get("/watchlist/runs")
def runs() -> ResponseReturnValue:
    """All runs, in pages."""
    pages = paging(history(limit=0).total)
    return render_template("watchlist/runs.html", runs=history(pages.rows, pages.offset), paging=pages)


@page.get(_RUN)
def run(run_id: int) -> ResponseReturnValue:
    """One run with all that it did."""
    with here.house().database.reading() as connection:
        found = one_run(connection, run_id)
        if found is None:
            abort(404, _("There is no run %(number)s.", number=run_id))
        groups = grouped(actions_of(connection, run_id))
    return render_template("watchlist/run.html", run=found, groups=groups)


@page.post("/watchlist/plan")
def plan() -> ResponseReturnValue:
    """Compare both lists, and change nothing."""
    return _FORMS.queued(lambda: watch_run.ask(here.house(), "plan"), _("Both lists are compared."))


@page.post("/watchlist/sync")
def sync() -> ResponseReturnValue:
    """Bring both lists together by the plan that is shown. Nothing that is held back is done."""
    if not now_section().ready:
        return _FORMS.done(_("Compare first: then you see what would be changed."), "error")
    return _FORMS.queued(lambda: watch_run.ask(here.house(), "sync"), _("Both lists are brought together."))


@page.post("/watchlist/confirm")
def confirm() -> ResponseReturnValue:
    """Say yes to changes that were held back: each `mark`, or with `all` each that was `shown`.

    What else is planned is done along with them. With `keep` it is a no: their titles are left alone from now on.
    """
    plan = plan_section()
    if is_other_way(plan.run):
        return _refused(_("These were found for another way or account than yours now: compare again."))
    held = {each.mark for state, those in plan.groups if state == "held" for each in those}
    chosen = frozenset(request.form.getlist("shown" if "all" in request.form else "mark")[:_MOST]) & held
    if not chosen:
        return _refused(_("Choose what is to be done: nothing was chosen that still waits."))
    if "keep" in request.form:
        return _kept([each for _state, those in plan.groups for each in those if each.mark in chosen])
    wishes = Wishes(confirm=chosen)
    said = _("On its way with your yes: %(what)s.", what=plurals.changes(len(chosen)))
    return _FORMS.queued(lambda: watch_run.ask(here.house(), "sync", wishes=wishes), said, _plan_html)


def _kept(actions: list[WatchAction]) -> ResponseReturnValue:
    """Leave the titles of these actions alone, and compare anew without them."""
    for each in actions:
        side: Side = each.side if each.do == "remove" else "simkl" if each.side == "plex" else "plex"
        for key in each.keys:
            with suppress(NoSuchThing):  # it is on no list any more
                watch_decisions.leave_alone(here.house(), side, key)
    said = _("They stay as they are, and are left alone from now on.")
    return _FORMS.queued(lambda: watch_run.ask(here.house(), "plan"), said, _plan_html)


@page.post(f"{_RUN}/cancel")
def cancel(run_id: int) -> ResponseReturnValue:
    """Let the run at work end at the next title."""
    with here.house().database.reading() as connection:
        found = one_run(connection, run_id)
    if found is None or not found.active:
        return _FORMS.done(_("That run is over already."), "error")
    watch_run.cancel(here.house(), run_id)
    with here.house().database.reading() as connection:
        after = one_run(connection, run_id)
    still = after is not None and after.active
    return _FORMS.cancelled(still, _("It ends at the next title; what was done is kept."))


@page.post("/watchlist/undo")
def undo() -> ResponseReturnValue:
    """Take each `action` of a run back: what was taken off is put on again, and the other way round."""
    named = [int(text) for text in request.form.getlist("action")[:_MOST] if text.isdecimal() and len(text) < 10]
    if not named:
        abort(422, _("Say what to take back."))
    return _FORMS.queued(lambda: watch_run.undo(here.house(), named), _("It is being taken back."))


@page.post("/watchlist/reset")
def reset() -> ResponseReturnValue:
    """Forget what both lists agreed on, when `sure`."""
    if request.form.get("sure") != "yes":
        abort(422, _("Tick the box first: the next run then only adds."))
    try:
        forgotten = watch_run.reset(here.house())
    except AlreadyRunning:
        return _FORMS.done(busy(), "error")
    return _FORMS.done(_("Forgotten: %(what)s. The next run only adds.", what=plurals.titles(forgotten)))


def _refused(words: str) -> ResponseReturnValue:
    section = plan_section(words)
    if hx.wants_fragment():
        return hx.fragment(_plan_html(section), status=422)
    return whole(plan=section), 422


def _now_html(now: Now | None = None) -> str:
    return render_template("watchlist/_now.html", now=now or now_section())


def _plan_html(plan: PlanSection | None = None) -> str:
    return render_template("watchlist/_plan.html", plan=plan or plan_section())


def _now() -> Response:
    """The state of things. When a run ended since the page last looked, the other sections are told."""
    now = now_section()
    return _FORMS.looked(_now_html(now), now.seen)


def _lists() -> Response:
    found = lists_section()
    return hx.listed(
        render_template("watchlist/_lists.html", lists=found),
        url_for("watchlist.index", **found.given),  # type: ignore[arg-type]
    )


_SECTIONS: dict[str, Callable[[], Response]] = {
    "now": _now,
    "plan": lambda: hx.fragment(_plan_html()),
    "unresolved": lambda: hx.fragment(render_template("watchlist/_unresolved.html", unresolved=unresolved_section())),
    "history": lambda: hx.fragment(render_template("watchlist/_history.html", runs=history())),
    "decided": lambda: hx.fragment(render_template("watchlist/_decided.html", decided=decided_section())),
}
_FORMS = RunForms("watchlist.index", _now_html, started="watchStarted", finished="watchFinished")
