"""Starts, pauses, resumes and cancels scans. Only rows are written; whoever works on a scan reads them."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from parity.actions.ports import House
from parity.store import listeners, scans
from parity.store.database import Connection
from parity.store.scans import ScanRow

_WISHES = ("shows", "libraries", "accept_shrink", "collections")


@dataclass(frozen=True, slots=True)
class Request:
    """What a scan is to do: full, incremental, refresh, or show or collection with the ids of those."""

    mode: str
    shows: tuple[int, ...] = ()
    libraries: tuple[str, ...] = ()
    by: str = "person"
    accept_shrink: bool = False
    collections: tuple[int, ...] = ()


class AlreadyRunning(Exception):
    """Another scan is active; `scan_id` names it. `same`: it does just what was asked for, so nothing is amiss."""

    def __init__(self, scan_id: int, same: bool = False) -> None:
        super().__init__(f"scan {scan_id} is already under way: wait for it, or cancel it")
        self.scan_id = scan_id
        self.same = same


def start(house: House, request: Request) -> int:
    """Queue a scan and return its id. Raises AlreadyRunning."""
    with house.database.writing() as connection:
        return enqueue(connection, request, house.now())


def enqueue(connection: Connection, request: Request, now: datetime) -> int:
    """Queue a scan as part of a writing transaction. Raises AlreadyRunning."""
    wishes = {name: value for name, value in asdict(request).items() if name in _WISHES}
    if not request.collections:
        del wishes["collections"]  # as scans of before there were any say it
    running = scans.active(connection)
    if running is not None:
        raise AlreadyRunning(running.id, _does(running, request.mode, wishes))
    made = scans.add(connection, request.mode, wishes, request.by, now)
    if made is None:
        raise AssertionError("the write lock was held, so nobody else can have started a scan")
    return made


def look_again(house: House, show_ids: Collection[int]) -> bool:
    """Queue a scan of these shows. False when a scan is at work, or rests, that one would have to wait for."""
    try:
        start(house, Request("show", shows=tuple(show_ids)))
    except AlreadyRunning:
        return False
    return True


def _does(running: ScanRow, mode: str, wishes: dict[str, object]) -> bool:
    """Whether a scan does this very thing, and neither rests nor ends before it is done."""
    goes_on = running.state in ("queued", "running") and not (running.wants_pause or running.wants_cancel)
    return goes_on and (running.mode, running.wishes) == (mode, json.loads(json.dumps(wishes)))


def pause(house: House, scan_id: int) -> bool:
    """Let a scan rest at the next show. False when it is not active."""
    with house.database.writing() as connection:
        return scans.ask(connection, scan_id, "pause")


def resume(house: House, scan_id: int) -> bool:
    """Let a paused scan go on. False when it is not paused."""
    with house.database.writing() as connection:
        return scans.ask(connection, scan_id, "resume")


def cancel(house: House, scan_id: int) -> bool:
    """End a scan at the next show; what was done is kept. False when it is not active."""
    with house.database.writing() as connection:
        return scans.ask(connection, scan_id, "cancel", house.now())


def recover(house: House) -> int:
    """At the start of the only worker: scans whose worker died can be claimed at once. Returns how many."""
    with house.database.writing() as connection:
        listeners.free(connection)
        return scans.free_leases(connection)
