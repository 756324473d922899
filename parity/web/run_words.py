"""What is said alike of runs of every kind that one at a time is at work on, and of their changes."""

from collections.abc import Mapping

from parity.web.speech import gettext as _

FORMS = {
    "done": "complete",
    "planned": "upcoming",
    "running": "upcoming",
    "queued": "upcoming",
    "held": "suspect",
    "partial": "suspect",
    "failed": "missing",
    "refused": "missing",
    "skipped": "ignored",
}
"""The shape that stands beside the word of a state."""


def state(word: str, own: Mapping[str, str]) -> str:
    """How a run or a change stands; `own`: what is called otherwise of this kind."""
    said = {
        "queued": _("waits for the worker"),
        "running": _("running"),
        "done": _("done"),
        "partial": _("done in part"),
        "held": _("waits for your yes"),
        "failed": _("failed"),
        "planned": _("to do"),
        **own,
    }
    return said.get(word, word)


def work(word: str) -> str:
    """What a run is for."""
    said = {"plan": _("Compare"), "sync": _("Bring together"), "undo": _("Undo")}
    return said.get(word, word)
