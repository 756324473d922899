"""Keeps the account's token good."""

import threading
from dataclasses import dataclass

from parity.actions.check_connections import PATIENCE
from parity.actions.ports import House
from parity.core.failures import Failure
from parity.store import accounts


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Whose sign-in was ended, and whether Plex said so."""

    name: str
    revoked: bool


def sign_out(house: House) -> SignedOut | None:
    """End the account's token at Plex and forget it."""
    with house.database.reading() as connection:
        kept = accounts.kept(connection)
    if kept is None:
        return None
    revoked = True
    try:
        with house.doors().plex_tv(threading.Event(), PATIENCE) as plex_tv:
            plex_tv.sign_out(kept.token.value)
    except Failure:
        revoked = False
    with house.database.writing() as connection:
        accounts.forget(connection)
    return SignedOut(kept.account.name, revoked)
