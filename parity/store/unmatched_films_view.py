"""Films of which nobody could tell which they are: why, and what a search found for them."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from parity.core.shapes import Listing
from parity.core.why import WhyCandidate
from parity.store.doubts_view import read_candidates
from parity.store.film_conditions import HERE, WITH_LIBRARIES
from parity.store.film_copies_view import Edition, editions_by_film
from parity.store.schema import films, held_films


@dataclass(frozen=True, slots=True)
class UnmatchedFilm:
    """One such film. `candidates` as TMDB's search gave them, `editions` where it lies."""

    film_id: int
    title: str
    year: int | None
    reason: str | None
    candidates: tuple[WhyCandidate, ...]
    editions: tuple[Edition, ...]


def unmatched_films(connection: Connection, limit: int) -> Listing[UnmatchedFilm]:
    """Those that lie in followed libraries, by title: the first `limit` of them, and how many there are.

    Two statements.
    """
    columns = (films.c[name] for name in ("id", "title", "year", "reason", "candidates"))
    held = select(held_films.c.film_id).select_from(WITH_LIBRARIES).where(HERE)
    total = func.count().over().label("total")
    query = select(*columns, total).where(
        films.c.standing == "unmatched", films.c.in_scope.is_(True), films.c.id.in_(held)
    )
    rows = connection.execute(query.order_by(func.lower(films.c.title), films.c.id).limit(limit)).all()
    editions = editions_by_film(connection, [row.id for row in rows])
    found = (
        UnmatchedFilm(
            row.id, row.title, row.year, row.reason, read_candidates(row.candidates), editions.get(row.id, ())
        )
        for row in rows
    )
    return Listing(rows[0].total if rows else 0, tuple(found))
