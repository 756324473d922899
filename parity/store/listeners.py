"""Who listens to which server: one thread of one process at a time, for as long as its lease lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from parity.store.schema import listeners

LEASE = timedelta(seconds=45)
"""Longer than a line may be silent."""


@dataclass(frozen=True, slots=True)
class Listener:
    """See schema.listeners. state: listening, silent (the line broke; `sentence` says why)."""

    machine_id: str
    lease_until: datetime | None
    state: str
    since: datetime
    heard_at: datetime | None
    sentence: str | None


_ALL = select(*(listeners.c[name] for name in Listener.__dataclass_fields__))
_CHANGE = update(listeners).where(listeners.c.machine_id == bindparam("this_server"))
_FREE = or_(listeners.c.lease_until.is_(None), listeners.c.lease_until < bindparam("now"))


def every(connection: Connection) -> dict[str, Listener]:
    """By machine id."""
    return {row.machine_id: Listener(*row) for row in connection.execute(_ALL)}


def claim(connection: Connection, machine_id: str, now: datetime) -> bool:
    """Take a server to listen to. False while somebody else does."""
    place = {"this_server": machine_id, "now": now}
    taken = _CHANGE.where(_FREE).values(lease_until=now + LEASE)
    if connection.execute(taken, place).rowcount:
        return True
    if machine_id in every(connection):
        return False
    connection.execute(insert(listeners), {"machine_id": machine_id, "lease_until": now + LEASE, "since": now})
    return True


def heard(connection: Connection, machine_id: str, now: datetime) -> None:
    """The line is alive."""
    row = every(connection).get(machine_id)
    values: dict[str, object] = {"lease_until": now + LEASE, "heard_at": now, "sentence": None}
    if row is None or row.state != "listening":
        values |= {"state": "listening", "since": now}
    connection.execute(_CHANGE, {"this_server": machine_id, **values})


def broke(connection: Connection, machine_id: str, now: datetime, sentence: str | None) -> None:
    """Nobody listens any more: the line broke, or its listener ends."""
    values = {"lease_until": None, "state": "silent", "since": now, "sentence": sentence}
    connection.execute(_CHANGE, {"this_server": machine_id, **values})


def free(connection: Connection) -> None:
    """At the start of the only worker: whoever listened is gone."""
    connection.execute(update(listeners).values(lease_until=None))
