"""The ways in for programs: made and revoked, and what comes in by them taken, once or once more."""

import re
import secrets

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.hook_payloads import keepable, reread
from parity.actions.ports import House
from parity.core.hook_arr import read_arr
from parity.core.hook_body import Unreadable
from parity.core.hook_plex import read_plex
from parity.core.told import Told
from parity.http import register_secret
from parity.store import arrivals, hooks
from parity.store.arrivals import ArrivalRow
from parity.store.database import Connection
from parity.store.hooks import HookRow, Kind

KINDS: tuple[Kind, ...] = ("plex", "arr", "path")
RESERVED = ("manual", "a-train")
"""Names of autoscan's own triggers."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def make(house: House, kind: str, name: str, secret: str = "") -> int:
    """A new hook, with a secret of its own where none is given; its id. Raises Refused."""
    word = name.strip().casefold()
    if kind not in KINDS:
        raise Refused(f"A hook is of one of these kinds: {', '.join(KINDS)}.")
    if not _NAME.fullmatch(word):
        raise Refused("Give it a name of up to 40 letters, digits, dots and dashes, such as sonarr-4k.")
    if word in RESERVED:
        raise Refused(f"{word} is the name of an address of its own: choose another one.")
    secret = secret or secrets.token_urlsafe(32)
    register_secret(secret)
    with house.database.writing() as connection:
        if any(row.name == word for row in hooks.every(connection)):
            raise Refused(f"There is a hook named {word} already.")
        return hooks.add(connection, next(each for each in KINDS if each == kind), word, secret, house.now())


def revoke(house: House, hook_id: int) -> None:
    """From now on nothing comes in by it. Raises NoSuchThing."""
    with house.database.writing() as connection:
        if not hooks.remove(connection, hook_id):
            raise NoSuchThing("This hook is gone already.")


def take(house: House, hook: HookRow, told: Told, payload: object) -> int:
    """Keep what somebody told us by a hook, and how they said it, until a worker works it off; its id."""
    now, kept = house.now(), keepable(payload)
    with house.database.writing() as connection:
        hooks.note_use(connection, hook, now)
        return arrivals.add(connection, hook.name, told, kept, now)


def hear(house: House, hook: HookRow) -> None:
    """Something came by a hook of which nothing follows, and that is none of our business: who plays what."""
    with house.database.writing() as connection:
        hooks.note_use(connection, hook, house.now())


def replay(house: House, arrival_id: int) -> int:
    """Take what came once more, read anew as far as all of it was kept; the id of the new message.

    Raises NoSuchThing and Refused.
    """
    with house.database.writing() as connection:
        row = arrivals.get(connection, arrival_id)
        if row is None:
            raise NoSuchThing("This message is not kept any more.")
        told = _read_anew(connection, row)
        if told is None:
            raise Refused("It is about a server of which no library is followed.")
        return arrivals.add(connection, row.source, told, row.payload, house.now())


def _read_anew(connection: Connection, row: ArrivalRow) -> Told | None:
    """What follows from it today: a newer Parity may understand more of it."""
    payload = reread(row.payload)
    try:
        if row.kind == "plex":
            return read_plex(payload, hooks.our_servers(connection))
        if row.kind in ("sonarr", "radarr"):
            return read_arr(payload)
    except Unreadable:  # not all of it was kept
        pass
    return row.told
