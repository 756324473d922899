"""Keys for programs, of which only a digest is kept: who loses one makes another."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.exc import OperationalError

from parity.store import told_secrets
from parity.store.database import Database
from parity.store.schema import access_keys

_USE_IS_NOTED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key as it is kept. kind: api, feed. scope: api read|manage, feed calendar|missing|movies. `tail`: its end."""

    id: int
    kind: str
    scope: str
    label: str
    tail: str
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def every(connection: Connection, kind: str) -> list[AccessKey]:
    """Those of a kind that still open something, the newest first."""
    query = select(access_keys).where(access_keys.c.kind == kind, access_keys.c.revoked_at.is_(None))
    return [_read(row) for row in connection.execute(query.order_by(access_keys.c.id.desc())).mappings()]


def by_secret(connection: Connection, kind: str, secret: str) -> AccessKey | None:
    """The key that this text is, if it still opens something."""
    query = select(access_keys).where(access_keys.c.digest == _digest(secret), access_keys.c.kind == kind)
    row = connection.execute(query.where(access_keys.c.revoked_at.is_(None))).mappings().first()
    if row is None:
        return None
    told_secrets.read(secret)
    return _read(row)


def add(connection: Connection, kind: str, scope: str, label: str, secret: str, now: datetime) -> int:
    """Keep a new key; its id."""
    values = {"kind": kind, "scope": scope, "label": label, "digest": _digest(secret), "tail": secret[-4:]}
    query = insert(access_keys).values(**values, made_at=now).returning(access_keys.c.id)
    return int(connection.execute(query).scalar_one())


def revoke(connection: Connection, key_id: int, now: datetime) -> bool:
    """From now on it opens nothing. False when there is no such key, or it opened nothing any more."""
    query = update(access_keys).where(access_keys.c.id == key_id, access_keys.c.revoked_at.is_(None))
    return connection.execute(query.values(revoked_at=now)).rowcount > 0


def note_use(database: Database, key: AccessKey, now: datetime) -> None:
    """Note that it was used, to some minutes; where nothing can be written, it is not noted and opens all the same."""
    if key.used_at is not None and now - key.used_at < _USE_IS_NOTED:
        return
    with suppress(OperationalError), database.writing() as connection:
        connection.execute(update(access_keys).where(access_keys.c.id == key.id).values(used_at=now))


def _digest(secret: str) -> str:
    # A key is long and random: it needs neither salt nor a slow digest.
    return sha256(secret.encode()).hexdigest()


def _read(row: RowMapping) -> AccessKey:
    return AccessKey(**{name: row[name] for name in AccessKey.__dataclass_fields__})
