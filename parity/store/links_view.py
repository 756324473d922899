"""What a search link can be about: every absent episode of a visible show, its season, and every absent film."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from parity.core.film_links import LinkFilm
from parity.core.links import LinkShow
from parity.store import conditions, film_conditions
from parity.store.episodes_view import WITH_SHOWS
from parity.store.schema import collection_parts, collections, expected, films, shows


def linked_episodes(connection: Connection) -> Iterator[tuple[LinkShow, int, int | None]]:
    """(show, season, episode) of all that may have a link today, for a whole season without episode."""
    absent = (conditions.ABSENT, expected.c.due_on.is_not(None), conditions.VISIBLE)
    query = (
        select(shows.c.title, shows.c.imdb_id, shows.c.year, shows.c.tmdb_id, expected.c.season, expected.c.number)
        .select_from(WITH_SHOWS)
        .where(*absent, shows.c.standing == "matched")
        .order_by(shows.c.id, expected.c.season)
    )
    before = None
    for *said, season, number in connection.execute(query):
        show = LinkShow(*said)
        if (show, season) != before:
            before = (show, season)
            yield show, season, None
        yield show, season, number


def linked_films(connection: Connection) -> Iterator[LinkFilm]:
    """The films of begun collections that are not there, announced ones too; of several collections once each."""
    part, begun = collection_parts.c, select(collections.c.id).where(film_conditions.begun())
    query = (
        select(part.title, part.released_on, films.c.year, part.tmdb_id, films.c.imdb_id)
        .outerjoin_from(collection_parts, films, films.c.tmdb_id == part.tmdb_id)
        .where(film_conditions.ABSENT, part.collection_id.in_(begun))
        .order_by(part.tmdb_id, part.collection_id)
    )
    for title, released_on, year, tmdb_id, imdb_id in connection.execute(query):
        yield LinkFilm(title, released_on.year if released_on else year, tmdb_id, imdb_id)
