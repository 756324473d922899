"""Ways into SIMKL that somebody has begun: each is known only to who holds its key, and is good for one time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import Connection, delete, insert, select, update

from parity.core.simkl import Generation
from parity.store import told_secrets
from parity.store.schema import simkl_pending as table

Way = Literal["code", "pin", "device"]
"""Through a browser that comes back with a code; or by a code to type, in the first and the second generation."""
_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One of them. `verifier` (PKCE) and `redirect_uri` belong to the way through a browser, the codes to the others.

    `address`: where the code is typed. SIMKL is not asked before `wait_until`; `interval` is in seconds.
    """

    key: str = field(repr=False)
    generation: Generation
    way: Way
    client_id: str
    expires_at: datetime
    verifier: str = field(default="", repr=False)
    redirect_uri: str = ""
    device_code: str = field(default="", repr=False)
    user_code: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    interval: int = 5
    wait_until: datetime | None = None
    used: bool = False


def add(connection: Connection, row: PendingRow, now: datetime) -> None:
    """Begin one; those that ended long ago are forgotten."""
    connection.execute(delete(table).where(table.c.expires_at < now - _KEPT_FOR))
    values = {name: getattr(row, name) for name in PendingRow.__slots__}
    connection.execute(insert(table).values(**values, begun_at=now))


def get(connection: Connection, key: str) -> PendingRow | None:
    """The one with this key."""
    row = connection.execute(select(table).where(table.c.key == key)).mappings().first()
    if row is None:
        return None
    for name in ("verifier", "device_code"):
        told_secrets.read(row[name])
    return PendingRow(
        row["key"],
        cast(Generation, row["generation"]),
        cast(Way, row["way"]),
        row["client_id"],
        row["expires_at"],
        row["verifier"] or "",
        row["redirect_uri"] or "",
        row["device_code"] or "",
        row["user_code"] or "",
        row["address"] or "",
        row["interval"],
        row["wait_until"],
        row["used"],
    )


def take_turn(connection: Connection, row: PendingRow, now: datetime, pause: timedelta) -> bool:
    """Note that SIMKL is asked now. False when it is too early, or somebody else was faster."""
    if row.wait_until is not None and now < row.wait_until:
        return False
    query = update(table).where(table.c.key == row.key, table.c.used.is_(False))
    same = table.c.wait_until.is_(None) if row.wait_until is None else table.c.wait_until == row.wait_until
    return connection.execute(query.where(same).values(wait_until=now + pause)).rowcount > 0


def wait(connection: Connection, key: str, until: datetime, interval: int) -> None:
    """SIMKL is left alone till then, and so long from then on between two questions."""
    connection.execute(update(table).where(table.c.key == key).values(wait_until=until, interval=interval))


def use(connection: Connection, key: str) -> bool:
    """Use it up. False when it was used before, or is gone."""
    query = update(table).where(table.c.key == key, table.c.used.is_(False)).values(used=True)
    return connection.execute(query).rowcount > 0


def forget(connection: Connection, key: str) -> None:
    """Nobody waits for it any more."""
    connection.execute(delete(table).where(table.c.key == key))
