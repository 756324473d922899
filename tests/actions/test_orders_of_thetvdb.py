"""Shows that Plex numbers by TheTVDB are compared in that order from the first scan on, for one request a show."""

from sqlalchemy import select

from parity.actions.decide import Target, ignore, order
from parity.actions.undo import undo
from parity.store.schema import missing_log
from tests.actions.household import Household, Told
from tests.actions.series import add_series

FIREFLY, DEXTER = {"official": {1: 3}, "dvd": {1: 2, 2: 1}}, {"official": {1: 2}}


def test_the_first_scan_compares_in_the_order_that_plex_uses(orders_household: Household) -> None:
    home = orders_household
    for tmdb_id, series_id, title, orders in ((1, 78874, "Firefly", FIREFLY), (2, 79349, "Dexter", DEXTER)):
        home.broadcast(tmdb_id, title, {1: 3}, tvdb_id=series_id)
        add_series(home.tvdb, series_id, title, orders)
    home.own("Firefly", 1, {1: [1, 2]}, show_ordering="tvdbDvd")
    home.own("Dexter", 2, {1: [2]}, show_ordering="tvdbAiring")
    scan = home.scan()
    assert home.everything_told() == {
        "Firefly": Told("missing", missing=("S02E01",)),
        "Dexter": Told("missing", missing=("S01E01",)),
    }
    assert scan.tvdb_requests == 3  # one to sign in
    assert home.tvdb.requests.kinds == {"login": 1, "episodes_of": 2}


def test_a_library_that_is_counted_anew_is_compared_so_by_the_scan_that_sees_it(orders_household: Household) -> None:
    home = orders_household
    home.broadcast(1, "Firefly", {1: 3}, tvdb_id=78874)
    add_series(home.tvdb, 78874, "Firefly", FIREFLY)
    home.library("TV", prefs={"showOrdering": "tmdbAiring"})
    home.own("Firefly", 1, {1: [1, 2]}, show_ordering="")
    home.scan()
    assert home.missing("Firefly") == ["S01E03"]
    home.plex.set_prefs(home.plex.find_section("TV"), showOrdering="tvdbDvd")
    home.scan("incremental")
    assert home.told("Firefly") == Told("missing", missing=("S02E01",))


def test_an_order_that_the_owner_chose_is_asked_for_by_the_next_scan_and_no_key_is_wanted_meanwhile(
    orders_household: Household,
) -> None:
    home = orders_household
    home.broadcast(1, "Firefly", {1: 3}, tvdb_id=78874)
    add_series(home.tvdb, 78874, "Firefly", FIREFLY)
    home.own("Firefly", 1, {1: [1, 2]})
    home.scan()
    assert home.missing("Firefly") == ["S01E03"]
    order(home.house, home.show_id("Firefly"), "tvdb:regional")
    waiting = Told("suspect", "numbered by TheTVDB, which has not answered in that order yet")
    assert (home.told("Firefly"), home.show("Firefly").proposals) == (waiting, None)
    with home.house.database.reading() as connection:
        assert list(connection.execute(select(missing_log.c.ended_how)).scalars()) == ["uncompared"]
    order(home.house, home.show_id("Firefly"), "tvdb:dvd")
    home.tvdb_fails("status", "", status=503)
    home.scan("incremental")
    assert (home.told("Firefly"), home.show("Firefly").doubt) == (waiting, "order")
    home.mend()
    home.clock.on(days=1)
    home.scan("incremental")
    assert home.told("Firefly") == Told("missing", missing=("S02E01",))


def test_a_number_that_nobody_could_keep_is_the_trouble_of_its_show_and_ends_no_scan(
    orders_household: Household,
) -> None:
    home = orders_household
    for tmdb_id, series_id, title in ((1, 78874, "Firefly"), (2, 79349, "Dexter")):
        home.broadcast(tmdb_id, title, {1: 3}, tvdb_id=series_id)
        add_series(home.tvdb, series_id, title, {"official": {1: 3}})
        home.own(title, tmdb_id, {1: [2, 3]}, show_ordering="tvdbAiring")
    home.tvdb.add_episode(79349, 5, "Huge", "2010-01-01", (1, 1 << 70))
    scan = home.scan()
    assert [title for title, _ in home.troubles(scan)] == ["Dexter"]
    assert home.told("Firefly") == Told("missing", missing=("S01E01",))


def test_an_ignored_episode_stays_ignored_when_another_sources_order_is_chosen(orders_household: Household) -> None:
    home = orders_household
    home.broadcast(1, "Firefly", {1: ["1980-01-02", "1980-01-03", "1980-01-04"]}, tvdb_id=78874)
    add_series(home.tvdb, 78874, "Firefly", {"official": {1: 1, 2: 2}})
    home.own("Firefly", 1, {1: [1]})
    home.scan()
    made = ignore(home.house, Target(home.show_id("Firefly"), 1, 2))
    order(home.house, home.show_id("Firefly"), "tvdb:official")
    home.scan()
    assert home.missing("Firefly") == ["S02E02"]
    assert undo(home.house, made)
    assert home.missing("Firefly") == ["S02E01", "S02E02"]


def test_a_series_that_thetvdb_denies_for_a_moment_is_asked_about_again_soon(orders_household: Household) -> None:
    home = orders_household
    home.broadcast(1, "Firefly", {1: 3}, tvdb_id=78874)
    home.own("Firefly", 1, {1: [1, 2]}, show_ordering="tvdbAiring")
    home.scan()
    assert home.told("Firefly") == Told("suspect", "numbered by TheTVDB, which has no series 78874")
    add_series(home.tvdb, 78874, "Firefly", {"official": {1: 3}})
    home.clock.on(hours=1)
    home.scan("incremental")
    assert home.told("Firefly") == Told("missing", missing=("S01E03",))
