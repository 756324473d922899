"""The forms on the page of a show: rescan, ignore, accept, match, grace and so on. Each answers with the page."""

import re
from collections.abc import Mapping
from typing import TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import decide, scan_control
from parity.actions.accept import accept as accept_difference
from parity.actions.check_connections import plainly
from parity.actions.decide import NoSuchThing, Refused, Target
from parity.actions.offer_orders import on_offer
from parity.actions.ports import NotSetUp
from parity.actions.scan_control import AlreadyRunning, Request
from parity.cache import CacheUnusable
from parity.core.days import day_of
from parity.core.failures import Failure
from parity.core.numbering import Number
from parity.store.show_decisions_view import decision_of_kind
from parity.store.shows_view import one_show
from parity.web import here, hx, order_words, show_words
from parity.web.decided import what_now
from parity.web.show import ADDRESS, drawn, find, page
from parity.web.show_page import GRACE_DAYS, Wrong
from parity.web.speech import gettext as _
from parity.web.tmdb_number import tmdb_number
from parity.web.words import season as season_title

Found = TypeVar("Found")

_PLACE = re.compile(r"show|s([0-9]{1,9})(?:e([0-9]{1,9}))?")
_LONGEST_REASON = 500


@page.post(f"{ADDRESS}/rescan")
def rescan(show_id: int) -> ResponseReturnValue:
    """Ask Plex and TMDB about this one show."""
    title = _title(show_id)
    try:
        scan_control.start(here.house(), Request("show", shows=(show_id,)))
    except AlreadyRunning as running:
        if running.same:
            return _done(show_id, _("%(title)s is being looked at.", title=title))
        busy = _("Scan %(number)s is at work: rescan the show when it has ended.", number=running.scan_id)
        return _done(show_id, busy, kind="error")
    return _done(show_id, _("%(title)s is looked at again.", title=title))


@page.post(f"{ADDRESS}/ignored")
def ignored(show_id: int) -> ResponseReturnValue:
    """Ignore what `ignore` names (show, s2, s2e5), with `reason` and until `until`; or hear again of `unignore`."""
    back = request.form.get("unignore")
    named = back or request.form.get("ignore", "")
    found = _PLACE.fullmatch(named)
    if found is None:
        raise Refused(_("Name what to ignore: the show, a season or an episode."))
    target = Target(show_id, *(int(number) if number else None for number in found.groups()))
    what, at = _named(_title(show_id), target), _anchor(target)
    if back:
        if decide.unignore(here.house(), target):
            return _done(show_id, _("%(what)s is no longer ignored.", what=what), at=at)
        return _done(show_id, _("%(what)s was not ignored.", what=what), at=at, kind="error")
    return _ignore(target, what, at)


def _ignore(target: Target, what: str, at: str) -> ResponseReturnValue:
    form = "ignore-show" if target.season is None else "ignore-some"
    reason, until = request.form.get("reason", "").strip(), request.form.get("until", "").strip()
    if len(reason) > _LONGEST_REASON:
        words = _("At most %(number)s characters.", number=_LONGEST_REASON)
        return _wrong(target.show_id, form, "reason", words)
    try:
        day = day_of(until) if until else None
    except ValueError:
        return _wrong(target.show_id, form, "until", _("Give a day such as 2027-03-31, or none."))
    if day is not None and day < here.today():
        return _wrong(target.show_id, form, "until", _("That day is past: give a later one, or none."))
    made = decide.ignore(here.house(), target, reason, day)
    return _done(target.show_id, _("%(what)s is ignored.", what=what), at=at, undo=[str(made)])


@page.post(f"{ADDRESS}/accept")
def accept(show_id: int) -> ResponseReturnValue:
    """Take it as it is that another source does not list the episode that `accept` names (s2e5), with `reason`."""
    found = _PLACE.fullmatch(request.form.get("accept", ""))
    season, number = found.groups() if found else (None, None)
    reason = request.form.get("reason", "").strip()
    if season is None or number is None:
        raise Refused(_("Name the one episode about which the sources differ."))
    if len(reason) > _LONGEST_REASON:
        raise Refused(_("At most %(number)s characters.", number=_LONGEST_REASON))
    target = Target(show_id, int(season), int(number))
    what = _named(_title(show_id), target)
    made = accept_difference(here.house(), target, reason)
    return _done(show_id, _("%(what)s: the difference is accepted.", what=what), at=_anchor(target), undo=[str(made)])


@page.post(f"{ADDRESS}/match")
def match(show_id: int) -> ResponseReturnValue:
    """Say which TMDB show it is by `tmdb_id`, a number or the address of its page; with `automatic` nobody says."""
    title = _title(show_id)
    automatic, tmdb_id = "automatic" in request.form, tmdb_number(request.form.get("tmdb_id", ""))
    if not automatic and tmdb_id is None:
        words = _("A TMDB id is a number such as 1396: it stands in the address of the show's page there.")
        return _wrong(show_id, "match", "tmdb_id", words)
    now = decide.match(here.house(), show_id, None if automatic else tmdb_id)
    asked = scan_control.look_again(here.house(), (now,))
    if automatic:
        sentence, undo = _("Parity finds out by itself again which show %(title)s is.", title=title), []
    else:
        sentence = _("%(title)s is TMDB %(number)s.", title=title, number=tmdb_id)
        undo = _newest(now, "match")
    sentence = f"{sentence} {what_now(asked)}"
    if now != show_id:
        return hx.moved(sentence, _address(now), undo=undo)
    return _done(show_id, sentence, undo=undo)


@page.post(f"{ADDRESS}/order")
def order(show_id: int) -> ResponseReturnValue:
    """Say in which `order` it is numbered, by its label (tmdb: as TMDB airs it), or go by Plex again (empty)."""
    name = request.form.get("order", "")
    before = _newest(show_id, "order")
    try:
        decide.order(here.house(), show_id, name or None)
    except Refused:
        return _wrong(show_id, "order", "order", _("Choose one of these."))
    said = _ordered(name)
    asked = scan_control.look_again(here.house(), (show_id,))
    return _set(show_id, "order", before, f"{said} {what_now(asked)}")


def _ordered(name: str) -> str:
    if not name:
        return _("It is numbered as Plex says again.")
    if name == "tmdb":
        return _("Its numbers are taken for TMDB's.")
    return _("It is compared in another order: %(order)s.", order=order_words.order(name))


@page.post(f"{ADDRESS}/orders")
def orders(show_id: int) -> ResponseReturnValue:
    """Ask TMDB and TheTVDB in which orders they have this show, and offer those too."""
    _title(show_id)
    try:
        found = _there(find(show_id, offers=on_offer(here.house(), show_id)), show_id)
    except (Failure, NotSetUp, CacheUnusable) as trouble:
        why = plainly(trouble).rstrip(".")
        return _done(show_id, _("The orders could not be asked for. %(why)s.", why=why), kind="error")
    return hx.fragment(drawn(found)) if hx.wants_fragment() else render_template("show/index.html", page=found)


@page.post(f"{ADDRESS}/policy")
def policy(show_id: int) -> ResponseReturnValue:
    """Set which episodes are wanted: `policy` is all, future, from (with `season`), last, none; empty: as generally."""
    kind, season = request.form.get("policy", ""), request.form.get("season", "").strip()
    if kind == "from" and not (season.isascii() and season.isdecimal() and 1 <= int(season[:5]) <= 9999):
        return _wrong(show_id, "policy", "season", _("From which season on? Give a number from 1 to 9999."))
    text = f"from {int(season)}" if kind == "from" else kind
    before = _newest(show_id, "policy")
    try:
        decide.set_policy(here.house(), show_id, text or None)
    except Refused:
        return _wrong(show_id, "policy", "policy", _("Choose one of these."))
    wanted = show_words.policy(text) if text else _("as generally set")
    return _set(show_id, "policy", before, _("Wanted episodes: %(wanted)s.", wanted=wanted))


@page.post(f"{ADDRESS}/specials")
def specials(show_id: int) -> ResponseReturnValue:
    """Whether specials are expected: `specials` is on, off, or empty: as generally."""
    given = request.form.get("specials", "")
    if given not in ("on", "off", ""):
        return _wrong(show_id, "specials", "specials", _("Choose one of these."))
    before = _newest(show_id, "specials")
    decide.set_specials(here.house(), show_id, given == "on" if given else None)
    said = {"on": _("Specials count."), "off": _("Specials do not count."), "": _("Specials: as generally set.")}
    return _set(show_id, "specials", before, said[given])


@page.post(f"{ADDRESS}/grace")
def grace(show_id: int) -> ResponseReturnValue:
    """Set after how many `days` (0 to 7) an episode is missing; empty: as learned, or generally set."""
    given = request.form.get("days", "").strip()
    if given not in ("", *GRACE_DAYS):
        return _wrong(show_id, "grace", "days", _("Choose one of these."))
    before = _newest(show_id, "grace")
    decide.set_grace(here.house(), show_id, int(given) if given else None)
    said = _("Days of grace: %(days)s.", days=given) if given else _("Days of grace: found out by Parity again.")
    return _set(show_id, "grace", before, said)


def _set(show_id: int, kind: str, before: list[str], sentence: str) -> ResponseReturnValue:
    """To undo a wish brings back what is generally set: where there was another wish before, that is no undo."""
    return _done(show_id, sentence, undo=[] if before else _newest(show_id, kind))


def _title(show_id: int) -> str:
    with here.house().database.reading() as connection:
        return _there(one_show(connection, here.today(), show_id), show_id).title


def _there(found: Found | None, show_id: int) -> Found:
    if found is None:
        raise NoSuchThing(_("There is no show %(number)s.", number=show_id))
    return found


def _newest(show_id: int, kind: str) -> list[str]:
    """The decision of a kind that rules the show, for a button that takes it back."""
    with here.house().database.reading() as connection:
        found = decision_of_kind(connection, here.today(), show_id, kind)
    return [str(found)] if found else []


def _named(title: str, target: Target) -> str:
    if target.season is None:
        return title
    if target.episode is None:
        return f"{title}, {season_title(target.season)}"
    return f"{title} {Number(target.season, target.episode).code}"


def _anchor(target: Target) -> str:
    if target.season is None:
        return ""
    return f"s{target.season:02d}" if target.episode is None else Number(target.season, target.episode).code.lower()


def _address(show_id: int, at: str = "") -> str:
    return url_for("show.index", show_id=show_id, _anchor=at or None)


def _done(
    show_id: int, sentence: str, at: str = "", kind: str = "info", undo: list[str] | None = None
) -> ResponseReturnValue:
    html = drawn(_there(find(show_id), show_id)) if hx.wants_fragment() else ""
    return hx.done(sentence, html, _address(show_id, at), kind, undo or [])


def _wrong(show_id: int, form: str, field: str, words: str) -> ResponseReturnValue:
    given: Mapping[str, str] = request.form.to_dict()
    found = _there(find(show_id, Wrong(form, field, words, given)), show_id)
    if hx.wants_fragment():
        return hx.fragment(drawn(found), status=422)
    return render_template("show/index.html", page=found), 422
