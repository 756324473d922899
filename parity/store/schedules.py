"""When each schedule was last due and claimed, so that a missed run is caught up once and never twice."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from parity.store.schema import schedules

_LAST_DUE = select(schedules.c.last_due).where(schedules.c.name == bindparam("of"))


def last_due(connection: Connection, name: str) -> datetime | None:
    """The due moment that was last taken care of."""
    return connection.execute(_LAST_DUE, {"of": name}).scalar()


def claim(connection: Connection, name: str, due: datetime, now: datetime) -> bool:
    """Take care of this due moment; False when somebody already did."""
    mine = schedules.c.name == name
    if connection.execute(select(schedules.c.name).where(mine)).first() is None:
        connection.execute(insert(schedules).values(name=name, last_due=due, last_run_at=now))
        return True
    unclaimed = or_(schedules.c.last_due.is_(None), schedules.c.last_due < due)
    taken = update(schedules).where(mine, unclaimed).values(last_due=due, last_run_at=now)
    return connection.execute(taken).rowcount == 1
