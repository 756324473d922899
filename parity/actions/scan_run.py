"""Runs a scan in slices: claim, take the inventory, plan, visit, and either go on later or close it."""

import threading
from collections.abc import Callable
from datetime import timedelta

from parity.actions.ask_servers import NOTICE as SILENT
from parity.actions.clock import new_day
from parity.actions.heal import put_off
from parity.actions.modes import MODES
from parity.actions.ports import House, NotSetUp
from parity.actions.reckon_all import reckon_every, reckon_stale
from parity.actions.reckon_films import reckon_films
from parity.actions.record import requests
from parity.actions.rounds import ServiceDown
from parity.actions.spread import spread_again
from parity.actions.work import Interrupted, Work
from parity.core.failures import Failure, Unavailable
from parity.store import missing_films, missing_log, notices, scans, shows
from parity.store.decisions import DecisionBook
from parity.store.scans import ScanRow


def run_slice(house: House, scan_id: int, seconds: float, stop: threading.Event) -> bool:
    """Work on a scan for about `seconds`. True when more is to be done, False when it ended, rests or is not ours."""
    with house.database.writing() as connection:
        claimed = scans.claim(connection, scan_id, house.now())
        scan = scans.get(connection, scan_id)
    if not claimed or scan is None:
        return False
    try:
        with house.outside(stop) as outside:
            work = Work(house, outside, scan, house.now() + timedelta(seconds=seconds), stop)
            return _end_of_slice(work, _run(work))
    except (NotSetUp, Failure) as trouble:
        if stop.is_set():  # the process ends: its own end of patience says nothing about a service
            with house.database.writing() as connection:
                scans.give_back(connection, scan_id)
        else:
            _close(house, scan_id, "failed", _advice(trouble))
        return False


def _advice(trouble: NotSetUp | Failure) -> str:
    if isinstance(trouble, Unavailable) and trouble.service == "Plex":
        return f"{trouble}: see that the server runs, and that PLEX_BASE_URL is its address"
    return str(trouble)


def run_to_end(
    house: House, scan_id: int, stop: threading.Event, on_progress: Callable[[ScanRow], None] | None = None
) -> ScanRow:
    """Run a scan in the foreground, slice by slice; `on_progress` is told of its row about twice a second."""
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(house, scan_id, done, on_progress), daemon=True)
    watcher.start()
    try:
        while not stop.is_set() and (_turn(house, scan_id, stop) or _waits(house, scan_id, stop)):
            continue
    finally:
        done.set()
        watcher.join()
    with house.database.reading() as connection:
        row = scans.get(connection, scan_id)
    if row is None:
        raise LookupError(f"scan {scan_id} is gone")
    return row


def _turn(house: House, scan_id: int, stop: threading.Event) -> bool:
    """One slice. A heal that waits goes first: a worker may be too late for it between two slices, or not be there."""
    with house.database.reading() as connection:
        heal = scans.healing(connection)
    if heal is not None and heal.id != scan_id:
        run_slice(house, heal.id, 20.0, stop)
    return run_slice(house, scan_id, 20.0, stop)


def _waits(house: House, scan_id: int, stop: threading.Event) -> bool:
    """Whether it is not over, and only makes room for a heal; some time has passed then."""
    with house.database.reading() as connection:
        row, heal = scans.get(connection, scan_id), scans.healing(connection)
    waits = row is not None and row.state in ("queued", "running") and heal is not None and heal.id != scan_id
    return waits and not stop.wait(0.5)


def _run(work: Work) -> str | None:
    """One slice of any mode. Returns why it stopped early, None when nothing is left. Raises failures of services."""
    try:
        return MODES[work.scan.mode](work)
    except Interrupted:
        return work.wish() or "stop"
    except ServiceDown as silence:
        return f"down:{silence}"
    finally:
        with work.house.database.writing() as connection:
            scans.count(connection, work.scan.id, requests(work))


def _end_of_slice(work: Work, why: str | None) -> bool:
    house, scan_id = work.house, work.scan.id
    if why in ("slice", "stop", "pause"):
        with house.database.writing() as connection:
            scans.give_back(connection, scan_id, "paused" if why == "pause" else "running")
        return why == "slice"
    if why == "cancel":
        _close(house, scan_id, "cancelled", None)
    elif why is not None:
        with house.database.reading() as connection:
            row = scans.get(connection, scan_id)
        where = f"{row.done} of {row.total}" if row else "the start"
        _close(
            house,
            scan_id,
            "partial",
            f"{why.removeprefix('down:')}. Stopped at {where}; the rest stays as it was.",
        )
    else:
        _close_done(house, scan_id)
    return False


def _close_done(house: House, scan_id: int) -> None:
    with house.database.reading() as connection:
        row, troubled = scans.get(connection, scan_id), scans.troubled(connection, scan_id)
        silent = [text for name, text, _ in notices.every(connection) if name == SILENT]
    held = row.held_libraries if row else 0
    parts = silent if row and row.mode != "show" else []
    parts += [f"{number} {kind if number == 1 else f'{kind}s'} in trouble" for kind, number in troubled.items()]
    parts += [f"{held} {'library' if held == 1 else 'libraries'} held back"] if held else []
    _close(house, scan_id, "partial" if parts else "done", ", ".join(parts) or None)


def _close(house: House, scan_id: int, state: str, note: str | None) -> None:
    """Write the end, and bring the history of gaps up to what is known now."""
    with new_day(house) as new:
        if new:
            reckon_every(house)
        else:
            reckon_stale(house)
    with house.database.writing() as connection:
        now, today = house.now(), house.today()
        shows.drop_orphans(connection)
        reckon_films(house, connection, DecisionBook().read(connection))  # a library may be followed, or not, since
        row, other = scans.get(connection, scan_id), scans.active(connection)
        beside = row is not None and row.mode == scans.HEAL and other is not None
        for moved in (
            missing_log.catch_up(connection, today, now, scan_id, own_alone=beside),
            missing_films.catch_up(connection, today, now, scan_id),
        ):
            scans.count(connection, scan_id, {"new_missing": moved.opened, "resolved": moved.closed})
        scans.finish(connection, scan_id, state, note, now)
        put_off(connection, scan_id, now)
        if row is not None and row.mode != scans.HEAL:
            spread_again(house, connection)  # a library may be new, or lie elsewhere


def _watch(house: House, scan_id: int, done: threading.Event, tell: Callable[[ScanRow], None] | None) -> None:
    while tell is not None and not done.wait(0.4):
        with house.database.reading() as connection:
            row = scans.get(connection, scan_id)
        if row is not None:
            tell(row)
