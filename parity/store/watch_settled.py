"""What a person settled about a title of the two lists: it is no longer among those that nothing can be done about."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete

from parity.core.watch import Side
from parity.store.schema import watch_unresolved


def settle(connection: Connection, side: Side, keys: Iterable[str]) -> None:
    """Strike rows of a side off the list of those, so that the next run looks at them at once."""
    named = (watch_unresolved.c.side == side) & watch_unresolved.c.key.in_(list(keys))
    connection.execute(delete(watch_unresolved).where(named))
