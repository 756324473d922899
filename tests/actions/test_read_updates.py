"""What changed at TheTVDB is asked for once, and only for shows that are compared in its orders (RULES R12)."""

from tests.actions.household import Household, Told
from tests.actions.series import add_series

SEASON = {"official": {1: 3}}


def firefly(home: Household) -> None:
    """One show by TheTVDB, which lacks its third episode, and one by TMDB."""
    home.broadcast(1, "Firefly", {1: 3}, tvdb_id=78874)
    add_series(home.tvdb, 78874, "Firefly", SEASON)
    home.own("Firefly", 1, {1: [1, 2]}, show_ordering="tvdbAiring")
    home.broadcast(2, "Other", {1: 1})
    home.own("Other", 2, {1: [1]})
    home.scan()
    home.clock.on(hours=9)


def test_with_nothing_changed_only_the_updates_are_asked_for(orders_household: Household) -> None:
    home = orders_household
    firefly(home)
    home.scan("incremental")
    before = home.tvdb.requests.kinds["episodes_of"]
    home.clock.on(hours=9)
    scan = home.scan("incremental")
    assert home.tvdb.requests.kinds["episodes_of"] == before
    assert (scan.total, home.told("Firefly")) == (0, Told("missing", missing=("S01E03",)))


def test_what_the_updates_name_is_asked_about(orders_household: Household) -> None:
    home = orders_household
    firefly(home)
    home.tvdb.remove_episode(78874, 78874 * 1000 + 3)
    home.scan("incremental")
    assert home.told("Firefly") == Told()


def test_a_series_that_was_merged_is_found_under_its_new_id(orders_household: Household) -> None:
    home = orders_household
    firefly(home)
    add_series(home.tvdb, 99, "Firefly", {"official": {1: 4}})
    home.tvdb.merge(78874, 99)
    home.scan("incremental")
    assert home.missing("Firefly") == ["S01E03", "S01E04"]
    home.scan()
    assert home.missing("Firefly") == ["S01E03", "S01E04"]


def test_updates_that_cannot_be_read_make_every_show_of_thetvdb_due(orders_household: Household) -> None:
    home = orders_household
    firefly(home)
    home.scan("incremental")
    home.tvdb.quiet = True  # so that its log says nothing
    home.tvdb.remove_episode(78874, 78874 * 1000 + 3)
    home.tvdb_fails("html", "/updates")
    home.clock.on(hours=9)
    scan = home.scan("incremental")
    assert (scan.total, home.told("Firefly")) == (1, Told())


def test_without_a_show_of_thetvdb_nobody_asks_for_its_updates(orders_household: Household) -> None:
    home = orders_household
    home.broadcast(2, "Other", {1: 1})
    home.own("Other", 2, {1: [1]})
    home.scan()
    home.scan("incremental")
    assert home.tvdb.requests.total == 0


def test_thetvdb_out_of_reach_leaves_what_was_known_and_stops_nobody_else(orders_household: Household) -> None:
    home = orders_household
    firefly(home)
    home.plex.remove_episode(home.plex.find_episode(home.plex.find_show("Other"), 1, 1))
    home.tvdb_fails("status", "/series", status=503)
    scan = home.scan()
    assert [title for title, _ in home.troubles(scan)] == ["Firefly"]
    assert home.missing() == ["Firefly S01E03", "Other S01E01"]


def test_updates_that_do_not_reach_back_far_enough_make_every_show_due_until_it_is_asked_about(
    orders_household: Household,
) -> None:
    home = orders_household
    firefly(home)
    home.scan("incremental")
    home.clock.on(days=40)
    home.scan()  # asks about all, but reads no updates
    home.tvdb.quiet = True
    home.tvdb.remove_episode(78874, 78874 * 1000 + 3)
    home.clock.on(hours=9)
    home.scan("incremental")
    assert home.told("Firefly") == Told()
