"""What an item and an episode have in common."""

from dataclasses import replace
from datetime import date

import pytest

from parity.core.catalogue import ProviderEpisode
from parity.core.evidence import Evidence
from parity.core.library import PlexEpisode
from parity.core.likeness import dated_as, distance, holds_both, is_dated_otherwise
from parity.core.numbering import Number
from parity.core.shelf import Shelf
from tests.core.builders import day, item, listed


def test_the_nearest_number_is_that_of_its_season_then_that_of_its_number_and_a_special_the_last() -> None:
    mine = item(2, 5)
    ranked = [(2, 5), (2, 1), (2, 9), (1, 5), (3, 5), (0, 5), (1, 1), (0, 1)]
    found = sorted((listed(*number) for number in reversed(ranked)), key=lambda e: distance(mine, e))
    assert [(e.season, e.number) for e in found] == ranked


@pytest.mark.parametrize(
    ("aired", "of_number", "of_title", "speaks"),
    [
        (day(-9), day(-9), day(-2), True),
        (day(-8), day(-9), day(-2), True),
        (day(-10), day(-9), day(-2), True),
        (day(-7), day(-9), day(-2), False),
        (day(-9), day(-9), day(-8), False),
        (day(-9), day(-9), day(-7), True),
        (None, day(-9), day(-2), False),
        (day(-9), None, day(-2), False),
        (day(-9), day(-9), None, False),
    ],
)
def test_a_date_speaks_for_the_number_when_it_is_about_its_day_and_not_about_the_others(
    aired: date | None, of_number: date | None, of_title: date | None, speaks: bool
) -> None:
    assert dated_as(item(1, 1, aired=aired), listed(1, 1, of_number), listed(1, 2, of_title)) is speaks


@pytest.mark.parametrize(
    ("title", "aired", "otherwise"),
    [
        ("", day(-7), True),
        ("Noon", day(-7), True),
        ("Dawn", day(-7), False),
        ("Noon", day(-8), False),
        ("Noon", day(-10), False),
        ("Noon", None, False),
    ],
)
def test_a_date_two_days_off_is_another_unless_the_title_speaks_for_the_number(
    title: str, aired: date | None, otherwise: bool
) -> None:
    assert is_dated_otherwise(item(1, 1, title=title, aired=aired), listed(1, 1, day(-9), "Dawn")) is otherwise
    assert not is_dated_otherwise(item(1, 1, title=title, aired=aired), listed(1, 1, None, "Dawn"))


def test_as_long_as_both_is_long_enough_only_when_it_is_longer_than_one_and_half_of_the_other() -> None:
    first, second = (replace(listed(1, n, day(-9), name), runtime=60) for n, name in ((1, "Dawn"), (2, "Noon")))
    lengths = [minutes for minutes in range(98, 106) if holds_both(long(minutes), first, second)]
    assert lengths == [102, 103, 104, 105]
    short = replace(second, runtime=8)
    assert [m for m in range(60, 68) if holds_both(long(m), first, short)] == [65, 66, 67]
    assert not holds_both(long(120), replace(first, runtime=None), second)


def long(minutes: int) -> PlexEpisode:
    return replace(item(1, 1, title="Dawn"), minutes=minutes)


SHELF = Shelf("tmdb", [listed(1, n, day(-90 + 7 * n), title) for n, title in enumerate(("Dawn", "Noon", "Dusk"), 1)])
DAWN, NOON, DUSK = SHELF.episodes


def evidence(**held: PlexEpisode) -> Evidence:
    """What these items tell, each the holder of its own number."""
    return Evidence(SHELF, {Number(i.season or 0, i.number or 0): i for i in held.values()})


def like(e: ProviderEpisode, title: str | None = None, off: int | None = None) -> PlexEpisode:
    """The holder of an episode: with its title or another, so many days beside its date or without one."""
    aired = None if off is None or e.air_date is None else date.fromordinal(e.air_date.toordinal() + off)
    return item(e.season, e.number, title=e.title if title is None else title, aired=aired)


def test_titles_speak_where_half_of_those_that_tell_something_are_the_same() -> None:
    assert evidence(a=like(DAWN), b=like(NOON, "Midi")).titles_speak
    assert not evidence(a=like(DAWN), b=like(NOON, "Midi"), c=like(DUSK, "Soir")).titles_speak
    assert evidence(a=like(DAWN), b=like(NOON, "Episode 2"), c=like(DUSK, "")).titles_speak
    assert not evidence(b=like(NOON, "Episode 2")).titles_speak
    assert not evidence().titles_speak


def test_dates_speak_where_half_of_them_are_about_those_of_their_numbers() -> None:
    assert evidence(a=like(DAWN, off=0), b=like(NOON, off=2)).dates_speak
    assert evidence(a=like(DAWN, off=-1), b=like(NOON, off=1)).dates_speak
    assert not evidence(a=like(DAWN, off=1), b=like(NOON, off=2), c=like(DUSK, off=-2)).dates_speak
    assert not evidence(a=like(DAWN)).dates_speak
    assert not evidence().dates_speak


def test_dates_are_those_of_the_list_where_half_of_them_stand_in_it_under_any_number() -> None:
    assert evidence(a=like(DAWN, off=7), b=like(NOON, off=3)).dates_are_listed
    assert not evidence(a=like(DAWN, off=7), b=like(NOON, off=3), c=like(DUSK, off=1)).dates_are_listed
    assert evidence(a=like(DAWN, off=7), b=like(NOON)).dates_are_listed


def test_an_item_could_be_an_episode_unless_what_speaks_here_says_otherwise() -> None:
    told = evidence(a=like(DAWN, off=0))
    assert not told.could_be(item(1, 9, title="Making of"), NOON)
    assert told.could_be(item(1, 9, title="noon!"), NOON)
    assert told.could_be(item(1, 9, title="Episode 9"), NOON)
    assert not told.could_be(like(NOON, "", off=2), NOON)
    assert told.could_be(like(NOON, "", off=1), NOON)
    assert told.could_be(like(NOON, "", off=0), replace(NOON, air_date=None))
    silent = evidence(a=like(DAWN, "Aube"))
    assert silent.could_be(like(NOON, "Making of", off=99), NOON)
