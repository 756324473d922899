"""`/library/paths`: what others call the files that a server scans: a doctor for one path, and the rules for all."""

from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import path_doctor, path_rules
from parity.actions.check_connections import plainly
from parity.actions.path_rules import BadRule
from parity.actions.refresh_library import NothingToScan
from parity.cache import CacheUnusable
from parity.core.paths import Rule
from parity.store import path_rules as kept
from parity.store import servers
from parity.web import here, hx, path_forms
from parity.web.path_forms import RuleForm
from parity.web.paths_page import Asked, paths_page
from parity.web.places import back_to
from parity.web.speech import gettext as _

page = Blueprint("paths", __name__)

BY = "page"
_LONGEST = 4096  # of a path that somebody asks about


@page.get("/library/paths")
def index() -> ResponseReturnValue:
    """The page. The doctor looks at the `path` that a `source` tells; `edit`: the form of this rule is open."""
    drawn = paths_page(
        _asked(request.args.get("path"), request.args.get("source")), edit=request.args.get("edit", 0, int)
    )
    return render_template("paths/index.html", page=drawn)


@page.post("/library/paths/scan")
def scan() -> ResponseReturnValue:
    """Ask Plex for what the doctor said of this path; leads to where it can be followed."""
    asked = _asked(request.form.get("path"), request.form.get("source"))
    if not asked.path:
        abort(422, _("Say which path."))
    try:
        made = path_doctor.try_out(here.house(), asked.path, asked.source, BY)
    except (NothingToScan, CacheUnusable) as nothing:
        return _done(plainly(nothing), "error")
    return hx.moved(_("Plex is asked to scan it."), url_for("library.index", _anchor=f"refresh-{made[0]}"))


@page.post("/library/paths/rules")
def add() -> ResponseReturnValue:
    """A new rule behind all others, typed or proposed."""
    rule = _sent()
    try:
        path_rules.add_rule(here.house(), rule)
    except BadRule as trouble:
        return _refused(rule, trouble)
    return _done(_("The rule is there. What had no place is looked at once more."))


@page.post("/library/paths/rules/<int(max=2147483647):rule_id>")
def change(rule_id: int) -> ResponseReturnValue:
    """Write a rule anew, where it stands."""
    rule = _sent(rule_id)
    try:
        found = path_rules.change_rule(here.house(), rule)
    except BadRule as trouble:
        return _refused(rule, trouble)
    return _done(_("Saved. What had no place is looked at once more.")) if found else _gone()


@page.post("/library/paths/rules/<int(max=2147483647):rule_id>/<any(up, down):way>")
def move(rule_id: int, way: str) -> ResponseReturnValue:
    """Let a rule be tried before the one above it, or after the one below."""
    if not path_rules.shift_rule(here.house(), rule_id, -1 if way == "up" else 1):
        return _gone()
    return _done(_("The rule has moved up.") if way == "up" else _("The rule has moved down."))


@page.post("/library/paths/rules/<int(max=2147483647):rule_id>/remove")
def remove(rule_id: int) -> ResponseReturnValue:
    """Drop a rule."""
    return _done(_("The rule is removed.")) if path_rules.remove_rule(here.house(), rule_id) else _gone()


def _asked(path: str | None, source: str | None) -> Asked:
    """What the doctor is asked, cut to what can be a path."""
    return Asked(*((text or "").replace("\0", "").strip()[:_LONGEST] for text in (path, source)))


def _still_asked() -> Asked:
    """What the doctor was asked on the page that a form was sent from."""
    given = parse_qs(urlsplit(back_to("")).query)
    return _asked(*(given.get(name, [""])[0] for name in ("path", "source")))


def _sent(rule_id: int = 0) -> Rule:
    with here.house().database.reading() as connection:
        known = {row.machine_id for row in servers.every(connection)}
        known |= {rule.machine_id for rule in kept.every(connection)}
    return path_forms.sent(request.form, known, rule_id)


def _refused(rule: Rule, trouble: BadRule) -> ResponseReturnValue:
    form = path_forms.refused(rule, str(trouble))
    if hx.wants_fragment():
        return hx.fragment(_html(form), status=422)
    return render_template("paths/index.html", page=paths_page(_still_asked(), form)), 422


def _gone() -> ResponseReturnValue:
    return _done(_("That rule is not there any more."), "error")


def _done(sentence: str, kind: str = "info") -> ResponseReturnValue:
    """The answer to a form: the page as it is then, with what the doctor was asked."""
    asked = _still_asked()
    html = _html() if hx.wants_fragment() else ""
    return hx.done(sentence, html, url_for("paths.index", path=asked.path or None, source=asked.source or None), kind)


def _html(form: RuleForm | None = None) -> str:
    return render_template("paths/_live.html", page=paths_page(_still_asked(), form))
