"""A slice of a scan at work: its clock, its lease, and what its owner wishes meanwhile."""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parity.actions.ports import House, Outside
from parity.actions.reach import Reach
from parity.store import scans
from parity.store.decisions import DecisionBook
from parity.store.scans import ScanRow

_LOOK_EVERY = timedelta(milliseconds=400)
_BEAT_EVERY = timedelta(seconds=5)
_AT_LEAST = timedelta(seconds=2)
"""So long a slice works before it makes room for a heal, so that many of them cannot stop a scan."""


class Interrupted(Exception):
    """The slice has to end now: pause, cancel, or the process stops. What was not written is done again."""


@dataclass(slots=True)
class Work:
    """Handed to every step of a slice. Looks for wishes and renews the lease every so often, from any thread."""

    house: House
    outside: Outside
    scan: ScanRow
    deadline: datetime
    stop: threading.Event
    book: DecisionBook = field(default_factory=DecisionBook)
    reach: Reach = field(init=False)
    _begun: datetime = field(init=False)
    _looked: datetime | None = None
    _beaten: datetime | None = None
    _wish: str | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.reach = Reach(self.outside)
        self._begun = self.house.now()

    def wish(self) -> str | None:
        """ "cancel", "pause", "stop", "slice" (its time is up) or None; keeps the lease alive on the way."""
        with self._lock:
            now = self.house.now()
            if self._looked is None or now - self._looked >= _LOOK_EVERY:
                self._looked = now
                self._wish = self._ask()
            if self._beaten is None or now - self._beaten >= _BEAT_EVERY:
                self._beaten = now
                with self.house.database.writing() as connection:
                    scans.renew(connection, self.scan.id, now, {})
        if self._wish is None and self.stop.is_set():
            return "stop"
        return self._wish or ("slice" if now >= self.deadline else None)

    @property
    def named(self) -> list[int]:
        """The shows that the scan was asked for by name."""
        return self.named_of("shows")

    def named_of(self, what: str) -> list[int]:
        """The `shows` or `collections` that the scan was asked for by name."""
        wanted = self.scan.wishes.get(what)
        return [int(each) for each in wanted] if isinstance(wanted, list) else []

    def go_on(self) -> None:
        """Raise Interrupted when the owner or the process wants an end; the end of the slice's time is no reason."""
        if self.wish() in ("cancel", "pause", "stop"):
            raise Interrupted

    def _ask(self) -> str | None:
        with self.house.database.reading() as connection:
            row = scans.get(connection, self.scan.id)
            heal = scans.healing(connection)
        if row is None or row.wants_cancel or not row.active:
            return "cancel"
        if row.wants_pause:
            return "pause"
        first = heal is not None and heal.id != self.scan.id and self.house.now() - self._begun >= _AT_LEAST
        return "slice" if first else None
