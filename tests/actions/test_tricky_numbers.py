"""Tricky cases: how providers and files number and split what is one thing to a viewer."""

from tests.actions.household import Household, Told
from tests.actions.twice import scan_says


def test_case_one_firefly_owns_more_than_tmdb_lists(household: Household) -> None:
    household.broadcast(1437, "Firefly", {0: [None, None, None], 1: 11}, status="Canceled", tvdb_id=78874)
    show = household.own("Firefly", 1437, {1: range(1, 15)})
    scan_says(household, {"Firefly": Told()})
    assert [gap.number for gap in household.rows("Firefly") if gap.owned] == list(range(1, 12))
    household.plex.remove_episode(household.plex.find_episode(show, 1, 5))
    reason = "3 episodes in Plex fit no number that is listed, and could be among the 1 that seems missing"
    scan_says(household, {"Firefly": Told("suspect", reason)}, "incremental")


def test_case_one_firefly_numbered_by_thetvdb_is_not_compared(household: Household) -> None:
    orders = ("aired", "dvd", "absolute", "tvdbAiring", "tvdbDvd", "tvdbAbsolute")
    for place, order in enumerate(orders):
        title = f"Firefly by {order}"
        household.broadcast(1437 + place, title, {0: [None, None, None], 1: 11}, status="Canceled")
        household.own(title, 1437 + place, {1: range(1, 15)}, show_ordering=order)
    scan_says(household, {f"Firefly by {order}": Told("suspect", "numbered by TheTVDB") for order in orders})
    assert [household.rows(f"Firefly by {order}") for order in orders] == [[]] * len(orders)


def test_case_three_prodigy_has_no_second_episode(household: Household) -> None:
    dates = {number: f"2022-01-{number:02d}" for number in (1, *range(3, 21))}
    household.broadcast(106393, "Star Trek: Prodigy", {1: dates})
    show = household.own("Star Trek: Prodigy", 106393, {1: [1, *range(3, 20)]})
    scan_says(household, {"Star Trek: Prodigy": Told("missing", missing=("S01E20",))})
    household.plex.add_episode(show, 1, 20)
    scan_says(household, {"Star Trek: Prodigy": Told()}, "incremental")
    household.plex.add_episode(show, 1, 2)
    scan_says(household, {"Star Trek: Prodigy": Told()}, "incremental")


def test_case_four_terra_nova_is_complete_with_eleven_and_with_thirteen_files(household: Household) -> None:
    household.broadcast(32754, "Terra Nova", {1: 11}, status="Canceled")
    for number, runtime in ((1, 86), (11, 88)):
        household.tmdb.set_episode(32754, 1, number, runtime=runtime)
    show = household.own("Terra Nova", 32754, {1: range(1, 12)})
    scan_says(household, {"Terra Nova": Told()})
    for number in (12, 13):
        household.plex.add_episode(show, 1, number)
    scan_says(household, {"Terra Nova": Told()}, "incremental")


def test_case_five_fortitude_in_two_parts_is_one_episode(household: Household) -> None:
    for listed in (11, 12):
        title = f"Fortitude in {listed}"
        household.broadcast(62000 + listed, title, {1: listed}, status="Ended")
        household.tmdb.set_episode(62000 + listed, 1, 1, runtime=97)
        show = household.own(title, 62000 + listed, {1: range(2, 12)})
        parts = [f"/tv/{title}/S01E01-pt{part}.mkv" for part in (1, 2)]
        household.plex.add_episode(show, 1, 1, files=parts)
    wanted = {"Fortitude in 11": Told(), "Fortitude in 12": Told("missing", missing=("S01E12",))}
    scan_says(household, wanted)


def test_case_six_the_good_place_has_two_numbers_in_one_file(household: Household) -> None:
    for listed in (12, 13):
        title = f"The Good Place in {listed}"
        household.broadcast(66500 + listed, title, {3: listed}, status="Ended")
        household.tmdb.set_episode(66500 + listed, 3, 1, runtime=43)
        show = household.own(title, 66500 + listed, {3: range(3, listed + 1)})
        for number in (1, 2):
            household.plex.add_episode(show, 3, number, file=f"/tv/{title}/S03E01-E02.mkv")
    scan_says(household, {"The Good Place in 12": Told(), "The Good Place in 13": Told()})


def test_case_seven_a_file_of_tng_reaches_into_the_next_season(household: Household) -> None:
    title = "Star Trek: The Next Generation"
    household.broadcast(655, title, {3: 26, 4: 26}, status="Ended")
    show = household.own(title, 655, {3: range(1, 26), 4: range(2, 27)})
    last = household.plex.add_episode(show, 3, 26, file="/tv/TNG/TNG - S03E26 - The Best of Both Worlds.mkv")
    scan_says(household, {title: Told("missing", missing=("S04E01",))})
    household.plex.remove_episode(last)
    household.plex.add_episode(show, 3, 26, file="/tv/TNG/TNG - S03E26-S04E01 - The Best of Both Worlds.mkv")
    scan_says(household, {title: Told()}, "incremental")


def test_case_eight_spongebob_has_two_or_three_segments_a_file(household: Household) -> None:
    show = spongebob(household)
    scan_says(household, {"SpongeBob SquarePants": Told()})
    for episode in [e.key for e in household.plex.episodes[show].values() if e.number in (4, 5)]:
        household.plex.trash_episode(episode)
    gone = Told("missing", missing=("S01E04", "S01E05"))
    scan_says(household, {"SpongeBob SquarePants": gone}, "incremental")


def spongebob(household: Household) -> int:
    """All 41 segments of the first season in files of three and two; Plex lists the path of each as often."""
    household.broadcast(387, "SpongeBob SquarePants", {1: 41})
    show = household.own("SpongeBob SquarePants", 387, {})
    first, segments = 1, 3
    while first <= 41:
        last = min(first + segments - 1, 41)
        for number in range(first, last + 1):
            path = f"/tv/SpongeBob/S01E{first:02d}-E{last:02d}.mkv"
            household.plex.add_episode(show, 1, number, file=path)
        first, segments = last + 1, 5 - segments
    household.plex.settle(show)
    return show


def test_case_thirty_four_seasons_are_years_or_have_holes(household: Household) -> None:
    household.broadcast(7776, "Years", {1: 8, 2011: 8, 2012: 8})
    household.broadcast(7777, "This Week", {0: 1, 1: 2, 26: 2, 27: 2, 2012: 1, 2024: 2})
    household.broadcast(7778, "Dallas Cowboys Cheerleaders", {1: 2, 99: 1})
    household.own("Years", 7776, {1: range(1, 9), 2011: range(1, 9), 2012: [1, *range(3, 9)]})
    household.own("This Week", 7777, {26: [1, 2], 27: [1], 2024: [1, 2]})
    household.own("Dallas Cowboys Cheerleaders", 7778, {1: [1, 2]})
    wanted = {
        "Years": Told("missing", missing=("S2012E02",)),
        "This Week": Told("missing", missing=("S01E01", "S01E02", "S27E02", "S2012E01")),
        "Dallas Cowboys Cheerleaders": Told("missing", missing=("S99E01",)),
    }
    scan_says(household, wanted)


def test_case_thirty_five_wonder_pets_begins_with_zero(household: Household) -> None:
    household.broadcast(4471, "The Wonder Pets", {2: {number: f"2008-03-{number + 1:02d}" for number in range(21)}})
    show = household.own("The Wonder Pets", 4471, {2: range(1, 21)})
    scan_says(household, {"The Wonder Pets": Told("missing", missing=("S02E00",))})
    household.plex.add_episode(show, 2, 0)
    scan_says(household, {"The Wonder Pets": Told()}, "incremental")
