"""Settings as fields of a form: which control, what stands in it, what was typed, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from parity.settings import Row, SettingError, Shown
from parity.settings_kinds import without_user
from parity.web.setting_labels import CHOICES, DAYS, LABELS, Label
from parity.web.setting_problems import overtaken_by, problem_of, taken_out
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
BEHIND = ".more"
"""What the second control of a field is called, behind its name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. `text` is what stands in its control, "set" or "not set" of a secret; `typed`: somebody typed it.

    `was` marks what the field is drawn from, so that what is sent tells what its reader changed.
    `options` are pairs of value and words; `default` is what holds when nothing is given, in words.
    `owners`: only the owner may change it, and it is somebody else who looks.
    """

    row: Row
    label: Label
    control: str
    text: str
    was: str
    origin: str
    default: str
    options: tuple[tuple[str, str], ...] = ()
    typed: bool = False
    problem: str = ""
    owners: bool = False

    @property
    def locked(self) -> bool:
        """The environment gives it, and outranks what could be saved; or it is the owner's."""
        return self.origin == "environment" or self.owners

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


def field_of(
    shown: Shown, was: str, typed: str | None = None, flaw: SettingError | None = None, overtaken: bool = False
) -> Field:
    """The field of a setting that can be saved; `was` marks what it is drawn from.

    What was typed into a secret's is never shown again, and of an address never what may be a password.
    """
    row = shown.row
    shows = typed if typed is not None and not row.secret else shown.text
    said = without_user(shows) if flaw else shows
    field = Field(
        row=row,
        label=LABELS[row.name],
        control=_control(row),
        text=shown.text,
        was=was,
        origin=shown.origin,
        default=_default(row),
        options=_options(row),
        typed=typed is not None,
    )
    problems = [problem_of(row, said, flaw)] if flaw else []
    problems += [overtaken_by(field.said, row.secret)] if overtaken and not flaw else []
    problems += [taken_out()] if said != shows else []
    return replace(field, text=said, problem=" ".join(problems))


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


@cache
def _zones() -> tuple[str, ...]:
    """Names such as Europe/Berlin, without those that are kept for old systems' sake."""
    areas = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(areas)))
