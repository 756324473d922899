"""The changes feed of the stand-in for TMDB."""

import pytest

from parity.demo.faults import Fault
from tests.demo.served import Tmdb


def ids(tmdb: Tmdb, start: str, end: str, page: int = 1) -> list[int]:
    rows = tmdb.json("/tv/changes", start_date=start, end_date=end, page=page)["results"]
    assert isinstance(rows, list)
    return [row["id"] for row in rows]


def test_a_day_names_what_was_flagged_on_it_and_nothing_else(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-08", [7])
    tmdb.world.flag("2026-03-09", [8])
    assert ids(tmdb, "2026-03-08", "2026-03-08") == [7]
    assert ids(tmdb, "2026-03-08", "2026-03-09") == [7]
    assert ids(tmdb, "2026-03-08", "2026-03-10") == [7, 8]
    assert ids(tmdb, "2026-03-10", "2026-03-10") == []


def test_the_shape_is_the_recorded_one(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-09", [7])
    assert tmdb.json("/tv/changes", start_date="2026-03-09", end_date="2026-03-09") == {
        "results": [{"id": 7, "adult": False, "softcore": False}],
        "page": 1,
        "total_pages": 1,
        "total_results": 1,
    }


def test_a_change_is_not_in_the_feed_unless_it_is_flagged(tmdb: Tmdb) -> None:
    tmdb.world.add_episode(7, 2, 3, "2026-03-23")
    assert ids(tmdb, "2026-03-01", "2026-03-14") == []


def test_noise_fills_the_pages_of_a_real_day(tmdb: Tmdb) -> None:
    tmdb.world.set_noise([7], crowd=2_699)
    body = tmdb.json("/tv/changes", start_date="2026-03-09", end_date="2026-03-09")
    assert (body["total_pages"], body["total_results"]) == (27, 2_700)
    day = [each for page in range(1, 28) for each in ids(tmdb, "2026-03-09", "2026-03-09", page)]
    assert len(set(day)) == 2_700
    assert day[0] == 7
    assert ids(tmdb, "2026-03-09", "2026-03-09", 28) == []


def test_the_crowd_of_another_day_is_another_crowd(tmdb: Tmdb) -> None:
    tmdb.world.set_noise([7], crowd=5)
    assert len(ids(tmdb, "2026-03-08", "2026-03-10")) == 11


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"start_date": "2026-01-01", "end_date": "2026-01-16"}, 422, 20),
        ({"start_date": "2026-01-02", "end_date": "2026-01-01"}, 422, 20),
        ({"start_date": "yesterday"}, 400, 23),
        ({"page": 0}, 400, 22),
        ({"page": 501}, 400, 22),
    ],
)
def test_what_tmdb_refuses_is_refused(tmdb: Tmdb, asked: dict[str, object], status: int, code: int) -> None:
    answer = tmdb.get("/tv/changes", **asked)
    assert (answer.status_code, answer.json()["status_code"]) == (status, code)


def test_fourteen_days_are_the_widest_window(tmdb: Tmdb) -> None:
    assert ids(tmdb, "2026-01-01", "2026-01-15") == []


def test_without_dates_the_feed_is_of_the_last_day(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-09", [7])
    tmdb.world.flag("2026-03-08", [8])
    assert tmdb.json("/tv/changes")["results"] == [{"id": 7, "adult": False, "softcore": False}]


def test_a_repeated_page_shows_the_page_before_under_its_own_number(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-09", list(range(1, 251)))
    tmdb.faults.add(Fault("repeat_page", path="/changes", query="page=2"))
    body = tmdb.json("/tv/changes", start_date="2026-03-09", end_date="2026-03-09", page=2)
    assert body["page"] == 2
    assert body["results"][0]["id"] == 1
    assert ids(tmdb, "2026-03-09", "2026-03-09", 3)[0] == 201


def test_a_cut_feed_loses_its_last_pages(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-09", list(range(1, 251)))
    tmdb.faults.add(Fault("cut_feed", path="/changes", rows=2))
    body = tmdb.json("/tv/changes", start_date="2026-03-09", end_date="2026-03-09", page=1)
    assert (body["total_pages"], body["total_results"]) == (2, 250)
    assert ids(tmdb, "2026-03-09", "2026-03-09", 3) == []


def test_an_empty_page_has_no_rows_though_the_total_says_otherwise(tmdb: Tmdb) -> None:
    tmdb.world.flag("2026-03-09", [7, 8])
    tmdb.faults.add(Fault("empty_page", path="/changes", times=1))
    body = tmdb.json("/tv/changes", start_date="2026-03-09", end_date="2026-03-09")
    assert (body["results"], body["total_results"]) == ([], 2)
    assert ids(tmdb, "2026-03-09", "2026-03-09") == [7, 8]
