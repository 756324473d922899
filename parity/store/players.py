"""How each server is treated as one that is told what arrived, and how it answered lately."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from parity.store.schema import players


@dataclass(frozen=True, slots=True)
class Player:
    """See schema.players. `patience`: seconds one request may take, None as everywhere; `paused`: why."""

    machine_id: str
    told: bool = True
    hold_while_playing: bool = False
    patience: int | None = None
    paused: str | None = None
    failures: int = 0
    retry_at: datetime | None = None
    heard_at: datetime | None = None


_COLUMNS = [players.c[name] for name in Player.__dataclass_fields__]
_ALL = select(*_COLUMNS)
_ONE = _ALL.where(players.c.machine_id == bindparam("this_server"))
_CHANGE = update(players).where(players.c.machine_id == bindparam("this_server"))


def of(connection: Connection, machine_id: str) -> Player:
    """How this server is treated; as by default where nobody said otherwise."""
    row = connection.execute(_ONE, {"this_server": machine_id}).first()
    return Player(*row) if row else Player(machine_id)


def every(connection: Connection) -> dict[str, Player]:
    """Those with a word of their own, by machine id."""
    return {row.machine_id: Player(*row) for row in connection.execute(_ALL)}


def change(connection: Connection, machine_id: str, **values: object) -> None:
    """Write some columns."""
    if connection.execute(_CHANGE, {"this_server": machine_id, **values}).rowcount == 0:
        connection.execute(insert(players), {"machine_id": machine_id, **values})
