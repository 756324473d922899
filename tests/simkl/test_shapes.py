"""What SIMKL answers is read whole or not at all: nothing that is garbled looks like an empty list."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.failures import Unavailable
from parity.simkl.activities import activities_of
from parity.simkl.shapes import moment, titles_of

MOVIE: dict[str, Any] = {
    "added_to_watchlist_at": "2026-03-01T20:09:04-05:00",
    "last_watched_at": None,
    "user_rated_at": None,
    "user_rating": None,
    "status": "plantowatch",
    "movie": {
        "title": "Terminator 3: Rise of the Machines",
        "year": 2003,
        "ids": {"simkl": 53536, "slug": "terminator-3", "imdb": "tt0181852", "tmdb": 296, "tvdb": "terminator-3"},
    },
}
SHOW: dict[str, Any] = {
    "status": "watching",
    "watched_episodes_count": 3,
    "show": {"title": "The 100", "year": "2014", "ids": {"simkl_id": "35919", "tmdb": "48866", "tvdb": "268592"}},
}
ANIME: dict[str, Any] = {
    "status": "plantowatch",
    "anime_type": "tv",
    "watched_episodes_count": 0,
    "show": {"title": "Ajin 2", "year": 2016, "ids": {"simkl": 581835, "mal": "33253", "anidb": "12111"}},
}


def changed(row: dict[str, Any], **facts: object) -> dict[str, Any]:
    return {**copy.deepcopy(row), **facts}


def test_films_shows_and_anime_come_with_the_ids_of_their_kinds() -> None:
    film, show, anime = titles_of({"anime": [ANIME], "movies": [MOVIE], "shows": [SHOW]})
    assert (film.key, film.type, film.year, film.listed, film.anime) == ("53536", "movie", 2003, True, False)
    assert film.ids == {"simkl:53536", "imdb:tt0181852", "tmdb:296"}
    assert film.added_at == datetime(2026, 3, 2, 1, 9, 4, tzinfo=UTC)
    assert (show.key, show.type, show.year, show.status, show.has_history) == ("35919", "show", 2014, "watching", True)
    assert show.ids == {"simkl:35919", "tmdb:48866", "tvdb:268592"}
    assert (anime.type, anime.anime, anime.listed, anime.has_history) == ("show", True, True, False)
    assert anime.ids == {"simkl:581835", "mal:33253", "anidb:12111"}


def test_an_anime_that_is_a_film_is_a_film() -> None:
    (film,) = titles_of({"anime": [changed(ANIME, anime_type="movie")]})
    assert (film.type, film.anime) == ("movie", True)


@pytest.mark.parametrize("nothing", [None, {}, {"movies": []}, {"movies": None, "shows": []}])
def test_an_account_without_titles_is_empty(nothing: object) -> None:
    assert titles_of(nothing) == ()


@pytest.mark.parametrize(
    "garbled",
    [
        [],
        "plantowatch",
        {"status": "ok"},
        {"items": [MOVIE]},
        {"movies": [MOVIE], "tv_shows": [SHOW]},
        {"movies": {"0": MOVIE}},
        {"movies": [MOVIE, None]},
        {"movies": [changed(MOVIE, movie=None)]},
        {"movies": [changed(MOVIE, status=None)]},
        {"movies": [changed(MOVIE, status="wanted")]},
        {"movies": [changed(MOVIE, movie={**MOVIE["movie"], "title": 7})]},
        {"movies": [changed(MOVIE, movie={**MOVIE["movie"], "ids": {"imdb": "tt0181852"}})]},
        {"movies": [changed(MOVIE, movie={**MOVIE["movie"], "ids": [53536]})]},
        {"anime": [changed(ANIME, anime_type=["movie"])]},
    ],
)
def test_what_is_not_wholly_understood_is_no_list(garbled: object) -> None:
    with pytest.raises(Unavailable):
        titles_of(garbled)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("watched_episodes_count", 1),
        ("last_watched_at", "2020-01-01T00:00:00Z"),
        ("last_watched", "S01E01"),
        ("user_rating", 7),
        ("user_rated_at", "2021-06-23T13:19:05Z"),
        ("user_rating", {"odd": True}),
    ],
)
def test_whatever_would_be_lost_counts_as_history(field: str, value: object) -> None:
    (item,) = titles_of({"movies": [changed(MOVIE, **{field: value})]})
    assert item.has_history
    (item,) = titles_of({"movies": [changed(MOVIE, **{field: "0" if value == 1 else None})]})
    assert not item.has_history


@pytest.mark.parametrize(
    ("added", "year"),
    [("1970-01-01T00:00:01Z", 0), ("yesterday", "soon"), ("2026-03-01T20:09:04", [2003]), (None, None), (7, 99999)],
)
def test_what_is_only_shown_may_be_garbled(added: object, year: object) -> None:
    told = changed(MOVIE, added_to_watchlist_at=added, movie={**MOVIE["movie"], "year": year})
    (item,) = titles_of({"movies": [told]})
    assert (item.added_at, item.year) == (None, None)


def test_a_title_that_comes_twice_is_one_and_is_not_removed_where_its_rows_differ() -> None:
    assert len(titles_of({"movies": [MOVIE, changed(MOVIE)]})) == 1
    for rows in ([MOVIE, changed(MOVIE, status="completed")], [changed(MOVIE, status="completed"), MOVIE]):
        (item,) = titles_of({"movies": rows})
        assert (item.listed, item.has_history) == (True, True)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["movies", "shows", "anime", "show", "movie", "ids", "simkl", "status", "title"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_a_list_or_unavailable(answer: object) -> None:
    try:
        items = titles_of(answer)
    except Unavailable:
        return
    listed = [answer.get(kind) for kind in ("movies", "shows", "anime")] if isinstance(answer, dict) else [answer]
    assert bool(items) == any(listed)


def test_the_times_of_the_last_changes_are_named_by_section() -> None:
    stamp = datetime(2020, 7, 28, 21, 6, 45, tzinfo=UTC)
    told = {
        "all": "2020-07-28T21:06:45Z",
        "settings": {"all": None},
        "shows": {"all": "2020-07-28T16:06:45-05:00", "hold": None, "notinteresting": None},
        "movies": {"removed_from_list": "2020-07-28T21:06:45.000Z"},
        "anime": None,
    }
    assert activities_of(told).stamps == {
        "all": stamp,
        "tv_shows all": stamp,
        "tv_shows hold": None,
        "tv_shows dropped": None,
        "movies removed_from_list": stamp,
    }
    assert activities_of({"all": None, "tv_shows": {"all": None}}).stamps == {"all": None, "tv_shows all": None}


@pytest.mark.parametrize(
    "garbled",
    [
        None,
        [],
        {},
        {"movies": {"all": None}},
        {"all": 7},
        {"all": "2020-07-28T21:06:45"},
        {"all": None, "movies": "2020"},
        {"all": None, "anime": {"hold": "soon"}},
    ],
)
def test_garbled_times_of_changes_are_no_quiet_account(garbled: object) -> None:
    with pytest.raises(Unavailable):
        activities_of(garbled)


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or found.tzinfo is UTC


def test_a_time_beyond_the_calendar_is_none() -> None:
    assert moment("0001-01-01T00:00:00+23:59") is None
