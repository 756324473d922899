"""A small Flask-Caching backend in one SQLite file, shared by processes.

Flask-Caching's file backend keeps 500 entries by default, rewrites a counter at each set and never removes
what expired; its values are pickles. This one keeps JSON, drops what expired, and stands up again when its
file is deleted or damaged. What it cannot mend (a full disk, a lock) comes out as sqlite3.Error or OSError,
which `Remembered` bears.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from flask_caching.backends.base import BaseCache

from parity.cache.packing import pack, unpack

_T = TypeVar("_T")
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB NOT NULL, expires REAL);
CREATE INDEX IF NOT EXISTS entries_expire ON entries (expires) WHERE expires IS NOT NULL;
"""
_SET = (
    "INSERT INTO entries VALUES (?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_ADD = f"{_SET} WHERE expires <= ?"
_ALIVE = "(expires IS NULL OR expires > ?)"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_AT_A_TIME = 500  # keys in one statement; SQLite's own limit is far above


class SqliteCache(BaseCache):
    """See cachelib's BaseCache for the methods; a timeout of 0 never expires.

    One connection for all threads, behind a lock: its work takes some hundred microseconds, and 20 threads
    with one each would hold 20 page caches.
    """

    def __init__(
        self, path: str, default_timeout: int = 300, clock: Callable[[], float] = time.time, wait: float = 2.0
    ) -> None:
        super().__init__(default_timeout)
        self._path = Path(path)
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    @classmethod
    def factory(
        cls, app: object, config: dict[str, object], args: list[str], kwargs: dict[str, object]
    ) -> "SqliteCache":
        """How Flask-Caching makes it: the path comes as the only one of CACHE_ARGS."""
        return cls(args[0])

    def get(self, key: str) -> object | None:
        """The value, None when there is none or it expired."""
        return self.get_many(key)[0]

    def get_many(self, *keys: str) -> list[object | None]:
        """Values in the order of the keys."""
        found: dict[str, bytes] = {}
        for some in _portions(keys):
            marks = ", ".join("?" * len(some))
            query = f"SELECT key, value FROM entries WHERE key IN ({marks}) AND {_ALIVE}"  # noqa: S608 - our own words and question marks
            found.update(self._read(query, (*some, self._clock())))
        return [unpack(found.get(key)) for key in keys]

    def has(self, key: str) -> bool:
        """Whether a value is there and alive."""
        query = f"SELECT 1 FROM entries WHERE key = ? AND {_ALIVE}"  # noqa: S608 - as above
        return self._read(query, (key, self._clock())) != []

    def set(self, key: str, value: object, timeout: object = None) -> bool:
        """Keep one value."""
        return self.set_many({key: value}, timeout) == [key]

    def set_many(self, mapping: dict[str, object], timeout: object = None) -> list[str]:
        """Keep several values in one transaction; the keys kept."""
        expires = self._expires(timeout)
        rows = [(key, pack(value), expires) for key, value in mapping.items()]
        self._run(lambda db: db.executemany(_SET, rows))
        return list(mapping)

    def add(self, key: str, value: object, timeout: object = None) -> bool:
        """Keep a value unless a living one is there."""
        return self._change(_ADD, (key, pack(value), self._expires(timeout), self._clock())) > 0

    def delete(self, key: str) -> bool:
        """Whether the key was there."""
        return self._change("DELETE FROM entries WHERE key = ?", (key,)) > 0

    def delete_many(self, *keys: str) -> list[str]:
        """All of the keys: what is not there counts as deleted."""
        self._run(lambda db: db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in keys]))
        return list(keys)

    def delete_prefix(self, prefix: str) -> int:
        """Drop all keys that begin with `prefix`; how many they were."""
        return self._change("DELETE FROM entries WHERE key >= ? AND key < ? || char(1114111)", (prefix, prefix))

    def clear(self) -> bool:
        """Drop everything."""
        self._change("DELETE FROM entries", ())
        return True

    def purge(self) -> int:
        """Drop what expired; how many they were."""
        return self._change("DELETE FROM entries WHERE expires <= ?", (self._clock(),))

    def size(self) -> tuple[int, int]:
        """Entries and bytes of their values as kept."""
        query = "SELECT count(*), coalesce(sum(length(value)), 0) FROM entries"
        return self._read(query, ())[0]

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            self._let_go()

    def _expires(self, timeout: object) -> float | None:
        seconds = self._normalize_timeout(timeout)  # type: ignore[arg-type]
        return self._clock() + seconds if seconds > 0 else None

    def _read(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._run(lambda db: db.execute(query, values).fetchall())

    def _change(self, statement: str, values: Sequence[object]) -> int:
        return self._run(lambda db: db.execute(statement, values).rowcount)

    def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        with self._lock:
            try:
                return self._attempt(work)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
                    raise
            self._let_go()
            for end in ("", "-wal", "-shm"):
                Path(f"{self._path}{end}").unlink(missing_ok=True)
            return self._attempt(work)

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        db = self._open()
        with db:
            return work(db)

    def _open(self) -> sqlite3.Connection:
        # A new connection when the file was deleted or replaced: the old one would go on writing to nowhere.
        if self._db is not None and self._file == _identity(self._path):
            return self._db
        self._let_go()
        _make_private(self._path)
        db = sqlite3.connect(self._path, timeout=self._wait, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(_TABLE)
        except sqlite3.Error:
            db.close()
            raise
        self._db, self._file = db, _identity(self._path)
        return db

    def _let_go(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = self._file = None


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except PermissionError:  # it may still be there to be read
        return


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _portions(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _AT_A_TIME] for start in range(0, len(keys), _AT_A_TIME)]
