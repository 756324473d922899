"""Where the token that Plex is asked with comes from, in words."""

import threading
from datetime import datetime

from parity.actions.keep_account import ask_now
from parity.actions.ports import House
from parity.settings import Origin, Settings
from parity.store import accounts
from parity.store.accounts import AccountRow

FROM: dict[Origin, str] = {"environment": "from the environment", "saved": "saved", "default": "not set"}


def account_of(house: House) -> AccountRow | None:
    """The account as it is kept."""
    with house.database.reading() as connection:
        return accounts.kept(connection)


def signed_in_as(row: AccountRow, now: datetime) -> str:
    """`signed in as Anna (7-day token until 2026-06-22 12:00 UTC)`."""
    until = row.token.expires_at
    kind = "lasting token"
    if until is not None:
        kind = f"7-day token {'until' if now < until else 'that ended at'} {until:%Y-%m-%d %H:%M} UTC"
    return f"signed in as {row.account.name} ({'refused by Plex' if row.dead else kind})"


def sources(settings: Settings, row: AccountRow | None, now: datetime) -> list[str]:
    """All tokens that there are, each with where it comes from."""
    found = [f"PLEX_TOKEN {FROM[settings.origin('plex_token')]}"] if settings.plex_token else []
    return [*found, *([signed_in_as(row, now)] if row else [])]


def examined(house: House) -> tuple[bool, str]:
    """Whether the sign-in is well, as Plex says it now, and where tokens come from. Raises the failures of core."""
    row, now = ask_now(house, threading.Event()), house.now()
    told = "; ".join(sources(house.settings(), row, now))
    if row is None:
        return True, f"nobody is signed in; {told or 'python -m parity plex login does that'}"
    over = row.token.expires_at is not None and row.token.expires_at <= now
    mend = ": python -m parity plex login connects it again" if row.dead or over else ""
    return not mend, told + mend
