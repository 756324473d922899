"""The Plex accounts that may come in, and those that asked to."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from parity.core.account import Account
from parity.core.roles import Role
from parity.store.schema import people

_ASKING_KEPT = 20
_TURNS = 2**30
_IS_OWNER = people.c.role == Role.OWNER.word


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may come in, or asked to. `turn` goes up whenever all their sessions are ended."""

    id: int
    plex_id: int
    uuid: str
    name: str
    role: Role
    turn: int
    since: datetime
    seen_at: datetime | None


_BY_ID = select(people).where(people.c.id == bindparam("this_person"))  # made once: each request asks who it is from


def owner(connection: Connection) -> Person | None:
    """Whose installation this is, None while it is nobody's."""
    return _one(connection, _IS_OWNER)


def get(connection: Connection, person_id: int) -> Person | None:
    """One person."""
    row = connection.execute(_BY_ID, {"this_person": person_id}).mappings().first()
    return _read(row) if row else None


def of_account(connection: Connection, account: Account) -> Person | None:
    """The person behind a Plex account, by its id or uuid.

    Of two, as when its number and its uuid were let in apart, it is the owner, else whoever was spoken of last.
    """
    last = select(people).where(_is(account)).order_by(_IS_OWNER.desc(), people.c.since.desc(), people.c.id.desc())
    row = connection.execute(last).mappings().first()
    return _read(row) if row else None


def every(connection: Connection) -> list[Person]:
    """All of them: the owner, managers, viewers, then who only asked, the last one first."""
    rank = case({role.word: -role for role in Role}, value=people.c.role)
    query = select(people).order_by(rank, people.c.seen_at.desc(), people.c.id)
    return [_read(row) for row in connection.execute(query).mappings()]


def make_owner(connection: Connection, account: Account, now: datetime) -> bool:
    """Give the installation to this account. False when somebody has it already."""
    if owner(connection) is not None:
        return False
    known = of_account(connection, account)
    try:
        with connection.begin_nested():  # PostgreSQL goes on after a refusal only where one was foreseen
            if known is None:
                _add(connection, **_who(account), role=Role.OWNER.word, since=now, seen_at=now)
            else:
                set_role(connection, known.id, Role.OWNER, now)
    except IntegrityError:  # somebody else was faster by a moment
        return False
    return True


def came(connection: Connection, account: Account, now: datetime) -> Person:
    """Note that this account signed in just now; a stranger is noted as one who asked. Answers who it is."""
    known = of_account(connection, account)
    if known is None:
        _add(connection, **_who(account), role=Role.NOBODY.word, since=now, seen_at=now)
        _forget_old_askers(connection)
    else:
        connection.execute(delete(people).where(_is(account), people.c.id != known.id))
        connection.execute(update(people).where(people.c.id == known.id).values(**_who(account), seen_at=now))
    found = of_account(connection, account)
    if found is None:
        raise LookupError("somebody who just came is gone")
    return found


def expect(connection: Connection, plex_id: int | None, uuid: str, name: str, now: datetime) -> int:
    """Note an account that was never here, by its number or its uuid. Answers its id, also when it is known already."""
    same = people.c.plex_id == plex_id if plex_id is not None else people.c.uuid == uuid
    known = _one(connection, same)
    if known is not None:
        return known.id
    if plex_id is None:  # its real number comes with its first sign-in; until then one that no account has
        plex_id = min(int(connection.execute(select(func.min(people.c.plex_id))).scalar() or 0), 0) - 1
    return _add(connection, plex_id=plex_id, uuid=uuid, name=name, role=Role.NOBODY.word, since=now)


def set_role(connection: Connection, person_id: int, role: Role, now: datetime) -> None:
    """From now on they may do this much; with less than before all their sessions are over."""
    person = get(connection, person_id)
    if person is None or person.role == role:
        return
    turn = people.c.turn + (1 if role < person.role else 0)
    connection.execute(update(people).where(people.c.id == person_id).values(role=role.word, turn=turn, since=now))


def end_sessions(connection: Connection, person_id: int | None = None) -> None:
    """Sign somebody out everywhere, or everybody."""
    query = update(people).values(turn=people.c.turn + 1)
    connection.execute(query if person_id is None else query.where(people.c.id == person_id))


def forget(connection: Connection, person_id: int) -> None:
    """Strike somebody from the list; a session of theirs leads nowhere."""
    connection.execute(delete(people).where(people.c.id == person_id, people.c.role != Role.OWNER.word))


def _add(connection: Connection, **values: object) -> int:
    """A new person; their id. The database may give the id of somebody who is gone: a session of theirs fits no more,
    because nobody's turn begins where another's did.
    """
    query = insert(people).values(**values, turn=secrets.randbelow(_TURNS)).returning(people.c.id)
    return int(connection.execute(query).scalar_one())


def _one(connection: Connection, where: object) -> Person | None:
    row = connection.execute(select(people).where(where)).mappings().first()  # type: ignore[arg-type]
    return _read(row) if row else None


def _is(account: Account) -> ColumnElement[bool]:
    same = people.c.plex_id == account.id
    return same | (people.c.uuid == account.uuid) if account.uuid else same


def _who(account: Account) -> dict[str, object]:
    return {"plex_id": account.id, "uuid": account.uuid, "name": account.name}


def _read(row: RowMapping) -> Person:
    return Person(**{**row, "role": Role.of(row["role"])})


def _forget_old_askers(connection: Connection) -> None:
    asking = people.c.role == Role.NOBODY.word
    kept = select(people.c.id).where(asking).order_by(people.c.seen_at.desc(), people.c.id.desc()).limit(_ASKING_KEPT)
    connection.execute(delete(people).where(asking, people.c.id.not_in(kept.scalar_subquery())))


def count(connection: Connection) -> int:
    """How many may come in."""
    query = select(func.count()).select_from(people).where(people.c.role != Role.NOBODY.word)
    return int(connection.execute(query).scalar_one())
