"""The collections that somebody began: counts that add up, one word for each, what is missing and what is to come."""

from datetime import datetime
from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert, update

from parity.core.film_shapes import Film, FilmCollection, FilmNumbers
from parity.core.franchises import Standing
from parity.core.shapes import Copy, Trouble
from parity.store import schema
from parity.store.collections import mark_listed
from parity.store.collections_view import ALL, CollectionFilter, collection, collections, missing_films, numbers
from parity.store.database import Database
from parity.store.unmatched_films_view import unmatched_films
from tests.store.builders import NOW, TODAY, add_library, day
from tests.store.film_builders import Given, add_collection, add_film, add_film_library, hold_film, tell_film

MATRIX = [
    Given(603, "The Matrix", -9000, owned=True),
    Given(604, "The Matrix Reloaded", -8000),
    Given(605, "The Matrix Revolutions", -7900, owned=True),
    Given(624860, "The Matrix Resurrections", -1700),
    Given(999, "The Matrix 5", None),
]


@pytest.fixture
def matrix(database: Database) -> Database:
    """A house with one collection of which two of four released films are there."""
    with database.writing() as connection:
        add_film_library(connection)
        add_collection(connection, 2344, "The Matrix Collection", MATRIX)
    return database


TOY = Given(862, "Toy Story", -9000, owned=True, columns={"original_title": "Historia de juguetes"})


def listed(database: Database, **wanted: Any) -> list[tuple[str, str]]:
    """Name and state of each collection."""
    with database.reading() as connection:
        return [(each.name, each.state) for each in collections(connection, TODAY, CollectionFilter(**wanted)).items]


def one(database: Database, **wanted: Any) -> FilmCollection:
    """The only one, as the filter has it."""
    with database.reading() as connection:
        [found] = collections(connection, TODAY, CollectionFilter(**wanted)).items
    return found


def whole(database: Database, collection_id: int = 2344) -> FilmCollection:
    """A collection with everything in it."""
    with database.reading() as connection:
        found = collection(connection, TODAY, collection_id)
    assert found is not None
    return found


def names(films: tuple[Film, ...]) -> list[str]:
    """Their titles, short."""
    return [film.title.removeprefix("The Matrix").strip() for film in films]


def hide(database: Database, tmdb_id: int, word: str | None, until: int | None = None) -> None:
    """Let something hide a part."""
    part = schema.collection_parts
    to = None if until is None else day(until)
    with database.writing() as connection:
        connection.execute(update(part).where(part.c.tmdb_id == tmdb_id).values(hidden_by=word, hidden_to=to))


def ignore(database: Database, until: int | None = None, name: str | None = "ignored") -> None:
    """Let the collection be ignored."""
    to = None if until is None else day(until)
    with database.writing() as connection:
        connection.execute(update(schema.collections).values(ignored_by=name, ignored_until=to))


def test_what_is_there_and_what_is_missing_is_what_came_out(matrix: Database) -> None:
    found = one(matrix)
    assert (found.owned, found.released, found.parts, found.ignored) == (2, 4, 5, 0)
    assert found.state == "missing"
    assert names(found.missing) == ["Reloaded", "Resurrections"]
    assert names(found.announced) == ["5"]
    assert found.there == ()
    assert found.libraries == ("Films",)


def test_the_whole_of_it_has_what_is_there_too_with_its_copies(matrix: Database) -> None:
    with matrix.writing() as connection:
        add_library(connection, "4K", kind="movie")
        film = connection.execute(schema.films.select().where(schema.films.c.tmdb_id == 603)).one()
        hold_film(connection, film.id, "The Matrix", 3, edition="Remastered")
    found = whole(matrix)
    assert names(found.there) == ["", "Revolutions"]
    assert found.libraries == ("Films", "4K")
    assert found.there[0].copies == (Copy("m1", "Attic", "Films", "5001"), Copy("m1", "Attic", "4K", "5001"))
    assert found.there[0].film_id == film.id
    assert {part.film_id for part in (*found.missing, *found.announced)} == {None}
    assert (found.owned, found.released) == (2, 4)


def test_an_ignored_film_counts_in_neither_and_comes_only_when_asked_for(matrix: Database) -> None:
    hide(matrix, 604, "ignored", until=5)
    found = one(matrix)
    assert (found.owned, found.released, found.ignored, found.state) == (2, 3, 1, "missing")
    assert names(found.missing) == ["Resurrections"]
    asked = one(matrix, ignored=True)
    assert names(asked.missing) == ["Reloaded", "Resurrections"]
    reloaded = asked.missing[0]
    assert (reloaded.ignored, reloaded.reason, reloaded.ignored_until) == (True, "ignored", day(5))
    assert (asked.owned, asked.released) == (2, 3)


@pytest.mark.parametrize(("until", "released"), [(None, 3), (0, 3), (-1, 4)])
def test_it_is_missing_again_the_day_after_its_end(matrix: Database, until: int | None, released: int) -> None:
    hide(matrix, 604, "ignored", until)
    assert one(matrix).released == released


def test_a_whole_collection_is_ignored_to_its_last_day(matrix: Database) -> None:
    for until, state in ((9, "ignored"), (0, "ignored"), (-1, "missing")):
        ignore(matrix, until)
        for tmdb_id in (604, 624860):
            hide(matrix, tmdb_id, "ignored collection", until)
        expected = day(until) if state == "ignored" else None
        assert (one(matrix).state, one(matrix).ignored_until) == (state, expected)


def test_with_a_list_of_parts_it_is_ignored_as_long_as_that_hides_all_that_it_lacks(matrix: Database) -> None:
    for tmdb_id in (604, 624860):
        hide(matrix, tmdb_id, "ignored collection", 9)
    assert (one(matrix).state, one(matrix).ignored_until) == ("ignored", day(9))
    hide(matrix, 624860, None)
    assert (one(matrix).state, one(matrix).ignored_until) == ("missing", None)


def test_films_that_are_ignored_by_themselves_make_no_ignored_collection(matrix: Database) -> None:
    for tmdb_id in (604, 624860):
        hide(matrix, tmdb_id, "ignored")
    assert one(matrix).state == "complete"


def test_what_came_out_after_all_is_missing_that_very_day(database: Database) -> None:
    with database.writing() as connection:
        add_film_library(connection)
        parts = [Given(1, "One", owned=True), Given(2, "Two", 0), Given(3, "Three", 1)]
        add_collection(connection, 9, "Numbers", parts)
    found = one(database)
    assert (names(found.missing), names(found.announced)) == (["Two"], ["Three"])


def test_nothing_is_told_of_a_collection_whose_films_are_elsewhere(matrix: Database) -> None:
    for values in ({"followed": False}, {"followed": True}):
        with matrix.writing() as connection:
            connection.execute(update(schema.libraries).where(schema.libraries.c.id == 2).values(**values))
        assert bool(listed(matrix)) is values["followed"]
    with matrix.writing() as connection:
        connection.execute(update(schema.films).values(in_scope=False))
    assert listed(matrix) == []
    with matrix.writing() as connection:
        connection.execute(update(schema.films).values(in_scope=True))
        connection.execute(update(schema.held_films).values(live=False))
    assert listed(matrix) == []
    with matrix.reading() as connection:
        assert collection(connection, TODAY, 2344) is None


def test_never_checked_is_no_complete_one(database: Database) -> None:
    with database.writing() as connection:
        add_film_library(connection)
        trouble: dict[str, Any] = {"trouble": "TMDB did not answer", "trouble_since": NOW}
        add_collection(connection, 1, "Rocky", [Given(1366, "Rocky", owned=True)], checked_at=None, **trouble)
    assert (one(database).state, one(database).trouble) == ("error", Trouble("TMDB did not answer", NOW))


def test_rating_and_votes_leave_out_only_what_is_known_to_be_lower(database: Database) -> None:
    unknown = Given(2, "Unrated", columns={"rating": 0.0, "votes": 0})
    unsaid = Given(3, "Unsaid", columns={"rating": None, "votes": None})
    low = Given(4, "Low", columns={"rating": 3.0, "votes": 40})
    with database.writing() as connection:
        add_film_library(connection)
        add_collection(connection, 9, "Numbers", [Given(1, "One", owned=True), unknown, unsaid, low])
    assert names(one(database, rating=5.0).missing) == ["Unrated", "Unsaid"]
    assert names(one(database, votes=40).missing) == ["Unsaid", "Low"]
    assert names(one(database, votes=41).missing) == ["Unsaid"]
    found = one(database, rating=5.0)
    assert (found.owned, found.released, found.parts) == (1, 3, 3)


def test_shorts_are_left_out_as_far_as_their_length_is_known(matrix: Database) -> None:
    with matrix.writing() as connection:
        tell_film(connection, 604, "The Matrix Reloaded", runtime=40)
        tell_film(connection, 624860, "The Matrix Resurrections", runtime=0)
    assert names(one(matrix, shorts=False).missing) == ["Resurrections"]
    assert one(matrix, shorts=False).released == 3
    assert one(matrix).released == 4


def test_filters_by_state_place_single_and_words(matrix: Database) -> None:
    with matrix.writing() as connection:
        kids = add_film_library(connection, "Kids")
        add_collection(connection, 10, "Toy Story Collection", [TOY], kids)
    both = [("The Matrix Collection", "missing"), ("Toy Story Collection", "complete")]
    assert listed(matrix) == both
    assert listed(matrix, state="complete") == both[1:]
    assert listed(matrix, library="Kids") == both[1:]
    assert listed(matrix, library="m1/films") == both[:1]
    assert listed(matrix, server="m1", single=True) == both[1:]
    assert listed(matrix, server="m2") == []
    assert listed(matrix, q="resurrections") == both[:1]
    assert listed(matrix, q="toy collection") == listed(matrix, q="historia juguetes") == both[1:]
    assert listed(matrix, q="toy matrix") == []
    assert listed(matrix, watchlist=True) == []
    with matrix.writing() as connection:
        mark_listed(connection, {624860})
    assert listed(matrix, watchlist=True) == both[:1], "it is wished for, and not here"
    assert listed(matrix, sort="-name") == both[::-1]
    assert listed(matrix, sort="owned") == both[::-1]
    assert listed(matrix, sort="-missing") == both


def test_a_film_tells_its_days_its_length_and_since_when_it_is_missing(matrix: Database) -> None:
    with matrix.writing() as connection:
        days = {"premiere_on": day(-1720), "theatrical_on": day(-1699), "digital_on": day(-1600)}
        tell_film(connection, 624860, "x", imdb_id="tt10838180", runtime=148, left_on=day(-3), **days)
        log = {"tmdb_id": 624860, "title": "x", "since": NOW}
        connection.execute(insert(schema.missing_films), [log, {**log, "since": datetime.fromtimestamp(0, NOW.tzinfo)}])
        connection.execute(update(schema.missing_films).where(schema.missing_films.c.id == 2).values(ended_at=NOW))
    film = one(matrix).missing[1]
    assert (film.imdb_id, film.runtime, film.lost_on, film.first_seen) == ("tt10838180", 148, day(-3), NOW)
    assert (film.days.first, film.days.theatrical, film.days.physical) == (day(-1700), day(-1699), None)
    assert (film.year, film.title) == (day(-1700).year, "The Matrix Resurrections")


def test_each_missing_film_is_told_once_though_two_collections_list_it(matrix: Database) -> None:
    with matrix.writing() as connection:
        add_collection(connection, 7, "All of it", [Given(603, "The Matrix", owned=True), Given(604, "Reloaded")])
    with matrix.reading() as connection:
        assert [film.tmdb_id for film in missing_films(connection, TODAY)] == [604, 624860]


def test_the_numbers_count_each_film_once(matrix: Database) -> None:
    with matrix.writing() as connection:
        add_collection(connection, 7, "All of it", [Given(603, "The Matrix", owned=True), Given(604, "Reloaded")])
        add_collection(connection, 8, "Never checked", [Given(603, "The Matrix", owned=True)], checked_at=None)
        film = add_film(connection, "Home video")
        hold_film(connection, film, "Home video", rating_key="9")
    with matrix.reading() as connection:
        assert numbers(connection, TODAY) == FilmNumbers(
            films=2, collections=3, missing=2, collections_missing=2, collections_error=1, announced=1, unmatched=1
        )
        [unmatched] = unmatched_films(connection, 9).items
    assert (unmatched.title, len(unmatched.editions), unmatched.candidates) == ("Home video", 2, ())


def test_counts_add_up_and_the_database_judges_as_the_rule(database: Database) -> None:
    hidden = [None, *product(("ignored", "short", "ignored collection"), (None, -1, 0))]
    cases = list(product((None, -1, 0, 1), (False, True), hidden, (3.0, 8.0)))
    rows = []
    with database.writing() as connection:
        add_film_library(connection)
        for number, (released, owned, hiding, rated) in enumerate(cases, 1):
            word, until = hiding or (None, None)
            to = None if until is None else day(until)
            rows.append(Standing(owned, None if released is None else day(released), word, to))
            part = Given(2000 + number, "Part", released, owned, {"hidden_by": word, "hidden_to": to, "rating": rated})
            add_collection(connection, number, f"{number:04d}", [Given(1, "First", owned=True), part])
    with database.reading() as connection:
        found = collections(connection, TODAY, CollectionFilter(ignored=True)).items
        narrowed = collections(connection, TODAY, CollectionFilter(rating=5.0)).items
    for each, rule in zip(found, rows, strict=True):
        assert bool([film for film in each.missing if not film.ignored]) is rule.missing(TODAY), rule
        assert bool([film for film in each.announced if not film.ignored]) is rule.announced(TODAY), rule
        assert bool(each.ignored) is (rule.hidden(TODAY) and not rule.owned), rule
        assert each.parts == 2
    for each in (*found, *narrowed):
        ahead = [film for film in each.announced if not film.ignored]
        assert each.owned + len([film for film in each.missing if not film.ignored]) == each.released
        assert each.released + len(ahead) + each.ignored == each.parts


def test_all_is_no_filter() -> None:
    assert CollectionFilter() == ALL
