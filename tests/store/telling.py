"""Rows of what is on its way to Plex, as tests of pages and views need them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert

from parity.core.refreshing import Expected
from parity.core.told import Told, Touched
from parity.store import arrivals, refreshes, schema
from tests.store.builders import NOW

FOLDER = "/media/tv/Dark/Season 01"


def ago(seconds: float) -> datetime:
    """So long before now; negative: after it."""
    return NOW - timedelta(seconds=seconds)


def tell(connection: Connection, said: str, outcome: str = "queued", at: datetime = NOW, source: str = "sonarr") -> int:
    """A message that has been worked off; its id."""
    told = Told("sonarr", "Download", said, (Touched("/tv/a.mkv"),))
    made = arrivals.add(connection, source, told, None, at)
    arrivals.settle(connection, made, outcome)
    return made


def add_refresh(connection: Connection, state: str = "waiting", **columns: object) -> int:
    """A folder of the library "shows" on the server "m1", told half a minute ago, of which one file is expected.

    `gone`: it is expected to be gone.
    """
    folder, gone = str(columns.pop("folder", FOLDER)), bool(columns.pop("gone", False))
    values = {"machine_id": "m1", "section_key": "shows", "first_at": ago(30), "latest_at": ago(-600), "due_at": NOW}
    expects = refreshes.pack([Expected(f"{folder}/1.mkv", gone)])
    return refreshes.add(connection, folder=folder, state=state, **{**values, "expects": expects, **columns})


def told_by(connection: Connection, refresh: int, *messages: int) -> None:
    """These messages led to it."""
    for message in messages:
        refreshes.link(connection, refresh, message)


def add_hook(connection: Connection, name: str, kind: str = "arr", used_at: datetime | None = None) -> None:
    """A way in."""
    row = {"kind": kind, "name": name, "secret": f"secret-of-{name}", "made_at": NOW, "used_at": used_at}
    connection.execute(insert(schema.hooks), row)


def add_unseen(connection: Connection, path: str, title: str = "Andor", **columns: object) -> None:
    """A file that Sonarr has and Plex does not show."""
    place = {"machine_id": "m1", "section_key": "shows", "folder": "/media/tv/Andor"}
    row = {"source": "sonarr", "path": path, "title": title, "sentence": "Plex shows none of it.", "looked_at": NOW}
    connection.execute(insert(schema.unseen_files), {"season": None, "number": None, **row, **place, **columns})
