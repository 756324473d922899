"""Ignores of episodes, seasons and shows: at once, to the end of their last day, and back (RULES R8)."""

from datetime import date

import pytest

from parity.actions.clock import tick
from parity.actions.decide import NoSuchThing, Refused, Target, ignore, set_policy, unignore
from parity.actions.preferences import save
from parity.actions.take_over import take_over
from parity.actions.undo import undo
from parity.core.decisions import episode_keys
from parity.core.numbering import Number
from parity.store import decisions
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still

ALL = ("S01E02", "S01E03", "S02E01", "S02E02")


@pytest.fixture
def show(household: Household) -> int:
    """A show that has its first episode only; one more of it is to come."""
    household.broadcast(1, "Show", {1: 3, 2: [*["2020-01-01", "2020-01-08"], "2026-07-01"]})
    household.own("Show", 1, {1: [1]})
    household.scan()
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))
    return household.show_id("Show")


def test_an_episode_a_season_a_show(household: Household, show: int) -> None:
    asked = household.asked()
    one = ignore(household.house, Target(show, 1, 2), "seen elsewhere")
    assert household.told("Show") == Told("missing", None, ALL[1:], ("S02E03",))
    ignore(household.house, Target(show, 2))
    assert household.told("Show") == Told("missing", None, ("S01E03",), ())
    three = ignore(household.house, Target(show))
    assert household.told("Show") == Told("ignored", "ignored")
    assert household.asked() == asked
    still(household)
    assert (undo(household.house, three), undo(household.house, three)) == (True, False)
    assert household.told("Show") == Told("missing", None, ("S01E03",), ())
    assert unignore(household.house, Target(show, 2)) == 1
    assert undo(household.house, one)
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))
    assert unignore(household.house, Target(show, 2)) == 0
    still(household)


def test_an_ignore_ends_after_its_last_day(household: Household, show: int) -> None:
    for day, target, told in (
        (15, Target(show, 1, 2), Told("missing", None, ALL[1:], ("S02E03",))),
        (16, Target(show, 2), Told("missing", None, ALL[:2])),
        (17, Target(show), Told("ignored", "ignored")),
    ):
        ignore(household.house, target, until=date(2026, 6, day))
        assert household.told("Show") == told
        household.clock.on(hours=11, minutes=59)
        assert household.told("Show") == told
        household.clock.on(minutes=1)
        assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))
        household.clock.on(hours=12)
        scan_says(household, {"Show": Told("missing", None, ALL, ("S02E03",))}, "incremental")


def test_the_last_day_ends_at_the_owners_midnight_and_enters_the_history(household: Household, show: int) -> None:
    save(household.house, {"tz": "America/New_York"})
    ignore(household.house, Target(show), until=date(2026, 6, 15))
    tick(household.house)
    household.clock.at = household.clock.at.replace(day=16, hour=3)
    tick(household.house)
    assert household.told("Show") == Told("ignored", "ignored")
    household.clock.on(hours=1)
    tick(household.house)
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))
    still(household)


def test_an_ignore_of_a_day_that_is_past_is_refused(household: Household, show: int) -> None:
    with pytest.raises(Refused, match="2026-06-14 is past; give a later day or none"):
        ignore(household.house, Target(show), until=date(2026, 6, 14))
    for target, words in (
        (Target(show, 7), "Show has no season 7."),
        (Target(show, 1, 9), "Show has no S01E09."),
        (Target(99), "There is no show 99."),
    ):
        with pytest.raises(NoSuchThing, match=words):
            ignore(household.house, target)
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))


def test_taking_an_ignore_back_does_not_override_a_policy(household: Household, show: int) -> None:
    ignore(household.house, Target(show, 1, 2))
    ignore(household.house, Target(show, 2, 1))
    set_policy(household.house, show, "from 2")
    assert household.told("Show") == Told("missing", None, ("S02E02",), ("S02E03",))
    assert {g.number: g.hidden_by for g in household.rows("Show") if g.season == 1} == {
        1: "policy from 2",
        2: "ignored",
        3: "policy from 2",
    }
    unignore(household.house, Target(show, 1, 2))
    assert household.told("Show") == Told("missing", None, ("S02E02",), ("S02E03",))
    unignore(household.house, Target(show, 2, 1))
    assert household.told("Show") == Told("missing", None, ("S02E01", "S02E02"), ("S02E03",))
    still(household)


def test_an_ignore_that_ends_leaves_the_policy_of_none_in_place(household: Household, show: int) -> None:
    set_policy(household.house, show, "none")
    ignore(household.house, Target(show), until=date(2026, 6, 15))
    assert household.told("Show") == Told("ignored", "ignored")
    household.clock.to("2026-06-17")
    scan_says(household, {"Show": Told("ignored", "policy none")}, "incremental")
    set_policy(household.house, show, None)
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))


def test_an_ignored_episode_that_arrives_is_owned_and_stays_ignored_when_it_goes(household: Household) -> None:
    household.broadcast(1, "Show", {1: 2})
    key = household.own("Show", 1, {1: [1]})
    household.scan()
    ignore(household.house, Target(household.show_id("Show"), 1, 2))
    episode = household.plex.add_episode(key, 1, 2)
    scan_says(household, {"Show": Told()}, "incremental")
    household.plex.remove_episode(episode)
    scan_says(household, {"Show": Told()}, "incremental")
    unignore(household.house, Target(household.show_id("Show"), 1, 2))
    assert household.told("Show") == Told("missing", missing=("S01E02",))


def test_what_was_decided_about_a_show_that_is_gone_is_kept_and_listed(household: Household, show: int) -> None:
    ignore(household.house, Target(show), "not for us")
    household.broadcast(2, "Beside", {1: 1})
    household.own("Beside", 2, {1: [1]})
    household.plex.remove_show(household.plex.find_show("Show"))
    household.scan()
    assert household.told("Show") is None
    with household.house.database.reading() as connection:
        (kept,) = decisions.standing(connection)
    assert (kept.label, kept.decision.kind, kept.decision.reason) == ("Show", "ignore_show", "not for us")
    household.own("Show", 1, {1: [1, 2]}, library="Elsewhere")
    scan_says(household, {"Show": Told("ignored", "ignored")})


def test_an_ignore_by_number_from_before_the_first_scan_follows_its_episode(household: Household) -> None:
    entry = {"title": "Show", "plex_signature": "Show|2010|tmdb://1", "ignored_missing": ["S01E02", "S01E03"]}
    take_over(household.house, [("plex_cache.json", {"1": entry})])
    household.broadcast(1, "Show", {1: 3})
    household.own("Show", 1, {1: [1]})
    scan_says(household, {"Show": Told()})
    household.tmdb.renumber_episode(1, 1, 2, 1, 7)
    household.tmdb.add_episode(1, 1, 2, "2020-01-01")
    scan_says(household, {"Show": Told("missing", missing=("S01E02",))})
    assert unignore(household.house, Target(household.show_id("Show"), 1, 7)) == 1
    scan_says(household, {"Show": Told("missing", missing=("S01E02", "S01E07"))})


def test_an_ignore_by_number_is_taken_back_by_number_too(household: Household, show: int) -> None:
    with household.house.database.writing() as connection:
        keys = episode_keys(1, Number(1, 2), None)
        decisions.add(connection, "ignore_episode", keys, "", household.clock(), household.house.today())
    household.scan("incremental")
    assert unignore(household.house, Target(show, 1, 2)) == 1
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))


def test_what_is_ignored_twice_is_wanted_again_after_one_undo(household: Household, show: int) -> None:
    ignore(household.house, Target(show), "not now", date(2026, 7, 1))
    second = ignore(household.house, Target(show))
    assert undo(household.house, second)
    assert household.told("Show") == Told("missing", None, ALL, ("S02E03",))
