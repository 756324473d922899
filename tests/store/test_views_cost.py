"""What a page reads costs the same number of statements for 20 shows and for 200, and never reads a whole table."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from parity.store import collections_view
from parity.store.ahead_view import ahead
from parity.store.braked import standing_still
from parity.store.collections_view import CollectionFilter
from parity.store.copies_view import shelves
from parity.store.database import Database
from parity.store.doubts_view import doubts
from parity.store.episode_map_view import whole_show
from parity.store.episodes_view import EpisodeFilter, missing, upcoming
from parity.store.former_view import heirs
from parity.store.gaps_view import gaps_by_show
from parity.store.known_view import known
from parity.store.marks import any_lost
from parity.store.overview_view import overview
from parity.store.plex_lists_view import other_plex_lists, plex_lists
from parity.store.scans_view import one_scan, scans_listing
from parity.store.shows_view import ShowFilter, one_show, shows_listing
from parity.store.summary_view import all_notices, numbers
from parity.store.unmatched_films_view import unmatched_films
from parity.store.why_view import why
from tests.store.builders import (
    NOW,
    TODAY,
    add_household,
    add_mark,
    add_scan,
    add_scan_item,
    costs,
    day,
    new_database,
    statements,
)
from tests.store.film_builders import add_film_household, add_plex_list

WHOLE_TABLE = re.compile(r"SCAN (expected|scan_items|held_episodes)")
Read = Callable[[Connection], object]
READS: dict[str, tuple[int, Read]] = {
    "missing": (3, lambda c: missing(c, TODAY, EpisodeFilter(ignored=True))),
    "missing, lost": (3, lambda c: missing(c, TODAY, EpisodeFilter(lost=True), limit=50)),
    "missing, never there": (3, lambda c: missing(c, TODAY, EpisodeFilter(lost=False), limit=50)),
    "missing, archive": (3, lambda c: missing(c, TODAY, EpisodeFilter(group="archive"), limit=50)),
    "missing, library": (3, lambda c: missing(c, TODAY, EpisodeFilter(library="Shows"), limit=50)),
    "upcoming": (3, lambda c: upcoming(c, TODAY, limit=50)),
    "shows": (5, lambda c: shows_listing(c, TODAY)),
    "shows, a page": (5, lambda c: shows_listing(c, TODAY, ShowFilter(state="missing"), limit=10)),
    "shows, by next airing": (5, lambda c: shows_listing(c, TODAY, ShowFilter(sort="next", q="show", server="m1"))),
    "libraries": (1, shelves),
    "known": (2, known),
    "a show": (5, lambda c: one_show(c, TODAY, 1)),
    "a whole show": (16, lambda c: whole_show(c, TODAY, 1)),
    "heirs of a show": (1, lambda c: heirs(c, 1)),
    "numbers": (2, lambda c: numbers(c, TODAY, overview(c, TODAY))),
    "gaps": (3, lambda c: gaps_by_show(c, TODAY, overview(c, TODAY, 20).gaps["ongoing"].first)),
    "gaps, lost": (3, lambda c: gaps_by_show(c, TODAY, overview(c, TODAY, 20, True).gaps["ongoing"].first, True)),
    "anything lost": (1, lambda c: any_lost(c, TODAY)),
    "standing still": (1, standing_still),
    "ahead": (2, lambda c: ahead(c, TODAY, 20)),
    "notices": (2, all_notices),
    "doubts": (2, lambda c: doubts(c, range(1, 21))),
    "scans": (3, lambda c: scans_listing(c, NOW)),
    "a scan": (2, lambda c: one_scan(c, NOW, 1)),
    "why": (15, lambda c: why(c, TODAY, 1)),
}


def household(path: Path, shows: int) -> Database:
    """A database with so many shows, and one scan that visited them."""
    database = new_database(path)
    with database.writing() as connection:
        add_household(connection, shows)
        for show in range(1, shows + 1):
            add_mark(connection, show, 100_000 * show + 1002, lost_on=day(-3))
        scan = add_scan(connection)
        for position in range(shows):
            add_scan_item(connection, scan, position, "Show", outcome="trouble")
    return database


@pytest.mark.parametrize("shows", [20, 200])
def test_reads_cost_a_fixed_handful_of_statements(tmp_path: Path, shows: int) -> None:
    database = household(tmp_path / "parity.db", shows)
    found = costs(database, READS)
    database.close()
    assert found == {name: cost for name, (cost, _) in READS.items()}


def test_absent_episodes_and_troubles_are_found_through_indexes(tmp_path: Path) -> None:
    database = household(tmp_path / "parity.db", 20)
    scans = set()
    for name, (_, read) in READS.items():
        with statements(database) as sent, database.reading() as connection:
            read(connection)
        with database.reading() as connection:
            for sql, values in sent:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
                scans |= {(name, line[3]) for line in plan if WHOLE_TABLE.fullmatch(line[3])}
    database.close()
    assert scans == set()


FILM_READS: dict[str, tuple[int, Read]] = {
    "collections": (4, lambda c: collections_view.collections(c, TODAY)),
    "collections, a page": (4, lambda c: collections_view.collections(c, TODAY, CollectionFilter(shorts=False), 50)),
    "collections, searched": (5, lambda c: collections_view.collections(c, TODAY, CollectionFilter(q="film"), 50)),
    "a collection": (5, lambda c: collections_view.collection(c, TODAY, 3)),
    "numbers of films": (1, lambda c: collections_view.numbers(c, TODAY)),
    "missing films": (4, lambda c: collections_view.missing_films(c, TODAY)),
    "unmatched films": (2, lambda connection: unmatched_films(connection, 20)),
    "Plex's own collections": (4, lambda c: plex_lists(c, 3)),
    "other collections of Plex": (2, other_plex_lists),
}


@pytest.mark.parametrize("collections", [10, 700])
def test_reads_of_films_cost_a_fixed_handful_of_statements(tmp_path: Path, collections: int) -> None:
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        add_film_household(connection, collections)
        for number in range(1, collections, 3):
            add_plex_list(connection, f"List {number}", [f"{number * 100}", f"{number * 100 + 1}"])
    found = costs(database, FILM_READS)
    database.close()
    assert found == {name: cost for name, (cost, _) in FILM_READS.items()}
