"""The lists of missing and upcoming episodes say what RULES R1, R4-R6 say."""

from datetime import date
from typing import Any

import pytest

from parity.core.shapes import Copy, Episode
from parity.store.database import Database
from parity.store.episodes_view import ALL, EpisodeFilter, missing, upcoming
from parity.store.schema import missing_log
from tests.store.builders import (
    NOW,
    TODAY,
    add_copy,
    add_episode,
    add_library,
    add_show,
    day,
)

IGNORED = EpisodeFilter(ignored=True)


def codes(database: Database, wanted: EpisodeFilter = ALL, today: date = TODAY) -> list[str]:
    """What is missing on a day: title and code."""
    with database.reading() as connection:
        return [f"{e.title} {e.code}" for e in missing(connection, today, wanted).items]


def coming(database: Database, wanted: EpisodeFilter = ALL) -> list[tuple[str, int]]:
    """What is upcoming today: code and days."""
    with database.reading() as connection:
        return [(e.code, e.days) for e in upcoming(connection, TODAY, wanted).items]


def test_an_episode_is_missing_from_the_day_it_is_due(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly")
        add_episode(connection, show, (1, 2), day(-1))
    assert codes(database) == ["Firefly S01E02"]
    assert codes(database, today=day(-1)) == []


def test_the_one_that_aired_last_comes_first_then_title_and_number_decide(database: Database) -> None:
    with database.writing() as connection:
        b, a = add_show(connection, "B"), add_show(connection, "A")
        add_episode(connection, b, (1, 1), day(-30))
        add_episode(connection, b, (1, 3), day(-5))
        add_episode(connection, b, (1, 2), day(-5))
        add_episode(connection, a, (9, 9), day(-5))
    assert codes(database) == ["A S09E09", "B S01E02", "B S01E03", "B S01E01"]


def test_owned_undated_and_future_episodes_are_not_missing(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly")
        add_episode(connection, show, (1, 1), day(-9), owned=True)
        add_episode(connection, show, (1, 2), None)
        add_episode(connection, show, (1, 3), day(0))
    assert codes(database) == []


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [
        (None, None, False),
        (None, 0, False),
        (None, -1, True),
        (0, None, False),
        (1, None, True),
        (-5, 5, False),
        (-5, -1, True),
    ],
)
def test_what_hides_an_episode_counts_on_its_days_both_ends_included(
    database: Database, start: int | None, end: int | None, seen: bool
) -> None:
    span = {"hidden_from": start, "hidden_to": end}
    dates: dict[str, Any] = {name: None if offset is None else day(offset) for name, offset in span.items()}
    with database.writing() as connection:
        add_episode(connection, add_show(connection, "A"), (1, 1), day(-9), hidden_by="policy last", **dates)
    assert codes(database) == (["A S01E01"] if seen else [])


@pytest.mark.parametrize(
    "columns",
    [
        {"standing": "unmatched"},
        {"standing": "suspect"},
        {"standing": "pending"},
        {"in_scope": False},
        {"ignored_by": "ignored"},
        {"ignored_by": "ignored", "ignored_until": TODAY},
    ],
)
def test_a_show_that_does_not_speak_has_nothing_missing(database: Database, columns: dict[str, Any]) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", **columns)
        add_episode(connection, show, (1, 1), day(-9))
        add_episode(connection, show, (1, 2), day(9))
    assert codes(database) == []
    assert coming(database) == []


def test_a_show_speaks_again_on_the_day_after_its_ignore_ended(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", ignored_by="ignored", ignored_until=day(-1))
        add_episode(connection, show, (1, 1), day(-9))
    assert codes(database) == ["Firefly S01E01"]


def test_a_show_whose_copies_are_all_gone_or_not_followed_is_not_seen(database: Database) -> None:
    with database.writing() as connection:
        other = add_library(connection, "Other", followed=False)
        gone = add_show(connection, "Gone", library=other)
        add_copy(connection, gone, 1, gone_at=NOW)
        add_episode(connection, gone, (1, 1), day(-9))
    assert codes(database) == []


@pytest.mark.parametrize("state", ["held", "failed", "gone"])
def test_rows_of_a_library_that_is_held_back_stay(database: Database, state: str) -> None:
    with database.writing() as connection:
        frozen = add_library(connection, "Frozen", state=state)
        add_episode(connection, add_show(connection, "A", library=frozen), (1, 1), day(-9))
    assert codes(database) == ["A S01E01"]


def test_ignored_episodes_come_when_asked_for_and_are_marked_but_never_policies_or_specials(
    database: Database,
) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A")
        for number, reason in enumerate(["ignored", "ignored season", "ignored show", "policy last", None]):
            add_episode(connection, show, (1, number), day(-9), hidden_by=reason)
        add_episode(connection, show, (0, 1), day(-9), hidden_by="specials")
        add_episode(connection, show, (2, 1), day(9), hidden_by="ignored")
        silent = add_show(connection, "B", ignored_by="ignored")
        add_episode(connection, silent, (1, 1), day(-8))
        nothing = add_show(connection, "C", ignored_by="policy none")
        add_episode(connection, nothing, (1, 1), day(-8))
    with database.reading() as connection:
        rows = [(e.code, e.title, e.ignored, e.reason) for e in missing(connection, TODAY, IGNORED).items]
    assert rows == [
        ("S01E01", "B", True, "ignored"),
        ("S01E00", "A", True, "ignored"),
        ("S01E01", "A", True, "ignored season"),
        ("S01E02", "A", True, "ignored show"),
        ("S01E04", "A", False, None),
    ]
    assert codes(database) == ["A S01E04"]


def test_upcoming_are_dated_absent_and_not_due_ordered_by_air_date(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A")
        add_episode(connection, show, (1, 1), day(-1), due_on=day(2))
        add_episode(connection, show, (1, 2), day(0))
        add_episode(connection, show, (1, 3), day(8))
        add_episode(connection, show, (1, 4), day(3))
        add_episode(connection, show, (1, 5), day(4), owned=True)
        add_episode(connection, show, (1, 6), day(4), hidden_by="ignored")
        add_episode(connection, show, (1, 7), None)
    assert coming(database) == [("S01E01", -1), ("S01E02", 0), ("S01E04", 3), ("S01E03", 8)]
    assert coming(database, EpisodeFilter(days=3)) == [("S01E01", -1), ("S01E02", 0), ("S01E04", 3)]


def test_what_is_more_than_two_years_ahead_is_not_upcoming(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A")
        add_episode(connection, show, (1, 1), date(2028, 11, 21))
        add_episode(connection, show, (1, 2), date(2028, 11, 22))
    assert coming(database) == [("S01E01", 731)]


@pytest.mark.parametrize(
    ("status", "aired", "columns", "group"),
    [
        ("Ended", -9, {}, "archive"),
        ("Canceled", -9, {}, "archive"),
        ("Returning Series", -9, {}, "ongoing"),
        ("", -9, {}, "ongoing"),
        ("Ended", 1, {}, "ongoing"),
        ("Ended", 1, {"owned": True}, "ongoing"),
        ("Ended", 0, {}, "archive"),
        ("Ended", 900, {}, "archive"),
        ("Ended", 1, {"hidden_by": "specials"}, "archive"),
        ("Ended", 1, {"hidden_by": "ignored"}, "ongoing"),
    ],
)
def test_a_show_is_archived_when_it_ended_and_nothing_believable_lies_ahead(
    database: Database, status: str, aired: int, columns: dict[str, bool], group: str
) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A", status=status)
        add_episode(connection, show, (1, 1), day(-20))
        add_episode(connection, show, (0, 9), day(aired), **columns)
    with database.reading() as connection:
        rows = {e.group for e in missing(connection, TODAY).items}
        assert rows == {group}
        kept = missing(connection, TODAY, EpisodeFilter(group="archive")).total
    assert (kept > 0) == (group == "archive")


def test_filters_narrow_and_the_total_counts_all_pages(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime", section_key="7")
        one, two = add_show(connection, "One"), add_show(connection, "Two", library=anime)
        for number in range(1, 4):
            add_episode(connection, one, (1, number), day(-number))
        add_episode(connection, two, (1, 1), day(-9))
    assert codes(database, EpisodeFilter(library="Anime")) == ["Two S01E01"]
    assert codes(database, EpisodeFilter(library="7")) == ["Two S01E01"]
    assert codes(database, EpisodeFilter(library="None such")) == []
    assert codes(database, EpisodeFilter(show=two)) == ["Two S01E01"]
    with database.reading() as connection:
        page = missing(connection, TODAY, limit=2, offset=1)
    assert (page.total, [e.code for e in page.items]) == (4, ["S01E02", "S01E03"])


def test_a_row_tells_everything_about_its_episode(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime")
        show = add_show(
            connection, "Lain", anime, year=1998, tmdb_id=5, imdb_id="tt6", tvdb_id=7, status="Returning Series"
        )
        add_copy(connection, show, 1)
        add_episode(connection, show, (1, 100), day(-3), title="Protocol")
        log = {"show_id": show, "season": 1, "number": 100, "title": "Protocol", "since": NOW}
        connection.execute(missing_log.insert().values(**log))
    first, second = Copy("m1", "Attic", "Shows", "1001"), Copy("m1", "Attic", "Anime", "2001")
    with database.reading() as connection:
        assert missing(connection, TODAY).items == (
            Episode(
                show_id=show,
                server="m1",
                server_name="Attic",
                library="Shows",
                rating_key="1001",
                title="Lain",
                year=1998,
                tmdb_id=5,
                imdb_id="tt6",
                tvdb_id=7,
                show_status="Returning Series",
                group="ongoing",
                season=1,
                episode=100,
                code="S01E100",
                episode_title="Protocol",
                air_date=day(-3),
                days=-3,
                ignored=False,
                reason=None,
                first_seen=NOW,
                copies=(first, second),
            ),
        )
