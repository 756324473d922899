"""What is wrong with what was typed into a field of the settings page, as it is said beside it."""

from parity.settings import Row, SettingError
from parity.web.speech import gettext as _


def problem_of(row: Row, typed: str, flaw: SettingError) -> str:
    """A sentence that says what to type instead. `typed`: what was, without what may be a password."""
    by_reason = {
        "empty": _("This is empty. Write a value, or go back to the default."),
        "line": _("This is too long, or not one line. Write one short line."),
        "start": _("Begin it with http:// or https://, as in %(example)s.", example=row.kind.example),
        "user": _("No user name or password can stand in it: write it as in %(example)s.", example=row.kind.example),
        "end": _("End it before the ? or #, as in %(example)s.", example=row.kind.example),
        "host": _("This is no web address. Write it as in %(example)s.", example=row.kind.example),
    }
    return by_reason.get(flaw.reason) or _of_kind(row, typed) or _plainly(flaw)


def overtaken_by(now: str, secret: bool) -> str:
    """A sentence for a field that somebody else changed since the form was drawn; `now`: what holds, in words."""
    if secret:
        return _("This was changed elsewhere meanwhile. Save again to put yours in its place.")
    holds = now or _("empty")
    return _(
        "This was changed elsewhere meanwhile: now it is %(now)s. Save again to put yours in its place.", now=holds
    )


def taken_out() -> str:
    """What is said where a field does not show all that was typed."""
    return _("The user name and password were taken out here.")


def _of_kind(row: Row, typed: str) -> str:
    kind = row.kind
    words = {
        "integer": _("Give a whole number from %(low)s to %(high)s.", low=kind.low, high=kind.high),
        "schedule": _("Choose how often, and a time of day such as 04:30."),
        "waits": _("Give names of hooks with their seconds, such as inotify=600, sonarr=10."),
        "zone": _("There is no time zone %(name)s. Choose one from the list, such as Europe/Berlin.", name=typed[:40]),
    }
    if kind.word == "policy" and typed.startswith("from"):
        return _("From which season on? Give a number from 1 to 9999.")
    return _("Choose one of these.") if kind.word in ("choice", "flag", "policy") else words.get(kind.word, "")


def _plainly(flaw: SettingError) -> str:
    return _("This %(problem)s. %(mend)s.", problem=flaw.problem, mend=flaw.mend[:1].upper() + flaw.mend[1:])
