"""What the forms of a page of runs answer: that a run was queued, why none was, and what the page looks like then."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions.check_connections import plainly
from parity.actions.ports import NotSetUp
from parity.actions.turns import AlreadyRunning
from parity.web import hx
from parity.web.speech import gettext as _


@dataclass(frozen=True, slots=True)
class RunForms:
    """The forms of one page. `index`: its endpoint; `draw` makes its first part, of how things stand; `started` and
    `finished` are the events by which its other parts hear of a run.
    """

    index: str
    draw: Callable[[], str]
    started: str
    finished: str

    def queued(
        self, queue: Callable[[], object], said: str, draw: Callable[[], str] | None = None
    ) -> ResponseReturnValue:
        """Queue a run, and say so; `draw` makes the part of the page that the form stands in, when not the first."""
        try:
            queue()
        except AlreadyRunning:
            return self.done(busy(), "error", draw=draw)
        except NotSetUp as trouble:
            return self.done(plainly(trouble), "error", draw=draw)
        return self.done(said, event=self.started, draw=draw)

    def cancelled(self, still_active: bool, said: str) -> Response:
        """A run was to end: `said` where it ends in its own time, else that it is over, so that others may begin."""
        if still_active:
            return self.done(said)
        return self.done(_("Cancelled, before it began."), event=self.finished)

    def done(
        self, said: str, kind: str = "info", event: str | None = None, draw: Callable[[], str] | None = None
    ) -> Response:
        """Say something, and show the page as it is now."""
        html = (draw or self.draw)() if hx.wants_fragment() else ""
        return hx.done(said, html, url_for(self.index), kind, event=event)

    def looked(self, html: str, seen: int) -> Response:
        """How things stand. When a run ended since the page last looked, the other parts are told."""
        ended = request.args.get("seen", seen, type=int) != seen
        return hx.fragment(html, event=self.finished if ended else None)


def busy() -> str:
    """Why no run is queued now."""
    return _("A run is at work: wait until it has ended, or cancel it.")
