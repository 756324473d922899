"""The made-up films of the bench."""

from datetime import date, timedelta

import pytest

from parity.demo.synthetic_films import PARTS, film_library

TODAY = date(2026, 1, 1)


def test_the_same_seed_makes_the_same_worlds_and_another_does_not() -> None:
    first, again, other = (film_library(30, 8, seed) for seed in (1, 1, 2))
    assert [world.to_json() for world in first] == [world.to_json() for world in again]
    assert first[0].to_json() != other[0].to_json()


def test_four_thousand_films_begin_seven_hundred_collections_of_which_they_hold_less_than_half() -> None:
    tmdb, plex = film_library()
    owned = {int(movie.guids[1].removeprefix("tmdb://")) for movie in plex.movies.values()}
    held = [len(owned & set(each.parts)) for each in tmdb.franchises.values()]
    assert (len(plex.movies), len(owned), len(tmdb.franchises)) == (4_000, 4_000, 700)
    assert {len(each.parts) for each in tmdb.franchises.values()} == {PARTS}
    assert min(held) == 1
    assert 2.2 < sum(held) / len(held) < 2.4
    assert all(tmdb.films[part].collection == each.id for each in tmdb.franchises.values() for part in each.parts)
    lacking = [film for film in tmdb.films.values() if film.id not in owned]
    days = [film.release_date for film in lacking]
    year_ago = (TODAY - timedelta(days=366)).isoformat()
    assert sum(day is not None and year_ago <= day <= TODAY.isoformat() for day in days) == 40
    assert sum(day is None or day > TODAY.isoformat() for day in days) == 20
    assert all((tmdb.films[film].release_date or "") < year_ago for film in owned)


def test_more_collections_than_the_films_can_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="10 collections need more than 5 films"):
        film_library(5, 10)
