"""Who asks: somebody who signed in, a user that the proxy names, or whoever opens an installation without sign-in.

The one room of Flask-Login. Who somebody is, and what they may do, is read once a request: a session says only
whose it is, so that it ends with the next request after its person was put out or signed out everywhere.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from flask import Flask, Request, current_app, g
from flask_login import LoginManager, current_user, login_user, logout_user

from parity.core.roles import Role
from parity.store import accounts, people
from parity.store.people import Person
from parity.web import here, proxy, sessions

_AUTH = "parity.auth"
_PERSON, _CANDIDATE = re.compile(r"p:(\d{1,18})\.(\d{1,18})"), re.compile(r"c:(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `candidate`: the Plex account that sets this installation up; `overtaken`: another one does by now.

    `is_active`, `is_anonymous` and `get_id` are what Flask-Login asks for.
    """

    name: str = ""
    role: Role = Role.NOBODY
    person_id: int | None = None
    turn: int = 0
    candidate: int | None = None
    overtaken: bool = False

    @property
    def is_authenticated(self) -> bool:
        """Whether they may come in."""
        return self.role > Role.NOBODY

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return not self.is_authenticated

    def get_id(self) -> str | None:
        """What the session holds."""
        if self.person_id is not None:
            return f"p:{self.person_id}.{self.turn}"
        return None if self.candidate is None else f"c:{self.candidate}"


ANYBODY = Visitor()
OWNER = Visitor(role=Role.OWNER)


def init_app(app: Flask, auth: str) -> None:
    """Know everybody who asks; `auth` as in PARITY_AUTH."""
    app.extensions[_AUTH] = auth
    app.config["REMEMBER_COOKIE_NAME"] = "parity_remember"  # never set; another app of this host may have its own
    manager = LoginManager()
    manager.session_protection = None  # addresses and browsers change; what ends a session is the turn of its person
    manager.anonymous_user = Visitor
    manager.user_loader(_of_session)
    manager.request_loader(_of_request)
    # What its init_app does besides looks at the session behind every view, for a cookie that is never set here: then
    # static files too would differ by cookie.
    app.login_manager = manager  # type: ignore[attr-defined]
    app.context_processor(lambda: {"may": may, "visitor": known() or ANYBODY})


def auth() -> str:
    """The way by which people come in: plex, proxy, none."""
    return cast(str, current_app.extensions[_AUTH])


def current() -> Visitor:
    """Who asks, looked up at the first call of a request."""
    return cast(Visitor, current_user._get_current_object())


def known() -> Visitor | None:
    """The same without looking anything up: None where nobody did, as when the database cannot be read."""
    return cast("Visitor | None", g.get("_login_user"))


def role() -> Role:
    """What who asks may do."""
    return current().role


def eyes() -> Visitor:
    """By whose eyes a page is drawn: who was looked up for this request, or whoever lends theirs."""
    lent = cast("Visitor | None", g.get("parity_eyes"))
    return lent or known() or (OWNER if auth() == "none" else ANYBODY)


@contextmanager
def drawn_for(visitor: Visitor) -> Iterator[None]:
    """What is drawn meanwhile is drawn for them; what may be done stays with who asks."""
    g.parity_eyes = visitor
    try:
        yield
    finally:
        g.pop("parity_eyes", None)


def may(word: str) -> bool:
    """For templates: whether who looks is a "viewer", "manager" or "owner", or more than that."""
    return eyes().role >= Role.of(word)


def sign_in_person(person: Person) -> None:
    """This browser is theirs from now on, by a session that nobody could know before."""
    _begin(Visitor(person.name, person.role, person.id, person.turn))


def sign_in_candidate(plex_id: int) -> None:
    """This browser sets the installation up for this Plex account, as long as no other one does."""
    _begin(Visitor(candidate=plex_id))


def sign_out() -> None:
    """This browser is nobody's."""
    logout_user()
    sessions.end()


def _begin(visitor: Visitor) -> None:
    sessions.begin()
    login_user(visitor)


def _of_session(text: str) -> Visitor | None:
    if auth() != "plex":
        return None
    if found := _PERSON.fullmatch(text):
        return _of_person(int(found[1]), int(found[2]))
    if found := _CANDIDATE.fullmatch(text):
        return _of_candidate(int(found[1]))
    return None


def _of_person(person_id: int, turn: int) -> Visitor | None:
    with here.house().database.reading() as connection:
        person = people.get(connection, person_id)
    if person is None or person.turn != turn or person.role is Role.NOBODY:
        return None
    sessions.refresh()
    return Visitor(person.name, person.role, person.id, person.turn)


def _of_candidate(plex_id: int) -> Visitor | None:
    with here.house().database.reading() as connection:
        owner, kept = people.owner(connection), accounts.kept(connection)
    if owner is not None:
        return None
    if kept is None or kept.account.id != plex_id:
        return Visitor(overtaken=kept is not None)
    return Visitor(kept.account.name, candidate=plex_id)


def _of_request(request: Request) -> Visitor | None:
    """Without sign-in everybody is the owner; a name counts only when a believed proxy is the one that says it."""
    if auth() == "none":
        return OWNER
    given = here.grounds().given
    if auth() != "proxy" or not proxy.lies_in(proxy.peer_of(request.environ), given.proxy_networks):
        return None
    name = _readable(request.headers.get(given.auth_header, ""))
    owners = [owner.strip() for owner in (given.owner or "").split(",")]
    return Visitor(name, Role.OWNER if name in owners else Role.MANAGER) if name else None


def _readable(header: str) -> str:
    """A header's text: names come as UTF-8, which the server hands on as Latin-1."""
    try:
        return header.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header.strip()
