"""Who asks."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, session

from parity.core.roles import Role
from parity.store import accounts, people
from parity.store.people import Person
from parity.web import here

_AUTH = "parity.auth"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `candidate`: the Plex account that sets this installation up; `overtaken`: another one does by now."""

    name: str = ""
    role: Role = Role.NOBODY
    person_id: int | None = None
    turn: int = 0
    candidate: int | None = None
    overtaken: bool = False


def init_app(app: Flask, auth: str) -> None:
    """Know everybody who asks."""
    app.extensions[_AUTH] = auth
    app.context_processor(lambda: {"may": may, "visitor": current()})


def auth() -> str:
    """The way by which people come in."""
    return cast(str, current_app.extensions[_AUTH])


def current() -> Visitor:
    """Who asks."""
    text = session.get("_user_id", "")
    if auth() == "none":
        return Visitor(role=Role.OWNER)
    with here.house().database.reading() as connection:
        owner, kept = people.owner(connection), accounts.kept(connection)
        person = people.get(connection, int(text[2:].partition(".")[0])) if text.startswith("p:") else None
    if person is not None:
        return Visitor(person.name, person.role, person.id, person.turn)
    if not text.startswith("c:") or owner is not None:
        return Visitor()
    if kept is None or str(kept.account.id) != text[2:]:
        return Visitor(overtaken=kept is not None)
    return Visitor(kept.account.name, candidate=kept.account.id)


def role() -> Role:
    """What who asks may do."""
    return current().role


def may(word: str) -> bool:
    """Whether who asks is this, or more."""
    return role() >= Role.of(word)


def sign_in_person(person: Person) -> None:
    """This browser is theirs from now on."""
    session["_user_id"] = f"p:{person.id}.{person.turn}"
