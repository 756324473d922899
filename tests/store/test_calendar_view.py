"""The calendar's days: what airs, whether it is there, what begins and ends with it."""

import re
from datetime import date
from pathlib import Path

import pytest

from parity.core.airings import AiringDay
from parity.store.calendar_view import (
    ANNOUNCED,
    EPISODES_EACH,
    AiringFilter,
    AnnouncedShow,
    airings,
    announced,
    library_titles,
    nearest,
)
from parity.store.database import Database
from tests.store.builders import (
    TODAY,
    add_copy,
    add_episode,
    add_household,
    add_library,
    add_show,
    day,
    new_database,
    statements,
)

ALL = AiringFilter()
WHOLE_TABLE = re.compile(r"SCAN (expected|held_episodes)")


def look(
    database: Database, wanted: AiringFilter = ALL, first: date | None = None, last: date | None = None, each: int = 10
) -> tuple[AiringDay, ...]:
    with database.reading() as connection:
        return airings(connection, TODAY, first or day(-7), last or day(7), wanted, each)


def told(database: Database, wanted: AiringFilter = ALL) -> list[tuple[str, str, str]]:
    """Show, code and state of every episode."""
    return [
        (line.title, episode.code, episode.state)
        for found in look(database, wanted)
        for line in found.lines
        for episode in line.episodes
    ]


def test_a_day_tells_what_is_there_what_is_missing_and_what_comes(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Silo", poster="/silo.jpg")
        add_episode(connection, show, (3, 1), day(-7), owned=True)
        add_episode(connection, show, (3, 2), day(-1), title="Bridge")
        add_episode(connection, show, (3, 3), day(0))
        add_episode(connection, show, (3, 4), day(8))
        add_episode(connection, show, (3, 5), None)
    found = look(database)
    assert [(one.day, one.episodes, one.shows) for one in found] == [(day(-7), 1, 1), (day(-1), 1, 1), (day(0), 1, 1)]
    assert [one.lines[0].states for one in found] == [(("have", 1),), (("missing", 1),), (("upcoming", 1),)]
    line = found[1].lines[0]
    assert (line.show_id, line.title, line.poster, line.code) == (show, "Silo", "/silo.jpg", "S03E02")
    assert line.episodes[0].title == "Bridge"


def test_an_aired_episode_is_upcoming_until_its_days_of_grace_are_over(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Silo")
        add_episode(connection, show, (1, 2), day(-2), due_on=day(1))
    assert told(database) == [("Silo", "S01E02", "upcoming")]


def test_several_episodes_of_a_show_on_one_day_are_one_line_with_the_first_and_the_last(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "The Gentlemen")
        for number in range(1, EPISODES_EACH + 6):
            add_episode(connection, show, (2, number), day(-3), owned=number == 1)
        other = add_show(connection, "Andor")
        for number in (1, 3):
            add_episode(connection, other, (1, number), day(-3))
    [only] = look(database)
    assert (only.episodes, only.shows) == (EPISODES_EACH + 7, 2)
    andor, gentlemen = only.lines
    assert (andor.code, andor.total, andor.more) == ("S01E01, S01E03", 2, 0)
    assert (gentlemen.code, gentlemen.total, gentlemen.more) == ("S02E01–E35", 35, 4)
    assert gentlemen.states == (("have", 1), ("missing", 34))
    assert gentlemen.episodes[-1].number == EPISODES_EACH + 5


def test_a_day_with_very_many_shows_tells_the_first_and_counts_all(database: Database) -> None:
    with database.writing() as connection:
        for number in range(7):
            add_episode(connection, add_show(connection, f"Show {number}"), (1, 1), day(1))
    [only] = look(database, each=3)
    assert ([line.title for line in only.lines], only.shows) == (["Show 0", "Show 1", "Show 2"], 7)


@pytest.mark.parametrize(
    ("episodes", "status", "code", "marks"),
    [
        ([(1, 1, ""), (1, 2, "")], "", (1, 1), ("series premiere",)),
        ([(2, 1, ""), (2, 2, "")], "", (2, 1), ("season premiere",)),
        ([(2, 27, ""), (2, 28, "")], "", (2, 27), ("season premiere",)),
        ([(2, 1, ""), (2, 8, "finale")], "", (2, 8), ("finale",)),
        ([(2, 1, ""), (2, 8, "")], "", (2, 8), ()),
        ([(2, 1, ""), (2, 8, "")], "Ended", (2, 8), ("finale",)),
        ([(2, 1, ""), (2, 8, ""), (3, 1, "")], "", (2, 8), ("finale",)),
        ([(2, 1, ""), (2, 8, "finale"), (2, 9, "")], "Ended", (2, 9), ()),
        ([(1, 1, "")], "Ended", (1, 1), ("series premiere",)),
        ([(0, 1, ""), (0, 2, "")], "Ended", (0, 2), ("special",)),
        ([(1, 1, ""), (1, 4, "mid_season"), (1, 5, "")], "", (1, 4), ()),
    ],
)
def test_premieres_and_finales_are_marked_where_that_is_sure(
    database: Database,
    episodes: list[tuple[int, int, str]],
    status: str,
    code: tuple[int, int],
    marks: tuple[str, ...],
) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Silo", status=status)
        for season, number, kind in episodes:
            aired = day(1) if (season, number) == code else day(-300 if season <= code[0] else -1)
            add_episode(connection, show, (season, number), aired, kind=kind)
    [marked] = look(database, first=day(1))
    assert marked.lines[0].marks == marks


def test_what_is_ignored_or_not_expected_is_told_only_when_asked_for(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Silo")
        add_episode(connection, show, (1, 1), day(-5), hidden_by="policy future")
        add_episode(connection, show, (1, 2), day(-4), hidden_by="ignored", owned=True)
        add_episode(connection, show, (1, 3), day(-3), hidden_by="ignored", hidden_to=day(-1))
        add_episode(connection, show, (0, 1), day(-3), hidden_by="specials")
        quiet = add_show(connection, "News", ignored_by="ignored show")
        add_episode(connection, quiet, (1, 1), day(2))
        add_episode(connection, add_show(connection, "Old", in_scope=False), (1, 1), day(2))
        add_episode(connection, add_show(connection, "Odd", standing="suspect"), (1, 1), day(2))
    assert told(database) == [("Silo", "S01E02", "have"), ("Silo", "S01E03", "missing")]
    assert told(database, AiringFilter(ignored=True)) == [
        ("Silo", "S01E01", "ignored"),
        ("Silo", "S01E02", "have"),
        ("Silo", "S01E03", "missing"),
        ("News", "S01E01", "ignored"),
    ]
    first = look(database, AiringFilter(ignored=True))[0].lines[0].episodes[0]
    assert first.reason == "policy future"


def test_filters_narrow_to_a_group_a_library_premieres_and_the_watchlist(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime")
        add_library(connection, "Films", kind="movie")
        old = add_show(connection, "Firefly", status="Ended", on_watchlist=True)
        add_episode(connection, old, (1, 9), day(-5))
        new = add_show(connection, "Frieren", library=anime)
        add_copy(connection, new)
        add_episode(connection, new, (2, 1), day(2))
        add_episode(connection, new, (2, 2), day(3))
        add_episode(connection, new, (0, 1), day(3))
    assert [code for _, code, _ in told(database, AiringFilter(group="archive"))] == ["S01E09"]
    assert [code for _, code, _ in told(database, AiringFilter(group="ongoing"))] == ["S02E01", "S00E01", "S02E02"]
    assert [code for _, code, _ in told(database, AiringFilter(library="Anime"))] == ["S02E01", "S00E01", "S02E02"]
    assert [code for _, code, _ in told(database, AiringFilter(premieres=True))] == ["S01E09", "S02E01"]
    assert [code for _, code, _ in told(database, AiringFilter(watchlist=True))] == ["S01E09"]
    with database.reading() as connection:
        assert library_titles(connection) == ("Anime", "Shows")


def test_where_nothing_airs_the_nearest_days_on_both_sides_are_known(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Silo")
        for number, (offset, owned) in enumerate([(-90, False), (-60, True), (40, False), (50, True), (900, False)]):
            add_episode(connection, show, (1, number), day(offset), owned=owned)
    with database.reading() as connection:
        assert nearest(connection, TODAY, day(-7), day(7), ALL) == (day(-60), day(40))
        assert nearest(connection, TODAY, day(-7), day(45), ALL) == (day(-60), day(50))
        assert nearest(connection, TODAY, day(-99), day(50), ALL) == (None, None)
        assert nearest(connection, TODAY, day(-7), day(7), AiringFilter(library="Anime")) == (None, None)


def test_announced_episodes_are_counted_show_by_show(database: Database) -> None:
    with database.writing() as connection:
        for number in range(ANNOUNCED + 2):
            add_episode(connection, add_show(connection, f"Show {number:02d}"), (2, 1), None)
        add_episode(connection, 1, (2, 2), day(3000))
        add_episode(connection, 1, (0, 2), None, hidden_by="specials")
        add_episode(connection, add_show(connection, "Firefly", status="Ended"), (2, 1), None)
    with database.reading() as connection:
        found = announced(connection, TODAY, ALL)
        assert (found.episodes, found.shows, len(found.lines)) == (ANNOUNCED + 3, ANNOUNCED + 2, ANNOUNCED)
        assert found.lines[0] == AnnouncedShow(1, "Show 00", 2)
        assert announced(connection, TODAY, AiringFilter(premieres=True)).episodes == ANNOUNCED + 2
        assert announced(connection, TODAY, AiringFilter(group="archive")).lines == ()


@pytest.mark.parametrize("shows", [20, 200])
def test_each_look_is_one_statement_that_never_reads_the_whole_table(tmp_path: Path, shows: int) -> None:
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        add_household(connection, shows)
    with statements(database) as sent, database.reading() as connection:
        assert airings(connection, TODAY, day(-7), day(7), ALL, 10)
        assert nearest(connection, TODAY, day(1), day(1), ALL) == (TODAY, day(7))
        announced(connection, TODAY, ALL)
        library_titles(connection)
    assert len(sent) == 4
    with database.reading() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all() for sql, values in sent]
    assert [line[3] for plan in plans for line in plan if WHOLE_TABLE.fullmatch(line[3])] == []
    database.close()
