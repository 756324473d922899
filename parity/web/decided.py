"""Taking decisions back, wherever a page or a toast offers it."""

import re
from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import decide
from parity.web import here, hx, plurals
from parity.web.places import back_to
from parity.web.speech import gettext as _

page = Blueprint("decided", __name__)

CHANGED = "showChanged"
"""The fact that pages listen for when something about shows was decided or taken back."""
_SOME = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_MOST = 20_000


@page.post("/decisions/undo")
def undo() -> ResponseReturnValue:
    """Take back each `decision`: an id, or a range of ids that one action made."""
    return answer(take_back(), "", back_to(url_for("dashboard.index")))


def take_back() -> int:
    """Take back what a form names, as `undo` reads it; how many decisions stood until now."""
    return decide.undo_all(here.house(), _asked(request.form.getlist("decision")))


def answer(taken_back: int, html: str, back: str) -> ResponseReturnValue:
    """What is said of it, beside the part of the page in `html`."""
    if not taken_back:
        return hx.done(_("That was taken back already."), html, back, "error")
    return hx.done(_("Taken back: %(what)s.", what=plurals.decisions(taken_back)), html, back, event=CHANGED)


def ranges(made: Iterable[int]) -> list[str]:
    """Ids of decisions as `undo` reads them, in as few words as can be: `12-40`."""
    runs = groupby(enumerate(sorted(made)), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(pairs) for _, pairs in runs)]
    return [str(first) if first == last else f"{first}-{last}" for first, last in ends]


def _asked(named: list[str]) -> set[int]:
    found: set[int] = set()
    for text in named:
        some = _SOME.fullmatch(text)
        if some is None:
            abort(422)
        first, last = int(some[1]), int(some[2] or some[1])
        if last - first + len(found) > _MOST:
            abort(422)
        found |= set(range(first, last + 1))
    return found
