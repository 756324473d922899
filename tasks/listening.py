"""Beside the tasks: a thread for each server that listens to its events, and comes back when the line breaks."""

import threading
from dataclasses import dataclass, field

from parity.actions.ask_places import targets
from parity.actions.listen import listen
from parity.actions.ports import House
from tasks.queue import watched

_LONGEST = 60.0
_FIRST = 5.0
_LOOK = 2.0


@dataclass(slots=True)
class Listeners:
    """The threads, by machine id. `look` starts those that are wanted; they end soon after `stop`."""

    house: House
    stop: threading.Event
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _silent: dict[str, float] = field(default_factory=dict)
    """How long each server is left alone after its line broke, in seconds."""

    def look(self) -> None:
        """See that somebody listens to each server, where the owner wants that."""
        if not self.house.settings().listen:
            return
        for target in targets(self.house):
            thread = self._threads.get(target.machine_id)
            if thread is None or not thread.is_alive():
                made = threading.Thread(target=self._go, args=(target.machine_id,), name="listener", daemon=True)
                self._threads[target.machine_id] = made
                made.start()

    def _go(self, machine_id: str) -> None:
        began = self.house.now()
        with watched("the listener"):
            listen(self.house, machine_id, self.stop)
        lasted = (self.house.now() - began).total_seconds()
        pause = _FIRST if lasted > _LONGEST else min(self._silent.get(machine_id, _FIRST / 2) * 2, _LONGEST)
        self._silent[machine_id] = pause
        self.stop.wait(pause)
