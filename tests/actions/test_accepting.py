"""Two sources beside each other: what differs is kept as long as it does, accepted at once, and never for longer."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from parity.actions.accept import accept
from parity.actions.decide import NoSuchThing, Refused, Target, match
from parity.actions.disagree import note_all, note_differences
from parity.actions.undo import undo
from parity.core.catalogue import ProviderShow
from parity.core.shapes import Differing
from parity.store import decisions, differences, shows
from parity.store.differences_view import differences_of
from parity.store.schema import expected
from parity.store.schema import shows as show_table
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import writes

ALL = Told("missing", None, ("S01E03", "S01E05"))
WITHOUT = Told("missing", None, ("S01E05",))


@pytest.fixture
def show(household: Household) -> int:
    """A show of six episodes, of which two are not there."""
    days = [f"2020-01-{day:02d}" for day in (1, 8, 15, 22, 29)]
    household.broadcast(1, "Show", {0: ["2020-02-02"], 1: [*days, "2020-02-05"]})
    household.own("Show", 1, {1: [1, 2, 4, 6]})
    household.scan()
    assert household.told("Show") == ALL
    return household.show_id("Show")


def tmdb(household: Household) -> ProviderShow:
    """What TMDB last answered."""
    found = household.house.remembered(1)
    assert found is not None
    return found


def other(household: Household, without: Collection[int] = (3,), provider: str = "tvdb") -> ProviderShow:
    """What another source lists: the same but for these episodes, under its own ids."""
    mine = tmdb(household)
    kept = (e for e in mine.episodes if e.season == 0 or e.number not in without)
    listed = tuple(replace(e, episode_id=e.episode_id + 9_000_000) for e in kept)
    return replace(mine, provider=provider, order="official", episodes=listed)


def compare(household: Household, found: ProviderShow) -> list[str]:
    """Put TMDB's answer and this one side by side; what is kept of that, by source and code."""
    with household.house.database.writing() as connection:
        [row] = shows.every(connection)
        note_differences(connection, row, tmdb(household), found, household.house.today())
        return [f"{d.provider} {d.code} {d.explanation}" for d in differences_of(connection, row.id)]


def told(household: Household) -> tuple[Differing, ...]:
    """As pages and other programs read it."""
    with household.house.database.reading() as connection:
        return differences_of(connection, household.show_id("Show"))


def test_what_differs_is_kept_once_and_goes_when_the_sources_agree(household: Household, show: int) -> None:
    assert compare(household, other(household)) == ["tmdb S01E03 only listed here"]
    with writes(household.house.database.engine) as written:
        compare(household, other(household))
    assert written == {}
    assert compare(household, other(household, without=(3, 5)))[1:] == ["tmdb S01E05 only listed here"]
    assert compare(household, other(household, without=())) == []
    assert compare(household, other(household, provider="tmdb")) == []


def test_of_several_orders_of_the_other_source_its_usual_one_is_put_beside(household: Household, show: int) -> None:
    usual, dvd = other(household), replace(other(household, without=(1, 2, 3)), order="dvd")
    for answers, wanted in (
        ((dvd,), [1, 2, 3]),
        ((dvd, usual), [3]),
        ((), [3]),  # nobody else was asked: what is known stays
    ):
        with household.house.database.writing() as connection:
            [row] = shows.every(connection)
            answered = {answer.label: answer for answer in (tmdb(household), *answers)}
            note_all(connection, row, answered, "tmdb:aired", household.house.today())
            note_all(connection, row, answered, "unknown:netflix", household.house.today())
        assert [d.episode for d in told(household)] == wanted


def test_what_only_the_other_source_lists_is_told_but_for_its_specials(household: Household, show: int) -> None:
    theirs = other(household, without=())
    first = theirs.episodes[1]
    more = (replace(first, number=9, episode_id=7, title="Pilot of old", air_date=first.air_date),)
    extras = (replace(theirs.episodes[0], number=8, episode_id=8, title="Making of"),)
    assert compare(household, replace(theirs, episodes=theirs.episodes + more + extras)) == [
        "tvdb S01E09 only listed here"
    ]
    assert household.told("Show") == ALL
    assert [(d.in_use, d.accepted) for d in told(household)] == [(False, False)]


def test_an_accepted_difference_is_not_missing_until_it_is_taken_back(household: Household, show: int) -> None:
    compare(household, other(household))
    asked = household.asked()
    made = accept(household.house, Target(show, 1, 3), " TheTVDB is right ")
    assert (household.told("Show"), household.asked()) == (WITHOUT, asked)
    assert [(d.code, d.in_use, d.accepted) for d in told(household)] == [("S01E03", True, True)]
    still(household)
    with household.house.database.reading() as connection:
        [row] = decisions.standing(connection)
    assert (row.label, row.decision.reason, row.decision.id) == ("Show S01E03", "TheTVDB is right", made)
    assert undo(household.house, made)
    assert household.told("Show") == ALL


def test_it_reopens_only_when_what_the_sources_say_changes(household: Household, show: int) -> None:
    compare(household, other(household))
    accept(household.house, Target(show, 1, 3))
    for without, says in (
        ((3, 5), WITHOUT),  # another difference says nothing about this one
        ((), ALL),  # now the other one lists it too
        ((3,), WITHOUT),
    ):
        compare(household, other(household, without))
        household.scan()
        assert household.told("Show") == says
    household.tmdb.reschedule(1, 1, 3, "2020-01-16")
    scan_says(household, {"Show": ALL})


def test_the_newest_word_on_an_episode_takes_the_place_of_the_one_before(household: Household, show: int) -> None:
    compare(household, other(household))
    first, second = (accept(household.house, Target(show, 1, 3), word) for word in ("a", "b"))
    with household.house.database.reading() as connection:
        assert [row.decision.id for row in decisions.standing(connection)] == [second]
    assert not undo(household.house, first)
    assert undo(household.house, second)
    assert household.told("Show") == ALL


def test_what_nobody_differs_about_cannot_be_accepted(household: Household, show: int) -> None:
    compare(household, other(household))
    for target, trouble, words in (
        (Target(show, 1, 5), Refused, "no other source is known to differ about S01E05 of Show; ignore it instead"),
        (Target(show, 1), Refused, "name the one episode"),
        (Target(show), Refused, "name the one episode"),
        (Target(show, 1, 9), NoSuchThing, "Show has no S01E09."),
        (Target(999, 1, 3), NoSuchThing, "There is no show 999."),
    ):
        with pytest.raises(trouble, match=words):
            accept(household.house, target)


def test_an_episode_of_thetvdb_is_accepted_under_its_id_there(household: Household, show: int) -> None:
    with household.house.database.writing() as connection:
        [row] = shows.every(connection)
        note_differences(connection, row, other(household, ()), tmdb_without(household, 3), household.house.today())
        third = other(household, ()).episodes[3].episode_id
        connection.execute(show_table.update().values(order_label="tvdb:official", source_id=77))
        connection.execute(
            expected.update().where(expected.c.season == 1, expected.c.number == 3).values(episode_id=third)
        )
    made = accept(household.house, Target(show, 1, 3))
    with household.house.database.reading() as connection:
        [row_of] = decisions.some(connection, [made])
    assert row_of.decision.keys == {f"tvdb:e{third}"}


def tmdb_without(household: Household, number: int) -> ProviderShow:
    """TMDB's answer without one episode of its first season."""
    mine = tmdb(household)
    return replace(mine, episodes=tuple(e for e in mine.episodes if (e.season, e.number) != (1, number)))


def test_a_show_that_turns_out_to_be_another_one_keeps_no_differences(household: Household, show: int) -> None:
    household.broadcast(2, "Other", {1: 6})
    compare(household, other(household))
    match(household.house, show, 2)
    household.scan()
    with household.house.database.reading() as connection:
        known = differences.of_shows(connection, [row.id for row in shows.every(connection)])
    assert household.show("Show").tmdb_id == 2
    assert known[household.show_id("Show")] == ()
