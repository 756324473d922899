"""The user of Plex's home whose watched state is meant, and their token; nobody where it is the owner's."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from parity.store import told_secrets
from parity.store.schema import watched_user as table

_ONE = 1
_KEPT = select(table.c.who, table.c.name, table.c.token, table.c.chosen_at).where(table.c.id == _ONE)


@dataclass(frozen=True, slots=True)
class ChosenUser:
    """Who was chosen: `who` is their uuid at Plex, `token` their account's."""

    who: str
    name: str
    token: str = field(repr=False)
    chosen_at: datetime


def kept(connection: Connection) -> ChosenUser | None:
    """The user, None for the owner."""
    row = connection.execute(_KEPT).first()
    if row is None:
        return None
    told_secrets.read(row.token)
    return ChosenUser(*row)


def keep(connection: Connection, user: ChosenUser) -> None:
    """From now on it is this one."""
    forget(connection)
    values = {"who": user.who, "name": user.name, "token": user.token, "chosen_at": user.chosen_at}
    connection.execute(insert(table).values(id=_ONE, **values))


def forget(connection: Connection) -> None:
    """It is the owner again."""
    connection.execute(delete(table))
