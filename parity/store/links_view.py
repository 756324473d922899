"""What a search link can be about: every absent episode of a visible show, and its season."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from parity.core.links import LinkShow
from parity.store import conditions
from parity.store.episodes_view import WITH_SHOWS
from parity.store.schema import expected, shows


def linked_episodes(connection: Connection) -> Iterator[tuple[LinkShow, int, int | None]]:
    """(show, season, episode) of all that may have a link today, for a whole season without episode."""
    absent = (conditions.ABSENT, expected.c.due_on.is_not(None), conditions.VISIBLE)
    query = (
        select(shows.c.title, shows.c.imdb_id, expected.c.season, expected.c.number)
        .select_from(WITH_SHOWS)
        .where(*absent, shows.c.standing == "matched")
        .order_by(shows.c.id, expected.c.season)
    )
    before = None
    for title, imdb_id, season, number in connection.execute(query):
        show = LinkShow(title, imdb_id)
        if (show, season) != before:
            before = (show, season)
            yield show, season, None
        yield show, season, number
