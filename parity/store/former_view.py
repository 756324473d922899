"""Where the copies of a show went that is not there under its old number."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from parity.store import conditions
from parity.store.schema import former_shows, items, libraries, shows


class Heir(NamedTuple):
    """A visible show with a copy that belonged to another one before."""

    show_id: int
    title: str


def heirs(connection: Connection, show_id: int) -> tuple[Heir, ...]:
    """The shows that have the copies of this former one now, by title. One statement."""
    theirs = (
        select(items.c.show_id)
        .join(former_shows, former_shows.c.item_id == items.c.id)
        .join(libraries, libraries.c.id == items.c.library_id)
        .where(former_shows.c.show_id == show_id, conditions.HERE)
    )
    query = select(shows.c.id, shows.c.title).where(shows.c.id.in_(theirs), conditions.VISIBLE)
    found = connection.execute(query.order_by(shows.c.sort_title, shows.c.id))
    return tuple(Heir._make(row) for row in found)
