"""The Plex servers followed by signing in or by hand, each with the address that works and its own token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from parity.store import told_secrets
from parity.store.schema import servers


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A server as it is kept. One that only the settings give has neither address nor token here.

    `trouble`: why it did not answer when it was last asked, since `trouble_since`.
    """

    machine_id: str
    name: str
    version: str
    seen_at: datetime
    followed: bool
    owned: bool
    by_hand: bool
    relay: bool
    verify_tls: bool
    address: str | None
    token: str | None = field(repr=False)
    latency_ms: int | None
    trouble: str | None
    trouble_since: datetime | None


_EVERY = select(servers).order_by(servers.c.name, servers.c.machine_id)


def every(connection: Connection) -> list[ServerRow]:
    """All servers ever seen, by name."""
    return [_read(row) for row in connection.execute(_EVERY).mappings()]


def followed(connection: Connection) -> list[ServerRow]:
    """Those to ask by what is kept here."""
    return [row for row in every(connection) if row.followed and row.address and row.token]


def get(connection: Connection, machine_id: str) -> ServerRow | None:
    """One server."""
    row = connection.execute(select(servers).where(servers.c.machine_id == machine_id)).mappings().first()
    return _read(row) if row else None


def put(connection: Connection, machine_id: str, now: datetime, values: Mapping[str, object]) -> None:
    """Create a server or change these columns of it (names as in ServerRow)."""
    if get(connection, machine_id) is None:
        made = {"machine_id": machine_id, "name": "", "seen_at": now, **values}
        connection.execute(insert(servers).values(**made))
    else:
        connection.execute(update(servers).where(servers.c.machine_id == machine_id).values(**values))


def _read(row: RowMapping) -> ServerRow:
    told_secrets.read(row["token"])
    return ServerRow(**row)
