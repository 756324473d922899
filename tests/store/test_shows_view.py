"""The list of shows: one word for each, counts that add up, the next episode."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import literal, select

from parity.core.shapes import Copy, NextAir, Show, Trouble
from parity.core.verdict import STANDINGS, state_of
from parity.store import conditions
from parity.store.database import Database
from parity.store.known_view import known
from parity.store.schema import shows
from parity.store.shows_view import ALL, ShowFilter, one_show, roster, shows_listing
from tests.store.builders import NOW, TODAY, add_copy, add_episode, add_library, add_show, day


def listed(database: Database, wanted: ShowFilter = ALL) -> list[tuple[str, str]]:
    """Title and state of each show."""
    with database.reading() as connection:
        return [(show.title, show.state) for show in shows_listing(connection, TODAY, wanted).items]


def the_show(database: Database) -> Show:
    """The only one."""
    with database.reading() as connection:
        [show] = shows_listing(connection, TODAY).items
    return show


def test_the_database_finds_the_same_word_as_the_rule(database: Database) -> None:
    cases = list(product(STANDINGS, (None, "ignored"), (0, 1), (None, NOW)))
    with database.writing() as connection:
        for standing, ignored, gaps, checked in cases:
            title = f"{standing} {ignored} {gaps} {checked}"
            columns: dict[str, Any] = {"standing": standing, "ignored_by": ignored, "checked_at": checked}
            show = add_show(connection, title, **columns)
            word = connection.execute(
                select(conditions.state(TODAY, literal(gaps))).where(shows.c.id == show)
            ).scalar_one()
            rule = state_of(standing, ignored=ignored is not None, missing=gaps, ever_checked=checked is not None)
            assert word == rule, title


def test_every_state_is_told_and_can_be_asked_for(database: Database) -> None:
    with database.writing() as connection:
        add_show(connection, "A", standing="unmatched", checked_at=None)
        add_show(connection, "B", standing="suspect", ignored_by="ignored")
        add_show(connection, "C", ignored_by="ignored")
        add_show(connection, "D", checked_at=None)
        add_episode(connection, add_show(connection, "E"), (1, 1), day(-9))
        add_episode(connection, add_show(connection, "F"), (1, 1), day(-9), owned=True)
    states = ["unmatched", "suspect", "ignored", "error", "missing", "complete"]
    assert listed(database) == list(zip("ABCDEF", states, strict=True))
    assert listed(database, ShowFilter(state="missing")) == [("E", "missing")]
    assert listed(database, ShowFilter(state="error")) == [("D", "error")]


def test_counts_add_up_and_leave_out_specials_and_what_is_hidden(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A")
        add_episode(connection, show, (1, 1), day(-9), owned=True)
        add_episode(connection, show, (1, 2), day(-9))
        add_episode(connection, show, (1, 3), day(-9), hidden_by="ignored")
        add_episode(connection, show, (1, 4), day(-9), hidden_by="ignored", owned=True)
        add_episode(connection, show, (1, 5), day(9))
        add_episode(connection, show, (1, 6), day(9), owned=True)
        add_episode(connection, show, (1, 7), None)
        add_episode(connection, show, (1, 8), day(3000))
        add_episode(connection, show, (0, 1), day(-9), hidden_by="specials")
        add_episode(connection, show, (0, 2), day(-9), hidden_by="specials", owned=True)
        add_episode(connection, show, (0, 3), day(9), hidden_by="specials")
    found = the_show(database)
    assert (found.owned, found.missing, found.expected) == (3, 1, 4)
    assert (found.upcoming, found.announced) == (1, 2)


def test_what_is_announced_of_an_ended_show_does_not_count(database: Database) -> None:
    with database.writing() as connection:
        add_episode(connection, add_show(connection, "A", status="Ended"), (1, 1), None)
    assert the_show(database).announced == 0


def test_an_ignored_show_misses_nothing_and_says_until_when(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A", ignored_by="ignored", ignored_until=TODAY)
        add_episode(connection, show, (1, 1), day(-9))
        add_episode(connection, show, (1, 2), day(-9), owned=True)
        add_episode(connection, show, (1, 3), day(9))
    found = the_show(database)
    assert (found.state, found.reason, found.ignored_until) == ("ignored", "ignored", TODAY)
    assert (found.owned, found.missing, found.expected, found.upcoming, found.next_air) == (1, 0, 1, 0, None)


def test_the_next_episode_is_the_earliest_that_is_neither_hidden_nor_there(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "A")
        add_episode(connection, show, (1, 1), day(1), hidden_by="ignored")
        add_episode(connection, show, (1, 2), day(2), owned=True)
        add_episode(connection, show, (2, 4), day(3), title="Later number")
        add_episode(connection, show, (2, 3), day(3), title="Next")
    assert the_show(database).next_air == NextAir(2, 3, "S02E03", "Next", day(3), 3)


def test_a_line_tells_everything_about_its_show(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime")
        show = add_show(
            connection,
            "Lain",
            anime,
            year=1998,
            tmdb_id=5,
            imdb_id="tt6",
            tvdb_id=7,
            poster="/lain.jpg",
            match_source="imdb",
            status="Ended",
            policy="from 2",
            specials=True,
            trouble="TMDB did not answer",
            trouble_since=NOW,
        )
        add_copy(connection, show, 1)
    with database.reading() as connection:
        assert one_show(connection, TODAY, show + 1) is None
        assert one_show(connection, TODAY, show) == Show(
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
            poster="/lain.jpg",
            match_source="imdb",
            order="tmdb:aired",
            show_status="Ended",
            group="archive",
            state="complete",
            reason=None,
            owned=0,
            expected=0,
            missing=0,
            upcoming=0,
            announced=0,
            next_air=None,
            policy="from 2",
            specials=True,
            ignored_until=None,
            checked_at=NOW,
            trouble=Trouble("TMDB did not answer", NOW),
            copies=(Copy("m1", "Attic", "Shows", "1001"), Copy("m1", "Attic", "Anime", "2001")),
        )


def test_shows_come_by_sorting_title_in_pages_and_by_group_and_library(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime")
        add_show(connection, "The Wire", sort_title="wire", status="Ended")
        add_show(connection, "Akira", anime)
        add_show(connection, "Monk")
    assert [title for title, _ in listed(database)] == ["Akira", "Monk", "The Wire"]
    assert listed(database, ShowFilter(group="archive")) == [("The Wire", "complete")]
    assert listed(database, ShowFilter(library="Anime")) == [("Akira", "complete")]
    with database.reading() as connection:
        page = shows_listing(connection, TODAY, limit=1, offset=1)
    assert (page.total, [show.title for show in page.items]) == (3, ["Monk"])


@pytest.mark.parametrize("columns", [{"in_scope": False}, {}])
def test_what_is_out_of_scope_or_gone_is_not_listed(database: Database, columns: dict[str, bool]) -> None:
    with database.writing() as connection:
        off = add_library(connection, "Off", followed=bool(columns))
        add_show(connection, "A", library=off, **columns)
    with database.reading() as connection:
        assert roster(connection, TODAY) == []
        assert known(connection).outside == len(columns)
