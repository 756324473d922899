"""Which shows another source should be asked about, and what was heard of it. Asked once for each state of a show."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from parity.store.schema import expected, shows
from parity.store.shows import ShowRow

_COLUMNS = [shows.c[name] for name in ShowRow.__dataclass_fields__]


def suspects(connection: Connection, most: int, only: Collection[int] | None = None) -> list[ShowRow]:
    """Suspect shows whose suspicion nobody else was asked about, those that wait longest first."""
    query = select(*_COLUMNS).where(
        shows.c.standing == "suspect",
        shows.c.doubt.in_(("order", "match", "numbers")),
        shows.c.tmdb_id.is_not(None),
        shows.c.in_scope.is_(True),
        or_(shows.c.opinion_for.is_(None), shows.c.opinion_for != shows.c.reason),
    )
    if only is not None:
        query = query.where(shows.c.id.in_(list(only)))
    return [ShowRow(*row) for row in connection.execute(query.order_by(shows.c.opinion_at, shows.c.id).limit(most))]


def incomplete(connection: Connection, only: Collection[int] | None = None) -> list[ShowRow]:
    """Shows in TMDB's own order that may lack something and whose id at TheTVDB is known."""
    lacks = select(expected.c.show_id).where(expected.c.show_id == shows.c.id, expected.c.owned.is_(False)).exists()
    query = select(*_COLUMNS).where(
        shows.c.standing == "matched",
        shows.c.order_label == "tmdb:aired",
        shows.c.tvdb_id.is_not(None),
        shows.c.in_scope.is_(True),
        lacks,
    )
    if only is not None:
        query = query.where(shows.c.id.in_(list(only)))
    return [ShowRow(*row) for row in connection.execute(query.order_by(shows.c.opinion_at, shows.c.id))]


def note(connection: Connection, show_id: int, heard_for: str, now: datetime, values: dict[str, object]) -> None:
    """What was heard of a show, and in which state it was."""
    heard = {"opinion_for": heard_for, "opinion_at": now, **values}
    connection.execute(update(shows).where(shows.c.id == show_id).values(**heard))
