"""What is on at a known time is missing when it has ended, not before; TheTVDB is asked for the time once a show."""

import pytest

from parity.actions.clock import tick
from parity.store import episodes_view
from tests.actions.household import Household

SOLO, TRACKER = "Solo Leveling", "Tracker"
NEW_YORK = {"TZ": "America/New_York"}


def airing(home: Household, title: str, ids: tuple[int, int], dates: list[str], origin: str, **facts: object) -> None:
    """A show at TMDB and TheTVDB of which Plex has the first episode."""
    tmdb_id, series_id = ids
    home.broadcast(tmdb_id, title, {1: dates}, tvdb_id=series_id, origin_country=[origin])
    home.own(title, tmdb_id, {1: [1]})
    home.tvdb.add_series(series_id, title, status="Continuing", **facts)


def on_air(home: Household, title: str) -> list[tuple[str, str, str | None]]:
    with home.house.database.reading() as connection:
        found = episodes_view.upcoming(connection, home.house.today()).items
    return [(e.code, e.air_time, f"{e.airs_at:%d %H:%M}" if e.airs_at else None) for e in found if e.title == title]


def at(home: Household, moment: str) -> list[str]:
    """What is missing at a moment (UTC), when the minute has ticked."""
    home.clock.at = home.clock.at.fromisoformat(f"{moment}+00:00")
    tick(home.house)
    return home.missing()


def test_case_thirty_eight_prime_time_is_missing_in_berlin_when_it_is_over(orders_household: Household) -> None:
    home = orders_household
    home.restart(
        TZ="Europe/Berlin", PARITY_GRACE_DAYS="0", PARITY_SCHEDULE_FULL="off", PARITY_SCHEDULE_INCREMENTAL="off"
    )
    dates = ["2026-06-08", "2026-06-15"]
    airing(home, TRACKER, (1, 2), dates, "US", country="usa", airs_time="9:00 PM")
    home.scan()
    home.scan("incremental")
    assert on_air(home, TRACKER) == [("S01E02", "exact", "16 01:00")]
    assert at(home, "2026-06-15T22:30") == []  # 00:30 in Berlin
    assert at(home, "2026-06-16T01:44") == []
    assert at(home, "2026-06-16T01:46") == [f"{TRACKER} S01E02"]
    asked = home.tvdb.requests.total
    home.scan("incremental")
    assert home.tvdb.requests.total == asked


def test_case_thirty_eight_an_anime_after_midnight_is_missing_on_its_own_date(orders_household: Household) -> None:
    home = orders_household
    home.restart(**NEW_YORK, PARITY_GRACE_DAYS="0")
    airing(home, SOLO, (1, 2), ["2026-06-07", "2026-06-16"], "JP", country="jpn", airs_time="00:00")
    home.scan("show", *_all(home))
    home.scan()
    home.scan("incremental")
    # It begins at 11:00 on the 15th there, but its date is the 16th.
    assert on_air(home, SOLO) == [("S01E02", "exact", "15 15:00")]
    assert at(home, "2026-06-16T03:59") == []
    assert at(home, "2026-06-16T04:01") == [f"{SOLO} S01E02"]


@pytest.mark.parametrize("told", [None, "late"])
def test_without_a_time_that_can_be_read_the_date_counts(orders_household: Household, told: str | None) -> None:
    home = orders_household
    airing(home, TRACKER, (1, 2), ["2026-06-08", "2026-06-16"], "US", airs_time=told)
    home.scan()
    home.scan("incremental")
    assert on_air(home, TRACKER) == [("S01E02", "estimated", None)]
    asked = home.tvdb.requests.total
    home.scan("incremental")
    assert home.tvdb.requests.total == asked


def test_a_full_scan_asks_for_no_time_and_what_failed_is_asked_again(orders_household: Household) -> None:
    home = orders_household
    airing(home, TRACKER, (1, 2), ["2026-06-08", "2026-06-16"], "US", airs_time="21:00")
    home.scan()
    assert home.tvdb.requests.total == 0
    home.tvdb_fails("status", status=503)
    assert home.scan("incremental").state == "done"
    assert on_air(home, TRACKER) == [("S01E02", "estimated", None)]
    home.mend()
    home.scan("show", home.show_id(TRACKER))
    assert on_air(home, TRACKER) == [("S01E02", "exact", "17 01:00")]


def _all(home: Household) -> list[int]:
    return [show.show_id for show in home.everything()]
