"""Tricky cases: whole scans of shows whose numbers are TheTVDB's, and of one that a provider numbered anew."""

import json
from datetime import date, timedelta

from parity.actions.decide import order
from tests.actions.household import Household, Told
from tests.actions.series import add_series
from tests.actions.twice import scan_says

FIREFLY = ("Firefly", 1437, 78874)
AIRED = (
    *("The Train Job", "Bushwhacked", "Our Mrs. Reynolds", "Jaynestown", "Out of Gas", "Shindig", "Safe", "Ariel"),
    *("War Stories", "Objects in Space", "Serenity", "Heart of Gold", "Trash", "The Message"),
)
ON_DISC = (2, 3, 6, 7, 8, 4, 5, 9, 10, 14, 1, 13, 11, 12)
"""The number on the discs of each, in the order in which they aired."""


def firefly(home: Household) -> None:
    """Eleven and three specials at TMDB; fourteen at TheTVDB, in two orders."""
    title, tmdb_id, series_id = FIREFLY
    home.broadcast(tmdb_id, title, {}, status="Canceled", tvdb_id=series_id)
    home.tvdb.add_series(series_id, title)
    for nth, (name, disc) in enumerate(zip(AIRED, ON_DISC, strict=True), 1):
        day = str(date(2002, 9, 13) + timedelta(days=7 * nth))
        place = (1, nth) if nth <= 11 else (0, nth - 11)
        home.tmdb.add_episode(tmdb_id, *place, day, name)
        home.tvdb.add_episode(series_id, 297988 + nth, name, day, (1, nth), (1, disc))


def test_case_one_firefly_from_the_discs_is_whole_and_lacks_exactly_what_is_taken_from_them(
    orders_household: Household,
) -> None:
    home = orders_household
    firefly(home)
    discs = home.own("Firefly", 1437, {1: range(1, 15)}, show_ordering="tvdbDvd")
    home.scan()
    assert home.told("Firefly") == Told()
    for number in (1, 9):
        home.plex.remove_episode(home.plex.find_episode(discs, 1, number))
    home.scan("incremental")
    assert home.told("Firefly") == Told("missing", missing=("S01E01", "S01E09"))
    # A second copy, as it aired, has the first of the discs as its eleventh, and not the ninth, which is its eighth.
    home.own("Firefly", 1437, {1: [11]}, library="Attic", show_ordering="tvdbAiring")
    scan_says(home, {"Firefly": Told("missing", missing=("S01E09",))}, "incremental")


BLEACH = (20, 21, 22, 28, 18, 22, 20, 16, 22, 16, 7, 17, 36, 51, 26, 24, 40)
"""Seasons at TheTVDB; TMDB has 366 in one, and 39 of the last forty."""


def bleach(home: Household) -> None:
    home.broadcast(30984, "Bleach", {1: 366, 2: 39}, tvdb_id=74796)
    home.tvdb.add_series(74796, "Bleach")
    places = [(season, number) for season, most in enumerate(BLEACH, 1) for number in range(1, most + 1)]
    for nth, place in enumerate(places, 1):
        home.tvdb.add_episode(74796, 700_000 + nth, f"Episode {nth}", str(date(2004, 10, 5)), place)


def test_case_fifteen_bleach_is_compared_in_the_order_that_plex_uses_and_suspect_where_plex_errs(
    orders_household: Household,
) -> None:
    home = orders_household
    bleach(home)
    owned = {season: range(1, most + 1) for season, most in enumerate(BLEACH, 1)}
    show = home.own("Bleach", 30984, {**owned, 14: range(1, 51)}, show_ordering="tvdbAiring")
    gap = Told("missing", missing=("S14E51",))
    assert home.scan().tvdb_requests == 2  # one to sign in
    assert home.told("Bleach") == gap
    home.plex.set_show(show, show_ordering="tmdbAiring")
    home.scan("incremental")
    told, row = home.told("Bleach"), home.show("Bleach")
    assert told is not None
    assert (told.state, told.missing, home.rows("Bleach")) == ("suspect", (), [])
    assert "fit no number that is listed" in (told.reason or "")
    proposed = [(p["kind"], p["value"]) for p in json.loads(row.proposals or "[]")]
    assert proposed == [("order", "tvdb:official")]
    order(home.house, row.id, "tvdb:official")
    home.scan("incremental")
    assert home.told("Bleach") == gap


MIRRORS = {"By id": 1, "By title": 2, "By number": 3}
TITLES = ("Be Right Back", "White Bear", "The Waldo Moment")


def mirrors(home: Household) -> None:
    """Black Mirror three times, with "White Christmas" among the specials and what a library may know of it."""
    for title, tmdb_id in MIRRORS.items():
        home.broadcast(tmdb_id, title, {})
        shows = home.own(title, tmdb_id, {})
        for number, name in enumerate(TITLES, 1):
            home.tmdb.add_episode(tmdb_id, 2, number, f"2013-02-{4 + 7 * number:02d}", name)
            home.plex.add_episode(shows, 2, number, title=name)
        special = home.tmdb.add_episode(tmdb_id, 0, 1, "2014-12-16", "White Christmas")
        guids = [f"tmdb://{special}"] if title == "By id" else []
        home.plex.add_episode(shows, 0, 1, title="White Christmas" if title == "By title" else None, guids=guids)
        home.plex.settle(shows)


def test_case_twenty_four_white_christmas_moves_from_the_specials_to_the_second_season(household: Household) -> None:
    mirrors(household)
    household.scan()
    assert household.everything_told() == dict.fromkeys(MIRRORS, Told())
    for tmdb_id in MIRRORS.values():
        household.tmdb.renumber_episode(tmdb_id, 0, 1, 2, 4)
    household.tmdb.flag("2026-06-15", list(MIRRORS.values()))
    reason = "1 episode in Plex fits no number that is listed, and could be among the 1 that seems missing"
    scan_says(household, {"By id": Told(), "By title": Told(), "By number": Told("suspect", reason)}, "incremental")
    assert household.rows("By number") == []


def test_case_thirty_nine_a_series_goes_on_where_thetvdb_merges_it_and_keeps_what_was_known_where_it_is_dropped(
    orders_household: Household,
) -> None:
    home = orders_household
    for tmdb_id, title in ((1437, "Merged"), (1405, "Dropped")):
        home.broadcast(tmdb_id, title, {1: 4}, tvdb_id=tmdb_id)
        add_series(home.tvdb, tmdb_id, title, {"official": {1: 3}})
        home.own(title, tmdb_id, {1: [2, 3]}, show_ordering="tvdbAiring")
    home.scan()
    known = Told("missing", missing=("S01E01",))
    assert home.everything_told() == {"Merged": known, "Dropped": known}
    add_series(home.tvdb, 5, "Merged", {"official": {1: 4}})
    home.tvdb.merge(1437, 5)
    home.tvdb.delete_series(1405)
    scan = home.scan()
    assert [title for title, _ in home.troubles(scan)] == ["Dropped"]
    assert home.everything_told() == {"Merged": Told("missing", missing=("S01E01", "S01E04")), "Dropped": known}
