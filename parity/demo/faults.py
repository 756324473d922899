"""Trouble on demand: how a stand-in is made slow, wrong, cut or silent."""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields

WHOLE_ANSWER = frozenset(
    {"status", "html", "garbage", "truncated", "wrong_type", "wrong_string", "closed", "lost", "slow", "call"}
)
"""Kinds that any route can suffer. Of `closed` nothing was heard; what is `lost` was done, and no answer goes out."""

PAGES = frozenset(
    {"cut_page", "shift", "total_disagrees", "no_total", "repeat_page", "cut_feed", "empty_page", "endless"}
)
"""Kinds that only a paged listing or the changes feed can suffer."""


@dataclass(slots=True)
class Fault:
    """One rule. It meets requests whose path matches `path` (a regex, searched), their query holding `query`.

    The query text also holds `X-Plex-Container-Start=…&X-Plex-Container-Size=…` when those came as headers.
    The first `skip` matching requests pass; then it strikes `times` times, or for ever when that is None.
    """

    kind: str
    path: str = ""
    query: str = ""
    times: int | None = None
    skip: int = 0
    status: int = 500
    """`status`: 401, 404, 429, 500, 503 …"""
    retry_after: int | None = None
    """`status`: seconds for a `Retry-After` header."""
    seconds: float = 0.0
    """`slow`: how long the answer waits."""
    rows: int = 1
    """`cut_page`: rows left out; `shift`: rows that came in at the front since page 1 (negative: went away);
    `total_disagrees`: added to the total; `cut_feed`: pages that are left."""
    call: Callable[[], object] | None = None
    """`call` (same process only): run before the answer is made, for a change between two pages."""
    met: int = 0
    struck: int = 0

    def __post_init__(self) -> None:
        if self.kind not in WHOLE_ANSWER | PAGES:
            raise ValueError(f"unknown kind of fault: {self.kind}")

    def strikes(self, path: str, query: str) -> bool:
        """Whether this request suffers, counting it."""
        if not re.search(self.path, path) or self.query not in query:
            return False
        self.met += 1
        if self.met <= self.skip or (self.times is not None and self.struck >= self.times):
            return False
        self.struck += 1
        return True


@dataclass
class Faults:
    """The latency of a stand-in (seconds an answer) and its rules; the first that strikes wins."""

    latency: float = 0.0
    rules: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        """Append a rule and hand it back, so that `fault.struck` can be read later."""
        with self._lock:
            self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """No rules, no latency."""
        with self._lock:
            self.rules.clear()
            self.latency = 0.0

    def strike(self, path: str, query: str) -> Fault | None:
        """The fault that this request suffers, if any."""
        with self._lock:
            return next((rule for rule in self.rules if rule.strikes(path, query)), None)

    def replace(self, rules: Sequence[Mapping[str, object]] | None, latency: object = None) -> None:
        """Take over rules and latency as sent to `POST /_faults`; None leaves that part as it is.

        Raises ValueError for an unknown kind or field.
        """
        made = None if rules is None else [_fault(rule) for rule in rules]
        with self._lock:
            if made is not None:
                self.rules[:] = made
            if isinstance(latency, int | float):
                self.latency = float(latency)


def _fault(rule: Mapping[str, object]) -> Fault:
    known = {each.name for each in fields(Fault)} - {"call", "met", "struck"}
    if not set(rule) <= known or "kind" not in rule:
        raise ValueError(f"a fault has the fields {sorted(known)}, not {sorted(rule)}")
    return Fault(**rule)  # type: ignore[arg-type]
