"""Many shows ignored in one go, and many decisions taken back in one go: all or none."""

from datetime import date

import pytest

from parity.actions.decide import Refused, Target, ignore, ignore_all, match, order, set_policy
from parity.actions.scan_control import AlreadyRunning, Request, cancel, start
from parity.actions.undo import undo_all
from parity.store import decisions
from tests.actions.household import Household, Told
from tests.actions.twice import still

NAMES = ("One", "Two", "Three")
MISSING = Told("missing", None, ("S01E02",))
IGNORED = Told("ignored", "ignored")


@pytest.fixture
def shows(household: Household) -> list[int]:
    """Three shows of which the second episode is missing."""
    for tmdb_id, name in enumerate(NAMES, 1):
        household.broadcast(tmdb_id, name, {1: 2})
        household.own(name, tmdb_id, {1: [1]})
    household.scan()
    assert household.everything_told() == dict.fromkeys(NAMES, MISSING)
    return [household.show_id(name) for name in NAMES]


def standing(household: Household) -> list[tuple[str, str, date | None]]:
    """What was decided, with its reason and its last day."""
    with household.house.database.reading() as connection:
        found = decisions.standing(connection)
    return [(row.label, row.decision.reason, row.decision.until) for row in found]


def test_many_shows_are_ignored_and_come_back_together(household: Household, shows: list[int]) -> None:
    asked, last_day = household.asked(), date(2026, 6, 20)
    made = ignore_all(household.house, [*shows, shows[0], 999], " seen ", last_day)
    assert standing(household) == [(name, "seen", last_day) for name in NAMES]
    assert household.everything_told() == dict.fromkeys(NAMES, IGNORED)
    assert household.asked() == asked
    still(household)
    assert undo_all(household.house, [*made, 999]).count == 3
    assert household.everything_told() == dict.fromkeys(NAMES, MISSING)
    assert undo_all(household.house, made).count == 0
    still(household)


def test_nothing_is_ignored_to_a_day_that_is_past(household: Household, shows: list[int]) -> None:
    with pytest.raises(Refused, match="2026-06-14 is past"):
        ignore_all(household.house, shows, until=date(2026, 6, 14))
    assert standing(household) == []


def test_nothing_is_ignored_while_a_scan_changes_the_list(household: Household, shows: list[int]) -> None:
    scan = start(household.house, Request("full"))
    with pytest.raises(AlreadyRunning):
        ignore_all(household.house, shows)
    assert standing(household) == []
    cancel(household.house, scan)
    assert len(ignore_all(household.house, shows)) == 3


def test_decisions_of_every_kind_are_taken_back_together(household: Household, shows: list[int]) -> None:
    one, two, three = shows
    ignore(household.house, Target(one, 1, 2))
    order(household.house, one, "tmdb")
    set_policy(household.house, two, "none")
    moved = match(household.house, three, 77)
    household.scan("show", moved)
    assert household.told("One") == Told("complete")
    with household.house.database.reading() as connection:
        ids = [row.decision.id for row in decisions.standing(connection)]
    assert undo_all(household.house, ids).count == 4
    household.scan("full")
    assert household.everything_told() == dict.fromkeys(NAMES, MISSING)
    still(household)
