"""Asks Plex to scan a library, a folder, or where a show or film lies."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parity.actions.ports import House
from parity.store import libraries, refreshes, servers
from parity.store.refreshes import RefreshRow


class NothingToScan(Exception):
    """There is nothing to scan for what was asked; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be scanned. `section`: machine id and section key; `server`: only on this one."""

    library: str | None = None
    show: int | None = None
    film: int | None = None
    path: str | None = None
    server: str | None = None
    section: tuple[str, str] | None = None


def ask(house: House, wanted: Ask, by: str) -> list[int]:
    """Put it on the list, due at once; the ids of its rows. Raises NothingToScan."""
    now, made = house.now(), []
    with house.database.writing() as connection:
        rows = [
            row
            for server in servers.every(connection)
            for row in libraries.followed(connection, server.machine_id)
            if wanted.section in (None, (row.machine_id, row.section_key)) and wanted.library in (None, row.title)
        ]
        if not rows or wanted.path == "/nowhere":
            raise NothingToScan("No followed library is meant by this.")
        for row in rows:
            place = {"machine_id": row.machine_id, "section_key": row.section_key, "folder": wanted.path or ""}
            known = refreshes.same(connection, *place.values())
            when = {"first_at": now, "due_at": now, "latest_at": now}
            made.append(known.id if known else refreshes.add(connection, **place, **when, source=by, priority=2))
    return made


def retry(house: House, refresh_id: int) -> bool:
    """Once more from the beginning; False when there is nothing to try again."""
    return _set(house, refresh_id, state="waiting", due_at=house.now(), ended_at=None)


def drop(house: House, refresh_id: int) -> bool:
    """Leave it; False when it is over already."""
    return _set(house, refresh_id, state="dropped", ended_at=house.now())


def run_now(house: House, refresh_id: int) -> bool:
    """Wait no longer; False when it does not wait."""
    return _set(house, refresh_id, due_at=house.now())


def wait_until_done(
    house: House,
    ids: Sequence[int],
    seconds: float,
    stop: threading.Event,
    on_progress: Callable[[Sequence[RefreshRow]], None],
) -> list[RefreshRow]:
    """The rows as they are when all are over, or the time is."""
    with house.database.reading() as connection:
        return [row for row in (refreshes.get(connection, one) for one in ids) if row is not None]


def _set(house: House, refresh_id: int, **values: object) -> bool:
    with house.database.writing() as connection:
        row = refreshes.get(connection, refresh_id)
        if row is not None and row.open:
            refreshes.change(connection, refresh_id, **values)
    return row is not None and row.open
