"""How the whole house stands, as other programs read it."""

from dataclasses import dataclass
from datetime import date, datetime

from parity.core.film_shapes import FilmNumbers
from parity.core.shapes import Notice, Numbers, Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The headline counts of shows and of films, the scan at work, and what the owner should know."""

    version: str
    today: date
    time_zone: str
    numbers: Numbers
    films: FilmNumbers
    scan: Scan | None
    last_scan: Scan | None
    notices: tuple[Notice, ...]
    worker_seen_at: datetime | None
