"""What is missing of the collections that one has begun: a scan over film libraries, and what follows from it."""

from datetime import date

import pytest

from parity.actions import decide_film
from parity.actions.preferences import save
from parity.actions.scan_control import AlreadyRunning, Request, cancel, start
from parity.actions.undo import undo, undo_all
from parity.store import decisions, films
from tests.actions.cinema import Cinema, Said

SAGA = {"One": "2001-05-01", "Two": "2003-05-01", "Three": "2005-05-01"}


def test_what_is_missing_of_a_begun_collection_is_told(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.show("Unbegun", {"Elsewhere": "2001-01-01"})
    cinema.own("Two")
    scan = cinema.home.scan()
    assert scan.state == "done"
    assert cinema.said() == {"Saga": Said("missing", ("One", "Three"), there=("Two",))}
    assert (scan.total, scan.done, scan.new_missing) == (2, 2, 2)


def test_a_second_scan_asks_nobody_again_and_changes_nothing(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.own("Two", "Three")
    cinema.home.scan()
    before, asked = cinema.said(), cinema.home.tmdb.requests.total
    again = cinema.home.scan("incremental")
    assert (again.total, again.new_missing, again.resolved) == (0, 0, 0)
    assert cinema.said() == before == {"Saga": Said("missing", ("One",), there=("Two", "Three"))}
    assert cinema.home.tmdb.requests.total == asked


def test_a_film_that_came_closes_its_gap_and_only_it_is_asked_about(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.own("One", "Two")
    cinema.home.scan()
    cinema.own("Three")
    again = cinema.home.scan("incremental")
    assert (again.total, again.resolved) == (1, 1)
    assert cinema.said() == {"Saga": Said(there=("One", "Two", "Three"))}


def test_a_film_that_left_is_missing_and_said_to_have_been_there(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    gone = cinema.own("One", "Two")[0]
    cinema.home.scan()
    cinema.home.plex.remove_movie(gone)
    cinema.home.scan("incremental")
    (found,) = cinema.everything()
    assert {film.title: film.lost_on for film in found.missing} == {"One": date(2026, 6, 15), "Three": None}


def test_the_last_film_of_a_collection_that_left_takes_the_collection_with_it(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    (only,) = cinema.own("One")
    cinema.own("Other")
    cinema.home.scan()
    cinema.home.plex.remove_movie(only)
    scan = cinema.home.scan("incremental")
    assert (cinema.said(), cinema.missing()) == ({}, [])
    assert scan.resolved == 2


def test_a_sequel_shows_when_its_collection_is_asked_again(cinema: Cinema) -> None:
    saga = cinema.show("Saga", SAGA)
    cinema.own("One", "Two", "Three")
    cinema.home.scan()
    four = cinema.film("Four", "2026-06-01", collection=saga)
    cinema.home.tmdb.set_franchise(saga, parts=[*(cinema.ids[t] for t in SAGA), four])
    cinema.home.scan("incremental")
    assert cinema.missing() == []
    cinema.home.clock.on(days=31)
    cinema.home.scan("incremental")
    assert cinema.missing() == ["Four"]


def test_choices_of_release_take_effect_at_once(cinema: Cinema) -> None:
    cinema.show("Saga", {"One": "2001-05-01", "Two": "2026-04-01"})
    cinema.home.tmdb.set_film(cinema.ids["Two"], releases=[("US", 3, "2026-04-03"), ("US", 4, "2026-07-01")])
    cinema.own("One")
    cinema.home.scan()
    told = {}
    for choice in ("any", "theatrical", "digital", "physical"):
        save(cinema.home.house, {"movie_available": choice})
        (found,) = cinema.everything()
        told[choice] = [(f.title, str(f.available_on)) for f in (*found.missing, *found.announced)]
    assert told == {
        "any": [("Two", "2026-04-01")],
        "theatrical": [("Two", "2026-04-03")],
        "digital": [("Two", "2026-07-01")],
        "physical": [("Two", "2026-07-02")],  # 90 days after the cinema
    }


def test_days_of_another_country_are_asked_for_when_it_counts(cinema: Cinema) -> None:
    cinema.show("Saga", {"One": "2001-05-01", "Two": "2026-04-01"})
    cinema.home.tmdb.set_film(cinema.ids["Two"], releases=[("US", 3, "2026-04-03"), ("DE", 3, "2026-08-01")])
    cinema.own("One")
    cinema.home.scan()
    save(cinema.home.house, {"movie_available": "theatrical", "movie_region": "de"})
    cinema.home.scan("incremental")
    assert cinema.said() == {"Saga": Said("complete", announced=("Two",), there=("One",))}


def test_a_film_that_was_put_off_after_its_days_were_asked_for_is_announced_again(cinema: Cinema) -> None:
    saga = {"One": "2001-05-01", "Two": "2026-04-01", "Three": "2026-05-01"}
    cinema.show("Saga", saga)
    for title in ("Two", "Three"):
        cinema.home.tmdb.set_film(cinema.ids[title], releases=[("US", 3, saga[title])])
    cinema.own("One")
    save(cinema.home.house, {"movie_available": "theatrical"})
    cinema.home.scan()
    assert cinema.missing() == ["Three", "Two"]
    cinema.home.tmdb.set_film(cinema.ids["Two"], release_date=None, releases=[])
    cinema.home.tmdb.set_film(cinema.ids["Three"], release_date="2027-05-01", releases=[("US", 3, "2027-05-01")])
    cinema.home.clock.on(days=31)
    cinema.home.scan("incremental")
    assert cinema.said() == {"Saga": Said("complete", announced=("Three", "Two"), there=("One",))}
    cinema.home.clock.on(hours=1)
    asked = cinema.home.tmdb.requests.total
    cinema.home.scan("incremental")
    assert cinema.home.tmdb.requests.total == asked


def test_ignoring_a_film_or_a_collection_takes_effect_at_once_and_can_be_undone(cinema: Cinema) -> None:
    saga = cinema.show("Saga", SAGA)
    cinema.own("Two")
    cinema.home.scan()
    one = decide_film.ignore_film(cinema.home.house, cinema.ids["One"], "seen it")
    assert cinema.missing() == ["Three"]
    whole = decide_film.ignore_collection(cinema.home.house, saga)
    assert (cinema.missing(), cinema.said()["Saga"].state) == ([], "ignored")
    assert undo(cinema.home.house, whole)
    assert cinema.missing() == ["Three"]
    assert undo(cinema.home.house, one)
    assert cinema.missing() == ["One", "Three"]


def test_many_collections_are_ignored_in_one_go_but_not_beside_a_scan(cinema: Cinema) -> None:
    ids = [cinema.show(name, {f"{name} 1": "2001-05-01", f"{name} 2": "2003-05-01"}) for name in ("A", "B", "C")]
    cinema.own("A 1", "B 1", "C 1")
    cinema.home.scan()
    house = cinema.home.house
    decide_film.ignore_collection(house, ids[0], "too long")
    running = start(house, Request("full"))
    with pytest.raises(AlreadyRunning):
        decide_film.ignore_collections(house, ids)
    cancel(house, running)
    made = decide_film.ignore_collections(house, [*ids, 77], " enough ")
    with house.database.reading() as connection:
        told = [(row.label, row.decision.reason) for row in decisions.standing(connection)]
    assert (len(made), told, cinema.missing()) == (3, [(name, "enough") for name in "ABC"], [])
    assert undo_all(house, made).count == 3
    assert cinema.missing() == ["A 2", "B 2", "C 2"]


def test_a_part_without_a_page_of_its_own_is_no_trouble_after_one_that_could_not_be_read(cinema: Cinema) -> None:
    cinema.show("Saga", {"One": "2001-05-01", "Two": "2026-05-01"})
    cinema.own("One")
    for status in (503, 404):
        cinema.home.tmdb_fails("status", f"/movie/{cinema.ids['Two']}$", status=status)
        assert cinema.home.scan().state == ("partial" if status == 503 else "done")
        cinema.home.mend()
    key = films.tmdb_key(cinema.ids["Two"])
    with cinema.home.house.database.reading() as connection:
        row = films.by_keys(connection, [key])[key]
    assert (row.trouble, row.trouble_since, row.tries) == (None, None, 0)


def test_a_new_part_of_an_ignored_collection_is_told_about_only_when_asked_for(cinema: Cinema) -> None:
    for name, new_parts in (("Told", True), ("Silent", False)):
        number = cinema.show(name, {f"{name} 1": "2001-05-01", f"{name} 2": "2003-05-01"})
        cinema.own(f"{name} 1")
        cinema.home.scan()
        decide_film.ignore_collection(cinema.home.house, number, new_parts=new_parts)
        third = cinema.film(f"{name} 3", "2026-06-01", collection=number)
        parts = [cinema.ids[f"{name} 1"], cinema.ids[f"{name} 2"], third]
        cinema.home.tmdb.set_franchise(number, parts=parts)
    cinema.home.scan()
    assert cinema.missing() == ["Told 3"]


def test_shorts_are_left_out_when_they_are_not_wanted(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.home.tmdb.set_film(cinema.ids["Three"], runtime=7)
    cinema.own("One")
    cinema.home.scan()
    assert cinema.missing() == ["Three", "Two"]
    save(cinema.home.house, {"movie_shorts": "false"})
    cinema.home.scan("incremental")  # only now somebody asks how long they are
    assert cinema.missing() == ["Two"]


def test_a_wrong_match_is_corrected_for_good(cinema: Cinema) -> None:
    cinema.show("Wrong", {"Spenser": "2020-01-01", "Spenser 2": "2021-01-01"})
    right = cinema.film("Spenser for Hire", "1985-01-01")
    cinema.own("Spenser")
    cinema.home.scan()
    (found,) = cinema.everything()
    with cinema.home.house.database.reading() as connection:
        (row,) = [row for row in films.every(connection) if row.tmdb_id == found.there[0].tmdb_id]
    decide_film.match_film(cinema.home.house, row.id, right)
    cinema.home.scan("incremental")
    assert cinema.said() == {}
    cinema.home.scan()
    assert cinema.said() == {}


def test_a_scan_of_one_library_asks_nothing_about_films_of_others(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.show("Tale", {"Once": "2001-05-01", "Twice": "2002-05-01"})
    cinema.own("One")
    cinema.own("Once", library="Kids")
    cinema.home.broadcast(1, "Silo", {1: 2})
    cinema.home.own("Silo", 1, {1: [1]})
    cinema.home.scan()
    assert cinema.home.scan("full", libraries=("TV",)).total == 1
    assert cinema.home.scan("full", libraries=("Kids",)).total == 3  # and how long the missing one is, once
    assert cinema.home.scan("full", libraries=("Kids",)).total == 2


def test_how_long_an_old_missing_film_is_is_asked_once_but_not_in_the_first_scan(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.home.tmdb.set_film(cinema.ids["Three"], runtime=7, imdb_id="tt0000003")
    cinema.own("One")
    assert cinema.home.scan().total == 2
    assert cinema.home.scan("incremental").total == 0
    assert [cinema.home.scan().total, cinema.home.scan().total] == [4, 2]
    (found,) = cinema.everything()
    assert [(film.runtime, film.imdb_id) for film in found.missing] == [(100, None), (7, "tt0000003")]
