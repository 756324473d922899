"""Which shows another source should be asked about, and what was heard of it. Asked once for each state of a show."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select, update

from parity.core.gaps import ACCEPTED
from parity.store.schema import expected, shows
from parity.store.shows import ShowRow

_COLUMNS = [shows.c[name] for name in ShowRow.__dataclass_fields__]
_SUSPECTS = (
    select(*_COLUMNS)
    .where(
        shows.c.standing == "suspect",
        shows.c.doubt.in_(("order", "match", "numbers")),
        shows.c.tmdb_id.is_not(None),
        shows.c.in_scope.is_(True),
        or_(shows.c.opinion_for.is_(None), shows.c.opinion_for != shows.c.reason),
    )
    .order_by(shows.c.opinion_at, shows.c.id)
)


def suspects(connection: Connection, most: int, only: Collection[int] | None = None) -> list[ShowRow]:
    """Suspect shows whose suspicion nobody else was asked about, those that wait longest first."""
    query = _SUSPECTS.limit(most)
    if only is not None:
        query = query.where(shows.c.id.in_(list(only)))
    return [ShowRow(*row) for row in connection.execute(query)]


def lacking_few(connection: Connection, before: date, most: int, only: Collection[int] | None = None) -> list[ShowRow]:
    """Shows in TMDB's own order, with a known id at TheTVDB, that lack 1 to `most` of what was on before a day."""
    few = (
        select(expected.c.show_id)
        .where(
            expected.c.owned.is_(False),
            expected.c.air_date < before,
            or_(expected.c.hidden_by.is_(None), expected.c.hidden_by == ACCEPTED),
        )
        .group_by(expected.c.show_id)
        .having(func.count() <= most)
    )
    query = select(*_COLUMNS).where(
        shows.c.standing == "matched",
        shows.c.order_label == "tmdb:aired",
        shows.c.tvdb_id.is_not(None),
        shows.c.in_scope.is_(True),
        shows.c.id.in_(few),
    )
    if only is not None:
        query = query.where(shows.c.id.in_(list(only)))
    return [ShowRow(*row) for row in connection.execute(query.order_by(shows.c.opinion_at, shows.c.id))]


def note(connection: Connection, show_id: int, heard_for: str, now: datetime, values: dict[str, object]) -> None:
    """What was heard of a show, and in which state it was."""
    heard = {"opinion_for": heard_for, "opinion_at": now, **values}
    connection.execute(update(shows).where(shows.c.id == show_id).values(**heard))
