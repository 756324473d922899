"""htmx, in one room: whether a fragment is wanted, and how an answer speaks to the page it goes into.

htmx-flask 0.1.0 reads headers of an older htmx: its `request.htmx` is also true for boosted and history
requests, and its `reswap=` is broken. Nothing else may import it.
"""

import json
from collections.abc import Sequence
from typing import cast

from flask import Flask, Response, flash, redirect, render_template
from htmx_flask import Htmx, request
from htmx_flask import make_response as htmx_response

VARY = ("HX-Request", "HX-Request-Type", "Cookie")


def init_app(app: Flask) -> None:
    """Read htmx's headers, and tell caches that answers differ by them."""
    Htmx(app)

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(VARY)
        return response


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page: not for a whole one, whatever else its headers say."""
    return bool(request.htmx) and request.headers.get("HX-Request-Type") == "partial"


def of_htmx() -> bool:
    """Whether htmx asks at all, be it for a part or for a whole page."""
    return bool(request.htmx)


def fragment(html: str, event: str | None = None, status: int = 200) -> Response:
    """A part of the page. `event` is a fact that other parts of the page listen for, on its body."""
    # The element that asked may be gone by then, and an event of its own would reach nobody.
    trigger = json.dumps({event: {"target": "body"}}) if event else None
    return cast(Response, htmx_response(html, status, trigger=trigger))


def listed(html: str, address: str) -> Response:
    """The part of a page that shows a list as its filters ask for it, at `address`.

    What was chosen is a step that the way back undoes; the letters of one search are a single one. A list that only
    looks again for what changed is no step at all.
    """
    response, source = fragment(html), request.headers.get("HX-Source", "")
    if source.startswith(("form", "input")) and not request.headers.get("HX-Current-URL", "").endswith(address):
        response.headers["HX-Push-Url" if source.startswith("form") else "HX-Replace-Url"] = address
    return response


def toast(sentence: str, kind: str = "error", undo: Sequence[str] = ()) -> str:
    """A sentence for the page's toasts, beside whatever else an answer swaps; alone it swaps nothing else.

    `undo`: decisions that a button beside it takes back, as ids or ranges of ids (`12-40`).
    """
    return render_template("shared/_toast.html", sentence=sentence, kind=kind, undo=undo)


def done(
    sentence: str, html: str, back_to: str, kind: str = "info", undo: Sequence[str] = (), event: str | None = None
) -> Response:
    """The answer to a form: its part of the page and a toast; without htmx the page again, with the sentence."""
    if wants_fragment():
        return fragment(html + toast(sentence, kind, undo), event)
    flash({"sentence": sentence, "undo": list(undo)}, kind)  # type: ignore[arg-type]
    return cast(Response, redirect(back_to, 303))


def moved(sentence: str, to: str, kind: str = "info", undo: Sequence[str] = ()) -> Response:
    """The answer when what a page was about stands on another one now: that page, with the sentence."""
    flash({"sentence": sentence, "undo": list(undo)}, kind)  # type: ignore[arg-type]
    return onward(to)


def onward(to: str) -> Response:
    """The answer that leads to another page of ours, as a whole."""
    if wants_fragment():
        return cast(Response, htmx_response("", redirect=to))
    return cast(Response, redirect(to, 303))
