"""When Plex may be asked about the account again after a time when it gave no answer."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from parity.store import preferences

_TRIES, _NOT_BEFORE = "account_tries", "account_not_before"
_FIRST_PAUSE = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)


def take(connection: Connection, longest: timedelta, now: datetime) -> bool:
    """Note a try as if it failed: the next one may come after an hour, two, four, up to `longest`.

    False when it is too early, or somebody else tries just now. Whoever gets an answer calls `settle`.
    """
    kept = preferences.read(connection)
    not_before = kept.get(_NOT_BEFORE)
    if not_before is not None and now < datetime.fromisoformat(not_before) <= now + LONGEST_PAUSE:
        return False
    tries = int(kept.get(_TRIES, "0"))
    pause = min(_FIRST_PAUSE * 2 ** min(tries, 10), longest)
    _write(connection, tries + 1, now + pause, now)
    return True


def put_off(connection: Connection, until: datetime, now: datetime) -> None:
    """Plex said how long to leave it alone; never less than is planned."""
    kept = preferences.read(connection)
    planned = datetime.fromisoformat(kept.get(_NOT_BEFORE, now.isoformat()))
    _write(connection, int(kept.get(_TRIES, "0")), min(max(planned, until), now + LONGEST_PAUSE), now)


def settle(connection: Connection, now: datetime) -> None:
    """Plex answered, or nobody has to be asked any more."""
    preferences.save(connection, {_TRIES: None, _NOT_BEFORE: None}, now)


def _write(connection: Connection, tries: int, not_before: datetime, now: datetime) -> None:
    preferences.save(connection, {_TRIES: str(tries), _NOT_BEFORE: not_before.isoformat()}, now)
