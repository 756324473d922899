"""What was in Plex and went is lost, and told apart from what never was there: by the inventory and nothing else."""

from sqlalchemy import func, select

from parity.actions.decide import Target, ignore, match, set_specials, unignore
from parity.core.numbering import Number
from parity.core.why import why_sentences
from parity.store import episodes_view, shows_view
from parity.store.episodes_view import EpisodeFilter
from parity.store.schema import episode_marks, vanished_episodes
from parity.store.why_view import why
from tests.actions.household import Household
from tests.actions.twice import still
from tests.store.facts import writes

SHOW = "The Long Way"


def airing(household: Household, owned: dict[int, list[int]], aired: int = 4) -> int:
    """A show of one season and a special, of which so much is in Plex."""
    household.broadcast(1, SHOW, {0: 1, 1: aired})
    key = household.own(SHOW, 1, owned)
    household.scan()
    return key


def lost(household: Household, is_lost: bool = True) -> dict[str, str | None]:
    """Codes of the missing episodes that Plex had before, each with its last day; or of those that it had not."""
    with household.house.database.reading() as connection:
        found = episodes_view.missing(connection, household.house.today(), EpisodeFilter(lost=is_lost)).items
    return {e.code: e.lost_on.isoformat() if e.lost_on else None for e in found}


def kept(household: Household) -> tuple[int, int]:
    """How many marks are kept, and how many vanished episodes are not settled yet."""
    counts = (select(func.count()).select_from(table) for table in (episode_marks, vanished_episodes))
    with household.house.database.reading() as connection:
        marks, vanished = (connection.execute(count).scalar_one() for count in counts)
    return marks, vanished


def trash(household: Household, show: int, season: int, number: int) -> int:
    episode = household.plex.find_episode(show, season, number)
    household.plex.trash_episode(episode)
    return episode


def test_what_went_is_lost_until_it_is_there_again(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    assert (lost(household), lost(household, False)) == ({}, {"S01E04": None})
    gone = trash(household, show, 1, 2)
    household.plex.remove_episode(household.plex.find_episode(show, 1, 3))
    household.clock.to("2026-06-20")
    household.scan("incremental")
    assert lost(household) == {"S01E02": "2026-06-20", "S01E03": "2026-06-20"}
    assert lost(household, False) == {"S01E04": None}
    household.clock.on(days=3)
    household.scan()
    still(household)
    assert (lost(household)["S01E02"], kept(household)) == ("2026-06-20", (2, 0))
    with household.house.database.reading() as connection:
        [listed] = shows_view.shows_listing(connection, household.house.today()).items
        told = why(connection, household.house.today(), listed.show_id, Number(1, 2))
    assert (listed.missing, listed.lost) == (3, 2)
    assert told is not None
    assert "It was in Plex until 2026-06-20." in why_sentences(told)
    household.plex.untrash_episode(gone)
    household.scan("incremental")
    assert (lost(household), kept(household)) == ({"S01E03": "2026-06-20"}, (1, 0))


def test_one_show_that_is_asked_about_tells_it_too_and_a_second_time_nothing_is_written(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    trash(household, show, 1, 3)
    for _ in range(2):
        household.scan("show", household.show_id(SHOW))
        assert lost(household) == {"S01E03": "2026-06-15"}
        assert kept(household) == (1, 0)


def test_a_lost_episode_that_the_provider_renumbers_stays_lost(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    trash(household, show, 1, 3)
    household.scan("incremental")
    household.tmdb.renumber_episode(1, 1, 3, 2, 1)
    household.clock.on(days=1)
    household.scan()
    assert (lost(household), lost(household, False)) == ({"S02E01": "2026-06-15"}, {"S01E04": None})


def test_what_the_provider_or_plex_renumbers_is_not_lost(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    household.tmdb.renumber_episode(1, 1, 3, 2, 1)
    household.tmdb.renumber_episode(1, 1, 4, 1, 3)
    household.scan()
    assert (lost(household), lost(household, False), kept(household)) == ({}, {"S02E01": None}, (0, 0))
    household.plex.renumber_episode(household.plex.find_episode(show, 1, 2), 2, 1)
    household.scan()
    assert (lost(household), lost(household, False), kept(household)) == ({}, {"S01E02": None}, (0, 0))


def test_a_file_that_takes_the_place_of_another_and_a_second_copy_lose_nothing(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    household.plex.remove_episode(household.plex.find_episode(show, 1, 1))
    household.plex.add_episode(show, 1, 1)
    trash(household, show, 1, 2)
    household.own(SHOW, 1, {1: [2]}, library="Attic")
    household.scan("incremental")
    assert (lost(household), kept(household)) == ({}, (0, 0))
    household.plex.remove_show(household.plex.find_show(SHOW, household.plex.find_section("Attic")))
    household.scan("incremental", accept_shrink=True)
    assert lost(household) == {"S01E02": "2026-06-15"}


def test_no_decision_loses_an_episode(household: Household) -> None:
    airing(household, {0: [1], 1: [1, 2]})
    household.broadcast(2, "Another", {1: 9})
    household.own("Elsewhere", 3, {1: [1]}, library="Attic")
    household.broadcast(3, "Elsewhere", {1: 2})
    household.scan()
    number = household.show_id(SHOW)
    set_specials(household.house, number, True)
    match(household.house, number, 2)
    household.scan()
    assert len(household.missing(SHOW)) == 7
    household.restart(PLEX_LIBRARY_NAME="TV")
    household.scan()
    household.restart(PLEX_LIBRARY_NAME="")
    household.scan()
    assert (lost(household), kept(household)) == ({}, (0, 0))


def test_what_is_ignored_when_it_goes_is_lost_when_it_is_shown_again(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    season = Target(household.show_id(SHOW), 1)
    ignore(household.house, season)
    trash(household, show, 1, 3)
    household.scan("incremental")
    assert lost(household) == {}
    unignore(household.house, season)
    assert lost(household) == {"S01E03": "2026-06-15"}


def test_while_tmdb_is_silent_it_is_open_what_was_lost(household: Household) -> None:
    show = airing(household, {1: [1, 2, 3]})
    trash(household, show, 1, 3)
    household.tmdb_fails("status", status=503)
    household.scan()
    assert (lost(household), kept(household)) == ({}, (0, 1))
    household.mend()
    household.clock.on(days=1)
    household.scan()
    assert (lost(household), kept(household)) == ({"S01E03": "2026-06-16"}, (1, 0))


def test_a_library_that_is_held_back_loses_nothing_and_tells_its_losses_when_it_is_accepted(
    household: Household,
) -> None:
    airing(household, {1: [1, 2, 3]})
    household.plex.take_offline(household.plex.find_section("TV"))
    with writes(household.house.database.engine) as written:
        household.scan("incremental")
    assert (lost(household), kept(household), written["missing_log"]) == ({}, (0, 0), 0)
    household.scan("incremental", accept_shrink=True)
    assert set(lost(household)) == {"S01E01", "S01E02", "S01E03"}


def test_a_show_that_goes_whole_leaves_nothing_unsettled(household: Household) -> None:
    airing(household, {1: [1, 2, 3]})
    household.broadcast(2, "Another", {1: 1})
    household.own("Another", 2, {1: [1]})
    household.scan()
    household.plex.remove_show(household.plex.find_show(SHOW))
    household.scan("incremental")
    assert (household.told(SHOW), kept(household)) == (None, (0, 0))
