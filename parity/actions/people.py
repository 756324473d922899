"""The owner says who may come in. Plex accounts are known by number or uuid, never by e-mail, which people change."""

import re

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.ports import House
from parity.core.roles import Role
from parity.store import notices, people
from parity.store.database import Connection
from parity.store.people import Person

_NUMBER, _UUID = re.compile(r"[1-9]\d{0,14}"), re.compile(r"(?=.*[a-f-])[0-9a-f-]{16,64}|[0-9]{16}")
_GIVEN = (Role.VIEWER, Role.MANAGER)


def allow(house: House, person_id: int, role: Role) -> Person:
    """Somebody who asked may come in, or may do more or less than before. Answers them. Raises Refused, NoSuchThing."""
    _must_be_given(role)
    return _with_role(house, person_id, role)


def allow_account(house: House, account: str, name: str, role: Role) -> Person:
    """A Plex account that was never here may come in, by its number or uuid as text. Raises Refused."""
    _must_be_given(role)
    typed = account.strip().lower()
    if "@" in typed:
        raise Refused("An e-mail address is not enough, as people change theirs: give the number of the account.")
    number = int(typed) if _NUMBER.fullmatch(typed) else None
    if number is None and not _UUID.fullmatch(typed):
        raise Refused("This is neither the number of a Plex account, such as 1234567, nor its uuid.")
    said = " ".join(name.split())[:100]
    with house.database.writing() as connection:
        person_id = people.expect(connection, number, "" if number else typed, said, house.now())
        return _set(house, connection, person_id, role)


def put_out(house: House, person_id: int) -> Person:
    """They may not come in any more, and all their sessions are over. Raises Refused and NoSuchThing."""
    return _with_role(house, person_id, Role.NOBODY)


def strike_off(house: House, person_id: int) -> None:
    """Who was not let in is no longer on the list; they may ask again. Raises Refused and NoSuchThing."""
    with house.database.writing() as connection:
        if _somebody(connection, person_id).role is not Role.NOBODY:
            raise Refused("This person may come in: put them out first.")
        people.forget(connection, person_id)
        notices.clear(connection, notices.ASKING)


def end_sessions(house: House, person_id: int) -> Person:
    """Sign somebody out everywhere. Answers them. Raises NoSuchThing."""
    with house.database.writing() as connection:
        _somebody(connection, person_id)
        people.end_sessions(connection, person_id)
        return _somebody(connection, person_id)


def sign_out_everybody(house: House) -> None:
    """End all sessions, the owner's too."""
    with house.database.writing() as connection:
        people.end_sessions(connection)


def _with_role(house: House, person_id: int, role: Role) -> Person:
    with house.database.writing() as connection:
        return _set(house, connection, person_id, role)


def _set(house: House, connection: Connection, person_id: int, role: Role) -> Person:
    if _somebody(connection, person_id).role is Role.OWNER:
        raise Refused("This is the owner, who can always come in.")
    people.set_role(connection, person_id, role, house.now())
    notices.clear(connection, notices.ASKING)
    return _somebody(connection, person_id)


def _somebody(connection: Connection, person_id: int) -> Person:
    person = people.get(connection, person_id)
    if person is None:
        raise NoSuchThing("This person is not on the list any more.")
    return person


def _must_be_given(role: Role) -> None:
    if role not in _GIVEN:
        raise Refused("Somebody can be let in as a viewer or as a manager.")
