"""`/setup`: one page a step, from signing in to the first scan. It goes on wherever it was left."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import preferences, set_up
from parity.actions.choose_libraries import NothingChosen, choose_libraries
from parity.actions.look_round import read_libraries
from parity.actions.own import Claimed
from parity.core.roles import Role
from parity.core.setup_steps import LIBRARIES, SERVERS, SIGN_IN, START, TIMES, TMDB, Facts, after
from parity.core.sign_in import SENTENCES, Over
from parity.settings import SettingError
from parity.web import here, hx, server_cards, server_forms, setup_pages, who
from parity.web.nearness import needs_code
from parity.web.server_forms import Outcome
from parity.web.setting_changes import overtaken, typed_into, wanted
from parity.web.setup_pages import slug_of
from parity.web.speech import gettext as _

page = Blueprint("setup", __name__)

_SLUGS = {slug_of(step): step for step in (SIGN_IN, SERVERS, LIBRARIES, TMDB, TIMES, START)}


@page.get("/setup")
def index() -> ResponseReturnValue:
    """Where the setup goes on."""
    facts = _facts()
    return _sign_in_page(facts) if not _mine(facts) or facts.current == SIGN_IN else _to(facts.current)


@page.get("/setup/<any('sign-in', servers, libraries, tmdb, times, start):slug>")
def step(slug: str) -> ResponseReturnValue:
    """One step; what lies behind one that is not done leads to that one."""
    facts, wished = _facts(), _SLUGS[slug]
    if wished == SIGN_IN:
        return _sign_in_page(facts)
    return _drawn(wished, facts) if _mine(facts) and facts.is_open(wished) else redirect(url_for("setup.index"), 303)


@page.post("/setup/sign-in")
def sign_in() -> ResponseReturnValue:
    """Go on with who is signed in; their servers are looked for at once, unless that was done before."""
    facts = _may(SIGN_IN)
    if not facts.met(SIGN_IN):
        return _to(SIGN_IN)
    looks = facts.account and server_cards.section("setup").looked_at is None
    return _on(SIGN_IN, server_forms.trouble_to_look(here.house()) if looks else "")


@page.post("/setup/servers")
def pass_servers() -> ResponseReturnValue:
    """Go on with the servers that are followed: their libraries are read, so that they can be chosen from."""
    facts = _may(SERVERS)
    if not facts.met(SERVERS):
        return _wrong(SERVERS, facts, _("Follow at least one server: there is nothing to compare without."))
    if _owns_none(facts):
        said = _("None of these servers is yours. Only who owns one can finish the setup: sign in with that account.")
        return _wrong(SERVERS, facts, said)
    answered, troubles = read_libraries(here.house())
    if not answered and "anyway" not in request.form:
        return _wrong(SERVERS, facts, " ".join(troubles), silent=True)
    return _on(SERVERS, " ".join(troubles))


def _owns_none(facts: Facts) -> bool:
    """Whether Plex said which servers there are, and that none is theirs: then the end would refuse them."""
    return facts.must_sign_in and server_cards.section("setup").owns_none


@page.post("/setup/libraries/read")
def read_again() -> ResponseReturnValue:
    """Ask the servers for their libraries again."""
    _may(LIBRARIES)
    _answered, troubles = read_libraries(here.house())
    said = " ".join(troubles) or _("The libraries were read again.")
    return hx.moved(said, _address(LIBRARIES), "error" if troubles else "info")


@page.post("/setup/libraries")
def pass_libraries() -> ResponseReturnValue:
    """Follow the libraries that are ticked."""
    facts = _may(LIBRARIES)
    if here.settings().origin("plex_library_name") == "environment" or not setup_pages.libraries().shelves:
        return _on(LIBRARIES)
    chosen = frozenset(request.form.getlist("library"))
    try:
        choose_libraries(here.house(), chosen)
    except NothingChosen:
        problem = _("Tick at least one library: there is nothing to compare without.")
        return _wrong(LIBRARIES, facts, libraries=setup_pages.libraries(chosen, problem))
    return _on(LIBRARIES)


@page.post("/setup/tmdb")
def pass_tmdb() -> ResponseReturnValue:
    """Keep TMDB's key, once TMDB took it."""
    facts, settings = _may(TMDB), here.settings()
    key = request.form.get("key", "").strip()
    if settings.tmdb_api_key and (not key or settings.origin("tmdb_api_key") == "environment"):
        return _on(TMDB)
    try:
        checked = set_up.save_key(here.house(), key, untested="untested" in request.form)
    except SettingError:
        return _wrong(TMDB, facts, tmdb=setup_pages.tmdb(_("Give the key: one line, as TMDB shows it.")))
    here.settings_changed()
    if here.settings().tmdb_api_key == key:
        return _on(
            TMDB, "" if checked.outcome == "works" else _("The key is kept, but TMDB could not be asked about it.")
        )
    silent = checked.outcome == "silent"
    problem = _("TMDB refuses this key. Copy it once more.") if not silent else checked.detail
    return _wrong(TMDB, facts, tmdb=setup_pages.tmdb(problem, silent))


@page.post("/setup/times")
def pass_times() -> ResponseReturnValue:
    """Keep zone, grace and schedules."""
    facts = _may(TIMES)
    fields = {name: field for name, field in setup_pages.times().fields.items() if not field.locked}
    typed = typed_into(request.form, fields)
    changed, late = wanted(typed, fields), overtaken(typed, fields)
    flaws = preferences.flaws(changed)
    if flaws or late:
        return _wrong(TIMES, facts, times=setup_pages.times(typed, flaws, late))
    preferences.save(here.house(), changed)
    return _on(TIMES)


@page.post("/setup/start")
def finish() -> ResponseReturnValue:
    """The end: the installation is theirs who set it up, and the first scan starts."""
    facts = _may(START)
    if facts.current != START:
        return _to(facts.current)
    if facts.set_up:
        return redirect(url_for("dashboard.index"), 303)
    problem = _claim() if facts.must_sign_in else ""
    if problem:
        return _wrong(START, _facts(), problem)
    started = set_up.finish(here.house())
    said = _("Parity is set up. The first scan has begun.") if started else _("Parity is set up.")
    return hx.moved(said, url_for("dashboard.index", _anchor="scan"))


def _claim() -> str:
    """Make the installation theirs; answers why not, in words."""
    visitor = who.current()
    if needs_code():
        return _("You come from outside your network: give the setup code, which stands in the log of Parity.")
    found = set_up.own(here.house(), visitor.candidate, True)
    if isinstance(found, Claimed):
        who.sign_in_person(found.person)
        return ""
    return _over(found)


def _over(over: Over) -> str:
    return _(SENTENCES[over.reason], name=over.name, detail=over.detail)


def _answer(outcome: Outcome) -> ResponseReturnValue:
    """What came of a form of a server, on the page of that step."""
    kind = "info" if outcome.well else "error"
    if outcome.by_hand is not None:
        section = server_cards.section("setup", outcome.by_hand)
        if hx.wants_fragment():
            return hx.fragment(render_template("servers/_servers.html", servers=section), status=422)
        return _wrong(SERVERS, _facts(), servers=section)
    section = server_cards.section("setup")
    html = render_template("servers/_servers.html", servers=section) if hx.wants_fragment() else ""
    return hx.done(outcome.sentence, html, _address(SERVERS), kind)


@page.before_request
def guard_servers() -> None:
    """The forms of servers are for who sets Parity up; afterwards for its owner alone."""
    name = (request.endpoint or "").removeprefix("setup.")
    if name in server_forms.NAMES and _may(SERVERS).set_up and name != "test" and who.role() < Role.OWNER:
        abort(403, _("Only the owner chooses servers."))


server_forms.add_to(page, "/setup/servers", _answer)


def _facts() -> Facts:
    return set_up.facts(here.house(), must_sign_in=who.role() < Role.MANAGER)


def _mine(facts: Facts) -> bool:
    """Whether who asks may go on with the setup: they manage Parity, or nobody owns it and they signed in last."""
    visitor = who.current()
    return visitor.role >= Role.MANAGER or (not facts.set_up and visitor.candidate is not None)


def _may(step: str) -> Facts:
    """How things stand, for who may send the form of a step. Leads to where the setup goes on if they may not."""
    facts = _facts()
    if not _mine(facts):
        abort(403, _("Sign in with Plex first: another account may be setting Parity up by now."))
    if not facts.is_open(step):
        abort(_to(facts.current))
    return facts


def _sign_in_page(facts: Facts) -> str:
    visitor, mine = who.current(), _mine(facts)
    if facts.set_up and not mine:
        abort(403)
    content = setup_pages.sign_in(visitor, facts, mine)
    return render_template("setup/sign_in.html", frame=setup_pages.frame(SIGN_IN, facts), sign_in=content)


def _drawn(step: str, facts: Facts, **given: object) -> str:
    make: dict[str, Callable[[], dict[str, object]]] = {
        SERVERS: lambda: {"servers": server_cards.section("setup")},
        LIBRARIES: lambda: {"libraries": setup_pages.libraries()},
        TMDB: lambda: {"tmdb": setup_pages.tmdb()},
        TIMES: lambda: {"times": setup_pages.times()},
        START: lambda: {"start": setup_pages.start(facts, server_cards.section("setup"))},
    }
    context = {**({} if slug_of(step) in given else make[step]()), **given}
    said: dict[str, object] = {"problem": "", "silent": False, "owns_none": step == SERVERS and _owns_none(facts)}
    return render_template(f"setup/{step}.html", frame=setup_pages.frame(step, facts), **said | context)


def _wrong(step: str, facts: Facts, problem: str = "", silent: bool = False, **given: object) -> ResponseReturnValue:
    """The page of a step again, with what is wrong."""
    return _drawn(step, facts, problem=problem, silent=silent, **given), 422


def _on(step: str, said: str = "") -> Response:
    """The step is passed: the one behind it, with a sentence if there is one."""
    set_up.go_on(here.house(), step)
    to = _address(after(step))
    return hx.moved(said, to, "error") if said else redirect(to, 303)  # type: ignore[return-value]


def _to(step: str) -> Response:
    return redirect(_address(step), 303)  # type: ignore[return-value]


def _address(step: str) -> str:
    return url_for("setup.step", slug=slug_of(step))
