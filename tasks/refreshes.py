"""Beside the tasks: works off what arrived, server by server, so that one that is silent never keeps another."""

import threading
from dataclasses import dataclass, field
from datetime import timedelta

from parity.actions.advance import advance
from parity.actions.ports import House
from parity.actions.spread import spread
from parity.store import players, refreshes
from tasks.queue import watched

_PAUSE = 0.15  # seconds between two steps at one server
_STAY = timedelta(seconds=2)
_REST = 10.0


@dataclass(slots=True)
class Refreshing:
    """A thread for each server at which something is due, for as long as there is."""

    house: House
    stop: threading.Event
    _threads: dict[str, threading.Thread] = field(default_factory=dict)

    def work_off(self) -> None:
        """Spread what is new over the servers."""
        spread(self.house, self.stop)

    def look(self) -> None:
        """See that somebody is at each server where something is due."""
        now = self.house.now()
        with self.house.database.reading() as connection:
            due, kept = refreshes.servers_at_work(connection, now), players.every(connection)
        for machine_id in due:
            player = kept.get(machine_id)
            rests = player is not None and player.retry_at is not None and player.retry_at > now
            thread = self._threads.get(machine_id)
            if rests or (thread is not None and thread.is_alive()):
                continue
            made = threading.Thread(target=self._go, args=(machine_id,), name=f"refresh {machine_id[:6]}", daemon=True)
            self._threads[machine_id] = made
            made.start()

    def _go(self, machine_id: str) -> None:
        bugs: list[str] = []
        with watched(f"the refreshes of server {machine_id[:6]}", bugs.append):
            while not self.stop.is_set():
                advance(self.house, machine_id, self.stop)
                if not self._soon(machine_id) or self.stop.wait(_PAUSE):
                    return
        if bugs:  # it will meet it again: not so often that it fills the log
            self.stop.wait(_REST)

    def _soon(self, machine_id: str) -> bool:
        now = self.house.now()
        with self.house.database.reading() as connection:
            rests = players.of(connection, machine_id).retry_at
            due = refreshes.next_due(connection, machine_id)
        return due is not None and due <= now + _STAY and (rests is None or rests <= now)
