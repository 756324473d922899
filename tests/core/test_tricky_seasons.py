"""Shows whose lists differ by more than where a season ends: parts, discs, segments, specials (tmdb_tvdb.md 3.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Taste, judge
from parity.core.holdings import Holdings, holdings
from parity.core.newly import doubt_of, newly_listed
from parity.core.ordering import AIRED, OFFICIAL, Order
from parity.core.suspicion import better_orders, suspicion
from tests.core.builders import (
    NO_RULES,
    SHOW,
    TODAY,
    codes,
    copy,
    day,
    decide,
    item,
    judged,
    listed,
    missing,
    ruled,
)
from tests.core.two_lists import (
    OF_TMDB,
    OF_TVDB,
    TMDB,
    TwoLists,
    bare,
    by_tmdb,
    compared,
    nth_of,
    titled,
    told,
    without,
)

TVDB = OFFICIAL.label
DVD, ALTERNATE = Order("tvdb", "dvd"), Order("tvdb", "alternate")


# Case 1. TheTVDB's ids, as it aired; TMDB keeps the three that never aired among the specials.
AIRED_IN = (
    *("The Train Job", "Bushwhacked", "Our Mrs. Reynolds", "Jaynestown", "Out of Gas", "Shindig", "Safe", "Ariel"),
    *("War Stories", "Objects in Space", "Serenity", "Heart of Gold", "Trash", "The Message"),
)
ON_DISC = (11, 1, 2, 6, 7, 3, 4, 5, 8, 9, 13, 14, 12, 10)
FIREFLY = [listed(1, n, day(-9000 + n), title, OF_TVDB + n) for n, title in enumerate(AIRED_IN, 1)]
FIREFLY_ON_DISC = [replace(FIREFLY[nth - 1], number=n) for n, nth in enumerate(ON_DISC, 1)]
FIREFLY_AT_TMDB = [
    *(replace(e, episode_id=OF_TMDB + e.number) for e in FIREFLY[:11]),
    *(replace(e, season=0, number=e.number - 11, episode_id=OF_TMDB + e.number) for e in FIREFLY[11:]),
]


@pytest.mark.parametrize(("order", "their"), [(OFFICIAL, FIREFLY), (DVD, FIREFLY_ON_DISC)])
def test_case_1_firefly_is_complete_with_fourteen_as_aired_and_as_on_the_discs(
    order: Order, their: list[ProviderEpisode]
) -> None:
    assert told(map(bare, their), their, order) == ([], False)
    assert told(map(bare, without(their, [1, 11])), their, order) == (["S01E01", "S01E11"], False)
    assert compared([bare(e) for e in their], order, {TMDB: FIREFLY_AT_TMDB})[1:] == (
        Holdings(refusal="numbered by TheTVDB"),
        (),
    )


def test_case_1_firefly_from_the_discs_is_known_by_title_or_id_where_plex_says_tmdb() -> None:
    for kind in (titled, by_tmdb):
        assert told(map(kind, FIREFLY_ON_DISC), FIREFLY_AT_TMDB) == ([], False)
        # "Trash" is a special at TMDB; "Ariel", the ninth on the discs, aired as the eighth.
        gone = [e for e in FIREFLY_ON_DISC if e.title not in ("Trash", "Ariel")]
        assert told(map(kind, gone), FIREFLY_AT_TMDB) == (["S01E08"], False)
    assert told(map(bare, FIREFLY_ON_DISC), FIREFLY_AT_TMDB) == ([], False)
    without_ninth = [bare(e) for e in without(FIREFLY_ON_DISC, [9])]
    assert told(without_ninth, FIREFLY_AT_TMDB) == (["S01E09"], True)


def test_case_1_two_copies_of_firefly_in_two_orders_hold_together_what_either_holds() -> None:
    sources = {TVDB: FIREFLY, DVD.label: FIREFLY_ON_DISC}
    discs = copy([bare(e) for e in FIREFLY_ON_DISC if e.title not in ("Trash", "Safe")], DVD, "2")
    for gone, codes_of in (("Safe", ["S01E07"]), ("Ariel", [])):
        aired = copy([bare(e) for e in FIREFLY if e.title != gone], OFFICIAL, "1")
        found = holdings([aired, discs], sources, OFFICIAL)
        assert missing(judge(SHOW, FIREFLY, found.owned, NO_RULES, Taste(), TVDB)) == codes_of


# Case 2. The last episode is one of ninety minutes, or two halves; a 26th is listed, or not.
def nine(last: int) -> list[ProviderEpisode]:
    return [listed(7, n, date(1998, 9, 27) + timedelta(days=7 * min(n, 25)), f"Nine {n}") for n in range(1, last + 1)]


def test_case_2_a_twenty_sixth_file_of_deep_space_nine_is_no_error() -> None:
    assert told((item(7, n) for n in range(1, 27)), nine(25)) == ([], False)
    assert told((item(7, n) for n in range(1, 27)), nine(26)) == ([], False)


def test_case_2_a_twenty_sixth_episode_of_deep_space_nine_that_is_listed_only_now_is_of_low_confidence() -> None:
    assert told((item(7, n) for n in range(1, 26)), nine(26)) == (["S07E26"], False)
    new = nine(26)[25]
    assert newly_listed([e.episode_id for e in nine(25)], nine(26), TODAY) == {new.episode_id}
    assert doubt_of(new.air_date, TODAY) == "newly listed on 2026-11-21, although it aired in 1999"


def test_case_2_one_long_file_of_the_pilot_of_deep_space_nine_is_both_of_its_halves() -> None:
    pilot = [replace(listed(1, n, date(1993, 1, 3), f"Emissary ({n})"), runtime=45) for n in (1, 2)]
    first = [*pilot, *(listed(1, n, date(1993, 1, 3 + n), f"Nine {n}") for n in range(3, 21))]
    rest = [item(1, n, title=f"Nine {n}") for n in range(3, 21)]
    whole = replace(item(1, 1, title="Emissary"), minutes=91)
    assert told([whole, *rest], first) == ([], False)
    half = replace(item(1, 1, title="Emissary (1)"), minutes=45)
    assert told([half, *rest], first) == (["S01E02"], False)


# Case 9. TMDB lists half hours of two stories each, TheTVDB the stories.
HALF_HOURS = [listed(1, n, day(-900 + n), f"Story {2 * n - 1} / Story {2 * n}") for n in range(1, 14)]
STORIES = [listed(1, n, day(-900 + (n + 1) // 2), f"Story {n}", OF_TVDB + n) for n in range(1, 25)]


def test_case_9_the_stories_of_stillwater_are_right_in_the_order_that_plex_uses() -> None:
    assert told(map(bare, STORIES), STORIES, OFFICIAL) == ([], False)
    assert told(map(bare, without(STORIES, [3, 24])), STORIES, OFFICIAL) == (["S01E03", "S01E24"], False)
    found = compared([bare(e) for e in STORIES], OFFICIAL, {TMDB: HALF_HOURS})[1]
    assert found == Holdings(refusal="numbered by TheTVDB")
    assert told(map(bare, HALF_HOURS), HALF_HOURS) == ([], False)
    assert told(map(bare, without(HALF_HOURS, [5])), HALF_HOURS) == (["S01E05"], False)


def test_case_9_stories_of_stillwater_among_half_hours_are_doubted_until_the_owner_ignores_the_season() -> None:
    assert told(map(bare, STORIES), HALF_HOURS) == ([], False)
    made, found, rows = compared([bare(e) for e in without(STORIES, [4])], AIRED, {TMDB: HALF_HOURS})
    assert (missing(rows), suspicion(found, rows, TODAY) is not None) == (["S01E04"], True)
    assert [p.value for p in better_orders([made], found, 1, {TVDB: STORIES}, TODAY)] == [TVDB]
    rules = ruled(decide("ignore_season", [f"tmdb:aired:{SHOW}:s1"]))
    assert missing(judged(HALF_HOURS, found.owned, rules)) == []


# Case 10. Netflix cut the 41 that were broadcast into 48, in five parts: nothing but the numbers tells of them.
HEIST = TwoLists(10, "Money Heist", (15, 16, 10), (13, 9, 8, 8, 10), ALTERNATE)


def test_case_10_money_heist_in_the_parts_of_netflix_is_a_matter_of_order_not_of_eleven_gaps() -> None:
    cut = [replace(e, title=f"Episode {e.number}") for e in HEIST.at_tvdb]
    made, found, rows = compared([bare(e) for e in cut], AIRED, {TMDB: HEIST.at_tmdb})
    assert missing(rows) == [*codes(1, (14, 15)), *codes(2, range(10, 17)), *codes(3, (9, 10))]
    doubt = suspicion(found, rows, TODAY)
    said = "18 episodes in Plex fit no number that is listed, and could be among the 11 that seem missing"
    assert (doubt.doubt, doubt.sentence) == ("numbers", said) if doubt else False
    assert [p.value for p in better_orders([made], found, 11, {ALTERNATE.label: cut}, TODAY)] == [ALTERNATE.label]
    assert told(map(bare, cut), cut, ALTERNATE) == ([], False)
    assert told(map(bare, without(cut, [14, 48])), cut, ALTERNATE) == (["S02E01", "S05E10"], False)


# Case 11. The 72 of the first run in five seasons, or in four on disc, where four films are the fifth.
FUTURAMA = TwoLists(11, "Futurama", (9, 20, 15, 12, 16), (13, 19, 22, 18))
FILMS = ("Bender's Big Score", "The Beast with a Billion Backs", "Bender's Game", "Into the Wild Green Yonder")
FUTURAMA_AT_TMDB = [
    *(listed(0, n, date(2007, 11, 26) + timedelta(days=150 * n), title, n) for n, title in enumerate(FILMS, 1)),
    *FUTURAMA.at_tmdb,
]
FUTURAMA_ON_DISC = [
    *FUTURAMA.at_tvdb,
    *(
        listed(5, 4 * film + part, date(2008, 3, 23) + timedelta(days=7 * film), f"{title} ({part})")
        for film, title in enumerate(FILMS)
        for part in range(1, 5)
    ),
]


def test_case_11_futurama_as_on_the_discs() -> None:
    assert told(map(bare, FUTURAMA_ON_DISC), FUTURAMA_ON_DISC, DVD) == ([], False)
    assert told(map(bare, without(FUTURAMA_ON_DISC, [14, 88])), FUTURAMA_ON_DISC, DVD) == (["S02E01", "S05E16"], False)
    assert told(map(titled, FUTURAMA_ON_DISC), FUTURAMA_AT_TMDB) == ([], False)
    gone = nth_of(FUTURAMA.at_tmdb, 10, 60)
    assert told(map(titled, without(FUTURAMA_ON_DISC, [10, 60])), FUTURAMA_AT_TMDB) == (gone, False)
    made, found, rows = compared([bare(e) for e in FUTURAMA_ON_DISC], AIRED, {TMDB: FUTURAMA_AT_TMDB})
    assert (missing(rows), suspicion(found, rows, TODAY) is not None) == (["S02E20"], True)
    assert [p.value for p in better_orders([made], found, 1, {DVD.label: FUTURAMA_ON_DISC}, TODAY)] == [DVD.label]
