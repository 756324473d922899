"""Whether the database answers, and when a process last said that it lives."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from parity.store import notices
from parity.store.braked import standing_still
from parity.store.database import Database


@dataclass(frozen=True, slots=True)
class Pulse:
    """`answers`: the database can be read; `seen_at`: the last sign of life, None when there never was one.

    `braked`: the brake holds a library back.
    """

    answers: bool
    seen_at: datetime | None
    braked: bool = False


def pulse_of(database: Database, name: str) -> Pulse:
    """Feel it. Raises nothing."""
    try:
        with database.reading() as connection:
            return Pulse(True, notices.last_beat(connection, name), bool(standing_still(connection)))
    except DBAPIError:
        return Pulse(False, None)
