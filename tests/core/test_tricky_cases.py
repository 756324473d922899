"""Real shows on which others go wrong (tmdb_tvdb.md 3.3), each built from the numbers that the case states."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parity.core.airing import is_archive
from parity.core.catalogue import Candidate
from parity.core.gaps import Taste
from parity.core.holdings import Holdings
from parity.core.matching import certain_match
from parity.core.numbering import Number
from parity.core.policy import Policy
from tests.core.builders import (
    AIRED,
    LONG_AGO,
    OFFICIAL,
    TODAY,
    announced,
    codes,
    copy,
    day,
    decide,
    files,
    gaps,
    held,
    item,
    judged,
    listed,
    missing,
    numbers,
    ruled,
    season,
    upcoming,
)

# Firefly on TMDB: eleven that aired, the three unaired ones among the specials.
FIREFLY = [*season(0, 3), *season(1, 11)]
WITH_SPECIALS = Taste(specials=True)


def test_case_1_firefly_in_the_numbers_of_thetvdb_is_not_compared_with_tmdb() -> None:
    fourteen = copy((item(1, n) for n in range(1, 15)), OFFICIAL)
    assert held(FIREFLY, fourteen) == Holdings(refusal="numbered by TheTVDB")


def test_case_1_firefly_with_fourteen_files_has_a_surplus_of_three_and_lacks_nothing() -> None:
    fourteen = numbers(1, range(1, 15))
    assert missing(gaps(FIREFLY, fourteen)) == []
    assert [(i.season, i.number) for i in held(FIREFLY, fourteen).doubtful] == [(1, 12), (1, 13), (1, 14)]


def test_case_3_star_trek_prodigy_has_no_second_episode_and_nobody_lacks_it() -> None:
    prodigy = season(1, [1, *range(3, 21)])
    assert missing(gaps(prodigy, files(prodigy))) == []
    assert missing(gaps(prodigy, numbers(1, range(1, 21)))) == []
    assert missing(gaps(prodigy, numbers(1, range(1, 20)))) == ["S01E20"]
    assert missing(gaps(prodigy)) == codes(1, [1, *range(3, 21)])


def test_case_4_terra_nova_is_complete_with_eleven_and_with_thirteen_files() -> None:
    terra_nova = season(1, 11)
    assert missing(gaps(terra_nova, numbers(1, range(1, 12)))) == []
    assert missing(gaps(terra_nova, numbers(1, range(1, 14)))) == []
    assert held(terra_nova, numbers(1, range(1, 14))).left == 2


def test_case_5_fortitude_whose_first_episode_lies_in_two_parts_is_complete() -> None:
    eleven = [item(1, 1, file="/tv/Fortitude/Fortitude - S01E01-pt1.mkv"), *(item(1, n) for n in range(2, 12))]
    assert missing(gaps(season(1, 11), copy(eleven))) == []
    assert missing(gaps(season(1, 12), copy(eleven))) == ["S01E12"]
    assert missing(gaps(season(1, 11), numbers(1, range(1, 13)))) == []


def test_case_6_the_good_place_has_one_file_for_two_half_hours_and_owns_both() -> None:
    file = "/tv/The Good Place/Season 03/The Good Place - S03E01-E02.mkv"
    both = copy([item(3, 1, file=file), item(3, 2, file=file)])
    assert missing(gaps(season(3, 13), both)) == codes(3, range(3, 14))


@pytest.mark.parametrize("listed_as", [[(3, 26)], [(4, 1)], [(3, 26), (4, 1)]])
def test_case_7_the_next_generation_has_a_file_across_two_seasons_and_owns_both_ends(
    listed_as: list[tuple[int, int]],
) -> None:
    file = "/tv/TNG/Season 03/Star Trek TNG - S03E26-S04E01 - The Best of Both Worlds.mkv"
    rest = [item(3, n) for n in range(1, 26)] + [item(4, n) for n in range(2, 27)]
    generation = [*season(3, 26), *season(4, 26)]
    assert missing(gaps(generation, copy(rest))) == ["S03E26", "S04E01"]
    assert missing(gaps(generation, copy([*rest, *(item(*n, file=file) for n in listed_as)]))) == []


def test_case_7_a_file_across_two_seasons_in_the_trash_owns_nothing() -> None:
    trashed = item(3, 26, file="/tv/TNG - S03E26-S04E01.mkv", live=False)
    assert missing(gaps([listed(3, 26), listed(4, 1)], copy([trashed]))) == ["S03E26", "S04E01"]


def test_case_7_a_file_that_plex_numbers_otherwise_is_not_believed() -> None:
    elsewhere = item(1, 5, file="/tv/TNG - S03E26-S04E01.mkv")
    assert held([listed(3, 26), listed(4, 1)], copy([elsewhere])).owned == frozenset()


def test_case_8_the_segments_of_spongebob_are_owned_though_two_or_three_share_a_file() -> None:
    first = season(1, 41)
    items = [item(1, n, file=f"/tv/SpongeBob/S01/{(n - 1) // 3}.mkv") for n in range(1, 42)]
    assert missing(gaps(first, copy(items))) == []
    trashed = [item(1, n, file="/tv/SpongeBob/S01/4.mkv", live=False) for n in (13, 14, 15)]
    assert missing(gaps(first, copy([*items[:12], *trashed, *items[15:]]))) == ["S01E13", "S01E14", "S01E15"]


def test_case_25_the_two_doctors_are_two_shows() -> None:
    both = [Candidate(57243, "Doctor Who", "", 2005, 90.0), Candidate(239770, "Doctor Who", "", 2023, 80.0)]
    assert [certain_match("Doctor Who", year, both) for year in (2005, 2023, None, 2014)] == [*both, None, None]


def test_case_25_the_christmas_specials_of_the_doctor_wait_for_the_owner_to_want_them() -> None:
    doctor = [*season(0, 199), *season(1, 13)]
    assert missing(gaps(doctor, numbers(1, range(1, 14)))) == []
    wanted = judged(doctor, [Number(1, n) for n in range(1, 14)], ruled(decide("specials", value="on")))
    assert missing(wanted) == codes(0, range(1, 200))


def test_case_26_stranger_things_undated_is_only_announced() -> None:
    undated = season(5, 8, None)
    rows = gaps(undated)
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], [], codes(5, range(1, 9)))


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2025, 11, 26), 0),
        (date(2025, 11, 27), 4),
        (date(2025, 12, 25), 4),
        (date(2025, 12, 26), 7),
        (date(2025, 12, 31), 7),
        (date(2026, 1, 1), 8),
    ],
)
def test_case_26_the_three_batches_of_stranger_things_become_missing_one_by_one(today: date, late: int) -> None:
    batches = [date(2025, 11, 26)] * 4 + [date(2025, 12, 25)] * 3 + [date(2025, 12, 31)]
    rows = gaps([listed(5, n, aired) for n, aired in enumerate(batches, 1)])
    assert missing(rows, today) == codes(5, range(1, late + 1))
    assert upcoming(rows, today) == codes(5, range(late + 1, 9))


def test_case_27_three_undated_episodes_of_the_office_are_never_missing_nor_upcoming() -> None:
    office = [*season(1, 6, date(2005, 3, 24)), *(listed(1, n, None) for n in (7, 8, 9))]
    rows = gaps(office, numbers(1, range(1, 7)))
    for today in (TODAY, date(2005, 3, 24), date(9999, 12, 31)):
        assert (missing(rows, today), upcoming(rows, today)) == ([], [])
    assert is_archive("Ended", (e.air_date for e in office), TODAY)


def test_case_28_the_jackal_ended_while_three_episodes_were_still_to_air() -> None:
    jackal = [*season(1, 7, day(-7)), *(listed(1, 7 + n, day(7 * n)) for n in (1, 2, 3))]
    rows = gaps(jackal, numbers(1, range(1, 7)))
    assert (missing(rows), upcoming(rows)) == (["S01E07"], ["S01E08", "S01E09", "S01E10"])
    assert not is_archive("Ended", (e.air_date for e in jackal), TODAY)
    assert is_archive("Ended", (e.air_date for e in jackal), day(21))


def test_case_29_nobody_waits_for_the_seventh_part_of_kafka() -> None:
    kafka = [*season(1, 6), listed(1, 7, date(2055, 3, 25))]
    rows = gaps(kafka, numbers(1, range(1, 7)))
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], [], ["S01E07"])
    assert upcoming(rows, date(2053, 3, 25)) == ["S01E07"]
    assert is_archive("Ended", (e.air_date for e in kafka), TODAY)


def test_case_30_a_season_without_episodes_is_nothing() -> None:
    kitchen = season(23, 16)
    rows = gaps([*kitchen, *season(24, 0)], files(kitchen), taste=Taste(policy=Policy("last")))
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], [], [])
    assert {row.hidden_by for row in rows} == {None}


@pytest.mark.parametrize("seasons", [21, 60, 253])
def test_case_33_the_seasons_beyond_the_twentieth_count_too(seasons: int) -> None:
    long = [each for number in range(1, seasons + 1) for each in season(number, 3)]
    rows = gaps(long, files(e for e in long if e.season not in (21, seasons)))
    assert missing(rows) == [code for number in sorted({21, seasons}) for code in codes(number, (1, 2, 3))]


def test_case_34_seasons_may_be_years_and_leave_gaps_between_them() -> None:
    week = [listed(number, 1) for number in (0, 1, 26, 27, 2012)] + [listed(2024, 1301, day(-1))]
    assert missing(gaps(week, numbers(26, [1]))) == ["S01E01", "S27E01", "S2012E01", "S2024E1301"]
    assert missing(gaps(week, taste=Taste(policy=Policy("last")))) == ["S2024E1301"]
    assert missing(gaps(week, taste=Taste(policy=Policy("from", season=2012)))) == ["S2012E01", "S2024E1301"]


def test_case_35_the_wonder_pets_have_an_episode_zero() -> None:
    pets = season(2, range(0, 4))
    assert missing(gaps(pets, numbers(2, (1, 2, 3)))) == ["S02E00"]
    assert missing(gaps(pets, numbers(2, (0, 1, 2, 3)))) == []
    assert missing(judged(pets, rules=ruled(decide("ignore_episode", ["tmdb:aired:1437:s2e0"])))) == codes(2, (1, 2, 3))


def test_case_37_a_season_that_drops_on_one_day_is_due_on_one_day() -> None:
    rows = gaps(season(2, 10, TODAY))
    assert {row.due_on for row in rows} == {day(1)}
    assert [len(missing(rows, day(n))) for n in (0, 1)] == [0, 10]


@pytest.mark.parametrize(
    ("zone", "late"),
    [("Pacific/Kiritimati", True), ("Asia/Tokyo", True), ("Europe/Berlin", False), ("America/Los_Angeles", False)],
)
def test_case_38_the_day_of_the_owner_decides_on_both_sides_of_the_date_line(zone: str, late: bool) -> None:
    rows = gaps([listed(2, 1, date(2026, 1, 4))])
    moment = datetime(2026, 1, 4, 16, tzinfo=UTC)
    today = moment.astimezone(ZoneInfo(zone)).date()
    assert missing(rows, today) == (["S02E01"] if late else [])
    assert upcoming(rows, today) == ([] if late else ["S02E01"])
    assert missing(rows, (moment + timedelta(days=1)).astimezone(ZoneInfo(zone)).date()) == ["S02E01"]


FIVE = [each for number in range(1, 6) for each in season(number, 4)]


def test_case_40_seasons_that_are_absent_as_a_whole_are_missing_as_a_whole() -> None:
    rows = gaps(FIVE, files(e for e in FIVE if e.season in (1, 2, 5)))
    assert missing(rows) == codes(3, range(1, 5)) + codes(4, range(1, 5))


def test_case_40_who_owns_only_the_eighth_season_lacks_seven_unless_he_collects_from_there() -> None:
    eight = [each for number in range(1, 9) for each in season(number, 2)]
    last = numbers(8, (1, 2))
    assert missing(gaps(eight, last)) == [code for number in range(1, 8) for code in codes(number, (1, 2))]
    assert missing(gaps(eight, last, taste=Taste(policy=Policy("from", season=8)))) == []


@pytest.mark.parametrize("specials", [272, 71, 199])
def test_case_41_hundreds_of_specials_are_not_expected_unless_wanted(specials: int) -> None:
    thrones = [*season(0, specials), *season(1, 10)]
    first = copy((item(1, n) for n in range(1, 11)), AIRED)
    assert missing(gaps(thrones, first)) == []
    assert missing(gaps(thrones, first, taste=WITH_SPECIALS)) == codes(0, range(1, specials + 1))
    off = ruled(decide("specials", value="off"))
    assert missing(judged(thrones, [Number(1, n) for n in range(1, 11)], off, WITH_SPECIALS)) == []


def test_two_judgements_of_the_same_facts_are_the_same_rows() -> None:
    assert gaps(FIREFLY, numbers(1, range(1, 9))) == gaps(FIREFLY, numbers(1, range(1, 9)))
    assert missing(gaps(FIREFLY, numbers(1, range(1, 9))), LONG_AGO) == []
