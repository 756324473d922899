"""Bad input: a library that suddenly holds far less is held back until the owner or a sane listing says so (R10)."""

import pytest

from parity.store.braked import standing_still
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import facts, open_gaps

COMPLETE = Told()


@pytest.fixture
def twenty(household: Household) -> Household:
    """Twenty complete shows of two episodes, and a library beside them that has a gap."""
    for tmdb_id in range(1, 21):
        household.broadcast(tmdb_id, name(tmdb_id), {1: 2})
        household.own(name(tmdb_id), tmdb_id, {1: [1, 2]})
    household.broadcast(50, "Beside", {1: 3})
    household.own("Beside", 50, {1: [1, 2]}, library="Other")
    household.scan()
    return household


def held(what: str) -> str:
    """What is said of the library that is held back."""
    return (
        f"TV: Plex lists {what}. Is a disk or network folder away? Nothing was changed. "
        "Bring it back and scan again, or accept it if this is right."
    )


def name(number: int) -> str:
    return f"Show {number:02d}"


def remove(household: Household, first: int, last: int) -> None:
    for number in range(first, last + 1):
        household.plex.remove_show(household.plex.find_show(name(number)))


def test_more_than_half_of_twenty_shows_gone_is_held(twenty: Household) -> None:
    before = facts(twenty.house.database.engine)
    remove(twenty, 1, 11)
    twenty.plex.add_episode(twenty.plex.find_show("Beside"), 1, 3)
    for mode in ("full", "incremental", "full"):
        scan = twenty.scan(mode)
        assert (mode, scan.state, scan.note) == (mode, "partial", "1 library held back")
        sentence = held("9 shows where there were 20")
        assert twenty.notices() == {"TV": sentence}
        assert twenty.told("Beside") == COMPLETE
        now = facts(twenty.house.database.engine)
        assert [row for row in now["expected"] if row[0] != 21] == [row for row in before["expected"] if row[0] != 21]
        twenty.clock.on(days=20)
    assert len(twenty.everything()) == 21


def test_half_of_twenty_shows_gone_is_believed(twenty: Household) -> None:
    remove(twenty, 1, 10)
    scan = twenty.scan("incremental")
    assert (scan.state, scan.removed_shows) == ("done", 10)
    assert [show.title for show in twenty.everything()] == ["Beside", *map(name, range(11, 21))]
    still(twenty)


def test_the_owner_accepts_what_is_gone(twenty: Household) -> None:
    remove(twenty, 1, 15)
    assert twenty.scan("incremental").state == "partial"
    scan = twenty.scan("incremental", accept_shrink=True)
    assert (scan.state, scan.removed_shows, twenty.notices()) == ("done", 15, {})
    assert len(twenty.everything()) == 6
    still(twenty)


def test_a_sane_listing_ends_the_hold_by_itself(twenty: Household) -> None:
    before = facts(twenty.house.database.engine)
    section = twenty.plex.find_section("TV")
    away = {key: show for key, show in twenty.plex.shows.items() if show.section == section}
    for key in away:
        del twenty.plex.shows[key]
    twenty.plex.refresh(section)
    scan = twenty.scan("incremental")
    assert (scan.state, twenty.notices()["TV"][:43]) == ("partial", "TV: Plex lists 0 shows where there were 20.")
    twenty.plex.shows |= away
    twenty.plex.refresh(section)
    scan = twenty.scan("incremental")
    assert (scan.state, twenty.notices(), scan.removed_shows) == ("done", {}, 0)
    assert facts(twenty.house.database.engine) == before


def test_a_small_library_that_is_suddenly_empty_is_held(household: Household) -> None:
    household.broadcast(1, "Show", {1: 2})
    household.own("Show", 1, {1: [1]})
    household.own("Show", 1, {1: [2]}, library="Other")
    scan_says(household, {"Show": COMPLETE})
    household.plex.remove_show(household.plex.find_show("Show", household.plex.find_section("TV")))
    scan = household.scan()
    sentence = held("0 shows where there were 1")
    assert (scan.state, household.notices()) == ("partial", {"TV": sentence})
    assert household.told("Show") == COMPLETE
    assert household.scan(accept_shrink=True).state == "done"
    scan_says(household, {"Show": Told("missing", missing=("S01E01",))})


def test_a_disk_that_is_offline_makes_no_gap(twenty: Household) -> None:
    before = facts(twenty.house.database.engine)
    section = twenty.plex.find_section("TV")
    twenty.plex.take_offline(section)
    for mode in ("incremental", "full", "refresh", "incremental"):
        scan = twenty.scan(mode)
        assert (mode, scan.state, scan.new_missing) == (mode, "partial", 0)
        sentence = held("0 episodes where there were 40")
        assert twenty.notices() == {"TV": sentence}
        assert twenty.missing() == ["Beside S01E03"]
        twenty.clock.on(days=8)
    assert facts(twenty.house.database.engine) | {"libraries": []} == before | {"libraries": []}
    twenty.plex.bring_back(section)
    assert (twenty.scan("incremental").state, twenty.notices()) == ("done", {})
    assert facts(twenty.house.database.engine) == before


def test_a_disk_that_is_really_gone_is_accepted(twenty: Household) -> None:
    section = twenty.plex.find_section("TV")
    twenty.plex.take_offline(section)
    twenty.scan("incremental")
    scan = twenty.scan("incremental", accept_shrink=True)
    assert (scan.state, scan.new_missing) == ("done", 40)
    still(twenty)
    twenty.plex.bring_back(section)
    assert twenty.scan("incremental").resolved == 40


def test_every_episode_of_one_show_gone_is_believed_only_from_the_whole_library(twenty: Household) -> None:
    show = twenty.plex.find_show(name(3))
    for number in (1, 2):
        twenty.plex.trash_episode(twenty.plex.find_episode(show, 1, number))
    scan = twenty.scan("show", twenty.show_id(name(3)))
    why = "Plex lists 0 episodes where there were 2: kept as it was until the whole library is read"
    assert (scan.state, twenty.troubles(scan)) == ("partial", [(name(3), why)])
    assert twenty.told(name(3)) == COMPLETE
    scan_says(twenty, {name(3): Told("missing", missing=("S01E01", "S01E02"))}, "incremental")


def test_a_refresh_of_many_shows_holds_a_library_too(household: Household) -> None:
    for tmdb_id in range(1, 52):
        household.broadcast(tmdb_id, name(tmdb_id), {1: 1})
        household.own(name(tmdb_id), tmdb_id, {1: [1]})
    household.scan()
    household.plex.take_offline(household.plex.find_section("TV"))
    scan = household.scan("refresh")
    assert (scan.state, scan.note, scan.held_libraries, scan.listed_libraries) == (
        "partial",
        "1 library held back",
        1,
        1,
    )
    assert household.missing() == []
    scan = household.scan("show", household.show_id(name(3)))
    assert (scan.state, scan.note) == ("partial", "1 library held back")


# -- a share of the owner's own


def many(household: Household, share: int) -> list[str]:
    """Ten complete shows of ten episodes, held back when more than a share of them goes; the files of all episodes."""
    household.restart(PARITY_BRAKE_SHARE=str(share))
    for tmdb_id in range(1, 11):
        household.broadcast(tmdb_id, name(tmdb_id), {1: 10})
        household.own(name(tmdb_id), tmdb_id, {1: range(1, 11)})
    household.scan()
    return [name(number) for number in range(1, 11)]


def lose(household: Household, titles: list[str], numbers: range) -> None:
    for title in titles:
        show = household.plex.find_show(title)
        for number in numbers:
            household.plex.trash_episode(household.plex.find_episode(show, 1, number))


def test_a_disk_of_several_that_takes_a_little_of_every_show_is_held_at_a_lower_share(household: Household) -> None:
    titles = many(household, 20)
    lose(household, titles, range(1, 4))
    for _ in range(2):
        scan = household.scan("incremental")
        assert (scan.state, household.notices()) == ("partial", {"TV": held("70 episodes where there were 100")})
        assert (scan.new_missing, household.missing()) == (0, [])
        with household.house.database.reading() as connection:
            assert [braked.title for braked in standing_still(connection)] == ["TV"]
    household.restart(PARITY_BRAKE_SHARE="50")
    scan = household.scan("incremental")
    assert (scan.state, scan.new_missing, household.notices()) == ("done", 30, {})
    with household.house.database.reading() as connection:
        assert standing_still(connection) == ()


def test_what_decays_day_by_day_is_believed_at_any_share(household: Household) -> None:
    titles = many(household, 20)
    for day in range(1, 4):
        lose(household, titles, range(day, day + 1))
        household.clock.on(days=1)
        scan = household.scan("incremental")
        assert (scan.state, scan.new_missing, len(household.missing())) == ("done", 10, 10 * day)


def test_of_a_library_that_is_held_back_nothing_is_noted_though_days_pass(twenty: Household) -> None:
    twenty.tmdb.add_episode(1, 1, 3, "2026-06-20")
    twenty.scan()
    section = twenty.plex.find_section("TV")
    twenty.plex.take_offline(section)
    twenty.clock.to("2026-06-25")
    scan = twenty.scan("full")
    assert (scan.state, scan.new_missing, scan.resolved) == ("partial", 0, 0)
    assert open_gaps(twenty.house.database.engine) == ["Beside S01E03"]
    twenty.plex.bring_back(section)
    scan = twenty.scan("incremental")
    assert (scan.state, scan.new_missing) == ("done", 1)
    assert open_gaps(twenty.house.database.engine) == ["Beside S01E03", "Show 01 S01E03"]
