"""The made-up household of the bench."""

import statistics

from parity.demo.synthetic import library, weight_of
from parity.demo.tmdb_bodies import with_parts


def test_the_same_seed_makes_the_same_worlds_and_another_does_not() -> None:
    first, again, other = (library(5, 12, seed) for seed in (1, 1, 2))
    assert [world.to_json() for world in first] == [world.to_json() for world in again]
    assert first[0].to_json() != other[0].to_json()


def test_each_plex_show_is_a_tmdb_show_and_lacks_the_share_asked_for() -> None:
    tmdb, plex = library(40, 50, seed=3, absent=0.1)
    assert sorted(show.guids[1] for show in plex.shows.values()) == sorted(f"tmdb://{key}" for key in tmdb.shows)
    listed = sum(len(list(show.episodes())) for show in tmdb.shows.values())
    owned = sum(map(len, plex.episodes.values()))
    assert listed == 2_000
    assert 0.07 < 1 - owned / listed < 0.13
    assert all(show.leaf_count == len(plex.episodes[key]) for key, show in plex.shows.items())


def test_a_day_of_its_feed_is_27_pages_with_a_fifth_of_the_library() -> None:
    tmdb, _ = library(100, 2, seed=1)
    assert (len(tmdb.noise), len(tmdb.noise) + tmdb.crowd) == (20, 2_700)
    assert set(tmdb.noise) <= set(tmdb.shows)


def test_bodies_weigh_what_real_ones_weigh() -> None:
    tmdb, _ = library(100, 50, seed=1)
    parts = ["external_ids", *(f"season/{n}" for n in range(19))]
    sizes = sorted(len(with_parts(show, parts, "2026-01-01")) for show in tmdb.shows.values())
    assert 110_000 <= statistics.median(sizes) < 125_000
    assert 3_900_000 < sizes[-1] < 4_400_000
    assert sizes[-2] < 800_000


def test_weights_rise_with_rank() -> None:
    weights = [weight_of(rank / 100) for rank in range(100)]
    assert weights == sorted(weights)
    assert weights[-1] == 4_000_000
