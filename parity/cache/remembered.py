"""The cache as the rest of Parity sees it: it answers or it does not, and it never fails."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

_T = TypeVar("_T")
_D = TypeVar("_D")
_log = logging.getLogger(__name__)
_LEFT_ALONE = 30.0  # seconds in which a broken cache is not tried again, so that it does not slow a scan down


@dataclass(frozen=True, slots=True)
class Figures:
    """What the cache holds (None: nobody can say) and how often this process found something in it."""

    entries: int | None
    bytes: int | None
    hits: int
    misses: int


class Backend(Protocol):
    """What is needed of a Flask-Caching backend, and what ours can do beyond that."""

    def get_many(self, *keys: str) -> list[object | None]:
        """Values in the order of the keys, None for those that are not there."""

    def set_many(self, mapping: dict[str, object], timeout: int) -> list[str]:
        """Keep all of them for `timeout` seconds (0: for ever)."""

    def delete_prefix(self, prefix: str) -> int:
        """Drop all keys that begin so."""

    def clear(self) -> bool:
        """Drop everything."""

    def purge(self) -> int:
        """Drop what expired."""

    def size(self) -> tuple[int | None, int | None]:
        """Entries and bytes."""

    def close(self) -> None:
        """Let go of files and connections."""


class Remembered:
    """JSON values by key. While the cache is broken `get` misses, `put` is dropped; one warning is logged."""

    def __init__(
        self,
        backend: Backend,
        troubles: tuple[type[Exception], ...],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._backend = backend
        self._troubles = troubles
        self._clock = clock
        self._lock = threading.Lock()
        self._broken_until: float | None = None
        self._hits = self._misses = 0

    def get(self, key: str) -> object | None:
        """The value, None when it is not known."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: list[str]) -> dict[str, object]:
        """The values that are known, by key, in one look."""
        nothing: list[object | None] = [None] * len(keys)
        values = self._try(lambda: self._backend.get_many(*keys), nothing)
        found = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        with self._lock:
            self._hits += len(found)
            self._misses += len(keys) - len(found)
        return found

    def put(self, key: str, value: object, seconds: int) -> None:
        """Keep a JSON value for `seconds`; 0 keeps it for ever."""
        self.put_many({key: value}, seconds)

    def put_many(self, values: Mapping[str, object], seconds: int) -> None:
        """Keep several in one step."""
        self._try(lambda: self._backend.set_many(dict(values), seconds), None)

    def delete_prefix(self, prefix: str) -> None:
        """Forget all keys that begin with `prefix`."""
        self._try(lambda: self._backend.delete_prefix(prefix), 0)

    def clear(self) -> None:
        """Forget everything."""
        self._try(self._backend.clear, False)

    def purge(self) -> int:
        """Drop what expired; how many entries that were (0 where the backend does it by itself)."""
        return self._try(self._backend.purge, 0)

    def figures(self) -> Figures:
        """For the maintenance page."""
        unknown: tuple[int | None, int | None] = (None, None)
        entries, size = self._try(self._backend.size, unknown)
        return Figures(entries, size, self._hits, self._misses)

    def close(self) -> None:
        """Let go of files and connections; the next use takes them up again."""
        self._try(self._backend.close, None)

    def _try(self, work: Callable[[], _T], otherwise: _D) -> _T | _D:
        if self._broken_until is not None and self._clock() < self._broken_until:
            return otherwise
        try:
            result = work()
        except self._troubles as error:
            self._stand_back(error)
            return otherwise
        if self._broken_until is not None:
            self._broken_until = None
            _log.info("The cache works again")
        return result

    def _stand_back(self, error: Exception) -> None:
        with self._lock:
            known = self._broken_until is not None
            self._broken_until = self._clock() + _LEFT_ALONE
        if not known:
            _log.warning("The cache cannot be used (%s); everything works without it, only slower", error)
