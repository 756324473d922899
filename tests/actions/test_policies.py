"""How much of a show is wanted: all, the future, from a season on, the last season, none (RULES R5)."""

import pytest

from parity.actions.decide import Refused, set_policy, set_specials
from parity.actions.preferences import save
from tests.actions.household import Airing, Household, Told
from tests.actions.twice import scan_says, still


@pytest.fixture
def show(household: Household) -> int:
    """Three seasons of two, of which nothing is there; the second half of the last one is to come."""
    seasons: dict[int, Airing] = {0: ["2019-12-24"], 1: ["2020-01-01", "2020-01-08"], 2: ["2021-01-01", None]}
    household.broadcast(1, "Show", {**seasons, 3: ["2026-06-14", "2026-06-21"]})
    household.own("Show", 1, {})
    household.scan()
    return household.show_id("Show")


EVERYTHING = Told("missing", None, ("S01E01", "S01E02", "S02E01", "S03E01"), ("S03E02",))


def test_every_policy_takes_effect_at_once_and_goes_again(household: Household, show: int) -> None:
    asked = household.asked()
    for policy, told in (
        ("all", EVERYTHING),
        ("future", Told(upcoming=("S03E02",))),
        ("from 2", Told("missing", None, ("S02E01", "S03E01"), ("S03E02",))),
        ("from season 3", Told("missing", None, ("S03E01",), ("S03E02",))),
        ("last", Told("missing", None, ("S03E01",), ("S03E02",))),
        ("none", Told("ignored", "policy none")),
    ):
        set_policy(household.house, show, policy)
        assert (policy, household.told("Show")) == (policy, told)
        household.clock.on(seconds=1)
    set_policy(household.house, show, None)
    assert household.told("Show") == EVERYTHING
    assert household.asked() == asked
    still(household)


def test_the_general_policy_holds_where_a_show_has_none(household: Household, show: int) -> None:
    household.broadcast(2, "Own", {1: 2})
    household.own("Own", 2, {})
    household.scan()
    set_policy(household.house, household.show_id("Own"), "all")
    own = Told("missing", missing=("S01E01", "S01E02"))
    asked = household.asked()
    for policy, told in (
        ("future", Told(upcoming=("S03E02",))),
        ("last", Told("missing", None, ("S03E01",), ("S03E02",))),
        ("none", Told("ignored", "policy none")),
        (None, EVERYTHING),
    ):
        save(household.house, {"policy": policy})
        assert (policy, household.told("Show"), household.told("Own")) == (policy, told, own)
    assert household.asked() == asked
    save(household.house, {"policy": "last"})
    scan_says(household, {"Show": Told("missing", None, ("S03E01",), ("S03E02",)), "Own": own})


def test_the_future_begins_on_the_day_it_was_set_and_stays_there(household: Household, show: int) -> None:
    set_policy(household.house, show, "future")
    household.clock.to("2026-06-25")
    late = Told("missing", missing=("S03E02",))
    scan_says(household, {"Show": late}, "incremental")
    household.restart()
    household.tmdb.add_episode(1, 3, 3, "2026-06-14", "Newly listed and old")
    household.tmdb.add_episode(1, 3, 4, "2026-06-15", "On the day")
    scan_says(household, {"Show": Told("missing", missing=("S03E02", "S03E04"))})
    set_policy(household.house, show, "future")
    scan_says(household, {"Show": Told()})


def test_a_general_future_begins_on_the_day_it_was_set_and_survives_a_restart(household: Household, show: int) -> None:
    save(household.house, {"policy": "future"})
    household.clock.to("2026-06-22")
    household.restart()
    scan_says(household, {"Show": Told("missing", missing=("S03E02",))}, "incremental")
    save(household.house, {"policy": "all"})
    save(household.house, {"policy": "future"})
    scan_says(household, {"Show": Told()}, "incremental")


def test_older_gaps_hide_on_the_day_the_new_season_is_due(household: Household) -> None:
    household.broadcast(1, "Show", {1: ["2020-01-01"], 2: ["2021-01-01", "2021-01-08"], 3: [None]})
    household.own("Show", 1, {2: [1]})
    household.scan()
    set_policy(household.house, household.show_id("Show"), "last")
    second = ("S02E02",)
    scan_says(household, {"Show": Told("missing", missing=second)}, "incremental")
    household.tmdb.reschedule(1, 3, 1, "2026-06-20")
    household.tmdb.flag("2026-06-15", [1])
    for day, told in (
        ("2026-06-15", Told("missing", None, second, ("S03E01",))),
        ("2026-06-20", Told("missing", None, second, ("S03E01",))),
        ("2026-06-21", Told("missing", missing=("S03E01",))),
    ):
        household.clock.to(day)
        scan_says(household, {"Show": told}, "incremental")
    (hidden,) = [g for g in household.rows("Show") if (g.season, g.number) == (2, 2)]
    assert (hidden.hidden_by, str(hidden.hidden_from)) == ("policy last", "2026-06-21")


def test_policies_leave_the_switch_of_the_specials_alone(household: Household, show: int) -> None:
    set_specials(household.house, show, True)
    for policy, missing in (
        ("from 3", ("S00E01", "S03E01")),
        ("last", ("S00E01", "S03E01")),
        ("all", ("S00E01", "S01E01", "S01E02", "S02E01", "S03E01")),
    ):
        set_policy(household.house, show, policy)
        assert (policy, household.told("Show")) == (policy, Told("missing", None, missing, ("S03E02",)))
        household.clock.on(seconds=1)
    set_specials(household.house, show, None)
    assert household.told("Show") == EVERYTHING
    still(household)


def test_nonsense_is_refused_and_changes_nothing(household: Household, show: int) -> None:
    with pytest.raises(Refused, match="sometimes is no policy; there are: all, future, from N, last, none"):
        set_policy(household.house, show, "sometimes")
    assert household.told("Show") == EVERYTHING
