"""Taking decisions back, wherever a page or a toast offers it."""

import re
from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions.take_back import TakenBack, take_back
from parity.actions.watch_decisions import KINDS
from parity.store.decisions import some
from parity.store.former_view import heirs
from parity.store.shows_view import ShowFilter, roster
from parity.web import here, hx, plurals
from parity.web.places import back_to
from parity.web.speech import gettext as _
from parity.web.ways import may_open

page = Blueprint("decided", __name__)

CHANGED = "showChanged"
"""The fact that pages listen for when something about shows was decided or taken back."""
_SOME = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_SHOW = re.compile(r".*/shows/([0-9]{1,9})")
_MOST = 20_000


@page.post("/decisions/undo")
def undo() -> ResponseReturnValue:
    """Take back each `decision`: an id, or a range of ids that one action made."""
    taken, back = taken_back(), back_to(url_for("dashboard.index"))
    to = _of_heir(back) if taken.asked is not None else None
    return hx.moved(_said(taken), to) if to is not None else answer(taken, "", back)


def taken_back() -> TakenBack:
    """Take back what a form names, as `undo` reads it."""
    return take_back(here.house(), _own(_asked(request.form.getlist("decision"))))


def _own(asked: set[int]) -> set[int]:
    """Those of the decisions that are not the owner's alone, unless the owner asks."""
    if may_open("watchlist.index"):
        return asked
    with here.house().database.reading() as connection:
        return asked - {row.decision.id for row in some(connection, asked) if row.decision.kind in KINDS}


def answer(taken: TakenBack, html: str, back: str) -> ResponseReturnValue:
    """What is said of it, beside the part of the page in `html`."""
    if not taken.count:  # from elsewhere: what this page shows of it is old
        return hx.done(_("That was taken back already."), html, back, "error", event=CHANGED)
    return hx.done(_said(taken), html, back, event=CHANGED)


def what_now(asked: bool) -> str:
    """What follows when a show may be another one now: whether a scan of it was queued."""
    return _("TMDB is asked now.") if asked else _("A scan is at work: rescan the show when it has ended.")


def _said(taken: TakenBack) -> str:
    sentence = _("Taken back: %(what)s.", what=plurals.decisions(taken.count))
    return sentence if taken.asked is None else f"{sentence} {what_now(taken.asked)}"


def ranges(made: Iterable[int]) -> list[str]:
    """Ids of decisions as `undo` reads them, in as few words as can be: `12-40`."""
    runs = groupby(enumerate(sorted(made)), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(pairs) for _, pairs in runs)]
    return [str(first) if first == last else f"{first}-{last}" for first, last in ends]


def _of_heir(address: str) -> str | None:
    """Where the show of that page went, when nobody sees it there any more: it was asked from there."""
    found = _SHOW.fullmatch(address)
    if found is None:
        return None
    show_id = int(found[1])
    with here.house().database.reading() as connection:
        if roster(connection, here.today(), ShowFilter(show=show_id)):
            return None
        now = heirs(connection, show_id)
    return url_for("show.index", show_id=now[0].show_id) if len(now) == 1 else None


def _asked(named: list[str]) -> set[int]:
    if not any(named):
        abort(422, _("Say what to take back."))
    found: set[int] = set()
    for text in named:
        some = _SOME.fullmatch(text)
        if some is None:
            abort(422, _("%(named)s names no decision.", named=text[:50]))
        first, last = int(some[1]), int(some[2] or some[1])
        if last - first + len(found) > _MOST:
            abort(422, _("That names too many decisions at once."))
        found |= set(range(first, last + 1))
    return found
