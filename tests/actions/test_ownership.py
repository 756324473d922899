"""What counts as owned, and which item owns which number (RULES R2, R3); changed loudly or silently."""

from parity.store import expected
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still

COMPLETE = Told()


def placements(household: Household, title: str) -> set[tuple[str, str | None, str]]:
    """Title of each odd item, the code it counts as, and how that was found."""
    show_id = household.show_id(title)
    with household.house.database.reading() as connection:
        found = expected.placements_of(connection, [show_id]).get(show_id, set())
    return {(p.title, p.number.code if p.number else None, p.how) for p in found}


def test_trash_and_optimised_versions_own_nothing(household: Household) -> None:
    household.broadcast(1, "Show", {1: 7})
    show = household.own("Show", 1, {1: range(1, 8)})
    episode = {n: household.plex.find_episode(show, 1, n) for n in range(1, 8)}
    household.plex.trash_episode(episode[1])
    household.plex.trash_episode(episode[2], media_only=True)
    household.plex.add_media(episode[3], "/tv/Show/optimised.mp4", proxy_type=42)
    household.plex.add_media(episode[4], "/tv/Show/optimised.mp4", proxy_type=42)
    household.plex.episode(episode[4]).media.pop(0)
    household.plex.add_media(episode[5], "/tv/Show/second.mkv")
    household.plex.episode(episode[5]).media[0].deleted_at = household.plex.now
    household.plex.episode(episode[6]).media.clear()
    wanted = Told("missing", missing=("S01E01", "S01E02", "S01E04"))
    scan_says(household, {"Show": wanted})
    household.plex.untrash_episode(episode[1])
    scan_says(household, {"Show": Told("missing", missing=("S01E02", "S01E04"))}, "incremental")


def test_silent_changes_are_seen_though_the_row_of_the_show_stands_still(household: Household) -> None:
    household.broadcast(1, "Show", {0: 1, 1: 4})
    show = household.own("Show", 1, {1: range(1, 5)})
    scan_says(household, {"Show": COMPLETE})
    row = household.plex.shows[show]
    before = (row.leaf_count, row.child_count, row.updated_at)
    household.plex.trash_episode(household.plex.find_episode(show, 1, 1))
    scan_says(household, {"Show": Told("missing", missing=("S01E01",))}, "incremental")
    household.plex.swap_episode(household.plex.find_episode(show, 1, 2), 1, 9)
    reason = "1 episode in Plex fits no number that is listed, and could be among the 2 that seem missing"
    scan_says(household, {"Show": Told("suspect", reason)}, "incremental")
    household.plex.renumber_episode(household.plex.find_episode(show, 1, 9), 1, 2)
    household.plex.renumber_episode(household.plex.find_episode(show, 1, 3), 0, 1)
    scan_says(household, {"Show": Told("missing", missing=("S01E01", "S01E03"))}, "incremental")
    assert (row.leaf_count, row.child_count, row.updated_at) == before


def test_a_server_that_moves_no_stamp_is_listed_once_a_day(household: Household) -> None:
    household.broadcast(1, "Show", {1: 2})
    show = household.own("Show", 1, {1: [1, 2]})
    household.scan()
    household.plex.set_stamps(False)
    household.plex.remove_episode(household.plex.find_episode(show, 1, 2))
    household.clock.on(hours=23, minutes=59)
    scan = household.scan("incremental")
    assert (scan.plex_requests, household.told("Show")) == (2, COMPLETE)
    household.clock.on(minutes=1)
    scan_says(household, {"Show": Told("missing", missing=("S01E02",))}, "incremental")


def test_a_silent_change_of_a_show_is_seen_by_a_refresh_and_by_asking_for_it(household: Household) -> None:
    household.broadcast(1, "Show", {1: 4})
    show = household.own("Show", 1, {1: [1, 2, 3]})
    household.scan()
    household.plex.set_stamps(False)
    household.plex.trash_episode(household.plex.find_episode(show, 1, 2))
    assert household.scan("refresh").state == "done"
    assert household.told("Show") == Told("missing", missing=("S01E02", "S01E04"))
    household.plex.add_episode(show, 1, 4)
    assert household.scan("show", household.show_id("Show")).state == "done"
    assert household.told("Show") == Told("missing", missing=("S01E02",))
    still(household)


def test_copies_are_united_by_number_in_one_library_and_across_two(household: Household) -> None:
    household.broadcast(1, "Show", {1: 6})
    household.own("Show", 1, {1: [1, 2]})
    household.own("Show", 1, {1: [2, 3]})
    household.own("Show", 1, {1: [4]}, library="Attic")
    third = household.own("The Show", None, {1: [5]}, library="Attic", guids=["imdb://tt0000001"])
    household.tmdb.set_show(1, imdb_id="tt0000001")
    scan_says(household, {"Show": Told("missing", missing=("S01E06",))})
    shown = household.listed("Show")
    assert shown is not None
    assert [copy.library for copy in shown.copies] == ["TV", "TV", "Attic", "Attic"]
    household.plex.remove_show(third)
    scan_says(household, {"Show": Told("missing", missing=("S01E05", "S01E06"))}, "incremental")


def test_negative_numbers_own_nothing_and_zero_is_a_number(household: Household) -> None:
    household.broadcast(1, "Show", {1: {0: "2010-01-01", 1: "2010-01-08", 2: "2010-01-15"}})
    show = household.own("Show", 1, {1: [0]})
    for season, number, day in ((-1, 1, "2010-01-08"), (1, -1, "2010-01-15"), (-1, -1, None)):
        household.plex.add_episode(show, season, number, "Odd", day)
    scan_says(household, {"Show": Told("missing", missing=("S01E01", "S01E02"))})
    assert placements(household, "Show") == set()


def test_items_without_numbers_go_by_date_then_by_title(household: Household) -> None:
    days = {number: f"2010-01-{number:02d}" for number in range(1, 8)} | {6: "2010-01-05"}
    household.broadcast(1, "Daily", {1: days})
    for number, name in ((4, "The Fourth"), (5, "Morning"), (6, "Evening")):
        household.tmdb.set_episode(1, 1, number, name=name)
    show = household.own("Daily", 1, {1: [1]})
    household.plex.add_episode(show, None, None, "By date", "2010-01-02")
    household.plex.add_episode(show, 1, None, "By date too", "2010-01-03")
    household.plex.add_episode(show, None, None, "the  FOURTH", None)
    household.plex.add_episode(show, None, None, "Evening", "2010-01-05")
    household.plex.add_episode(show, None, None, "Nowhere", "1999-12-31")
    household.plex.add_episode(show, None, None, "Taken", "2010-01-01")
    scan_says(household, {"Daily": Told("missing", missing=("S01E05", "S01E07"))})
    assert placements(household, "Daily") == {
        ("By date", "S01E02", "date"),
        ("By date too", "S01E03", "date"),
        ("the  FOURTH", "S01E04", "title"),
        ("Evening", "S01E06", "date"),
        ("Nowhere", None, "unplaced"),
        ("Taken", None, "unplaced"),
    }


def test_a_trashed_item_without_a_number_owns_nothing(household: Household) -> None:
    household.broadcast(1, "Daily", {1: ["2010-01-01", "2010-01-02"]})
    show = household.own("Daily", 1, {1: [1]})
    loose = household.plex.add_episode(show, None, None, "Loose", "2010-01-02")
    scan_says(household, {"Daily": COMPLETE})
    household.plex.trash_episode(loose)
    scan_says(household, {"Daily": Told("missing", missing=("S01E02",))}, "incremental")


def test_numbers_as_large_as_a_year_and_beyond_a_database_are_harmless(household: Household) -> None:
    household.broadcast(1, "Hunters", {2024: {1301: "2024-05-01", 1302: "2024-05-02"}})
    show = household.own("Hunters", 1, {2024: [1301]})
    scan_says(household, {"Hunters": Told("missing", missing=("S2024E1302",))})
    household.plex.add_episode(show, 2024, 2**62)
    household.plex.add_episode(show, 10**30, 10**30, "Beyond", "2024-05-09")
    reason = "2 episodes in Plex fit no number that is listed, and could be among the 1 that seems missing"
    scan_says(household, {"Hunters": Told("suspect", reason)}, "incremental")
