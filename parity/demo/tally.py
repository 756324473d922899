"""What a stand-in was asked: requests per kind, and how often each show, film and collection was."""

import threading
from collections import Counter


class Tally:
    """Counts requests. A kind is a route's name ("section_all"), a show its key in the address, a film "film 603"."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.kinds: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self._open = 0
        self.most_at_once = 0

    def begin(self, kind: str, shows: str | None = None) -> None:
        """Note one request; `shows` holds the keys it asks for, comma separated."""
        with self._lock:
            self.kinds[kind] += 1
            self.asked.update(shows.split(",") if shows else ())
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)

    def end(self) -> None:
        """Note that one answer was made."""
        with self._lock:
            self._open -= 1

    @property
    def total(self) -> int:
        """All requests since the last reset."""
        with self._lock:
            return sum(self.kinds.values())

    def reset(self) -> None:
        """Forget everything counted so far."""
        with self._lock:
            self.kinds.clear()
            self.asked.clear()
            self.most_at_once = self._open

    def to_dict(self) -> dict[str, object]:
        """`{"total": n, "kinds": {kind: n}, "asked": {show: n}, "most_at_once": n}`."""
        with self._lock:
            return {
                "total": sum(self.kinds.values()),
                "kinds": dict(self.kinds),
                "asked": dict(self.asked),
                "most_at_once": self.most_at_once,
            }
