"""The ways in for programs: each with a kind, a name, and the secret that stands in its address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from parity.store import told_secrets
from parity.store.schema import arrivals, hooks, libraries

Kind = Literal["plex", "arr", "path"]
"""What posts there: Plex, Sonarr or Radarr, who tells bare paths."""
USE_IS_NOTED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HookRow:
    """A hook as it is kept. `used_at`: when it was used last, to a minute."""

    id: int
    kind: Kind
    name: str
    secret: str = field(repr=False)
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class LastHeard:
    """The newest message of a hook; see schema.arrivals."""

    id: int
    at: datetime
    event: str
    said: str
    outcome: str
    sentence: str | None


_COLUMNS = [hooks.c[name] for name in HookRow.__dataclass_fields__]
_EVERY = select(*_COLUMNS).order_by(hooks.c.name)
_ONE = select(*_COLUMNS).where(hooks.c.id == bindparam("this_hook"))
_USED = update(hooks).where(hooks.c.id == bindparam("this_hook"))
_OURS = select(libraries.c.machine_id).where(libraries.c.followed.is_(True)).distinct()
# From the newest on: of a hook that was used lately it is found at once, and of one that never was nobody looks.
_newest = arrivals.alias("newest")
_NEWEST = select(_newest.c.id).where(_newest.c.source == hooks.c.name).order_by(_newest.c.id.desc()).limit(1)
_LAST = (
    select(hooks.c.id, *(arrivals.c[name] for name in LastHeard.__dataclass_fields__))
    .join_from(hooks, arrivals, arrivals.c.id == _NEWEST.correlate(hooks).scalar_subquery())
    .where(hooks.c.used_at.is_not(None))
)


def every(connection: Connection) -> list[HookRow]:
    """All hooks, by name."""
    return [_read(row) for row in connection.execute(_EVERY)]


def get(connection: Connection, hook_id: int) -> HookRow | None:
    """One hook."""
    row = connection.execute(_ONE, {"this_hook": hook_id}).first()
    return _read(row) if row else None


def add(connection: Connection, kind: Kind, name: str, secret: str, now: datetime) -> int:
    """Keep a new hook, of whose name there is no other; its id."""
    query = insert(hooks).returning(hooks.c.id)
    return int(connection.execute(query, {"kind": kind, "name": name, "secret": secret, "made_at": now}).scalar_one())


def remove(connection: Connection, hook_id: int) -> bool:
    """Nothing comes in by it any more; what came by it stays. False when it was gone already."""
    return connection.execute(delete(hooks).where(hooks.c.id == hook_id)).rowcount > 0


def note_use(connection: Connection, hook: HookRow, now: datetime) -> None:
    """Note that it was used, when that was not noted within the last minute."""
    if hook.used_at is None or now - hook.used_at >= USE_IS_NOTED:
        connection.execute(_USED, {"this_hook": hook.id, "used_at": now})


def last_heard(connection: Connection) -> dict[int, LastHeard]:
    """The newest message of each hook that was ever used, by the hook's id."""
    return {row[0]: LastHeard(*row[1:]) for row in connection.execute(_LAST)}


def our_servers(connection: Connection) -> frozenset[str]:
    """The servers of which a library is followed: what is told of any other one is none of our business."""
    return frozenset(connection.execute(_OURS).scalars())


def _read(row: Sequence[object]) -> HookRow:
    found = HookRow(*row)  # type: ignore[arg-type]
    told_secrets.read(found.secret)
    return found
