"""What a person asks of the list of folders: scan this, once more, never mind, at once; and waits for it."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from parity.actions.advance import advance
from parity.actions.ask_places import ask_places
from parity.actions.ports import House
from parity.actions.queue_refresh import ASKED_FOR, AT_ONCE, enqueue
from parity.core.hook_body import path as as_path
from parity.core.library import is_called
from parity.core.paths import Aim, Place, aims, guess
from parity.core.told import Touched
from parity.store import held_files, libraries, path_rules, players, refreshes, servers
from parity.store.database import Connection
from parity.store.refreshes import RefreshRow

_LOOK = 0.2  # seconds between two looks at rows that somebody else may work off


class NothingToScan(Exception):
    """There is nothing that could be scanned; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be scanned: one of these. `server`: only there, by its name or machine id.

    `library` is a title, a section id or MACHINE_ID/SECTION_ID, and with a `path` the only library to look for it in;
    `show` and `film` are Parity's ids, whose folders are meant. With a `source` the path is as that one calls it.
    Unless `folder` says what the path is, it is a file's with a source, and without one what it looks like.
    """

    library: str | None = None
    show: int | None = None
    film: int | None = None
    path: str | None = None
    server: str | None = None
    section: tuple[str, str] | None = None
    source: str = ""
    folder: bool | None = None


def ask(house: House, wanted: Ask, by: str) -> list[int]:
    """Put it on the list, due at once; the ids of its rows. `by`: who asks. Raises NothingToScan."""
    if wanted.path is not None and not as_path(wanted.path):
        raise NothingToScan("This is no path: it is empty, too long, or has letters that no path has")
    with house.database.reading() as connection:
        found = _aims(connection, wanted)
    if not found:
        # A library or folder that was made meanwhile.
        ask_places(house, threading.Event())
        with house.database.reading() as connection:
            found = _aims(connection, wanted)
    if not found:
        raise NothingToScan(_nothing(wanted))
    with house.database.writing() as connection:
        ids = [enqueue(connection, aim, wanted.path or "", by, ASKED_FOR, AT_ONCE, house.now()) for aim in found]
    return list(dict.fromkeys(ids))


def retry(house: House, refresh_id: int) -> bool:
    """Begin anew with one that is over, or that waits. False when there is none such."""
    now = house.now()
    with house.database.writing() as connection:
        row = refreshes.get(connection, refresh_id)
        if row is None or row.machine_id == "":
            return False
        if row.open:
            return _at_once(connection, row, house)
        if refreshes.same(connection, row.machine_id, row.section_key, row.folder) is not None:
            return True  # it is on the list again already
        again = {"first_at": now, "due_at": now, "latest_at": now, "state": "waiting", "ended_at": None}
        refreshes.change(
            connection, row.id, **again, asked=0, failures=0, sentence=None, seen_at=None, healed_at=None, again_at=None
        )
        return True


def run_now(house: House, refresh_id: int) -> bool:
    """Let one that waits wait no longer. False when it does not wait."""
    with house.database.writing() as connection:
        row = refreshes.get(connection, refresh_id)
        return row is not None and row.open and _at_once(connection, row, house)


def drop(house: House, refresh_id: int) -> bool:
    """Take one off the list. False when it is not on it. What Plex scans already it goes on scanning."""
    with house.database.writing() as connection:
        row = refreshes.get(connection, refresh_id)
        if row is None or not row.open:
            return False
        refreshes.change(connection, refresh_id, state="dropped", ended_at=house.now(), due_at=None)
        return True


def wait_until_done(
    house: House,
    refresh_ids: Sequence[int],
    seconds: float | None,
    stop: threading.Event,
    on_progress: Callable[[Sequence[RefreshRow]], None] | None = None,
) -> list[RefreshRow]:
    """Wait for these to be over, at most so many seconds; how they stand then.

    Where nobody else works them off, this does: two that do so at once do not ask twice.
    """
    end = None if seconds is None else house.now() + timedelta(seconds=seconds)
    while True:
        with house.database.reading() as connection:
            rows = [row for i in refresh_ids if (row := refreshes.get(connection, i)) is not None]
        if on_progress is not None:
            on_progress(rows)
        waiting = {row.machine_id for row in rows if row.open}
        if not waiting or (end is not None and house.now() >= end):
            return rows
        for machine_id in waiting:
            advance(house, machine_id, stop)
        if stop.wait(_LOOK):
            return rows


def _at_once(connection: Connection, row: RefreshRow, house: House) -> bool:
    if row.state != "waiting":
        return False
    if players.of(connection, row.machine_id).paused is None:
        players.change(connection, row.machine_id, retry_at=None)  # who says now does not mean later
    return refreshes.move(connection, row.id, "waiting", due_at=house.now(), priority=ASKED_FOR, failures=0)


def _aims(connection: Connection, wanted: Ask) -> list[Aim]:
    places = _places(connection, wanted)
    if wanted.show is not None or wanted.film is not None:
        return _folders(connection, wanted, places)
    if wanted.path is not None:
        looks = guess(wanted.path).folder and not wanted.source
        touched = Touched(wanted.path, folder=looks if wanted.folder is None else wanted.folder)
        return list(aims(touched, wanted.source, path_rules.every(connection), places))
    return [
        Aim(p.machine_id, p.section_key, p.kind, p.locations[0] if p.locations else "", None, False, True)
        for p in places
    ]


def _places(connection: Connection, wanted: Ask) -> list[Place]:
    names = {row.machine_id: row.name for row in servers.every(connection)}

    def meant(place: Place) -> bool:
        if wanted.section is not None and wanted.section != (place.machine_id, place.section_key):
            return False
        if wanted.server is not None:
            name = names.get(place.machine_id, "")
            if wanted.server != place.machine_id and wanted.server.casefold() != name.casefold():
                return False
        asked = wanted.library
        return asked is None or is_called(asked, place.machine_id, place.section_key, place.title)

    return [place for place in libraries.places(connection) if meant(place)]


def _folders(connection: Connection, wanted: Ask, places: Iterable[Place]) -> list[Aim]:
    """The folders in which the copies of a show or film lie."""
    here = {(place.machine_id, place.section_key): place for place in places}
    found: dict[tuple[str, str, str], Aim] = {}
    for at, folder in held_files.folders_of(connection, wanted.show, wanted.film):
        place = here.get(at)
        if place is not None:
            whole = folder in place.locations
            found[(*at, folder)] = Aim(*at, place.kind, folder, None, False, whole)
    return list(found.values())


def _nothing(wanted: Ask) -> str:
    if wanted.path is not None:
        return f"No library holds {wanted.path}: see which folders there are with `paths`, or add a rule for it"
    if wanted.library is not None:
        where = f" on a server called {wanted.server}" if wanted.server is not None else ""
        return f"No followed library is called {wanted.library}{where}"
    if wanted.show is not None or wanted.film is not None:
        return "Nothing of it is in Plex, so its folder is not known: scan its library"
    return "No library is followed: sign in with Plex, or give PLEX_BASE_URL and PLEX_TOKEN"
