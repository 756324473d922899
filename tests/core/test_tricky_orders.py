"""Long shows that TheTVDB and TMDB divide otherwise (tmdb_tvdb.md 3.3, 12 to 21).

How many seasons and episodes there are is what the two list. Where only the totals are known, the seasons are even.
"""

import pytest

from parity.core.holdings import Holdings
from parity.core.ordering import AIRED, THROUGH, Order, counted_through
from parity.core.suspicion import better_orders, suspicion
from tests.core.builders import TODAY, missing
from tests.core.two_lists import (
    TMDB,
    TwoLists,
    bare,
    by_tmdb,
    compared,
    dated,
    evenly,
    nth_of,
    titled,
    without,
)

ABSOLUTE = Order("tvdb", "absolute")
PIECES = (61, 16, 14, 39, 13, 52, 33, 35, 73, 45, 26, 14, 101, 58, 62, 50, 56, 55, 74, 14, 197, 67, 26)
SOULS = (20, 21, 22, 28, 18, 22, 20, 16, 22, 16, 7, 17, 36, 51, 26, 24, 40)
SHOWS = (
    TwoLists(12, "One Piece", PIECES, (1121,), ABSOLUTE, goes_on=True),
    TwoLists(13, "Detective Conan", (1212,), evenly(1154, 33)),
    TwoLists(14, "Pokémon", evenly(1234, 25), evenly(1308, 20)),
    TwoLists(15, "Bleach", (366, 39), SOULS),
    TwoLists(16, "Naruto Shippūden", evenly(500, 20), evenly(500, 22)),
    TwoLists(17, "Naruto", (52, 52, 54, 62), (35, 48, 48, 48, 41)),
    TwoLists(18, "Jujutsu Kaisen", (47,), (24, 23)),
    TwoLists(19, "Re:ZERO", (66,), (25, 25, 16)),
    TwoLists(20, "Dragon Ball Z Kai", evenly(159, 6), (98, 61)),
    TwoLists(21, "Crayon Shin-chan", (2289,), evenly(2289, 29)),
)
of_each_show = pytest.mark.parametrize("show", SHOWS, ids=str)


def holes(show: TwoLists) -> tuple[int, int, int]:
    """Three that are not there: the first, one in the midst and the last that both list."""
    return 1, show.both // 2, show.both


@of_each_show
def test_numbered_as_plex_says_the_very_episodes_are_missing_that_are_not_there(show: TwoLists) -> None:
    listed, gone = show.at_tvdb, holes(show)
    sources = {show.order.label: listed}
    for absent in ((), gone):
        _, found, rows = compared([bare(e) for e in without(listed, absent)], show.order, sources)
        assert missing(rows) == nth_of(listed, *absent)
        assert (found.placements, found.doubtful, found.share) == ((), (), 100)


@of_each_show
def test_without_a_key_for_thetvdb_nothing_is_said(show: TwoLists) -> None:
    numbered = [bare(e) for e in show.at_tvdb]
    _, found, rows = compared(numbered, show.order, {TMDB: show.at_tmdb})
    assert (found, rows) == (Holdings(refusal="numbered by TheTVDB"), ())


@of_each_show
def test_with_ids_the_numbers_of_the_other_list_open_no_gap(show: TwoLists) -> None:
    listed, gone = show.at_tmdb, holes(show)
    beyond = range(show.both + 1, len(listed) + 1)
    for absent in ((), gone):
        there = without(show.at_tvdb[: show.both], absent)
        _, found, rows = compared([by_tmdb(e) for e in there], AIRED, {TMDB: listed})
        assert missing(rows) == nth_of(listed, *absent, *beyond)
        assert suspicion(found, rows, TODAY) is None


@of_each_show
def test_with_titles_the_numbers_of_the_other_list_open_no_gap(show: TwoLists) -> None:
    listed, gone = show.at_tmdb, holes(show)
    beyond = range(show.both + 1, len(listed) + 1)
    for absent in ((), gone):
        _, found, rows = compared([titled(e) for e in without(show.at_tvdb, absent)], AIRED, {TMDB: listed})
        assert missing(rows) == nth_of(listed, *absent, *beyond)
        assert suspicion(found, rows, TODAY) is None


@of_each_show
def test_with_dates_the_numbers_of_the_other_list_open_no_gap(show: TwoLists) -> None:
    listed, gone = show.at_tmdb, holes(show)
    beyond = range(show.both + 1, len(listed) + 1)
    _, found, rows = compared([dated(e) for e in without(show.at_tvdb, gone)], AIRED, {TMDB: listed})
    assert missing(rows) == nth_of(listed, *gone, *beyond)
    assert suspicion(found, rows, TODAY) is None


@of_each_show
def test_with_numbers_alone_the_show_is_suspect_and_the_right_order_is_proposed(show: TwoLists) -> None:
    at_tmdb, at_tvdb = show.at_tmdb, show.at_tvdb
    for absent in ((), holes(show)):
        made, found, rows = compared([bare(e) for e in without(at_tvdb, absent)], AIRED, {TMDB: at_tmdb})
        doubt = suspicion(found, rows, TODAY)
        assert doubt is not None
        assert doubt.doubt == "numbers"
        others = {show.order.label: at_tvdb, THROUGH.label: counted_through(at_tmdb)}
        proposed = better_orders([made], found, len(missing(rows)), others, TODAY)
        right = {show.order.label, THROUGH.label} if show.order == ABSOLUTE else {show.order.label}
        assert {p.value: p.share for p in proposed} == dict.fromkeys(right, 100)


@of_each_show
def test_what_tmdb_numbered_is_suspect_where_plex_says_thetvdb(show: TwoLists) -> None:
    at_tmdb, at_tvdb = show.at_tmdb, show.at_tvdb
    made, found, rows = compared([bare(e) for e in at_tmdb], show.order, {show.order.label: at_tvdb})
    assert suspicion(found, rows, TODAY) is not None
    proposed = better_orders([made], found, len(missing(rows)), {TMDB: at_tmdb}, TODAY)
    assert [p.value for p in proposed] == [TMDB]
