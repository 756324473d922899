"""How often a service is asked: one bucket for all threads."""

import threading
import time
from collections.abc import Callable

_SLOW_FOR = 30.0  # seconds at the lower rate after the service said "too many"
_SLOWEST = 8.0


class TokenBucket:
    """Hands out turns, `rate` a second; up to `burst` turns that nobody took in time may be taken at once.

    Turns are reserved in order, so that n calls take n / rate seconds however late single threads wake up.
    The burst is small: it only makes good for moments in which all threads were busy.
    """

    def __init__(self, rate: float, burst: int = 4, clock: Callable[[], float] = time.monotonic) -> None:
        if rate <= 0 or burst < 1:
            raise ValueError("a rate is above 0 and a burst at least 1")
        self._gap = 1.0 / rate
        self._burst = burst
        self._clock = clock
        self._lock = threading.Lock()
        self._next = float("-inf")
        self._slowness = 1.0
        self._slow_until = float("-inf")
        self._closed_until = float("-inf")
        self._closings = 0

    def take(self, wait: Callable[[float], object]) -> None:
        """Return when it is this caller's turn. `wait` sleeps for some seconds, and may raise to give up."""
        while True:
            seconds, closings = self._reserve()
            if seconds > 0:
                wait(seconds)
            if closings == self._closings:
                return

    def close_for(self, seconds: float) -> None:
        """The service said "too many": nobody gets a turn for `seconds`, then for a while at half the rate.

        Calls that were under way hit the same wall, so those that arrive while it is closed change nothing.
        """
        with self._lock:
            now = self._clock()
            if now >= self._closed_until:
                self._slowness = min(self._slowness * 2, _SLOWEST)
            self._closed_until = max(self._closed_until, now + seconds)
            self._slow_until = self._closed_until + _SLOW_FOR
            self._next = self._closed_until
            self._closings += 1

    def _reserve(self) -> tuple[float, int]:
        with self._lock:
            now = self._clock()
            if now >= self._slow_until:
                self._slowness = 1.0
            gap = self._gap * self._slowness
            turn = max(self._next, now - (self._burst - 1) * gap)
            self._next = turn + gap
            return max(0.0, turn - now), self._closings
