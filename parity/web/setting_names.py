"""Settings inside sentences from below: named there as in the environment, here as on the settings page."""

import re

from flask import url_for
from markupsafe import Markup, escape

from parity.settings import Row, saveable
from parity.web.setting_labels import LABELS, TOPICS
from parity.web.speech import gettext as _
from parity.web.ways import may_open

# A name of one word may well be a word of the sentence, or a title in it.
_ROWS = {row.environment: row for row in saveable() if "_" in row.environment}
_NAME = re.compile(rf"\b(?:{'|'.join(_ROWS)})\b")


def by_label(sentence: str) -> str:
    """The sentence with each setting called as its field is: `Settings › Plex › Token`."""
    return _NAME.sub(lambda found: _place(_ROWS[found[0]]), sentence)


def linked(sentence: str) -> Markup:
    """The same, each with a link to its field for whoever may open the settings."""
    if not may_open("settings.index"):
        return escape(by_label(sentence))
    pieces, after = Markup(""), 0
    for found in _NAME.finditer(sentence):
        row = _ROWS[found[0]]
        to = url_for("settings.index", _anchor=f"field-{row.name}")
        pieces += escape(sentence[after : found.start()]) + Markup('<a href="{}">{}</a>').format(to, _place(row))
        after = found.end()
    return pieces + escape(sentence[after:])


def _place(row: Row) -> str:
    return " › ".join((_("Settings"), _(TOPICS[row.topic].name), _(LABELS[row.name].name)))
