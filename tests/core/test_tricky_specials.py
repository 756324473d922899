"""Shows of which one list has in a season what the other has elsewhere or not at all (tmdb_tvdb.md 3.3)."""

from dataclasses import replace
from datetime import date

import pytest

from parity.core.gaps import Gap, Taste
from parity.core.holdings import Holdings
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.ordering import AIRED, OFFICIAL, Order
from parity.core.placed import Placement
from parity.core.suspicion import better_orders, suspicion
from tests.core.builders import (
    TODAY,
    codes,
    day,
    item,
    judged,
    listed,
    missing,
    season,
)
from tests.core.two_lists import (
    OF_TMDB,
    OF_TVDB,
    TMDB,
    TwoLists,
    bare,
    by_tmdb,
    by_tvdb,
    compared,
    nth_of,
    titled,
    told,
    without,
)

TVDB = OFFICIAL.label
DVD = Order("tvdb", "dvd")


# Case 22. What TheTVDB lists as the 29th and 30th of the fourth season are specials at TMDB.
FINAL = ("The Final Chapters: Special 1", "The Final Chapters: Special 2")
TITAN_AT_TVDB = [*season(4, 28), *(listed(4, n, day(-800 + 200 * (n - 29)), FINAL[n - 29]) for n in (29, 30))]
TITAN = [*(replace(e, season=0, number=e.number + 7) for e in TITAN_AT_TVDB[28:]), *TITAN_AT_TVDB[:28]]


def test_case_22_attack_on_titan_is_complete_with_twenty_eight() -> None:
    assert told((item(4, n) for n in range(1, 29)), TITAN) == ([], False)
    assert told((item(4, n) for n in range(1, 28)), TITAN) == (["S04E28"], False)
    for kind in (bare, titled):
        assert told(map(kind, TITAN_AT_TVDB), TITAN) == ([], False)
    assert told(map(titled, without(TITAN_AT_TVDB, [28])), TITAN) == (["S04E28"], False)
    assert told(map(bare, without(TITAN_AT_TVDB, [28])), TITAN) == (["S04E28"], True)


def test_case_22_attack_on_titan_in_the_order_of_thetvdb_has_thirty() -> None:
    assert told(map(bare, TITAN_AT_TVDB), TITAN_AT_TVDB, OFFICIAL) == ([], False)
    assert told((item(4, n) for n in range(1, 29)), TITAN_AT_TVDB, OFFICIAL) == (["S04E29", "S04E30"], False)


def test_case_22_the_final_chapters_are_those_specials_of_tmdb_by_title() -> None:
    wanted = Taste(specials=True)
    _, found, _ = compared([titled(e) for e in TITAN_AT_TVDB], AIRED, {TMDB: TITAN})
    assert missing(judged(TITAN, found.owned, taste=wanted)) == []
    assert [(p.was, p.number, p.how) for p in found.placements] == [
        (Number(4, n), Number(0, n + 7), "title") for n in (29, 30)
    ]
    assert missing(judged(TITAN, [Number(4, n) for n in range(1, 29)], taste=wanted)) == ["S00E36", "S00E37"]


# Case 23. Three of the first season came online only, much later; TheTVDB has two seasons more.
TALES = TwoLists(23, "Monogatari", (12, 11, 23, 12), (15, 11, 23, 12, 7, 14))
STORIES_AT_TVDB = TALES.at_tvdb
STORIES_AT_TMDB = [
    replace(e, season=place.season, number=place.number, episode_id=e.episode_id - OF_TVDB + OF_TMDB)
    for e, place in zip([*STORIES_AT_TVDB[:12], *STORIES_AT_TVDB[15:61]], TALES.at_tmdb, strict=True)
]


def test_case_23_monogatari_online_only() -> None:
    assert told(map(bare, STORIES_AT_TVDB), STORIES_AT_TVDB, OFFICIAL) == ([], False)
    twelve = without(STORIES_AT_TVDB, [13, 14, 15])
    assert told(map(bare, twelve), STORIES_AT_TVDB, OFFICIAL) == (codes(1, (13, 14, 15)), False)
    assert told(map(bare, STORIES_AT_TVDB), STORIES_AT_TMDB) == ([], False)
    holed = without(STORIES_AT_TVDB, [12, 20])
    assert told(map(titled, holed), STORIES_AT_TMDB) == (["S01E12", "S02E05"], False)
    known = [by_tmdb(e) for e in holed if OF_TMDB + e.episode_id - OF_TVDB in {e.episode_id for e in STORIES_AT_TMDB}]
    assert told(known, STORIES_AT_TMDB) == (["S01E12", "S02E05"], False)
    made, found, rows = compared([bare(e) for e in holed], AIRED, {TMDB: STORIES_AT_TMDB})
    assert suspicion(found, rows, TODAY) is not None
    assert [p.value for p in better_orders([made], found, len(missing(rows)), {TVDB: STORIES_AT_TVDB}, TODAY)] == [TVDB]


# Case 24. A special became the last of the second season.
WHITE_CHRISTMAS = listed(2, 4, date(2014, 12, 16), "White Christmas", 7014792)
MIRROR = [
    listed(2, 1, date(2013, 2, 11), "Be Right Back", 877841),
    listed(2, 2, date(2013, 2, 18), "White Bear", 877840),
    listed(2, 3, date(2013, 2, 25), "The Waldo Moment", 877839),
    WHITE_CHRISTMAS,
]


def mirror(special: PlexEpisode) -> tuple[list[Gap], Holdings]:
    three = [item(2, e.number, title=e.title, tmdb=[e.episode_id]) for e in MIRROR[:3]]
    _, found, rows = compared([*three, special], AIRED, {TMDB: MIRROR})
    return list(rows), found


@pytest.mark.parametrize(
    ("special", "how"),
    [
        (item(0, 1, tmdb=[7014792], key="w"), "id"),
        (item(0, 1, title="White Christmas", key="w"), "title"),
        (item(0, 1, title="Episode 1", aired=date(2014, 12, 16), key="w"), "date"),
    ],
)
def test_case_24_white_christmas_is_found_where_it_lies_as_a_special(special: PlexEpisode, how: str) -> None:
    rows, found = mirror(special)
    assert (missing(rows), found.doubtful) == ([], ())
    assert found.placements == (Placement("w", special.title, Number(2, 4), how, Number(0, 1)),)


def test_case_24_a_special_of_black_mirror_that_says_nothing_makes_the_show_suspect() -> None:
    rows, found = mirror(item(0, 1, title="Episode 1"))
    assert missing(rows) == ["S02E04"]
    said = "1 episode in Plex fits no number that is listed, and could be among the 1 that seems missing"
    doubt = suspicion(found, rows, TODAY)
    assert doubt is not None
    assert (doubt.doubt, doubt.sentence) == ("numbers", said)


def test_case_24_who_never_had_white_christmas_lacks_it() -> None:
    rows, found = mirror(item(2, 1, title="Be Right Back", tmdb=[877841], key="again"))
    assert (missing(rows), suspicion(found, rows, TODAY)) == (["S02E04"], None)


# Case 36. The nth on the discs of Batman: The Animated Series is the nth of these as they aired.
DISCS = (28, 28, 29)
AS_AIRED = (
    *(2, 38, 10, 15, 9, 27, 13, 23, 11, 17, 18, 6, 20, 3, 1, 8, 56, 32, 22, 4, 5, 7, 21, 19, 14, 12, 24, 31),
    *(16, 26, 25, 51, 53, 46, 28, 33, 29, 39, 40, 41, 42, 30, 36, 55, 37, 35, 52, 45, 34, 44, 49, 63, 65, 50, 48, 47),
    *(61, 62, 54, 57, 58, 43, 60, 59, 64, 67, 84, 69, 68, 66, 81, 70, 75, 83, 71, 74, 85, 82, 73, 72, 76, 79, 77, 80),
    78,
)
BATMAN = TwoLists(36, "Batman: The Animated Series", DISCS, (60, 10, 10, 5))
BATMAN_ON_DISC = [
    replace(BATMAN.at_tvdb[nth - 1], season=place.season, number=place.number)
    for nth, place in zip(AS_AIRED, BATMAN.at_tmdb, strict=True)
]


def test_case_36_batman_is_complete_as_aired_and_as_on_the_discs() -> None:
    for order, their in ((OFFICIAL, BATMAN.at_tvdb), (DVD, BATMAN_ON_DISC)):
        assert told(map(bare, their), their, order) == ([], False)
        assert told(map(bare, without(their, [2, 85])), their, order) == (nth_of(their, 2, 85), False)


def test_case_36_the_discs_of_batman_are_known_by_id_or_title_in_the_order_of_broadcast_and_else_suspect() -> None:
    for kind in (by_tvdb, titled):
        assert told(map(kind, BATMAN_ON_DISC), BATMAN.at_tvdb, OFFICIAL) == ([], False)
        holed = without(BATMAN_ON_DISC, [1, 85])  # aired as the second and the seventy-eighth
        assert told(map(kind, holed), BATMAN.at_tvdb, OFFICIAL) == (nth_of(BATMAN.at_tvdb, 2, 78), False)
    made, found, rows = compared([bare(e) for e in BATMAN_ON_DISC], OFFICIAL, {TVDB: BATMAN.at_tvdb})
    assert suspicion(found, rows, TODAY) is not None
    proposed = better_orders([made], found, len(missing(rows)), {DVD.label: BATMAN_ON_DISC}, TODAY)
    assert [p.value for p in proposed] == [DVD.label]
