"""`/library/paths`: how others call the files that the servers scan, and a doctor for one of these paths."""

from typing import Literal

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import path_rules
from parity.actions.check_connections import plainly
from parity.actions.path_rules import BadRule
from parity.actions.refresh_library import Ask, NothingToScan, ask
from parity.cache import CacheUnusable
from parity.core.paths import Rule
from parity.web import here, hx, path_words
from parity.web.paths_page import NOTHING_TYPED, TypedRule, checked_path, paths_page, rules_section
from parity.web.speech import gettext as _

page = Blueprint("paths", __name__)
page.add_app_template_filter(path_words.step_sentence, "path_step")
page.add_app_template_filter(path_words.because, "path_because")

_LONGEST = 4096  # letters of a path that somebody asks about


@page.get("/library/paths")
def index() -> ResponseReturnValue:
    """The page; with a `path`, of a `source`, what is done with it step by step. Nobody is asked for that."""
    path, source = request.args.get("path", "").strip()[:_LONGEST], request.args.get("source", "")[:100]
    if hx.wants_fragment():
        return hx.fragment(render_template("paths/_doctor.html", doctor=checked_path(path, source)))
    return _page(NOTHING_TYPED, path, source)


@page.post("/library/paths")
def add() -> ResponseReturnValue:
    """A rule: what begins with `folder`, or with `kind` regex fits it, is called `becomes` on a `server`."""
    typed = _typed()
    kind: Literal["prefix", "regex"] = "regex" if typed.pattern else "prefix"
    rule = Rule(kind, typed.matches, typed.becomes, typed.source, typed.server, typed.ignore_case)
    try:
        path_rules.add_rule(here.house(), rule)
    except BadRule as refused:
        return _refused(typed.with_problem(str(refused)))
    return _done(_("The rule holds from now on; what had no library is looked at again."))


@page.post("/library/paths/scan")
def scan() -> ResponseReturnValue:
    """Try what the doctor has found: let the `server` scan the `folder` as it calls it, or its library `section`."""
    server, folder, section = (request.form.get(name, "")[:_LONGEST] for name in ("server", "folder", "section"))
    if not server or not (folder or section):
        abort(422, _("Say what to scan: a library, or a folder."))
    wanted = Ask(path=folder, server=server) if folder else Ask(section=(server, section))
    try:
        ask(here.house(), wanted, "page")
    except (NothingToScan, CacheUnusable) as nothing:
        return _done(plainly(nothing), "error")
    return _done(_("Plex is asked to scan it: the page Library shows how far it is."))


@page.post("/library/paths/<int(max=2147483647):rule_id>/<any(up, down, drop):deed>")
def change(rule_id: int, deed: str) -> ResponseReturnValue:
    """Let a rule be tried earlier or later, or drop it."""
    if deed == "drop":
        well, sentence = path_rules.remove_rule(here.house(), rule_id), _("The rule is dropped.")
    else:
        by = 1 if deed == "down" else -1
        well, sentence = path_rules.shift_rule(here.house(), rule_id, by), _("The rule is moved.")
    return _done(sentence) if well else _done(_("This rule is gone already."), "error")


def _typed() -> TypedRule:
    given = request.form
    return TypedRule(
        given.get("folder", "").strip(),
        given.get("becomes", "").strip(),
        given.get("source", "").strip()[:100],
        given.get("server", "")[:100],
        given.get("kind") == "regex",
        given.get("ignore_case") == "yes",
    )


def _page(typed: TypedRule, path: str = "", source: str = "") -> str:
    return render_template("paths/index.html", page=paths_page(typed, path, source))


def _refused(typed: TypedRule) -> ResponseReturnValue:
    if hx.wants_fragment():
        return hx.fragment(render_template("paths/_rules.html", rules=rules_section(typed)), status=422)
    return _page(typed), 422


def _done(sentence: str, kind: str = "info") -> ResponseReturnValue:
    html = render_template("paths/_rules.html", rules=rules_section(NOTHING_TYPED)) if hx.wants_fragment() else ""
    return hx.done(sentence, html, url_for("paths.index"), kind)
