"""The Plex account that this installation acts for, its token, and the notice that somebody has to sign in again."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete, insert, select, update

from parity.core.account import Account, Token, TokenKind
from parity.store import account_turns, notices, told_secrets
from parity.store.schema import accounts

OK, RECONNECT = "ok", "reconnect"
_ONE = 1
_KEPT = select(accounts).where(accounts.c.id == _ONE)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The account as it is kept. `dead`: Plex refused its token, so that somebody has to sign in again."""

    account: Account
    token: Token
    dead: bool
    connected_at: datetime
    checked_at: datetime | None


def kept(connection: Connection) -> AccountRow | None:
    """The account, None when nobody has signed in."""
    row = connection.execute(_KEPT).mappings().first()
    if row is None:
        return None
    told_secrets.read(row["token"])
    return AccountRow(
        Account(row["plex_id"], row["uuid"], row["name"]),
        Token(cast(TokenKind, row["token_kind"]), row["token"], row["expires_at"]),
        row["state"] == RECONNECT,
        row["connected_at"],
        row["checked_at"],
    )


def keep(connection: Connection, account: Account, token: Token, now: datetime) -> None:
    """From now on this is the account, by this token; Plex has just taken it."""
    forget(connection)
    account_turns.settle(connection, now)
    values = {"id": _ONE, "plex_id": account.id, "uuid": account.uuid, "name": account.name, "state": OK}
    until = {"token_kind": token.kind, "token": token.value, "expires_at": token.expires_at}
    connection.execute(insert(accounts).values(**values, **until, connected_at=now, checked_at=now))


def renew(connection: Connection, old: Token, new: Token, now: datetime) -> bool:
    """Put the next token in the place of `old`. False when that is no longer the one that is kept."""
    until = {"token_kind": new.kind, "token": new.value, "expires_at": new.expires_at}
    query = update(accounts).where(accounts.c.token == old.value).values(**until, state=OK, checked_at=now)
    renewed = connection.execute(query).rowcount > 0
    if renewed:
        notices.clear(connection, notices.PLEX_ACCOUNT)
    return renewed


def checked(connection: Connection, token: Token, dead: bool, now: datetime) -> None:
    """Plex took this token, or refused it; without effect when another one is kept by now."""
    state = RECONNECT if dead else OK
    query = update(accounts).where(accounts.c.token == token.value).values(state=state, checked_at=now)
    name = connection.execute(query.returning(accounts.c.name)).scalar()
    if name is None:
        return
    if dead:
        notices.put(connection, notices.PLEX_ACCOUNT, notices.sign_in_refused(name), now)
    else:
        notices.clear(connection, notices.PLEX_ACCOUNT)


def ended(connection: Connection, token: Token, why: str, now: datetime) -> None:
    """Say that a token is over, and why there is no next one; without effect when another one is kept by now."""
    name = connection.execute(select(accounts.c.name).where(accounts.c.token == token.value)).scalar()
    if name is not None:
        notices.put(connection, notices.PLEX_ACCOUNT, notices.sign_in_ended(name, why), now)


def named(connection: Connection, token: Token, name: str) -> None:
    """The name that people know the account by, which they may change."""
    changed = (accounts.c.token == token.value) & (accounts.c.name != name)
    connection.execute(update(accounts).where(changed).values(name=name))


def forget(connection: Connection) -> None:
    """Keep no account."""
    connection.execute(delete(accounts))
    notices.clear(connection, notices.PLEX_ACCOUNT)
