"""Tricky cases: when something counts as aired, and dates that nobody should believe."""

from datetime import timedelta

import pytest

from parity.actions.clock import tick
from parity.actions.preferences import save
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says


def test_case_twenty_six_stranger_things_airs_in_three_batches(household: Household) -> None:
    title = "Stranger Things"
    household.clock.to("2024-11-11")
    household.broadcast(66732, title, {1: 8, 5: [None] * 8})
    household.own(title, 66732, {1: range(1, 9)})
    scan_says(household, {title: Told()})
    assert household.announced(title) == codes(5, 1, 8)

    batches = [*["2025-11-26"] * 4, *["2025-12-25"] * 3, "2025-12-31"]
    for number, day in enumerate(batches, 1):
        household.tmdb.reschedule(66732, 5, number, day)
    household.tmdb.set_episode(66732, 5, 4, episode_type="mid_season")
    household.tmdb.flag("2025-11-20", [66732])
    for day, missing, upcoming in (
        ("2025-11-26", [], codes(5, 1, 8)),
        ("2025-11-27", codes(5, 1, 4), codes(5, 5, 8)),
        ("2025-12-26", codes(5, 1, 7), codes(5, 8, 8)),
        ("2026-01-01", codes(5, 1, 8), []),
    ):
        household.clock.to(day)
        state = "missing" if missing else "complete"
        scan_says(household, {title: Told(state, None, tuple(missing), tuple(upcoming))}, "incremental")


def test_case_twenty_seven_junk_without_dates_in_the_office_means_nothing(household: Household) -> None:
    dates = {number: f"2005-04-{number:02d}" for number in range(1, 7)} | dict.fromkeys((7, 8, 9))
    household.broadcast(2316, "The Office", {1: dates}, status="Ended")
    household.own("The Office", 2316, {1: range(1, 7)})
    scan_says(household, {"The Office": Told()})
    shown = household.listed("The Office")
    assert shown is not None
    assert (shown.group, shown.expected, shown.announced) == ("archive", 6, 0)


def test_case_twenty_eight_the_jackal_has_ended_and_still_airs(household: Household) -> None:
    title = "The Day of the Jackal"
    dates = [*["2024-11-07"] * 5, "2024-11-14", "2024-11-21", "2024-11-28", "2024-12-05", "2024-12-12"]
    household.clock.to("2024-11-25")
    household.broadcast(222766, title, {1: dates}, status="Ended")
    household.own(title, 222766, {1: range(1, 8)})
    scan_says(household, {title: Told(upcoming=("S01E08", "S01E09", "S01E10"))})
    shown = household.listed(title)
    assert shown is not None
    assert (shown.group, shown.next_air and shown.next_air.code) == ("ongoing", "S01E08")

    household.clock.to("2024-12-06")
    late = Told("missing", None, ("S01E08", "S01E09"), ("S01E10",))
    scan_says(household, {title: late}, "incremental")
    household.clock.to("2024-12-13")
    scan_says(household, {title: Told("missing", None, ("S01E08", "S01E09", "S01E10"))}, "incremental")
    shown = household.listed(title)
    assert shown is not None
    assert shown.group == "archive"


def test_case_twenty_nine_nobody_believes_a_date_in_thirty_years(household: Household) -> None:
    dates = [*[f"2024-03-2{number}" for number in range(6)], "2055-03-25", "2026-07-01"]
    household.broadcast(223102, "Kafka", {1: dates})
    household.own("Kafka", 223102, {1: range(1, 7)})
    scan_says(household, {"Kafka": Told(upcoming=("S01E08",))})
    assert household.announced("Kafka") == ["S01E07"]


def test_case_thirty_an_empty_season_of_hells_kitchen_is_nothing(household: Household) -> None:
    household.broadcast(2370, "Hell's Kitchen", {22: 2, 23: 2, 24: []})
    household.own("Hell's Kitchen", 2370, {22: [1, 2], 23: [1, 2]})
    scan_says(household, {"Hell's Kitchen": Told()})
    shown = household.listed("Hell's Kitchen")
    assert shown is not None
    assert (shown.expected, shown.announced) == (4, 0)


def test_case_thirty_seven_a_season_that_drops_at_once_is_one_event(household: Household) -> None:
    household.broadcast(1000, "Binge", {1: ["2026-06-15"] * 8})
    household.own("Binge", 1000, {1: []})
    scan_says(household, {"Binge": Told(upcoming=tuple(codes(1, 1, 8)))})
    household.clock.on(days=1)
    scan = household.scan("incremental")
    assert (scan.state, scan.new_missing, scan.resolved) == ("done", 8, 0)
    scan_says(household, {"Binge": Told("missing", missing=tuple(codes(1, 1, 8)))}, "incremental")


def test_case_thirty_eight_the_day_is_the_owners(household: Household) -> None:
    household.broadcast(127532, "Solo Leveling", {2: ["2026-06-14", "2026-06-15", "2026-06-16"]})
    household.own("Solo Leveling", 127532, {2: []})
    days = {  # noon in UTC is the first moment of the 16th in Auckland, and 05:00 of the 15th in Los Angeles
        "America/Los_Angeles": ("2026-06-15", ("S02E01",), ("S02E02", "S02E03")),
        "Pacific/Auckland": ("2026-06-16", ("S02E01", "S02E02"), ("S02E03",)),
        "Pacific/Kiritimati": ("2026-06-16", ("S02E01", "S02E02"), ("S02E03",)),
        "UTC": ("2026-06-15", ("S02E01",), ("S02E02", "S02E03")),
    }
    scan_says(household, {"Solo Leveling": Told("missing", None, *days["UTC"][1:])})
    for zone, (day, missing, upcoming) in days.items():
        asked = household.asked()
        save(household.house, {"tz": zone})
        assert household.house.today().isoformat() == day
        told = Told("missing", None, missing, upcoming)
        assert (household.told("Solo Leveling"), household.asked()) == (told, asked)
        scan_says(household, {"Solo Leveling": told})


def test_case_thirty_eight_grace_of_none_and_of_a_week(household: Household) -> None:
    household.broadcast(127532, "Solo Leveling", {2: ["2026-06-08", "2026-06-14", "2026-06-15", "2026-06-16"]})
    household.own("Solo Leveling", 127532, {2: []})
    scan_says(household, {"Solo Leveling": Told("missing", None, tuple(codes(2, 1, 2)), tuple(codes(2, 3, 4)))})
    for grace, due in (("0", 3), ("1", 2), ("2", 1), ("7", 1)):
        asked = household.asked()
        save(household.house, {"grace_days": grace})
        told = Told("missing", None, tuple(codes(2, 1, due)), tuple(codes(2, due + 1, 4)))
        assert (household.told("Solo Leveling"), household.asked()) == (told, asked)
        scan_says(household, {"Solo Leveling": told})


@pytest.mark.parametrize(
    ("zone", "midnight"),  # the hour in UTC
    [("Asia/Tokyo", 15), ("Pacific/Kiritimati", 10)],
)
def test_case_thirty_eight_midnight_comes_in_the_owners_zone_without_asking_anyone(
    household: Household, zone: str, midnight: int
) -> None:
    household.clock.at = household.clock.at.replace(hour=midnight - 3)
    household.restart(TZ=zone)
    household.broadcast(127532, "Solo Leveling", {2: ["2026-06-15"]})
    household.own("Solo Leveling", 127532, {2: []})
    scan_says(household, {"Solo Leveling": Told(upcoming=("S02E01",))})
    asked = household.asked()
    tick(household.house)
    household.clock.on(hours=3)
    household.clock.at -= timedelta(seconds=1)
    tick(household.house)
    assert household.told("Solo Leveling") == Told(upcoming=("S02E01",))
    household.clock.on(seconds=1)
    tick(household.house)
    assert household.told("Solo Leveling") == Told("missing", missing=("S02E01",))
    assert household.asked() == asked
    scan_says(household, {"Solo Leveling": Told("missing", missing=("S02E01",))}, "incremental")


def codes(season: int, first: int, last: int) -> list[str]:
    """`S05E01` to `S05E08`."""
    return [f"S{season:02d}E{number:02d}" for number in range(first, last + 1)]
