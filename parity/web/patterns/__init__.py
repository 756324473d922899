"""`/patterns`: every partial and macro in every state, for who works on the pages. Only when the level is DEBUG."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from parity.web import here
from parity.web.patterns.pattern import Pattern

page = Blueprint("patterns", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A pattern as it looks."""

    template: str
    state: str
    html: Markup


@page.get("/patterns")
def index() -> ResponseReturnValue:
    """The page. Nothing on it is of this house, and its forms lead nowhere."""
    if here.grounds().given.log_level != "DEBUG":
        abort(404)
    shown = [Shown(one.template, one.state, _drawn(one)) for one in _patterns()]
    return render_template("patterns/index.html", groups=_by_template(shown), styles=_styles())


def _patterns() -> list[Pattern]:
    # Only who looks at this page needs what is made up.
    from parity.web.patterns import (
        of_activity,
        of_calendar,
        of_dashboard,
        of_maintenance,
        of_settings,
        of_shared,
        of_show,
        of_shows,
    )

    pages = (of_shared, of_dashboard, of_shows, of_show, of_calendar, of_activity, of_settings, of_maintenance)
    return [pattern for page in pages for pattern in page.patterns()]


def _drawn(pattern: Pattern) -> Markup:
    # The templates escape what they are given; this is their own HTML.
    return Markup(render_template(pattern.template, **pattern.context))


def _by_template(shown: list[Shown]) -> dict[str, list[Shown]]:
    groups: dict[str, list[Shown]] = {}
    for one in shown:
        groups.setdefault(one.template, []).append(one)
    return groups


def _styles() -> list[str]:
    """The styles of all pages, which only here stand side by side."""
    return sorted(path.name for path in Path(current_app.static_folder or "").glob("*.css") if path.stem != "parity")
