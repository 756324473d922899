"""Which server of a piece of work has which machine identifier."""

import threading
from dataclasses import dataclass, field

from parity.actions.ports import Library, Outside
from parity.core.failures import Failure, Unavailable

STRANGER = "Plex"
"""The name of a server that has not said any."""


@dataclass(slots=True)
class Reach:
    """Finds a server by its machine identifier, from any thread; the given one is asked who it is only if need be."""

    outside: Outside
    _known: dict[str, Library] = field(default_factory=dict)
    _asked: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def alone(self) -> bool:
        """Whether there is one server and no other, so that its failure is that of the whole work."""
        return len(self.outside.servers) == 1

    def learn(self, machine_id: str, library: Library) -> None:
        """This is how that server is asked."""
        with self._lock:
            self._known[machine_id] = library

    def library(self, machine_id: str) -> Library:
        """The server of this identifier. Raises Unavailable when nobody can ask it, and the failures of asking."""
        first = self.outside.servers[0]
        if self.alone and first.machine_id is None:
            return first.library  # there is nobody else to mistake it for
        with self._lock:
            if machine_id not in self._known:
                self._know_all()
            if machine_id not in self._known:
                raise Unavailable(STRANGER, "the server of this library is not among those that are asked")
            return self._known[machine_id]

    def _know_all(self) -> None:
        for reached in self.outside.servers:
            if reached.machine_id is not None:
                self._known.setdefault(reached.machine_id, reached.library)
            elif not self._asked:
                self._asked = True
                try:
                    self._known[reached.library.server().machine_id] = reached.library
                except Failure:
                    continue  # then nobody knows which one it is; the others may be asked all the same
