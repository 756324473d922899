"""What is done with ids, titles and dates that cannot all be true."""

from dataclasses import replace

from parity.core.numbering import Number
from parity.core.placing import place
from parity.core.shelf import Shelf
from tests.core.builders import day, item, listed


def test_an_id_that_three_items_bear_is_a_lie_and_their_numbers_decide() -> None:
    shelf = Shelf("tmdb", [listed(1, n, day(-90 + n), f"Story {n}") for n in range(1, 7)])
    lies = [replace(item(1, n, tmdb=[shelf.episodes[2].episode_id]), rating_key=str(n)) for n in range(1, 7)]
    assert set(place(lies, shelf).holders) == {Number(1, n) for n in range(1, 7)}


def test_an_id_that_two_items_bear_is_doubted_where_the_number_of_one_is_free() -> None:
    shelf = Shelf("tmdb", [listed(1, n, day(-90), "") for n in (1, 2, 3)])
    two = [item(1, 1, tmdb=[shelf.episodes[0].episode_id]), item(1, 3, tmdb=[shelf.episodes[0].episode_id])]
    made = place(two, shelf)
    assert (set(made.holders), [i.number for i in made.doubtful]) == ({Number(1, 1)}, [3])


def test_of_two_episodes_of_one_title_the_date_says_which() -> None:
    shelf = Shelf("tmdb", [listed(1, 7, day(-80), "Don't Come Easy"), listed(1, 8, day(-73), "Don't Come Easy")])
    made = place([item(1, e.number + 1, title=e.title, aired=e.air_date) for e in shelf.episodes], shelf)
    assert set(made.holders) == {Number(1, 7), Number(1, 8)}


def test_an_item_stays_at_its_number_when_its_title_is_that_of_several_others_and_the_gap_is_doubted() -> None:
    shelf = Shelf("tmdb", [listed(1, 1, day(-90), "Start"), *(listed(s, 4, day(-80 + s), "Finale") for s in (1, 2))])
    made = place([item(1, 1, title="Finale"), item(1, 4, title="Finale")], shelf)
    assert (set(made.holders), [i.number for i in made.doubtful]) == ({Number(1, 1), Number(1, 4)}, [1])
