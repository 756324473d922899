"""`/settings/people`: who may come in, who asked to, and how much each may do."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import people
from parity.actions.decide import Refused
from parity.core.roles import Role
from parity.store import people as kept
from parity.store.people import Person
from parity.web import here, hx, who
from parity.web.speech import gettext as _

page = Blueprint("people", __name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list. `me`: it is who reads it."""

    person: Person
    name: str
    role: str
    me: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed to let an account in, and what is wrong with it."""

    account: str = ""
    name: str = ""
    role: str = "viewer"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Guests:
    """Who may come in and who asked to. `auth` as in PARITY_AUTH: the list holds where people sign in."""

    auth: str
    inside: tuple[Listed, ...]
    asking: tuple[Listed, ...]
    asked: Asked = Asked()


@page.get("/settings/people")
def index() -> ResponseReturnValue:
    """The page."""
    return _page(Asked())


@page.post("/settings/people")
def allow() -> ResponseReturnValue:
    """Let a Plex account in that was never here: `account` is its number or uuid, `role` what it may do."""
    typed = Asked(request.form.get("account", ""), request.form.get("name", ""), request.form.get("role", ""))
    try:
        person = people.allow_account(here.house(), typed.account, typed.name, _role(typed.role))
    except Refused as refused:
        asked = Asked(typed.account, typed.name, typed.role, str(refused))
        return (hx.fragment(_html(asked), status=422)) if hx.wants_fragment() else (_page(asked), 422)
    return _done(_said(person))


@page.post("/settings/people/<int(max=2147483647):person_id>")
def change(person_id: int) -> ResponseReturnValue:
    """Change what somebody may `do`: viewer, manager, out; sessions ends all theirs, strike takes them off the list."""
    house, do = here.house(), request.form.get("do", "")
    if do == "strike":
        people.strike_off(house, person_id)
        return _done(_("Taken off the list. They may ask again."))
    if do == "sessions":
        person = people.end_sessions(house, person_id)
        said = _("%(name)s is signed out everywhere.", name=_name_of(person))
        return _stay(said) if who.current().person_id == person_id else _done(said)
    if do == "out":
        person = people.put_out(house, person_id)
        return _done(_("%(name)s may not come in any more.", name=_name_of(person)))
    return _done(_said(people.allow(house, person_id, _role(do))))


@page.post("/settings/people/sign-out")
def sign_out() -> ResponseReturnValue:
    """End all sessions but this one."""
    people.sign_out_everybody(here.house())
    return _stay(_("Everybody else is signed out."))


def _role(word: str) -> Role:
    try:
        return Role.of(word)
    except ValueError:
        abort(422)


def _said(person: Person) -> str:
    if person.role is Role.MANAGER:
        return _("%(name)s may come in, and change things.", name=_name_of(person))
    return _("%(name)s may come in, and look.", name=_name_of(person))


def _stay(sentence: str) -> Response:
    """This browser goes on by a new session; what its page holds belongs to the old one."""
    person_id = who.current().person_id
    with here.house().database.reading() as connection:
        person = kept.get(connection, person_id) if person_id is not None else None
    if person is not None:
        who.sign_in_person(person)
    return hx.moved(sentence, url_for("people.index"))


def _done(sentence: str) -> Response:
    return hx.done(sentence, _html(Asked()) if hx.wants_fragment() else "", url_for("people.index"))


def _page(asked: Asked) -> str:
    return render_template("settings/people.html", guests=_guests(asked))


def _html(asked: Asked) -> str:
    return render_template("settings/_people.html", guests=_guests(asked))


def _guests(asked: Asked) -> Guests:
    with here.house().database.reading() as connection:
        every = [_listed(person) for person in kept.every(connection)]
    inside = tuple(one for one in every if one.person.role is not Role.NOBODY)
    asking = tuple(one for one in every if one.person.role is Role.NOBODY)
    return Guests(who.auth(), inside, asking, asked)


def _listed(person: Person) -> Listed:
    words = {Role.OWNER: _("owner"), Role.MANAGER: _("manager"), Role.VIEWER: _("viewer"), Role.NOBODY: _("not let in")}
    return Listed(person, _name_of(person), words[person.role], who.current().person_id == person.id)


def _name_of(person: Person) -> str:
    if person.name:
        return person.name
    return _("Account %(number)s", number=person.plex_id if person.plex_id > 0 else person.uuid)
