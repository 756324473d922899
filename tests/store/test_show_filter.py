"""Which shows a list is about, and in which order: the same for the page and for what is done to all of them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from parity.store.copies_view import Shelf, shelves
from parity.store.database import Database
from parity.store.schema import servers
from parity.store.shows_view import ShowFilter, roster
from tests.store.builders import NOW, TODAY, add_copy, add_episode, add_library, add_show, day


def titles(database: Database, **wanted: Any) -> list[str]:
    """Titles of the shows that fit, in their order."""
    with database.reading() as connection:
        return [line.title for line in roster(connection, TODAY, ShowFilter(**wanted))]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", ["Grey's Anatomy", "Pokémon", "Spider-Man", "The Wire", "???"]),
        ("POKE", ["Pokémon"]),
        ("greys ana", ["Grey's Anatomy"]),
        ("man spider", ["Spider-Man"]),
        ("spider-man", ["Spider-Man"]),
        ("the wire", ["The Wire"]),
        ("?", ["???"]),
        ("%", []),
        ("wire monk", []),
    ],
)
def test_words_of_the_title_find_a_show_however_they_are_written(database: Database, q: str, found: list[str]) -> None:
    with database.writing() as connection:
        for sort, title in zip("abcde", ("Grey's Anatomy", "Pokémon", "Spider-Man", "The Wire", "???"), strict=True):
            add_show(connection, title, sort_title=sort)
    assert titles(database, q=q) == found


def test_the_year_tells_namesakes_apart(database: Database) -> None:
    with database.writing() as connection:
        for year in (2019, 2021):
            add_show(connection, "Ghosts", year=year, key=f"tmdb:{year}", sort_title=f"ghosts {year}")
        add_show(connection, "2021 in Review")
    with database.reading() as connection:
        found = roster(connection, TODAY, ShowFilter(q="ghosts 2021"))
    assert [(line.title, line.year) for line in found] == [("Ghosts", 2021)]
    assert titles(database, q="2021") == ["2021 in Review", "Ghosts"]


def test_a_policy_is_found_by_its_kind(database: Database) -> None:
    with database.writing() as connection:
        for policy in ("all", "from 2", "future", "none"):
            add_show(connection, policy, policy=policy)
    assert titles(database, policy="from") == ["from 2"]
    assert titles(database, policy="future") == ["future"]


def test_a_list_can_be_narrowed_to_what_is_on_the_watchlist(database: Database) -> None:
    with database.writing() as connection:
        add_show(connection, "Wished", on_watchlist=True)
        add_show(connection, "Not wished")
    assert titles(database, watchlist=True) == ["Wished"]
    assert titles(database) == ["Not wished", "Wished"]


def test_a_library_of_a_server_is_another_than_its_namesake(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(servers).values(machine_id="m2", name="Barn", seen_at=NOW))
        add_library(connection, "Off", followed=False)
        add_library(connection, "Films", kind="movie")
        namesake = add_library(connection, "Shows", machine_id="m2")
        add_show(connection, "A")
        add_show(connection, "B", namesake)
        add_copy(connection, add_show(connection, "C"), namesake)
    assert titles(database, server="m1") == ["A", "C"]
    assert titles(database, server="m2", library="Shows") == ["B", "C"]
    assert titles(database, library="Shows") == ["A", "B", "C"]
    with database.reading() as connection:
        assert shelves(connection) == (Shelf("m1", "Attic", "Shows"), Shelf("m2", "Barn", "Shows"))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", "ABCD"),
        ("-title", "DCBA"),
        ("missing", "ABDC"),
        ("-missing", "CDAB"),
        ("next", "BACD"),
        ("-next", "ABCD"),
        ("checked", "DBCA"),
        ("-checked", "ACBD"),
    ],
)
def test_shows_come_in_the_order_that_is_wanted(database: Database, sort: str, order: str) -> None:
    with database.writing() as connection:
        for title, gaps, ahead, days in (("A", 0, 5, 0), ("B", 0, 2, 9), ("C", 2, 0, 3), ("D", 1, 0, None)):
            checked = NOW - timedelta(days=days) if days is not None else None
            show = add_show(connection, title, checked_at=checked)
            for number in range(gaps):
                add_episode(connection, show, (1, number), day(-9))
            if ahead:
                add_episode(connection, show, (2, 1), day(ahead))
                add_episode(connection, show, (2, 2), day(ahead + 30))
    assert "".join(titles(database, sort=sort)) == order


def test_what_an_ignored_show_misses_or_will_air_moves_it_nowhere(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A", ignored_by="ignored")
        add_episode(connection, show, (1, 1), day(-9))
        add_episode(connection, show, (1, 2), day(1))
        add_episode(connection, add_show(connection, "B"), (1, 1), day(2))
    assert titles(database, sort="next") == ["B", "A"]
    assert titles(database, sort="-missing") == ["A", "B"]
