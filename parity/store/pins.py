"""Sign-ins under way: each is known only to who holds its key, and is good for one time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import Connection, delete, insert, select, update

from parity.core.account import Pin, TokenKind
from parity.store.schema import pins

Purpose = Literal["enter", "connect"]
_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PinRow:
    """A sign-in under way. `asked_at`: when Plex was last asked about it; not before `wait_until` again."""

    key: str = field(repr=False)
    pin: Pin
    kind: TokenKind
    purpose: Purpose
    strong: bool
    asked_at: datetime | None
    wait_until: datetime | None
    used: bool


def add(
    connection: Connection, key: str, pin: Pin, kind: TokenKind, purpose: Purpose, strong: bool, now: datetime
) -> None:
    """Begin one under a new key; those that ended long ago are forgotten."""
    connection.execute(delete(pins).where(pins.c.expires_at < now - _KEPT_FOR))
    made = {"key": key, "pin_id": pin.id, "code": pin.code, "expires_at": pin.expires_at}
    connection.execute(insert(pins).values(**made, kind=kind, purpose=purpose, strong=strong))


def get(connection: Connection, key: str) -> PinRow | None:
    """The sign-in with this key."""
    row = connection.execute(select(pins).where(pins.c.key == key)).mappings().first()
    if row is None:
        return None
    return PinRow(
        row["key"],
        Pin(row["pin_id"], row["code"], row["expires_at"]),
        cast(TokenKind, row["kind"]),
        cast(Purpose, row["purpose"]),
        row["strong"],
        row["asked_at"],
        row["wait_until"],
        row["used"],
    )


def take_turn(connection: Connection, row: PinRow, now: datetime, pause: timedelta) -> bool:
    """Note that Plex is asked now. False when it is too early, or somebody else was faster."""
    if row.wait_until is not None and now < row.wait_until:
        return False
    query = update(pins).where(pins.c.key == row.key, pins.c.used.is_(False))
    query = query.where(pins.c.asked_at.is_(None) if row.asked_at is None else pins.c.asked_at == row.asked_at)
    return connection.execute(query.values(asked_at=now, wait_until=now + pause)).rowcount > 0


def wait(connection: Connection, key: str, until: datetime) -> None:
    """Plex was asked too often: leave it alone for a while."""
    connection.execute(update(pins).where(pins.c.key == key).values(wait_until=until))


def use(connection: Connection, key: str) -> bool:
    """Use it up. False when it was used before, or is gone."""
    query = update(pins).where(pins.c.key == key, pins.c.used.is_(False)).values(used=True)
    return connection.execute(query).rowcount > 0


def forget(connection: Connection, key: str) -> None:
    """Nobody waits for it any more."""
    connection.execute(delete(pins).where(pins.c.key == key))
