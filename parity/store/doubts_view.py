"""Shows that are not compared: why, and what a search found for them."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from parity.core.shapes import Copy
from parity.core.why import WhyCandidate
from parity.store.copies_view import copies_of
from parity.store.schema import libraries, shows


@dataclass(frozen=True, slots=True)
class Doubt:
    """One such show; `matched`: TMDB knows it, but its numbers cannot be held against TMDB's.

    `candidates` as TMDB's search gave them, `copies` where it lies; `servers`: there is more than one server.
    """

    show_id: int
    title: str
    year: int | None
    reason: str | None
    matched: bool
    candidates: tuple[WhyCandidate, ...]
    copies: tuple[Copy, ...]
    servers: bool = False


def doubts(connection: Connection, ids: Collection[int]) -> tuple[Doubt, ...]:
    """A page of them, by title. Two statements."""
    columns = (shows.c[name] for name in ("id", "title", "year", "reason", "candidates", "standing"))
    known = select(func.count(libraries.c.machine_id.distinct())).scalar_subquery().label("known")
    query = select(*columns, known).where(shows.c.id.in_(sorted(ids))).order_by(shows.c.sort_title, shows.c.id)
    copies = copies_of(connection, ids)
    return tuple(
        Doubt(
            row.id,
            row.title,
            row.year,
            row.reason,
            row.standing != "unmatched",
            read_candidates(row.candidates),
            copies[row.id],
            row.known > 1,
        )
        for row in connection.execute(query)
    )


def read_candidates(text: str | None) -> tuple[WhyCandidate, ...]:
    """The candidates as a show's row keeps them."""
    rows = json.loads(text) if text else ()
    return tuple(WhyCandidate(row["tmdb_id"], row["title"], row["year"]) for row in rows)
