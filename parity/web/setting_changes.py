"""What a form of settings wants: only what its reader changed since it was drawn, whoever changed what meanwhile."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from werkzeug.datastructures import MultiDict

from parity.settings import Row, SettingError, Shown
from parity.web import here
from parity.web.setting_fields import BEHIND, Field, field_of

DRAWN = ".was"
"""What the hidden field is called that says what a field was drawn from."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a field, and the mark of what it was drawn from."""

    text: str
    was: str


def mark_of(row: Row, text: str) -> str:
    """What a form carries so that it knows what it was drawn from; of a secret a mark that only Parity can make."""
    if not row.secret:
        return text
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"setting {row.name}\0{text}".encode(), "sha256").hexdigest()[:32]


def drawn(shown: Shown, typed: Typed | None = None, flaw: SettingError | None = None, late: bool = False) -> Field:
    """The field of a setting as it stands now, with what was typed into it, and what is wrong with that.

    Who was told of another's change, and saves again, means to replace it: then the field is drawn from that.
    """
    now = mark_of(shown.row, str(getattr(here.settings(), shown.row.name) or "") if shown.row.secret else shown.text)
    was = typed.was if typed and not (late and not flaw) else now
    return field_of(shown, was, typed.text if typed else None, flaw, late)


def typed_into(form: MultiDict[str, str], fields: Mapping[str, Field]) -> dict[str, Typed]:
    """What the reader changed, by name; an empty secret was not typed.

    A form that does not say what it was drawn from was drawn from what holds.
    """
    found: dict[str, Typed] = {}
    for name, field in fields.items():
        text = _text(form, field)
        was = form.get(name + DRAWN, field.was).strip()
        unchanged = not text if field.row.secret else text == was
        if text is not None and not unchanged:
            found[name] = Typed(text, was)
    return found


def wanted(typed: Mapping[str, Typed], fields: Mapping[str, Field]) -> dict[str, str | None]:
    """What is to be saved, by name: what differs from what holds, None to go back to the default.

    An empty field empties what may be empty.
    """
    different = {name: it.text for name, it in typed.items() if mark_of(fields[name].row, it.text) != fields[name].was}
    return {name: text if text or fields[name].row.default else None for name, text in different.items()}


def overtaken(typed: Mapping[str, Typed], fields: Mapping[str, Field]) -> set[str]:
    """The names of those that were changed to something else since the form was drawn."""
    return {name for name, it in typed.items() if fields[name].was not in (it.was, mark_of(fields[name].row, it.text))}


def _text(form: MultiDict[str, str], field: Field) -> str | None:
    name = field.row.name
    if name not in form:
        return None
    first = form.getlist(name)[-1].strip()  # a switch that is on comes behind the hidden field that says off
    takes_more = (field.control == "schedule" and first != "off") or (field.control == "policy" and first == "from")
    more = form.get(name + BEHIND, "").strip() if takes_more else ""
    return f"{first} {more}" if more else first
