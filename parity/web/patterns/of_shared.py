"""What all pages draw: toasts, states, posters, pagers, icons."""

import re
from pathlib import Path

from flask import current_app

from parity.core.links import Link
from parity.core.roles import Role
from parity.core.shapes import Differing, Trouble
from parity.core.why import WhyDecision
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.who import Visitor
from parity.web.words import STATE_WORDS


def patterns() -> list[Pattern]:
    """Every partial of shared/ that stands on its own, and every macro."""
    toast, macros = "shared/_toast.html", "patterns/_macros.html"
    return [
        Pattern(toast, "info", {"sentence": "The scan starts.", "kind": "info", "undo": ()}),
        Pattern(toast, "error", {"sentence": "TMDB refuses the key.", "kind": "error", "undo": ()}),
        Pattern(toast, "undo", {"sentence": "12 episodes are ignored.", "kind": "info", "undo": ("0", "0-0")}),
        *(Pattern("shared/_visitor.html", words, {"visitor": visitor}) for words, visitor in _visitors()),
        Pattern("patterns/_states.html", "all", {"states": tuple(STATE_WORDS)}),
        Pattern("patterns/_posters.html", "without a picture, and with one that cannot be had", {}),
        *(Pattern("patterns/_pager.html", f"page {at} of 7", {"paging": Paging(at, 321)}) for at in (1, 4, 7)),
        Pattern("patterns/_pager.html", "a single page (nothing is drawn)", {"paging": Paging(1, 50)}),
        Pattern("patterns/_icons.html", "all", {"icons": _icons()}),
        Pattern(
            macros, "an empty list, a filter that finds nothing, the fields of every form", {"links": [made(Link)]}
        ),
        Pattern("patterns/_facts.html", "what was decided, where sources differ, what went wrong", _facts()),
    ]


def _visitors() -> list[tuple[str, Visitor]]:
    return [
        ("a viewer", Visitor("Mara", Role.VIEWER, person_id=3)),
        ("the owner, with a long name", Visitor(LONG, Role.OWNER, person_id=1)),
        ("named by the proxy", Visitor("ben", Role.MANAGER)),
    ]


def _facts() -> dict[str, object]:
    standing = made(WhyDecision, kind="ignore_show", until=None, reason="seen at a friend's", in_force=True)
    outranked = made(WhyDecision, kind="ignore_show", until=None, reason="", in_force=False)
    differing = made(Differing, explanation="only listed here", accepted=False)
    return {"rulings": (standing, outranked), "differences": (differing,), "trouble": made(Trouble)}


def _icons() -> list[str]:
    drawing = (Path(current_app.static_folder or "") / "icons.svg").read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([^"]+)"', drawing)
