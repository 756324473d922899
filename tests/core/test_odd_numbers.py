"""Items of which something speaks against their number, one after the other: each is looked at."""

from collections.abc import Sequence

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.placed import Placed
from parity.core.placing import place
from parity.core.shelf import Shelf
from tests.core.builders import day, item, listed

TITLES = ("Dawn", "Noon", "Dusk", "Night")
SEASON = [listed(1, n, day(-90 + 7 * n), TITLES[n - 1]) for n in (1, 2, 3, 4)]


def placed(items: Sequence[PlexEpisode], expected: Sequence[ProviderEpisode] = SEASON) -> Placed:
    return place(items, Shelf("tmdb", expected))


def held(done: Placed) -> dict[str, str]:
    """What each number is held by, by the keys of the items."""
    return {number.code: each.rating_key for number, each in done.holders.items()}


def test_behind_one_whose_number_is_taken_the_next_takes_its_own() -> None:
    first = item(1, 1, title="Dawn", key="a")
    odd = [item(1, 1, title="Aube", key="b"), item(1, 2, title="Midi", key="c"), item(1, 3, title="Soir", key="d")]
    assert held(placed([first, *odd])) == {"S01E01": "a", "S01E02": "c", "S01E03": "d"}


def test_what_finds_no_episode_does_not_keep_the_next_from_its_own() -> None:
    surplus = [item(9, n, title=title, key=key) for n, (key, title) in enumerate((("a", "Matin"), ("b", "Noon")), 1)]
    loose = [item(None, None, title=title, key=key) for key, title in (("c", "Soir"), ("d", "Dusk"))]
    by_id = [item(9, 8, key="e", tmdb=[77]), item(9, 9, key="f", tmdb=[SEASON[3].episode_id])]
    done = placed([*surplus, *loose, *by_id])
    assert held(done) == {"S01E02": "b", "S01E03": "d", "S01E04": "f"}
    assert (done.items, done.left) == (6, 3)


def test_a_file_is_read_whatever_stands_before_it() -> None:
    expected = [listed(s, n, title=f"Story {s} of {n}") for s in (1, 2) for n in (1, 2)]
    complete = [item(1, n, file=f"/tv/S01E0{n}.mkv", key=f"1{n}") for n in (1, 2)]
    moved = item(2, 2, title="Story 1 of 1", file="/tv/S02E02-E03.mkv", key="0")
    both = item(2, 1, file="/tv/S02E01-E02.mkv", key="2")
    for before in ([item(2, None, key="x")], complete, [item(1, 2, key="12"), moved]):
        assert held(placed([*before, both], expected))["S02E02"] == "2"


def test_a_file_across_two_seasons_is_read_though_its_own_season_is_whole() -> None:
    expected = [listed(1, 1, title="Dawn"), listed(2, 1, title="Noon")]
    across = item(1, 1, title="Dawn", file="/tv/s01e01-s02e01.mkv", key="a")
    assert held(placed([across], expected)) == {"S01E01": "a", "S02E01": "a"}


def test_the_first_part_finds_the_long_episode_under_another_number_and_the_second_explains_itself() -> None:
    expected = [listed(1, n, day(-90 + 7 * n), title) for n, title in ((1, "Noon"), (2, "Pilot"), (3, "Dusk"))]
    parts = [item(1, 3, title="Pilot (2)", key="b"), item(1, 1, title="Pilot (1)", key="a")]
    done = placed(parts, expected)
    assert held(done) == {"S01E02": "a"}
    assert [(p.rating_key, p.number, p.how) for p in done.placements] == [
        ("a", Number(1, 2), "title"),
        ("b", Number(1, 2), "half"),
    ]
    assert held(placed(parts[:1], expected)) == {"S01E03": "b"}
    elsewhere = [*parts, item(1, 2, title="Something", key="c")]
    assert held(placed(elsewhere, expected))["S01E02"] == "c"


def test_without_a_number_the_season_that_is_known_chooses_first() -> None:
    same_day = [listed(s, 1, day(-9), "Gala") for s in (1, 2)]
    known, unknown = item(1, None, aired=day(-9), key="b"), item(None, None, aired=day(-9), key="a")
    assert held(placed([unknown, known], same_day)) == {"S01E01": "b", "S02E01": "a"}


def test_as_many_items_as_free_episodes_of_one_day_are_these_in_their_sequence() -> None:
    same_day = [*SEASON, listed(2, 1, day(-9), "East"), listed(2, 2, day(-9), "West")]
    two = [item(8, 2, aired=day(-9), key="a"), item(8, 1, aired=day(-9), key="b")]
    assert held(placed(two, same_day)) == {"S02E01": "b", "S02E02": "a"}
    for first, second in (((7, 2), (8, 1)), ((0, 9), (1, 9)), ((0, 9), (3, 1)), ((9, 0), (9, 1))):
        later, sooner = (item(*number, aired=day(-9), key=key) for number, key in ((second, "a"), (first, "b")))
        assert held(placed([later, sooner], same_day)) == {"S02E01": "b", "S02E02": "a"}
    assert held(placed([*two, item(9, 1, aired=day(-9), key="c")], same_day)) == {}
    assert held(placed(two[:1], same_day)) == {}
