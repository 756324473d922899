"""When a call is repeated, and after how long."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from parity.http.answer import Answer


def is_transient(answer: Answer) -> bool:
    """A server's own trouble, which is often over a moment later."""
    return answer.status >= 500 and answer.status != 501


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Pauses are in seconds. `attempts` counts the first call too, `limited` the answers 429 apart from it.

    `transient` says which answers are worth asking for again; a service with better knowledge brings its own.
    """

    attempts: int = 3
    first_pause: float = 0.5
    longest_pause: float = 8.0
    limited: int = 6
    longest_limit: float = 60.0
    transient: Callable[[Answer], bool] = is_transient

    def pause(self, attempt: int, jitter: float) -> float:
        """Back-off after the given attempt (1, 2, …); `jitter` in 0..1 spreads it over its upper half."""
        return min(self.longest_pause, self.first_pause * 2.0 ** (attempt - 1)) * (0.5 + jitter / 2)

    def limit_pause(self, times: int, asked: float | None, jitter: float) -> float | None:
        """How long to wait after the `times`th answer 429, which asked for `asked` seconds; None: give up."""
        if times >= self.limited:
            return None
        if asked is None:
            return min(self.longest_limit, 2.0 ** (times - 1)) * (1 + jitter / 4)
        return asked if asked <= self.longest_limit else None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that `Retry-After` asks for (RFC 9110 §10.2.3: a number or an HTTP date), None without.

    A date is compared with the answer's own `Date`, else with `now` (Unix time), because clocks differ.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value[:9])
    until = _http_date(value)
    if until is None:
        return None
    since = sent_at(headers)
    return max(0.0, math.ceil(until - (now if since is None else since)))


def sent_at(headers: Mapping[str, str]) -> float | None:
    """When the other side says it answered (Unix time), None when it does not say."""
    return _http_date(headers.get("Date", ""))


def _http_date(value: str) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
