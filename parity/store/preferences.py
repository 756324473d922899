"""What was saved in the app, as text by setting name; settings.py says what it means."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from parity.store.schema import preferences

_ALL = select(preferences.c.name, preferences.c.value)  # made once: they are read at every turn


def read(connection: Connection) -> dict[str, str]:
    """All saved values."""
    return {name: value for name, value in connection.execute(_ALL)}


def save(connection: Connection, values: Mapping[str, str | None], now: datetime) -> None:
    """Write values; None forgets one, so that its default holds again."""
    connection.execute(delete(preferences).where(preferences.c.name.in_(list(values))))
    rows = [{"name": name, "value": value, "changed_at": now} for name, value in values.items() if value is not None]
    if rows:
        connection.execute(insert(preferences), rows)
