"""A scan, slice by slice: each message is good for about twenty seconds of work."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from huey import Huey

from parity.actions.heal import begin_heal, put_off
from parity.actions.ports import House
from parity.actions.scan_run import run_slice
from parity.store import scans
from parity.store.folder import ROOM_NEEDED, is_full
from tasks.queue import watched

_log = logging.getLogger(__name__)
SLICE_SECONDS = 20.0
_PATIENCE = 30.0  # seconds after which a message counts as lost
_AT_WORK = float("inf")


@dataclass(slots=True)
class InFlight:
    """Which scans have a message under way or a thread at work, so that they get no second one."""

    clock: Callable[[], float] = time.monotonic
    _since: dict[int, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take_off(self, scan_id: int) -> bool:
        """Note a message that is about to be sent. False when one is under way."""
        with self._lock:
            now = self.clock()
            if now - self._since.get(scan_id, -_PATIENCE) < _PATIENCE:
                return False
            self._since[scan_id] = now
            return True

    def begin(self, scan_id: int) -> bool:
        """The message arrived and is worked off from now on, however long that takes. False when another one is."""
        with self._lock:
            busy = self._since.get(scan_id) == _AT_WORK
            self._since[scan_id] = _AT_WORK
            return not busy

    def land(self, scan_id: int) -> None:
        """It was worked off."""
        with self._lock:
            self._since.pop(scan_id, None)


@dataclass(slots=True)
class ScanTask:
    """The task and its waker, for one worker process. `stop` ends a slice at its next show.

    With fewer than `room_needed` bytes left on the disk, scans wait as rows.
    """

    queue: Huey
    house: House
    stop: threading.Event
    room_needed: int = ROOM_NEEDED
    in_flight: InFlight = field(default_factory=InFlight)
    _send: Callable[[int], object] = field(init=False)

    def __post_init__(self) -> None:
        self._send = self.queue.task(name="run_scan")(self.run)

    def wake(self) -> None:
        """Send a message for the scan that somebody should work on, unless one is under way; what is to heal first."""
        begin_heal(self.house)
        with self.house.database.reading() as connection:
            scan_id = scans.runnable(connection, self.house.now())
        if scan_id is not None and not self._disk_is_full() and self.in_flight.take_off(scan_id):
            self._send(scan_id)

    def run(self, scan_id: int) -> None:
        """One slice; the waker sends the next one, or this one does when it may at once."""
        if not self.in_flight.begin(scan_id):
            return
        more = False
        try:
            with watched(f"scan {scan_id}", lambda reference: self._fail(scan_id, reference)):
                more = run_slice(self.house, scan_id, SLICE_SECONDS, self.stop)
        finally:  # the failure itself may be impossible to write down: then its lease runs out, and it is run again
            self.in_flight.land(scan_id)
        if more and not self.stop.is_set():
            self.wake()
        else:
            self._log_state(scan_id)

    def _fail(self, scan_id: int, reference: str) -> None:
        if self._disk_is_full():
            return  # no bug: the row waits until there is room again
        note = f"Something went wrong that should not have; the log has it under {reference}."
        with self.house.database.writing() as connection:
            scans.finish(connection, scan_id, "failed", note, self.house.now())
            put_off(connection, scan_id, self.house.now())

    def _log_state(self, scan_id: int) -> None:
        with self.house.database.reading() as connection:
            row = scans.get(connection, scan_id)
        if row is not None:
            state = "rests, and goes on later" if row.state in ("queued", "running") else row.state
            _log.info("Scan %d (%s): %s at %d of %d. %s", scan_id, row.mode, state, row.done, row.total, row.note or "")

    def _disk_is_full(self) -> bool:
        return is_full(self.house.settings().data_dir, self.room_needed)
