"""Settings as fields of a form: which control, what stands in it, what was typed, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from werkzeug.datastructures import MultiDict

from parity.settings import Row, SettingError, Shown
from parity.web.setting_labels import CHOICES, DAYS, LABELS, Label
from parity.web.speech import gettext as _

_CONTROLS = {
    "flag": "switch",
    "choice": "choice",
    "integer": "number",
    "schedule": "schedule",
    "policy": "policy",
    "zone": "zone",
    "url": "address",
}
_BEHIND = ".more"  # what the second control of a field is called


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. `text` is what stands in its control, "set" or "not set" of a secret; `typed`: somebody typed it.

    `options` are pairs of value and words; `default` is what holds when nothing is given, in words.
    """

    row: Row
    label: Label
    control: str
    text: str
    origin: str
    default: str
    options: tuple[tuple[str, str], ...] = ()
    typed: bool = False
    problem: str = ""

    @property
    def locked(self) -> bool:
        """The environment gives it, and outranks what could be saved."""
        return self.origin == "environment"

    @property
    def said(self) -> str:
        """Its value in words."""
        first, more = self.parts
        return f"{dict(self.options).get(first) or first} {more}".strip()

    @property
    def parts(self) -> tuple[str, str]:
        """What stands in each of its two controls; the second is empty where there is only one."""
        if self.control == "schedule" and self.text != "off":
            first, _gap, more = self.text.rpartition(" ")
            return first, more
        if self.control == "policy":
            first, _gap, more = self.text.partition(" ")
            return first, more
        return self.text, ""


def field_of(shown: Shown, typed: str | None = None, flaw: SettingError | None = None) -> Field:
    """The field of a setting that can be saved. What was typed into a secret's is never shown again."""
    row = shown.row
    keeps = typed is not None and not row.secret
    return Field(
        row=row,
        label=LABELS[row.name],
        control=_control(row),
        text=typed if typed is not None and keeps else shown.text,
        origin=shown.origin,
        default=_default(row),
        options=_options(row),
        typed=typed is not None,
        problem=_sentence(flaw) if flaw else "",
    )


def changes(form: MultiDict[str, str], fields: Mapping[str, Field]) -> dict[str, str | None]:
    """What a form wants to be saved, by name: only what differs from what holds, None to go back to the default.

    An empty field keeps a secret, and empties what may be empty.
    """
    wanted: dict[str, str | None] = {}
    for name, field in fields.items():
        text = _typed(form, field)
        if text is None or text == field.text or (field.row.secret and not text):
            continue
        wanted[name] = text if text or field.row.default else None
    return wanted


def typed_into(form: MultiDict[str, str], fields: Mapping[str, Field]) -> dict[str, str]:
    """All that was typed, by name, to stand there again; an empty secret was not typed."""
    found = {name: _typed(form, field) for name, field in fields.items()}
    return {name: text for name, text in found.items() if text is not None and (text or not fields[name].row.secret)}


def _typed(form: MultiDict[str, str], field: Field) -> str | None:
    name = field.row.name
    if name not in form:
        return None
    first = form.getlist(name)[-1].strip()  # a switch that is on comes behind the hidden field that says off
    takes_more = (field.control == "schedule" and first != "off") or (field.control == "policy" and first == "from")
    more = form.get(name + _BEHIND, "").strip() if takes_more else ""
    return f"{first} {more}" if more else first


def _control(row: Row) -> str:
    if row.secret:
        return "secret"
    return _CONTROLS.get(row.kind.word, "text")


def _options(row: Row) -> tuple[tuple[str, str], ...]:
    if row.kind.word == "schedule":
        return _translated(DAYS)
    if row.kind.word == "flag":
        return (("true", _("on")), ("false", _("off")))
    if row.kind.word == "zone":
        return tuple((zone, "") for zone in _zones())
    if row.name == "language":
        tongues = {code: _tongue(code) for code in row.kind.choices if code != "auto"}
        return (*_translated(CHOICES["language"]), *tongues.items())
    return _translated(CHOICES.get(row.name, {choice: choice for choice in row.kind.choices}))


def _translated(choices: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, _(words)) for value, words in choices.items())


def _tongue(code: str) -> str:
    try:
        return str(Locale.parse(code).display_name)
    except (UnknownLocaleError, ValueError):
        return code


def _default(row: Row) -> str:
    if row.secret or not isinstance(row.default, str):
        return ""
    first, _gap, time = row.default.rpartition(" ") if row.kind.word == "schedule" else (row.default, "", "")
    words = dict(_options(row)).get(first)
    return f"{words or first} {time}".strip()


def _sentence(flaw: SettingError) -> str:
    names_it = flaw.problem[:1] in "'\"-0123456789"
    whose = "" if names_it else _("This") + " "
    return f"{whose}{flaw.problem}. {flaw.mend[:1].upper()}{flaw.mend[1:]}."


@cache
def _zones() -> tuple[str, ...]:
    """Names such as Europe/Berlin, without those that are kept for old systems' sake."""
    areas = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(areas)))
