"""Posters: each is fetched once, when somebody first looks at it, and kept for as long as something names it."""

import logging
import threading
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

from parity.actions.ports import House
from parity.core.failures import Failure, NotFound
from parity.core.pictures import Picture, is_picture_name, picture_of
from parity.store import pictures
from parity.store.folder import is_full

_log = logging.getLogger(__name__)
AT_ONCE = 4
REST = timedelta(minutes=10)  # before a picture that could not be had is asked for again
PAUSE = timedelta(seconds=30)  # after TMDB gave no usable answer: the other posters of a page need not try too
_PATIENCE = 3.0  # seconds that a request waits for others: it holds one of the few threads that serve pages


class Gallery:
    """The posters of a house, for one process. Many threads may use it."""

    def __init__(self, house: House, data_dir: Path) -> None:
        self._house = house
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._under_way: dict[str, Future[Picture | None]] = {}
        self._rests: dict[str, datetime] = {}
        self._paused_until = datetime.min.replace(tzinfo=UTC)

    def poster(self, name: str) -> Picture | None:
        """The poster of this name, if something in the database has it and it can be had. One statement."""
        if not is_picture_name(name):
            return None
        with self._house.database.reading() as connection:
            if not pictures.is_named(connection, name):
                return None
        return self._kept(name) or self._fetched_once(name)

    def _kept(self, name: str) -> Picture | None:
        return picture_of(pictures.read(self._data_dir, name))

    def _fetched_once(self, name: str) -> Picture | None:
        with self._lock:
            if self._is_at_rest(name):
                return None
            theirs = self._under_way.get(name)
            if theirs is None:
                mine = self._under_way[name] = Future()
        if theirs is not None:
            return _result(theirs)
        found = None
        try:
            found = self._kept(name) or self._in_turn(name)  # kept, when another request was through just now
        finally:
            with self._lock:
                del self._under_way[name]
            mine.set_result(found)
        return found

    def _in_turn(self, name: str) -> Picture | None:
        if not self._places.acquire(timeout=_PATIENCE):
            return None
        try:
            if self._is_at_rest(name):  # since we began to wait
                return None
            return self._fetched(name)
        finally:
            self._places.release()

    def _fetched(self, name: str) -> Picture | None:
        try:
            found = self._house.fetch_poster(name)
        except Failure as trouble:
            _log.info("No poster: %s", trouble)
            now = self._house.now()
            self._rests[name] = now + REST
            if not isinstance(trouble, NotFound):
                self._paused_until = now + PAUSE
            return None
        self._keep(name, found)
        return found

    def _keep(self, name: str, picture: Picture) -> None:
        try:
            if not is_full(self._data_dir):  # its last room is for the database
                pictures.keep(self._data_dir, name, picture.content)
        except OSError as trouble:
            _log.info("The poster %s is shown but not kept: %s", name, trouble.strerror)

    def _is_at_rest(self, name: str) -> bool:
        now = self._house.now()
        return now < self._paused_until or now < self._rests.get(name, now)


def _result(future: "Future[Picture | None]") -> Picture | None:
    try:
        return future.result(_PATIENCE)
    except TimeoutError:
        return None


def forget_pictures(house: House) -> int:
    """Remove the pictures that nothing names any more, and drafts that were left behind; how many they were."""
    data_dir = house.settings().data_dir
    kept = pictures.kept(data_dir)
    if not kept:
        return 0
    with house.database.reading() as connection:
        named = pictures.all_named(connection)
    unnamed = [name for name in kept if name not in named]
    pictures.remove(data_dir, unnamed)
    return len(unnamed)
