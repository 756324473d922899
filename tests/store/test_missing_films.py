"""The history of missing films keeps step with the facts: one line a film, whatever lists it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, select, update

from parity.store.database import Database
from parity.store.missing_films import catch_up
from parity.store.missing_log import Changed
from parity.store.schema import collection_parts, films, held_films, libraries, metadata, missing_films, servers
from tests.store.builders import NOW, TODAY, add_library, day
from tests.store.films import add_collection, add_film, add_part, begin, hold

ALIEN, PREDATOR = 8091, 399
NOTHING = Changed(0, 0)


def note(connection: Connection, scan: int | None = None) -> Changed:
    """What changed; a second look changes nothing."""
    changed = catch_up(connection, TODAY, NOW, scan)
    assert catch_up(connection, TODAY, NOW, scan) == NOTHING
    return changed


def lines(connection: Connection) -> list[tuple[Any, ...]]:
    """(TMDB id, how it ended) of every line."""
    log = missing_films.c
    return [tuple(row) for row in connection.execute(select(log.tmdb_id, log.ended_how).order_by(log.id))]


def become(connection: Connection, tmdb_id: int, **columns: Any) -> None:
    """Something of a part changes, in whatever collection."""
    connection.execute(update(collection_parts).where(collection_parts.c.tmdb_id == tmdb_id).values(**columns))


def test_a_missing_film_has_a_line_until_it_arrives(database: Database) -> None:
    with database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        add_part(connection, ALIEN, 679, title="Aliens")
        assert note(connection, 7) == Changed(1, 0)
        row = connection.execute(select(missing_films)).one()
        assert (row.tmdb_id, row.title, row.since, row.found_by, row.ended_at) == (679, "Aliens", NOW, 7, None)
        become(connection, 679, owned=True)
        assert note(connection, 8) == Changed(0, 1)
        row = connection.execute(select(missing_films)).one()
        assert (row.ended_at, row.ended_how, row.ended_by) == (NOW, "arrived", 8)
        become(connection, 679, owned=False)
        assert note(connection) == Changed(1, 0)
        assert lines(connection) == [(679, "arrived"), (679, None)]


def test_what_is_hidden_dropped_or_put_off_is_not_missing_any_more(database: Database) -> None:
    with database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        for tmdb_id in (1, 2, 3, 4):
            add_part(connection, ALIEN, tmdb_id)
        assert note(connection) == Changed(4, 0)
        become(connection, 1, hidden_by="ignored")
        become(connection, 2, due_on=day(1))
        connection.execute(delete(collection_parts).where(collection_parts.c.tmdb_id == 3))
        assert note(connection) == Changed(0, 3)
        assert lines(connection) == [(1, "hidden"), (2, "hidden"), (3, "dropped"), (4, None)]


def test_a_film_is_missing_again_on_the_day_after_the_last_of_its_ignore(database: Database) -> None:
    with database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        add_part(connection, ALIEN, 679, hidden_by="ignored", hidden_to=TODAY)
        assert note(connection) == NOTHING
        become(connection, 679, hidden_to=day(-1))
        assert note(connection) == Changed(1, 0)


def test_a_film_of_two_collections_has_one_line_which_ends_when_neither_lacks_it(database: Database) -> None:
    with database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        begin(connection, PREDATOR, "Predator Collection", owned=106)
        add_part(connection, ALIEN, 395, title="AVP")
        add_part(connection, PREDATOR, 395, title="AVP")
        assert note(connection) == Changed(1, 0)
        one = collection_parts.c.collection_id == ALIEN
        connection.execute(update(collection_parts).where(one).values(hidden_by="ignored collection"))
        assert note(connection) == NOTHING
        become(connection, 395, hidden_by="ignored")
        assert note(connection) == Changed(0, 1)


def test_a_collection_of_a_library_that_is_not_followed_misses_nothing(database: Database) -> None:
    with database.writing() as connection:
        add_collection(connection, ALIEN, "Alien Collection")
        other = add_library(connection, "Films", kind="movie", followed=False)
        hold(connection, add_film(connection, 348, ALIEN), "1", other)
        add_part(connection, ALIEN, 348, owned=True)
        add_part(connection, ALIEN, 679)
        assert note(connection) == NOTHING
        connection.execute(update(libraries).where(libraries.c.id == other).values(followed=True))
        assert note(connection) == Changed(1, 0)
        connection.execute(update(held_films).values(live=False))
        assert note(connection) == Changed(0, 1)
        assert lines(connection) == [(679, "dropped")]


def test_a_narrower_scope_opens_no_line_and_ends_none(database: Database) -> None:
    with database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        add_part(connection, ALIEN, 679)
        connection.execute(update(films).values(in_scope=False))
        assert note(connection) == NOTHING
        connection.execute(update(films).values(in_scope=True))
        assert note(connection) == Changed(1, 0)
        connection.execute(update(films).values(in_scope=False))
        assert note(connection) == NOTHING


@contextmanager
def empty() -> Iterator[Connection]:
    """A database in memory, for many examples."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(servers.insert().values(machine_id="m1", name="Attic", seen_at=NOW))
        add_library(connection, title="Films", kind="movie")
        yield connection
    engine.dispose()


PARTS = st.dictionaries(
    st.tuples(st.sampled_from([ALIEN, PREDATOR]), st.integers(1, 4)),
    st.fixed_dictionaries(
        {
            "owned": st.booleans(),
            "due_on": st.none() | st.integers(-1, 1).map(day),
            "hidden_by": st.none() | st.just("ignored"),
            "hidden_to": st.none() | st.integers(-1, 1).map(day),
        }
    ),
    max_size=8,
)


def test_open_are_the_lines_of_just_what_is_missing_whatever_came_before() -> None:
    with empty() as connection:
        for number, name, owned in ((ALIEN, "Alien Collection", 348), (PREDATOR, "Predator Collection", 106)):
            begin(connection, number, name, owned)

        @settings(max_examples=20)
        @given(worlds=st.lists(PARTS, max_size=3))
        def keeps_step(worlds: list[dict[tuple[int, int], dict[str, Any]]]) -> None:
            connection.execute(delete(missing_films))
            for world in worlds:
                connection.execute(delete(collection_parts).where(collection_parts.c.tmdb_id < 100))
                for (collection, tmdb_id), columns in world.items():
                    add_part(connection, collection, tmdb_id, **columns)
                note(connection)
                opened = [tmdb_id for tmdb_id, ended in lines(connection) if ended is None]
                missing = {tmdb_id for (_, tmdb_id), columns in world.items() if _is_missing(columns)}
                assert sorted(opened) == sorted(missing)

        keeps_step()


def _is_missing(part: dict[str, Any]) -> bool:
    hidden = part["hidden_by"] is not None and (part["hidden_to"] is None or part["hidden_to"] >= TODAY)
    return not part["owned"] and part["due_on"] is not None and part["due_on"] <= TODAY and not hidden
