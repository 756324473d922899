"""Case 2, Deep Space Nine: an old episode that is listed only now is a gap that one may doubt."""

from parity.actions.decide import match
from parity.core.numbering import Number
from parity.core.shapes import Episode
from parity.core.why import why_sentences
from parity.store import episodes_view
from parity.store.why_view import why
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still

NINE = "Star Trek: Deep Space Nine"


def doubted(household: Household) -> dict[str, tuple[str, str | None]]:
    """The missing episodes, each with how sure it is and what speaks against it."""
    with household.house.database.reading() as connection:
        found: tuple[Episode, ...] = episodes_view.missing(connection, household.house.today()).items
    return {e.code: (e.confidence, e.confidence_reason) for e in found}


def nine(household: Household) -> int:
    """The seventh season as everybody has it, and the next episode of a show that goes on."""
    household.broadcast(580, NINE, {7: {number: f"1999-05-{number:02d}" for number in range(1, 26)}}, status="Ended")
    return household.own(NINE, 580, {7: range(1, 26)})


def test_deep_space_nine_is_given_a_twenty_sixth_episode_that_nobody_has(household: Household) -> None:
    show = nine(household)
    household.broadcast(2, "New", {1: ["2026-06-01"]})
    household.own("New", 2, {1: [1]})
    scan_says(household, {NINE: Told(), "New": Told()})
    household.tmdb.add_episode(580, 7, 26, "1999-06-02")
    household.tmdb.add_episode(2, 1, 2, "2026-06-10")
    household.clock.to("2026-06-16")
    household.scan()
    why_not = "newly listed on 2026-06-16, although it aired in 1999"
    assert doubted(household) == {"S07E26": ("low", why_not), "S01E02": ("high", None)}
    household.clock.on(days=9)
    still(household)
    assert doubted(household)["S07E26"] == ("low", why_not)
    with household.house.database.reading() as connection:
        told = why(connection, household.house.today(), household.show_id(NINE), Number(7, 26))
    assert told is not None
    assert f"It may be no gap: {why_not}." in why_sentences(told)
    household.plex.add_episode(show, 7, 26)
    scan_says(household, {NINE: Told()})
    household.plex.remove_episode(household.plex.find_episode(show, 7, 26))
    household.scan("incremental")
    assert doubted(household)["S07E26"] == ("high", None)


def test_what_aired_while_nobody_scanned_is_not_doubted(household: Household) -> None:
    household.broadcast(1, "Weekly", {1: ["2026-06-08"]})
    household.own("Weekly", 1, {1: [1]})
    household.scan()
    household.tmdb.add_episode(1, 1, 2, "2026-06-22")
    household.tmdb.add_episode(1, 1, 3, "2026-06-29")
    household.clock.to("2026-09-01")
    household.scan()
    assert doubted(household) == {"S01E02": ("high", None), "S01E03": ("high", None)}


def test_the_first_check_and_another_match_doubt_nothing(household: Household) -> None:
    nine(household)
    household.tmdb.add_episode(580, 7, 26, "1999-06-02")
    household.broadcast(2, "Another", {7: {number: f"1999-06-{number:02d}" for number in range(1, 28)}})
    household.scan()
    assert doubted(household) == {"S07E26": ("high", None)}
    household.clock.on(days=2)
    match(household.house, household.show_id(NINE), 2)
    household.scan()
    assert doubted(household) == {"S07E26": ("high", None), "S07E27": ("high", None)}
