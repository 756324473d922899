"""Visits what a scan has planned: asks many at once, writes in small batches, and can stop between any two."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from parity.actions.work import Work
from parity.core.failures import Failure, RateLimited, Unavailable
from parity.store.database import Connection
from parity.store.scans import ScanItem

BATCH = 25
BACKLOG = 400
STREAK = 8
_FLUSH_AFTER = timedelta(seconds=1)
_PREPARE = 50


class ServiceDown(Exception):
    """So many visits in a row found TMDB silent that the rest is left for later. The text says what it answered."""


class Reply(Protocol):
    """What came of a visit: the failure, if so; `heard`: TMDB did answer."""

    @property
    def failure(self) -> Failure | None: ...
    @property
    def heard(self) -> bool: ...


Visit = TypeVar("Visit")
Answer = TypeVar("Answer", bound=Reply)


@dataclass(frozen=True, slots=True)
class Trade(Generic[Visit, Answer]):
    """How one kind of thing is visited. `prepare` reads what is kept of it, `ask` works on any thread, `record` writes.

    `idle` is the answer of a visit for which nobody has to be asked, else None.
    """

    prepare: Callable[[Connection, Sequence[ScanItem]], Sequence[Visit]]
    ask: Callable[[Visit], Answer]
    record: Callable[[Sequence[Answer]], None]
    idle: Callable[[Visit], Answer | None] = lambda visit: None


@dataclass(slots=True)
class Round(Generic[Visit, Answer]):
    """One slice's visits. Nothing is written before `ready`: the inventory is in. `abort`: it never will be."""

    work: Work
    trade: Trade[Visit, Answer]
    to_do: deque[ScanItem]
    ready: threading.Event
    abort: threading.Event
    prepared: deque[Visit] = field(default_factory=deque)
    in_flight: dict[Future[Answer], Visit] = field(default_factory=dict)
    answers: deque[Answer] = field(default_factory=deque)
    silent: int = 0
    silence: str = ""
    flushed: datetime | None = None

    def run(self) -> str | None:
        """Visit until all is done (None) or cancel, pause, stop or slice ends it. Raises ServiceDown."""
        pool = ThreadPoolExecutor(self.work.outside.connections, thread_name_prefix="visit")
        try:
            return self._loop(pool)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _loop(self, pool: ThreadPoolExecutor) -> str | None:
        wish: str | None = None
        while self.to_do or self.prepared or self.in_flight or self.answers:
            wish = "stop" if self.abort.is_set() else wish or self.work.wish()
            if wish in ("cancel", "stop"):
                break
            more = wish is None and self.silent < STREAK
            if more:
                self._send(pool)
            elif not self.in_flight and not self.answers:
                break
            self._collect()
            self._write(not self.in_flight and not (more and (self.prepared or self.to_do)))
        self._write(True)
        if self.silent >= STREAK:
            raise ServiceDown(self.silence)
        return wish

    def _send(self, pool: ThreadPoolExecutor) -> None:
        room = self.work.outside.connections * 2 - len(self.in_flight)
        room = min(room, BACKLOG - len(self.answers))
        for _ in range(room):
            if not self.prepared and not self._prepare():
                return
            visit = self.prepared.popleft()
            known = self.trade.idle(visit)
            if known is not None:
                self.answers.append(known)
            else:
                self.in_flight[pool.submit(self.trade.ask, visit)] = visit

    def _prepare(self) -> bool:
        planned = [self.to_do.popleft() for _ in range(min(_PREPARE, len(self.to_do)))]
        if not planned:
            return False
        with self.work.house.database.reading() as connection:
            self.prepared.extend(self.trade.prepare(connection, planned))
        return bool(self.prepared)

    def _collect(self) -> None:
        if not self.in_flight:
            if self.answers and not self.ready.is_set():
                self.ready.wait(0.2)
            return
        done, _ = wait(self.in_flight, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in done:
            self.in_flight.pop(future)
            answer = future.result()
            if isinstance(answer.failure, Unavailable | RateLimited) and answer.failure.service != "TheTVDB":
                if self.work.stop.is_set():
                    continue  # its wait was cut short by us: nobody knows what it would have answered
                self.silent, self.silence = self.silent + 1, str(answer.failure)
            elif answer.heard:
                self.silent = 0
            self.answers.append(answer)

    def _write(self, last: bool) -> None:
        """Write full batches, and what is left over once a second or when it is the `last` for now."""
        if not self.ready.is_set() or not self.answers:
            return
        now = self.work.house.now()
        self.flushed = self.flushed or now
        while len(self.answers) >= BATCH or (self.answers and (last or now - self.flushed >= _FLUSH_AFTER)):
            batch = [self.answers.popleft() for _ in range(min(BATCH, len(self.answers)))]
            self.trade.record(batch)
            self.flushed = self.work.house.now()


def at_once() -> threading.Event:
    """Nothing has to be waited for."""
    event = threading.Event()
    event.set()
    return event
