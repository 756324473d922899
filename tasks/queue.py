"""The queue of messages, and what happens when a task meets a bug.

Rows of the database are the truth; a message only carries an id, and losing one costs half a second.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from parity.store.ailing import ailment_of

_log = logging.getLogger(__name__)
_SQLITE = "sqlite:///"


class QueueUnusable(Exception):
    """The queue's address cannot be used; the text says why and what to do, without the address."""


def open_queue(url: str, secret_key: str) -> Huey:
    """The queue at `sqlite:///…`, `redis://…`, `rediss://…` or `postgresql://…`. Raises QueueUnusable.

    Messages are pickles, so each is signed: what somebody else put into the queue is thrown away unread.
    """
    serializer = SignedSerializer(secret=secret_key, salt="parity.queue")
    options = {"results": False, "utc": True, "serializer": serializer}
    try:
        if url.startswith(_SQLITE):
            return SqliteHuey("parity", filename=url.removeprefix(_SQLITE), **options)
        if url.startswith(("redis://", "rediss://")):
            return RedisHuey("parity", url=url, **options)
        return PostgresHuey("parity", dsn=url, **options)
    except ConfigurationError:
        package = "redis" if url.startswith("redis") else "psycopg"
        raise QueueUnusable(
            f"PARITY_QUEUE_URL needs the package {package}: pip install {package}, or leave the setting out"
        ) from None


@contextmanager
def watched(what: str, on_bug: Callable[[str], None] | None = None) -> Iterator[None]:
    """The one place where a task's bug ends: in the log, under a reference that `on_bug` is told too."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the wrapper of all tasks, see above
        reference = secrets.token_hex(4)
        ailment = ailment_of(error)
        if ailment is not None:
            _log.error("%s: %s (reference %s)", what, ailment, reference)
        else:
            _log.exception("%s met a bug (reference %s)", what, reference)
        if on_bug is not None:
            on_bug(reference)
