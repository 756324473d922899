"""What fails outside changes nothing of what is known of films, and is told."""

from datetime import timedelta

import pytest

from parity.actions import decide_film
from parity.actions.scan_control import Request, cancel, pause, resume, start
from parity.demo.tmdb_films import Film, Franchise
from parity.store import films
from tests.actions.cinema import Cinema, Said
from tests.actions.neighbours import Neighbour

SAGA = {"One": "2001-05-01", "Two": "2003-05-01", "Three": "2026-01-01"}
SERIES = {"Alpha": "2001-01-01", "Beta": "2002-01-01"}


@pytest.fixture
def two(cinema: Cinema) -> Cinema:
    """Two collections, both with gaps; nothing was scanned yet."""
    cinema.show("Saga", SAGA)
    cinema.show("Series", SERIES)
    cinema.own("One", "Alpha")
    return cinema


def gaps(cinema: Cinema) -> tuple[list[str], dict[str, Said]]:
    return cinema.missing(), cinema.said()


def test_tmdb_goes_down_in_any_wave_and_all_stays_as_it_was(two: Cinema) -> None:
    two.home.scan()
    before = gaps(two)
    for path, kind in (
        ("/movie/", "status"),
        ("/collection/", "wrong_type"),
        (f"/movie/{two.ids['Three']}$", "garbage"),
    ):
        two.home.tmdb_fails(kind, path, status=503)
        scan = two.home.scan()
        assert (path, scan.state) == (path, "partial")
        assert "in trouble" in (scan.note or "")
        assert gaps(two) == before
        two.home.mend()
    assert two.home.scan().state == "done"
    assert gaps(two) == before


def test_a_first_scan_that_finds_tmdb_down_tells_no_gap_and_the_next_one_does(two: Cinema) -> None:
    two.home.tmdb_fails("status", "/collection/", status=503)
    assert two.home.scan().state == "partial"
    assert {name: said.state for name, said in two.said().items()} == {"Saga": "error", "Series": "error"}
    assert two.missing() == []
    two.home.mend()
    two.home.clock.on(days=1)
    assert two.home.scan("incremental").state == "done"
    assert two.missing() == ["Beta", "Three", "Two"]


def test_a_token_that_tmdb_refuses_in_mid_scan_ends_it_and_changes_nothing(two: Cinema) -> None:
    two.home.scan()
    before = gaps(two)
    for path in ("/movie/", "/collection/"):
        two.home.tmdb_fails("status", path, status=401)
        assert two.home.scan().state == "failed"
        assert gaps(two) == before
        two.home.mend()


def test_an_id_that_worked_and_is_unknown_now_leaves_its_film_where_it_is(two: Cinema) -> None:
    two.home.scan()
    before = gaps(two)
    two.home.tmdb_fails("status", f"/movie/{two.ids['One']}$", status=404)
    scan = two.home.scan()
    assert two.home.troubles(scan) == [("One", f"TMDB no longer knows film {two.ids['One']}: match One again")]
    assert gaps(two) == before


def test_a_collection_that_is_unknown_now_and_a_film_of_it_too_leave_all_as_it_was(two: Cinema) -> None:
    two.home.scan()
    before = two.missing()
    two.home.tmdb_fails("status", f"/collection/{two.collections['Saga']}$", status=404)
    two.home.scan()
    two.home.tmdb_fails("status", f"/movie/{two.ids['One']}$", status=404)
    two.home.clock.on(days=1)
    two.home.scan("incremental")  # because of the collection its films are asked where they belong
    assert two.missing() == before


def test_a_collection_that_is_unknown_now_gives_its_films_to_the_one_they_name(two: Cinema) -> None:
    two.home.scan()
    two.home.tmdb.remove_franchise(two.collections["Saga"])
    for title in SAGA:
        two.home.tmdb.set_film(two.ids[title], collection=9100)
    two.home.tmdb.add_franchise(Franchise(9100, "Saga anew", [two.ids["One"], two.ids["Two"]]))
    two.home.clock.on(days=8)
    scan = two.home.scan("incremental")
    assert [title for title, _ in two.home.troubles(scan)] == ["Saga"]
    two.home.scan("incremental")
    assert two.said()["Saga anew"] == Said("missing", ("Two",), there=("One",))
    assert two.said().keys() == {"Saga anew", "Series"}


def test_a_list_of_films_that_is_not_whole_changes_nothing(two: Cinema) -> None:
    two.own("Two")
    two.home.scan()
    before = gaps(two)
    for mode, kind in (
        ("full", "cut_page"),
        ("incremental", "total_disagrees"),
        ("refresh", "garbage"),
        ("collection", "closed"),
    ):
        two.home.plex_fails(kind, "/sections/1/all")
        two.home.clock.on(days=2)
        named = {"collections": (two.collections["Saga"],)} if mode == "collection" else {}
        scan = two.home.scan(mode, **named)
        assert (mode, scan.state, scan.note) == (mode, "partial", "1 library held back")
        assert gaps(two) == before
        assert list(two.home.notices()) == ["Films"]
        two.home.mend()
    two.home.scan("incremental")
    assert (gaps(two), two.home.notices()) == (before, {})


def test_a_library_of_films_that_shrank_is_held_until_it_is_accepted_or_sane(cinema: Cinema) -> None:
    parts = {f"Part {n:02d}": f"20{n:02d}-01-01" for n in range(1, 25)}
    cinema.show("Long", parts)
    keys = cinema.own(*list(parts)[:20])
    cinema.home.scan()
    missing = cinema.missing()
    for key in keys:
        cinema.home.plex.trash_movie(key)  # a network folder is away: all are in the trash
    for mode in ("incremental", "refresh"):
        scan = cinema.home.scan(mode)
        assert (mode, scan.state, scan.held_libraries) == (mode, "partial", 1)
        assert cinema.missing() == missing
        cinema.home.clock.on(days=100)
    for key in keys[:15]:
        cinema.home.plex.untrash_movie(key)
    assert cinema.home.scan("incremental").state == "done"
    assert len(cinema.missing()) == len(missing) + 5
    for key in keys[:12]:
        cinema.home.plex.remove_movie(key)
    scan = cinema.home.scan("incremental", accept_shrink=True)
    assert (scan.state, len(cinema.missing())) == ("done", len(missing) + 17)


def test_a_library_of_films_that_is_gone_keeps_its_rows_with_a_notice(two: Cinema) -> None:
    two.own("Beta", library="Others")
    two.home.scan()
    before = gaps(two)
    two.home.plex.remove_section(two.home.plex.find_section("Others"))
    for mode in ("incremental", "full"):
        assert two.home.scan(mode).state == "partial"
        assert gaps(two) == before
        assert list(two.home.notices()) == ["Others"]


def test_a_server_that_is_silent_keeps_its_films(two: Cinema, barn: Neighbour) -> None:
    with barn.here():
        two.own("Two", guid=f"plex://movie/{'c' * 24}", library="Barn's films")
    two.home.scan()
    before = gaps(two)
    assert "Two" not in before[0]
    fault = two.home.plex_fails("closed")
    two.home.mend()
    barn.faults.add(fault)
    for mode in ("incremental", "full"):
        assert two.home.scan(mode).state == "partial"
        assert gaps(two) == before
    barn.faults.clear()
    assert two.home.scan("incremental").state == "done"
    assert gaps(two) == before


# -- which film it is


def test_a_film_that_may_be_two_is_matched_to_none_until_the_owner_says(two: Cinema) -> None:
    for number in (901, 902):
        two.home.tmdb.add_film(Film(number, "Twin", "2003-03-03"))
    two.home.tmdb.set_film(two.ids["Beta"], title="Twin", release_date="2003-04-04")
    two.own("Twin", guids=[], guid="local://1", year=2003)
    two.home.scan()
    assert two.missing() == ["Three", "Twin", "Two"]
    with two.home.house.database.reading() as connection:
        (row,) = [row for row in films.every(connection) if row.standing == "unmatched"]
    assert (row.title, row.reason) == ("Twin", "no result is surely this film")
    decide_film.match_film(two.home.house, row.id, two.ids["Beta"])
    assert two.missing() == ["Three", "Two"]
    two.home.scan()
    assert two.missing() == ["Three", "Two"]


def test_of_two_tmdb_ids_the_one_that_is_left_counts_and_of_two_good_ones_none(two: Cinema) -> None:
    two.own("Two", guids=[f"tmdb://{two.ids['Two']}", "tmdb://666"])
    two.own("Beta", guids=[f"tmdb://{two.ids['Beta']}", f"tmdb://{two.ids['Three']}"])
    two.home.scan()
    assert two.missing() == ["Beta", "Three"]


# -- slices, pauses, other scans


def asked(cinema: Cinema) -> int:
    return cinema.home.tmdb.requests.total


def test_a_scan_that_is_cut_anywhere_ends_as_one_that_is_not_and_asks_nothing_twice(two: Cinema) -> None:
    two.home.restart(TMDB_CONNECTIONS="1")
    two.home.clock.pace = timedelta(seconds=0.06)
    scan_id = start(two.home.house, Request("full"))
    slices = 1
    while two.home.slice(scan_id, seconds=0.6):
        slices += 1
        assert slices < 60
    assert slices > 2
    row = two.home.scan_row(scan_id)
    assert (row.state, row.done, row.total) == ("done", 5, 5)
    assert two.missing() == ["Beta", "Three", "Two"]
    assert asked(two) == 5


def test_a_pause_and_a_cancel_in_any_wave_keep_what_was_answered(two: Cinema) -> None:
    for path in ("/movie/", "/collection/", f"/movie/{two.ids['Three']}$"):
        scan_id = start(two.home.house, Request("full"))
        two.home.tmdb_fails("call", path, times=1, call=lambda scan_id=scan_id: pause(two.home.house, scan_id))
        two.home.slice(scan_id)
        two.home.mend()
        if two.home.scan_row(scan_id).state == "paused":
            assert resume(two.home.house, scan_id)
            while two.home.slice(scan_id):
                continue
        assert two.home.scan_row(scan_id).state == "done"
        assert two.missing() == ["Beta", "Three", "Two"]
    scan_id = start(two.home.house, Request("full"))
    two.home.tmdb_fails("call", "/collection/", times=1, call=lambda: cancel(two.home.house, scan_id))
    two.home.slice(scan_id)
    two.home.mend()
    assert two.missing() == ["Beta", "Three", "Two"]


def test_a_scan_of_one_library_of_films_asks_about_no_other(two: Cinema) -> None:
    two.show("Third", {"Left": "2001-01-01", "Right": "2002-01-01"})
    two.own("Left", library="Others")
    two.home.scan("full", libraries=("Others",))
    assert (two.missing(), asked(two)) == (["Right"], 2)
    two.home.scan()
    before = asked(two)
    two.home.scan("full", libraries=("Others",))
    assert asked(two) - before == 2
    assert two.missing() == ["Beta", "Right", "Three", "Two"]


def test_a_refresh_asks_again_what_lacks_a_part_and_a_rescan_only_what_was_named(two: Cinema) -> None:
    two.show("Whole", {"Left": "2001-01-01"})
    two.own("Left")
    two.home.scan()
    saga, before = two.collections["Saga"], asked(two)
    two.home.scan("refresh")
    assert asked(two) - before == 3  # two collections, and the days of Three
    new = two.film("Four", "2026-05-05", collection=saga)
    two.home.tmdb.set_franchise(saga, parts=[*(two.ids[title] for title in SAGA), new])
    before = asked(two)
    two.home.scan("collection", collections=(saga,))
    assert asked(two) - before == 5  # One, its collection, the days of Three and Four, how long Two is
    assert two.missing() == ["Beta", "Four", "Three", "Two"]


def test_an_incremental_scan_asks_by_age(two: Cinema) -> None:
    two.home.scan()
    told = []
    for days in (1, 7, 23, 60):
        two.home.clock.on(days=days)
        before = asked(two)
        two.home.scan("incremental")
        told.append(asked(two) - before)
    assert told == [0, 2, 3, 5]  # nothing; Saga, which moves, and a day; Series too; the films too
