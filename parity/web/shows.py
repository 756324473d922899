"""All shows: filtered, sorted, searched, in pages; and what is done to many at once."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from parity.actions import decide, scan_control
from parity.actions.decide import Refused
from parity.actions.scan_control import AlreadyRunning, Request
from parity.core.days import day_of
from parity.web import decided, here, hx, plurals
from parity.web.places import tidy
from parity.web.show_list import Bulk, ShowList, Wish, fitting, show_list, wish
from parity.web.speech import gettext as _

page = Blueprint("shows", __name__)

_LONGEST = 500


@page.get("/shows")
def index() -> ResponseReturnValue:
    """The page, or for htmx the list alone."""
    asked = wish()
    if hx.wants_fragment():
        return hx.listed(_section(show_list(asked)), asked.url())
    address = tidy()
    return redirect(address) if address else _page(show_list(asked))


@page.post("/shows/ignore")
def ignore() -> ResponseReturnValue:
    """Ignore every show that fits the filters in the address, for `reason`, to the end of the day `until`."""
    asked = wish()
    those = replace(
        fitting(asked), reason=request.form.get("reason", "")[:_LONGEST], until=request.form.get("until", "")
    )
    if not _as_shown(those):
        return _changed(asked)
    try:
        made = decide.ignore_all(here.house(), those.to_ignore, those.reason, day_given(those.until))
    except Refused as trouble:
        return _again(asked, replace(those, trouble=str(trouble)))
    except AlreadyRunning as running:
        return _told(asked, _("Scan %(id)s is at work and may change this list: wait for its end.", id=running.scan_id))
    sentence = _("Ignored: %(what)s.", what=plurals.shows(len(made)))
    return hx.done(sentence, _section(show_list(asked)), asked.url(), undo=decided.ranges(made))


@page.post("/shows/scan")
def scan() -> ResponseReturnValue:
    """Start one scan of every show that fits the filters in the address."""
    asked = wish()
    those = fitting(asked)
    if not _as_shown(those):
        return _changed(asked)
    try:
        scan_control.start(here.house(), Request("show", shows=those.ids))
    except AlreadyRunning as running:
        if running.same:
            return _told(asked, _("These shows are being scanned."), "info")
        return _told(asked, _("Another scan is at work: wait until it has ended, or cancel it."))
    sentence = _("The scan of %(what)s starts.", what=plurals.shows(len(those.ids)))
    return hx.done(sentence, _section(show_list(asked)), asked.url())


def _as_shown(those: Bulk) -> bool:
    """Whether the form speaks of exactly the shows that fit now; nobody agreed to any other."""
    return bool(those.ids) and request.form.get("mark") == those.mark


def day_given(text: str) -> date | None:
    """The day that a form gives, None for none. Raises Refused."""
    try:
        return day_of(text) if text else None
    except ValueError:
        raise Refused(_("That is no day; write it as 2026-12-31.")) from None


def _changed(asked: Wish) -> ResponseReturnValue:
    return _told(asked, _("Other shows fit these filters by now. Nothing was done: look again."))


def _told(asked: Wish, sentence: str, kind: str = "error") -> ResponseReturnValue:
    return hx.done(sentence, _section(show_list(asked)), asked.url(), kind)


def _again(asked: Wish, sent: Bulk) -> ResponseReturnValue:
    found = show_list(asked, sent)
    return hx.fragment(_section(found), status=422) if hx.wants_fragment() else (_page(found), 422)


def _section(found: ShowList) -> str:
    return render_template("shows/_list.html", found=found)


def _page(found: ShowList) -> str:
    return render_template("shows/index.html", found=found)
