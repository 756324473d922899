"""Sentences for the owner that stay until their cause is gone, and signs of life."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from parity.store.schema import heartbeats, notices

DISK_FULL = "disk_full"
PLEX_ACCOUNT = "plex_account"
_CLEAR = delete(notices).where(notices.c.name == bindparam("of"))
_EVERY = select(notices.c.name, notices.c.sentence, notices.c.since).order_by(notices.c.since, notices.c.name)
ASKING = "asking"
"""Somebody would like to come in, and the owner has said nothing to it yet."""
NO_VOLUME = "no_volume"
WATCH_HELD = "watch_held"
"""Changes of the watchlist wait for the owner's yes."""
WATCHED_HELD = "watched_held"
"""Marks or positions that would be taken away wait for the owner's yes."""
REFRESH = "refresh "
"""Begins the name of a notice about a server that refuses to be told what arrived; its machine id follows."""


def disk_is_full(folder: Path) -> str:
    """What the owner is told when there is no room left."""
    return f"The disk of {folder} is full: scans wait until there is room. Everything else can still be read."


def sign_in_refused(name: str) -> str:
    """What the owner is told when Plex refused the token of this account."""
    return (
        f"Plex no longer takes the sign-in of {name}: reconnect. Until then the watchlist and other servers cannot be "
        "read by it; what is known stays."
    )


def sign_in_ended(name: str, why: str) -> str:
    """What the owner is told when a token is over and its successor could not be had yet; `why` is what was heard."""
    return (
        f"The sign-in of {name} has ended, and the next one could not be had ({why}): that is tried every hour. "
        "Reconnect if you do not want to wait."
    )


def not_told(name: str) -> str:
    """What the owner is told when a server refuses its token while something waits to be scanned there."""
    return (
        f"{name} refuses its token, so it cannot be told what arrives: reconnect. It is tried again every ten minutes, "
        "and nothing that waits for it is lost."
    )


def changes_wait(number: int) -> str:
    """What the owner is told when so many changes of the watchlist are held back."""
    what = "1 change of the watchlist waits" if number == 1 else f"{number} changes of the watchlist wait"
    return f"{what} for your yes; nothing of it is done by itself."


def marks_wait(number: int) -> str:
    """What the owner is told when so many changes of watched states are held back."""
    what = "1 change of what was watched waits" if number == 1 else f"{number} changes of what was watched wait"
    return f"{what} for your yes; nothing of it is done by itself."


def no_volume_at(folder: Path) -> str:
    """What the owner is told when the data goes with the container."""
    return (
        f"No volume is mounted at {folder}: everything kept there goes when the container is made anew. "
        "Mount a folder or a volume there, and start the container again."
    )


def put(connection: Connection, name: str, sentence: str, now: datetime) -> None:
    """Show a notice; one that says the same already keeps its time."""
    known = connection.execute(select(notices.c.sentence).where(notices.c.name == name)).scalar()
    if known is None:
        connection.execute(insert(notices).values(name=name, sentence=sentence, since=now))
    elif known != sentence:
        connection.execute(update(notices).where(notices.c.name == name).values(sentence=sentence, since=now))


def clear(connection: Connection, name: str) -> None:
    """Its cause is gone."""
    connection.execute(_CLEAR, {"of": name})


def every(connection: Connection) -> list[tuple[str, str, datetime]]:
    """All notices: (name, sentence, since), oldest first."""
    return [(name, sentence, since) for name, sentence, since in connection.execute(_EVERY)]


def beat(connection: Connection, name: str, now: datetime) -> None:
    """A process says that it lives."""
    mine = heartbeats.c.name == name
    if connection.execute(update(heartbeats).where(mine).values(beat_at=now)).rowcount == 0:
        connection.execute(insert(heartbeats).values(name=name, beat_at=now))


def last_beat(connection: Connection, name: str) -> datetime | None:
    """When it last said so."""
    return connection.execute(select(heartbeats.c.beat_at).where(heartbeats.c.name == name)).scalar()
