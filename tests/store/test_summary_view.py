"""The dashboard's numbers, its notices, and what is missing show by show."""

from parity.core.shapes import Notice, Numbers
from parity.store.database import Database
from parity.store.gaps_view import EPISODES_EACH, gaps_by_show
from parity.store.overview_view import Gaps, overview
from parity.store.schema import notices, servers
from parity.store.shows_view import roster
from parity.store.summary_view import all_notices, numbers
from tests.store.builders import NOW, TODAY, add_episode, add_household, add_library, add_show, day


def test_each_number_counts_what_its_name_says(database: Database) -> None:
    with database.writing() as connection:
        first, second = add_show(connection, "A"), add_show(connection, "B", trouble="TMDB: no answer")
        for number in (1, 2):
            add_episode(connection, first, (1, number), day(-9))
        add_episode(connection, second, (1, 1), day(-9))
        add_episode(connection, second, (1, 2), day(7))
        add_episode(connection, second, (1, 3), day(8))
        add_show(connection, "C")
        add_show(connection, "D", standing="unmatched")
        add_show(connection, "E", standing="suspect")
        add_show(connection, "F", checked_at=None)
        silent = add_show(connection, "G", ignored_by="ignored")
        add_episode(connection, silent, (1, 1), day(-9))
        add_episode(connection, silent, (1, 2), day(3))
    with database.reading() as connection:
        assert numbers(connection, TODAY, overview(connection, TODAY)) == Numbers(
            shows=7,
            missing=3,
            shows_missing=2,
            upcoming_week=1,
            complete=1,
            unmatched=1,
            suspect=1,
            ignored=1,
            error=1,
            troubled=1,
        )


def test_notices_of_the_house_come_before_those_of_libraries(database: Database) -> None:
    with database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="Plex lists 0 shows where there were 9")
        connection.execute(notices.insert().values(name="feed", sentence="The feed was cut.", since=NOW))
    with database.reading() as connection:
        assert all_notices(connection) == (
            Notice("feed", "The feed was cut.", NOW),
            Notice("Anime", "Plex lists 0 shows where there were 9", None, "held"),
        )


def test_where_there_are_two_servers_notices_name_them_and_mean_one_library(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(servers.insert().values(machine_id="m2", name="Barn", seen_at=NOW))
        silent = {"state": "silent", "notice": "Barn gave no usable answer"}
        add_library(connection, "Shows", machine_id="m2", section_key="1", **silent)
    with database.reading() as connection:
        (notice,) = all_notices(connection)
    assert (notice.about, notice.library_name, notice.state) == ("Shows (Barn)", "m2/1", "silent")


def test_shows_with_gaps_come_by_their_newest_gap_with_the_first_episodes_by_number(database: Database) -> None:
    with database.writing() as connection:
        old, new = add_show(connection, "Old"), add_show(connection, "New", poster="/new.jpg")
        ended = add_show(connection, "Ended", status="Ended")
        for show in (old, ended):
            add_episode(connection, show, (1, 1), day(-50))
        add_episode(connection, new, (2, 1), day(-5))
        add_episode(connection, new, (1, 9), day(-60))
        add_show(connection, "Complete")
    with database.reading() as connection:
        gaps = overview(connection, TODAY, 2).gaps
        lines = [*gaps["archive"].first, *gaps["ongoing"].first]
        found = gaps_by_show(connection, TODAY, lines)
    assert [(g.title, g.poster, g.missing, [e.code for e in g.episodes]) for g in found] == [
        ("Ended", None, 1, ["S01E01"]),
        ("New", "/new.jpg", 2, ["S01E09", "S02E01"]),
        ("Old", None, 1, ["S01E01"]),
    ]


def test_the_first_shows_with_gaps_are_those_of_the_roster_and_all_are_counted(database: Database) -> None:
    with database.writing() as connection:
        add_household(connection, 5)
        add_show(connection, "Complete")
        for place, age in enumerate((90, 30, 60, 30)):
            add_episode(
                connection, add_show(connection, f"Ended {age}", key=f"tmdb:{place}", status="Ended"), (1, 1), day(-age)
            )
    with database.reading() as connection:
        lines = roster(connection, TODAY)
        found = overview(connection, TODAY, 3)
    going = [line for line in lines if line.title.startswith("Show")]
    ended = [line for age in (30, 60) for line in lines if line.title == f"Ended {age}"]
    assert found.gaps == {"ongoing": Gaps(5, tuple(going[:3])), "archive": Gaps(4, tuple(ended))}
    assert (found.shows, found.missing) == (10, sum(line.missing for line in lines))


def test_where_nothing_is_there_is_nothing_to_see(database: Database) -> None:
    with database.reading() as connection:
        found = overview(connection, TODAY, 3)
    assert (found.shows, found.missing, found.gaps["ongoing"]) == (0, 0, Gaps(0, ()))


def test_a_show_with_very_many_gaps_tells_only_the_first(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "News")
        for number in range(1, EPISODES_EACH + 3):
            add_episode(connection, show, (1, number), day(-9))
    with database.reading() as connection:
        [gaps] = gaps_by_show(connection, TODAY, roster(connection, TODAY))
    assert (gaps.missing, len(gaps.episodes), gaps.episodes[-1].code) == (EPISODES_EACH + 2, EPISODES_EACH, "S01E30")
