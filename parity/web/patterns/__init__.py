"""`/patterns`: every partial and macro in every state, for who works on the pages. Only when the level is DEBUG."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from parity.web import here, who
from parity.web.patterns.pattern import Pattern

page = Blueprint("patterns", __name__)

PAGES = (
    *(
        "dashboard",
        "shows",
        "show",
        "why",
        "movies",
        "movie",
        "calendar",
        "activity",
        "settings",
        "maintenance",
        "login",
        "setup",
        "servers",
        "library",
        "paths",
        "simkl",
        "watchlist",
        "watched",
        "watched_user",
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A pattern as it looks."""

    template: str
    state: str
    html: Markup


@page.get("/patterns")
def index() -> ResponseReturnValue:
    """The page; `of` narrows it to one page's parts, in its styles. Nothing here is of this house, no form leads on."""
    if here.grounds().given.log_level != "DEBUG":
        abort(404)
    asked = request.args.get("of", "")
    of = asked if asked in PAGES else ""
    wanted = [one for one in _patterns() if one.template.startswith(f"{of}/" if of else "")]
    with who.drawn_for(who.OWNER):
        shown = [Shown(one.template, one.state, _drawn(one)) for one in wanted]
    return render_template("patterns/index.html", groups=_by_template(shown), pages=PAGES, of=of)


def _patterns() -> list[Pattern]:
    # Only who looks at this page needs what is made up.
    from parity.web.patterns import (
        of_activity,
        of_calendar,
        of_dashboard,
        of_entry,
        of_library,
        of_login,
        of_maintenance,
        of_movies,
        of_paths,
        of_settings,
        of_setup,
        of_shared,
        of_show,
        of_shows,
        of_simkl,
        of_watched,
        of_watched_user,
        of_watchlist,
        of_why,
    )

    entry = (of_settings, of_entry, of_login, of_setup, of_simkl, of_watched_user)
    pages = (
        of_shared,
        of_dashboard,
        of_shows,
        of_show,
        of_why,
        of_movies,
        of_calendar,
        of_activity,
        of_library,
        of_paths,
        of_watchlist,
        of_watched,
        *entry,
        of_maintenance,
    )
    return [pattern for one in pages for pattern in one.patterns()]


def _drawn(pattern: Pattern) -> Markup:
    # The templates escape what they are given; this is their own HTML. A wrong field would draw the page down to it.
    return Markup(render_template(pattern.template, **pattern.context).replace(" autofocus", ""))  # noqa: S704


def _by_template(shown: list[Shown]) -> dict[str, list[Shown]]:
    groups: dict[str, list[Shown]] = {}
    for one in shown:
        groups.setdefault(one.template, []).append(one)
    return groups
