"""The account at SIMKL that the lists are kept with: its token, whose it is, and who may refresh it just now."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete, insert, or_, select, update

from parity.core.simkl import Generation, SimklToken
from parity.core.watch import Member
from parity.store import notices, told_secrets
from parity.store.schema import simkl_account as table

OK, RECONNECT = "ok", "reconnect"
NOTICE = "simkl_account"
"""The notice that SIMKL has to be connected again."""
_ONE = 1
_AGAIN = (
    "SIMKL no longer takes the sign-in of %s: connect SIMKL again. Until then nothing is changed on either list, and "
    "what is known stays."
)


@dataclass(frozen=True, slots=True)
class SimklAccountRow:
    """The account as it is kept. `dead`: SIMKL refused its token. Empty member: SIMKL could not say who yet."""

    token: SimklToken
    member: Member
    dead: bool
    connected_at: datetime


def kept(connection: Connection) -> SimklAccountRow | None:
    """The account, None when none is connected."""
    row = connection.execute(select(table).where(table.c.id == _ONE)).mappings().first()
    if row is None:
        return None
    told_secrets.read(row["token"])
    told_secrets.read(row["refresh"])
    return SimklAccountRow(
        SimklToken(
            cast(Generation, row["generation"]), row["client_id"], row["token"], row["refresh"], row["expires_at"]
        ),
        Member(row["member"], row["name"]),
        row["state"] == RECONNECT,
        row["connected_at"],
    )


def keep(connection: Connection, token: SimklToken, member: Member, now: datetime) -> None:
    """From now on this is the account."""
    forget(connection)
    values = {"id": _ONE, "generation": token.generation, "client_id": token.client_id, "state": OK}
    whose = {"member": member.id, "name": member.name, "connected_at": now}
    connection.execute(insert(table).values(**values, **whose, **_opening(token)))


def may_refresh(connection: Connection, old: SimklToken, now: datetime, until: datetime) -> bool:
    """Whether whoever asks is the one who refreshes this token, till `until`. False: somebody else does, or has."""
    free = or_(table.c.refresh_until.is_(None), table.c.refresh_until <= now)
    query = update(table).where(table.c.token == old.value, free).values(refresh_until=until)
    return connection.execute(query).rowcount > 0


def leave(connection: Connection, old: SimklToken) -> None:
    """Nobody refreshes it any more: it did not work out."""
    connection.execute(update(table).where(table.c.token == old.value).values(refresh_until=None))


def renew(connection: Connection, old: SimklToken, new: SimklToken) -> bool:
    """Put the next token in the place of `old`. False when that is no longer the one that is kept."""
    query = update(table).where(table.c.token == old.value)
    renewed = connection.execute(query.values(**_opening(new), state=OK, refresh_until=None)).rowcount > 0
    if renewed:
        notices.clear(connection, NOTICE)
    return renewed


def refused(connection: Connection, token: SimklToken, now: datetime) -> None:
    """SIMKL does not take this token: somebody has to connect again. Without effect when another one is kept by now."""
    query = update(table).where(table.c.token == token.value).values(state=RECONNECT, refresh_until=None)
    name = connection.execute(query.returning(table.c.name)).scalar()
    if name is not None:
        notices.put(connection, NOTICE, _AGAIN % (name or "the account"), now)


def named(connection: Connection, token: SimklToken, member: Member) -> None:
    """Whose account it is, as SIMKL says it now."""
    changed = (table.c.token == token.value) & ((table.c.member != member.id) | (table.c.name != member.name))
    connection.execute(update(table).where(changed).values(member=member.id, name=member.name))


def forget(connection: Connection) -> None:
    """Keep no account."""
    connection.execute(delete(table))
    notices.clear(connection, NOTICE)


def _opening(token: SimklToken) -> dict[str, object]:
    return {"token": token.value, "refresh": token.refresh, "expires_at": token.expires_at}
