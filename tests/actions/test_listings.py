"""Bad input: listings that shift, disagree or break off are read once more, then left alone (RULES R9)."""

from collections.abc import Callable

import pytest

from tests.actions.household import Household, Told
from tests.actions.twice import still
from tests.store.facts import facts

SHOWS, EPISODES = "type=2", "type=4"
KEPT = "Its rows stay as they are."


@pytest.fixture
def long(household: Household) -> Household:
    """A show of 1,100 episodes, two pages long, without its last one; and a short one."""
    household.broadcast(1, "Long", {1: 1100})
    household.broadcast(2, "Short", {1: 2})
    household.own("Long", 1, {1: range(1, 1100)})
    household.own("Short", 2, {1: [1, 2]})
    return household


def drop(household: Household, number: int) -> Callable[[], None]:
    """Removes an episode of the first page once the second page is asked for."""
    show = household.plex.find_show("Long")
    return lambda: household.plex.remove_episode(household.plex.find_episode(show, 1, number))


def test_rows_that_shift_while_they_are_read_are_read_again(long: Household) -> None:
    fault = long.plex_fails("call", "/all", query="Container-Start=1000", call=drop(long, 7), times=1)
    scan = long.scan()
    assert (scan.state, fault.struck, long.notices()) == ("done", 1, {})
    assert (long.missing("Long"), long.missing("Short")) == (["S01E07", "S01E1100"], [])
    still(long)


def test_rows_that_never_stop_shifting_change_nothing(long: Household) -> None:
    long.scan()
    before = facts(long.house.database.engine)
    long.plex_fails("shift", "/all", query="Container-Start=1000")
    scan = long.scan()
    assert (scan.state, scan.note) == ("partial", "1 library held back")
    sentence = f"TV could not be read: rows shifted while they were read. {KEPT}"
    assert long.notices() == {"TV": sentence}
    assert facts(long.house.database.engine) | {"libraries": []} == before | {"libraries": []}
    long.mend()
    assert long.scan("incremental").state == "done"
    assert facts(long.house.database.engine) == before


@pytest.mark.parametrize("query", [SHOWS, EPISODES])
def test_a_listing_that_does_not_add_up_changes_nothing(household: Household, query: str) -> None:
    household.broadcast(1, "Show", {1: 4})
    show = household.own("Show", 1, {1: [1, 2, 3]})
    household.own("Other", None, {1: [1]})
    household.scan()
    before = facts(household.house.database.engine)
    household.plex.remove_episode(household.plex.find_episode(show, 1, 3))
    told = household.told("Show")
    for kind, rows, mode in (
        ("total_disagrees", 1, "full"),
        ("total_disagrees", -1, "incremental"),
        ("cut_page", 1, "full"),
        ("empty_page", 1, "incremental"),
    ):
        household.plex_fails(kind, "/all", query=query, rows=rows)
        scan = household.scan(mode)
        assert (kind, mode, scan.state, scan.held_libraries) == (kind, mode, "partial", 1)
        assert household.notices()["TV"].startswith("TV could not be read: Plex announced ")
        assert facts(household.house.database.engine) | {"libraries": []} == before | {"libraries": []}
        household.mend()
    assert household.told("Show") == told == Told("missing", missing=("S01E04",))
    assert household.scan("incremental").state == "done"
    assert household.told("Show") == Told("missing", missing=("S01E03", "S01E04"))
    assert household.notices() == {}


def test_a_listing_that_is_wrong_only_once_is_believed_the_second_time(household: Household) -> None:
    household.broadcast(1, "Show", {1: 4})
    household.own("Show", 1, {1: [1, 2, 3]})
    for query, kind in ((SHOWS, "total_disagrees"), (EPISODES, "cut_page"), (SHOWS, "empty_page")):
        fault = household.plex_fails(kind, "/all", query=query, times=1)
        assert (household.scan().state, fault.struck) == ("done", 1)
        household.mend()
    assert household.told("Show") == Told("missing", missing=("S01E04",))


def test_a_server_that_never_says_the_total_is_read_to_an_empty_page(household: Household) -> None:
    household.broadcast(1, "Show", {1: 4})
    household.own("Show", 1, {1: [1, 2, 3]})
    household.plex_fails("no_total", "/all")
    assert household.scan().state == "done"
    assert household.told("Show") == Told("missing", missing=("S01E04",))


def test_nonsense_in_place_of_a_page_changes_nothing(household: Household) -> None:
    household.broadcast(1, "Show", {1: 4})
    household.own("Show", 1, {1: [1, 2, 3]})
    household.scan()
    before = facts(household.house.database.engine)
    host = household.environ["PLEX_BASE_URL"].removeprefix("http://")
    for query, kind, more, words in (
        (SHOWS, "html", {}, f"Plex: {host} answered with a web page instead of data"),
        (EPISODES, "html", {}, f"Plex: {host} answered with a web page instead of data"),
        (SHOWS, "garbage", {}, f"Plex: {host} answered with something that is not data"),
        (EPISODES, "wrong_type", {}, f"Plex: {host} answered with data of another shape than Plex's"),
        (SHOWS, "wrong_string", {}, f"Plex: {host} answered with data of another shape than Plex's"),
        (EPISODES, "truncated", {}, f"Plex: {host} cut its answer short"),
        (SHOWS, "status", {"status": 500}, f"Plex: {host} answered with status 500"),
        (EPISODES, "status", {"status": 429, "retry_after": 3600}, f"Plex: {host} was asked too often"),
    ):
        household.plex_fails(kind, "/all", query=query, **more)
        scan = household.scan("incremental" if household.notices() else "full")
        assert (kind, scan.state, scan.held_libraries) == (kind, "partial", 1)
        assert household.notices() == {"TV": f"TV could not be read: {words}. {KEPT}"}
        household.mend()
    assert facts(household.house.database.engine) | {"libraries": []} == before | {"libraries": []}
    assert household.scan("incremental").state == "done"
    assert facts(household.house.database.engine) == before
