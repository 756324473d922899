"""Days of grace of one show: learned from how long its episodes took to arrive, or set by its owner."""

from datetime import date, datetime, timedelta

import pytest

from parity.actions import decide
from parity.actions.clock import tick
from parity.actions.preferences import save
from tests.actions.household import Household

TITLE = "The Bear"


def weekly(
    household: Household, wait: timedelta, title: str = TITLE, tmdb_id: int = 136315, library: str = "TV"
) -> None:
    """A show that airs each Monday from 4 May to 15 June 2026; all but the last one came so long after they aired."""
    mondays = [date(2026, 5, 4) + timedelta(weeks=week) for week in range(7)]
    dates = ["2020-01-01", *map(str, mondays)]
    household.broadcast(tmdb_id, title, {1: dates})
    key = household.own(title, tmdb_id, {}, library=library)
    household.plex.add_episode(key, 1, 1, "Pilot", "2020-01-01", added_at=_at("2020-06-01T12:00+00:00"))
    for number, day in enumerate(mondays[:-1], 2):
        came = datetime.fromisoformat(f"{day}T00:00+00:00") + wait
        household.plex.add_episode(key, 1, number, f"Day {number}", str(day), added_at=int(came.timestamp()))


def _at(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def grace(household: Household, title: str = TITLE) -> tuple[int | None, str | None]:
    shown = household.listed(title)
    assert shown is not None
    return shown.grace_days, shown.grace_source


def test_a_show_that_arrives_two_days_late_is_not_called_missing_before(household: Household) -> None:
    weekly(household, timedelta(days=2, hours=20))
    household.scan()
    assert grace(household) == (3, "learned")
    for day, missing in (("2026-06-16", []), ("2026-06-17", []), ("2026-06-18", ["S01E08"])):
        household.clock.to(day)
        tick(household.house)
        assert household.missing(TITLE) == missing


def test_a_show_that_arrives_at_once_keeps_the_general_grace(household: Household) -> None:
    weekly(household, timedelta(hours=3))
    household.scan()
    assert grace(household) == (1, None)
    household.clock.to("2026-06-16")
    assert household.missing(TITLE) == ["S01E08"]


def test_the_owner_outranks_what_was_learned_and_can_take_it_back(household: Household) -> None:
    weekly(household, timedelta(days=2))
    household.scan()
    decide.set_grace(household.house, household.show_id(TITLE), 0)
    assert (grace(household), household.missing(TITLE)) == ((0, "set"), ["S01E08"])
    household.scan()
    assert (grace(household), household.missing(TITLE)) == ((0, "set"), ["S01E08"])
    decide.set_grace(household.house, household.show_id(TITLE), None)
    assert (grace(household), household.missing(TITLE)) == ((3, "learned"), [])
    with pytest.raises(decide.Refused, match="days of grace are 0 to 7"):
        decide.set_grace(household.house, household.show_id(TITLE), 8)


def test_nothing_is_learned_where_the_owner_does_not_want_it(household: Household) -> None:
    weekly(household, timedelta(days=2))
    household.scan()
    save(household.house, {"learn_grace": "false"})
    assert grace(household) == (1, None)
    save(household.house, {"learn_grace": "true", "grace_days": "5"})
    assert grace(household) == (5, None)


def test_what_arrives_later_is_learned_by_the_next_incremental_scan(household: Household) -> None:
    weekly(household, timedelta(hours=3))
    household.scan()
    (key,) = household.plex.shows
    for episode in household.plex.episodes[key].values():
        if episode.number != 1:
            household.plex.set_episode(episode.key, added_at=episode.added_at + 4 * 86_400)
    household.scan("incremental")
    assert grace(household) == (5, "learned")
