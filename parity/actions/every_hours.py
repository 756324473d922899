"""Work that starts by itself so many hours after it last began, whoever started that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.actions.ports import House
from parity.actions.turns import AlreadyRunning
from parity.store import schedules
from parity.store.database import Connection


@dataclass(frozen=True, slots=True)
class EveryHours:
    """One kind of work, called `name` among the schedules. `able`: whether there is anything to do it with; `newest`:
    when it last began; `busy`: whether it is queued or at work.
    """

    name: str
    able: Callable[[Connection], bool]
    newest: Callable[[Connection], datetime | None]
    busy: Callable[[Connection], bool]

    def ask_when_due(self, house: House, hours: int, ask: Callable[[House], object]) -> None:
        """Do it when it is due; 0 hours: never. None is due while one is at work: nothing piles up."""
        now = house.now()
        if not hours:
            return
        with house.database.writing() as connection:
            if self._last(connection) is None:
                schedules.claim(connection, self.name, now, now)  # from now on the hours count: nothing was missed
            due = self.next_due(connection, hours)
            if due is None or due > now or self.busy(connection):
                return
            schedules.claim(connection, self.name, now, now)
        try:
            ask(house)
        except AlreadyRunning:
            return  # somebody was faster by a moment

    def next_due(self, connection: Connection, hours: int) -> datetime | None:
        """When it starts next by itself; None: never, as it is switched off or nothing is there to do it with."""
        last = self._last(connection)
        if not hours or last is None or not self.able(connection):
            return None
        return last + timedelta(hours=hours)

    def _last(self, connection: Connection) -> datetime | None:
        """When it last began, or the hours began to count."""
        claimed, newest = schedules.last_due(connection, self.name), self.newest(connection)
        return max(filter(None, (claimed, newest)), default=None)
