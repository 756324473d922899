"""One long file on this side, two halves on the other."""

from collections.abc import Mapping
from dataclasses import replace

from parity.core.halves import halves
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.placing import place
from parity.core.shelf import Shelf
from tests.core.builders import day, item, listed

PAIR = [replace(listed(1, n, day(-9), title), runtime=40) for n, title in ((1, "Dawn"), (2, "Noon"))]


def found(shelf: Shelf, holders: Mapping[Number, PlexEpisode]) -> list[tuple[int, int]]:
    return [(e.season, e.number) for e, _ in halves(shelf, holders)]


def test_the_long_item_may_be_that_of_the_first_half_or_of_the_second() -> None:
    for number in (1, 2):
        long = replace(item(1, number), minutes=80)
        assert found(Shelf("tmdb", PAIR), {Number(1, number): long}) == [(1, 3 - number)]


def test_two_neighbours_whose_day_nobody_knows_are_no_halves() -> None:
    undated = [replace(e, air_date=None) for e in PAIR]
    assert found(Shelf("tmdb", undated), {Number(1, 1): replace(item(1, 1), minutes=80)}) == []


def test_a_half_that_somebody_holds_is_left_to_him() -> None:
    holders = {Number(1, n): replace(item(1, n), minutes=80) for n in (1, 2)}
    assert found(Shelf("tmdb", PAIR), holders) == []


def test_a_further_part_belongs_to_the_long_episode_that_a_part_of_the_same_holds() -> None:
    expected = [listed(1, 1, day(-9), "Pilot"), listed(1, 2, day(-2), "Noon")]
    second = item(1, 2, title="Pilot (2)")
    for first, own in (("Pilot (1)", False), ("Finale (1)", True)):
        done = place([item(1, 1, title=first), second], Shelf("tmdb", expected))
        assert (done.holders.get(Number(1, 2)) is second) is own
