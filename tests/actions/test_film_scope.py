"""The watchlist as the scope, and libraries held back: films and collections as shows (RULES R10, R14)."""

import pytest
from sqlalchemy import delete, select

from parity.actions.preferences import save
from parity.actions.watch_scope import remember_watchlist
from parity.core.watch import WatchItem
from parity.store.schema import collection_parts, missing_films
from tests.actions.cinema import Cinema, Said
from tests.actions.neighbours import Neighbour, down

SAGA = {"One": "2001-05-01", "Two": "2003-05-01"}
SERIES = {"Alpha": "2001-05-01", "Beta": "2003-05-01"}
WISHED, ALPHA, BETA = (f"plex://movie/{letter * 24}" for letter in "abc")
ONLY = {"plex_scan_scope": "watchlist_only"}


@pytest.fixture
def wishing(cinema: Cinema) -> Cinema:
    """Two begun collections; a film of the first is wished for."""
    cinema.show("Saga", SAGA)
    cinema.show("Series", SERIES)
    cinema.own("One", guid=WISHED)
    cinema.own("Alpha", guid=ALPHA)
    cinema.home.plex.wish(WISHED)
    return cinema


def open_lines(cinema: Cinema) -> list[str]:
    """The titles that the history holds for missing."""
    query = select(missing_films.c.title).where(missing_films.c.ended_at.is_(None)).order_by(missing_films.c.title)
    with cinema.home.house.database.reading() as connection:
        return list(connection.execute(query).scalars())


def test_a_film_that_nobody_wishes_for_stays_out_of_scope_whatever_scan_finds_it(wishing: Cinema) -> None:
    cinema = wishing
    save(cinema.home.house, ONLY)
    cinema.home.scan()
    assert cinema.said() == {"Saga": Said("missing", ("Two",), there=("One",))}
    cinema.own("Beta", guid=BETA)
    for mode, named in (("refresh", ()), ("collection", (cinema.collections["Saga"],))):
        cinema.home.tmdb.requests.reset()
        assert cinema.home.scan(mode, collections=named).state == "done"
        assert f"film {cinema.ids['Beta']}" not in cinema.home.tmdb.requests.asked
        assert list(cinema.said()) == ["Saga"]


def test_a_film_without_a_guid_of_plex_is_wished_for_by_its_ids(wishing: Cinema) -> None:
    cinema = wishing
    save(cinema.home.house, ONLY)
    beta = cinema.ids["Beta"]
    cinema.home.plex.wish(f"plex://movie/{'d' * 24}", "Beta", 2003, [f"tmdb://{beta}"])
    cinema.home.plex.wish(f"plex://show/{'e' * 24}", "Alpha", 2001, [f"tmdb://{cinema.ids['Alpha']}"])
    cinema.home.scan()
    assert list(cinema.said()) == ["Saga"]
    assert cinema.home.plex.requests.kinds["discover_metadata"] == 1, "for the show: all films are told by their guids"
    cinema.own("Beta", guid="local://4")
    cinema.home.scan("incremental")
    assert cinema.said()["Series"] == Said(there=("Alpha", "Beta"))


def test_a_collection_out_of_scope_is_not_asked_about(wishing: Cinema) -> None:
    cinema = wishing
    cinema.home.scan()
    save(cinema.home.house, ONLY)
    cinema.home.tmdb_fails("status", f"/collection/{cinema.collections['Series']}$", status=404)
    assert cinema.home.scan().state == "done"


def test_a_wider_scope_is_in_the_history_at_once(wishing: Cinema) -> None:
    cinema = wishing
    cinema.home.scan()
    save(cinema.home.house, ONLY)
    with cinema.home.house.database.writing() as connection:
        connection.execute(delete(missing_films))
    save(cinema.home.house, {"plex_scan_scope": "all_library"})
    assert open_lines(cinema) == cinema.missing() == ["Beta", "Two"]


def test_nothing_new_is_missing_of_a_collection_whose_library_is_silent(cinema: Cinema, barn: Neighbour) -> None:
    saga = cinema.show("Saga", SAGA)
    with barn.here():
        cinema.own("One", "Two", library="Barn's films")
    cinema.own("Other")
    cinema.home.scan()
    three = cinema.film("Three", "2005-05-01", collection=saga)
    cinema.home.tmdb.set_franchise(saga, parts=[cinema.ids["One"], cinema.ids["Two"], three])
    barn.faults.add(down())
    cinema.home.scan()
    assert cinema.said() == {"Saga": Said(there=("One", "Two"))}, "it may be there, and nobody could look"
    barn.faults.clear()
    cinema.home.scan()
    assert cinema.missing() == ["Three"]


def test_parts_of_collections_are_marked_whether_they_are_here_or_not(wishing: Cinema) -> None:
    cinema = wishing
    cinema.home.scan()
    house, two = cinema.home.house, cinema.ids["Two"]
    items = [WatchItem("plex", key, "movie", key, None, ids) for key, ids in wanted(two)]
    with house.database.writing() as connection:
        remember_watchlist(house, connection, items)
    assert parts_marked(cinema) == ["Alpha", "Two"]
    cinema.home.scan("full")
    assert parts_marked(cinema) == ["Alpha", "Two"]


def test_a_part_that_becomes_known_later_is_marked_with_the_scan_that_finds_it(wishing: Cinema) -> None:
    cinema, house = wishing, wishing.home.house
    items = [WatchItem("plex", key, "movie", key, None, ids) for key, ids in wanted(cinema.ids["Two"])]
    with house.database.writing() as connection:
        remember_watchlist(house, connection, items)
    cinema.home.scan()
    assert parts_marked(cinema) == ["Alpha", "Two"]


def wanted(tmdb_id: int) -> list[tuple[str, frozenset[str]]]:
    """One film by its guid alone, and one that nobody has by its number."""
    return [(ALPHA, frozenset()), (BETA.replace("b", "9"), frozenset({f"tmdb:{tmdb_id}"}))]


def parts_marked(cinema: Cinema) -> list[str]:
    query = select(collection_parts.c.title).where(collection_parts.c.on_watchlist).order_by(collection_parts.c.title)
    with cinema.home.house.database.reading() as connection:
        return list(connection.execute(query).scalars())
