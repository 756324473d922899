"""Tricky cases: very long shows, whole seasons that are absent, hundreds of specials, shows of one name."""

from parity.actions.decide import set_policy, set_specials
from parity.actions.preferences import save
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says


def test_case_thirty_three_the_twenty_first_season_is_not_forgotten(household: Household) -> None:
    household.broadcast(291, "Coronation Street", dict.fromkeys(range(1, 67), 2))
    owned = {season: [1, 2] for season in range(1, 67)} | {19: [1], 20: [2], 21: [1], 40: [1], 66: [1]}
    household.own("Coronation Street", 291, owned)
    wanted = Told("missing", missing=("S19E02", "S20E01", "S21E02", "S40E02", "S66E02"))
    scan_says(household, {"Coronation Street": wanted})


def test_case_thirty_three_the_longest_show_takes_thirteen_requests(household: Household) -> None:
    household.broadcast(1434, "Long", dict.fromkeys(range(1, 254), 1))
    household.own("Long", 1434, {season: [1] for season in range(1, 254) if season not in (21, 253)})
    scan_says(household, {"Long": Told("missing", missing=("S21E01", "S253E01"))})
    household.tmdb.add_season(1434, 254, ["2026-06-01", "2026-06-20"])
    longer = Told("missing", None, ("S21E01", "S253E01", "S254E01"), ("S254E02",))
    assert scan_says(household, {"Long": longer}).tmdb_requests == 13


def test_case_forty_whole_seasons_are_reported_however_many_are_absent(household: Household) -> None:
    household.broadcast(4000, "Middle", dict.fromkeys(range(1, 6), 3))
    household.broadcast(4001, "Last", dict.fromkeys(range(1, 9), 2))
    household.own("Middle", 4000, {1: [1, 2, 3], 2: [1, 2, 3], 5: [1, 2, 3]})
    household.own("Last", 4001, {8: [1, 2]})
    earlier = tuple(f"S{season:02d}E{number:02d}" for season in range(1, 8) for number in (1, 2))
    wanted = {
        "Middle": Told("missing", missing=("S03E01", "S03E02", "S03E03", "S04E01", "S04E02", "S04E03")),
        "Last": Told("missing", missing=earlier),
    }
    scan_says(household, wanted)
    set_policy(household.house, household.show_id("Last"), "from 8")
    scan_says(household, {**wanted, "Last": Told()}, "incremental")


def test_case_forty_one_specials_are_not_asked_for_unless_a_show_wants_them(household: Household) -> None:
    for tmdb_id, title, count in ((1399, "Game of Thrones", 272), (63639, "The Expanse", 71)):
        household.broadcast(tmdb_id, title, {0: count, 1: 10}, status="Ended")
        household.own(title, tmdb_id, {0: [1], 1: range(1, 11)})
    scan_says(household, {"Game of Thrones": Told(), "The Expanse": Told()})
    shown = household.listed("Game of Thrones")
    assert shown is not None
    assert (shown.owned, shown.expected) == (10, 10)

    set_specials(household.house, household.show_id("The Expanse"), True)
    specials = Told("missing", missing=tuple(f"S00E{number:02d}" for number in range(2, 72)))
    scan_says(household, {"Game of Thrones": Told(), "The Expanse": specials}, "incremental")

    save(household.house, {"specials": "on"})
    set_specials(household.house, household.show_id("The Expanse"), False)
    thrones = Told("missing", missing=tuple(f"S00E{number:02d}" for number in range(2, 273)))
    scan_says(household, {"Game of Thrones": thrones, "The Expanse": Told()}, "incremental")


def test_case_twenty_five_two_doctors_are_two_shows(household: Household) -> None:
    first, second = "Doctor Who (2005)", "Doctor Who"
    household.broadcast(57243, "Doctor Who", {0: 199, 1: 13}, status="Ended", first_air_date="2005-03-26")
    household.broadcast(239770, "Doctor Who", {0: 4, 1: 8, 2: 8}, status="Canceled", first_air_date="2024-05-11")
    household.own(first, 57243, {0: [1], 1: range(1, 13)}, year=2005)
    household.own(second, 239770, {1: range(1, 9), 2: range(1, 8)}, year=2024)
    wanted = {first: Told("missing", missing=("S01E13",)), second: Told("missing", missing=("S02E08",))}
    scan_says(household, wanted)
    set_specials(household.house, household.show_id(second), True)
    christmas = Told("missing", missing=("S00E01", "S00E02", "S00E03", "S00E04", "S02E08"))
    scan_says(household, {**wanted, second: christmas}, "incremental")


def test_case_twenty_five_a_doctor_without_ids_is_found_by_title_and_year(household: Household) -> None:
    household.broadcast(57243, "Doctor Who", {0: 199, 1: 13}, status="Ended", first_air_date="2005-03-26")
    household.broadcast(239770, "Doctor Who", {1: 8}, status="Canceled", first_air_date="2024-05-11")
    household.own("Doctor Who (2005)", None, {1: range(1, 13)}, year=None)
    household.own("Doctor Who", None, {1: range(1, 8)}, year=2023)
    household.own("DOCTOR WHO", None, {1: range(1, 8)}, year=1963)
    wanted = {
        "Doctor Who (2005)": Told("missing", missing=("S01E13",)),
        "Doctor Who": Told("missing", missing=("S01E08",)),
        "DOCTOR WHO": Told("unmatched", "no result is surely this show"),
    }
    scan_says(household, wanted)
