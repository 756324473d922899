"""How fast the fake SIMKL is asked: 10 questions and 1 change a second are allowed (simkl.md 1.7)."""

import threading
import time
from collections import deque
from collections.abc import Callable

ALLOWED = {"GET": 10, "POST": 1}


class Pace:
    """Counts what came within a second; `strict` says whether what is too much is refused."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.strict = False
        self.most = {"GET": 0, "POST": 0}
        self._clock = clock
        self._lock = threading.Lock()
        self._lately: dict[str, deque[float]] = {method: deque() for method in ALLOWED}

    def too_fast(self, method: str) -> bool:
        """Note a request, and say whether it is to be refused."""
        if method not in ALLOWED:
            return False
        with self._lock:
            now, lately = self._clock(), self._lately[method]
            while lately and now - lately[0] >= 1.0:
                lately.popleft()
            lately.append(now)
            self.most[method] = max(self.most[method], len(lately))
            return self.strict and len(lately) > ALLOWED[method]
