"""What a person types to say which title is meant: ids, and addresses of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.watch import Type
from parity.core.watch_links import plex_discover_page, simkl_page
from parity.core.watch_typed import Typed, typed_title

GUID = "plex://movie/5d776825880197001ec90b6b"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tt0133093", Typed("imdb:tt0133093")),
        (" TT0133093 ", Typed("imdb:tt0133093")),
        ("https://www.imdb.com/title/tt0133093/?ref_=x", Typed("imdb:tt0133093")),
        ("https://m.imdb.com/de/title/tt0133093/", Typed("imdb:tt0133093")),
        ("tmdb:603", Typed("tmdb:603")),
        ("tmdb-603", Typed("tmdb:603")),
        ("TVDB 81189", Typed("tvdb:81189")),
        ("https://www.themoviedb.org/movie/603-the-matrix", Typed("tmdb:603", type="movie")),
        ("themoviedb.org/tv/1396", Typed("tmdb:1396", type="show")),
        ("https://thetvdb.com/dereferrer/series/81189", Typed("tvdb:81189", type="show")),
        ("https://thetvdb.com/?tab=series&id=81189&lid=7", Typed("tvdb:81189")),
    ],
)
def test_an_id_or_the_address_of_a_page_names_a_title_on_either_side(said: str, meant: Typed) -> None:
    assert typed_title(said, "simkl", "movie") == meant
    assert typed_title(said, "plex", "movie") == meant


@pytest.mark.parametrize(
    ("said", "type"),
    [
        ("https://simkl.com/movies/53536/the-matrix", "movie"),
        ("simkl.com/tv/53536", "show"),
        ("https://simkl.com/anime/53536/x?y=1", "show"),
        ("53536", None),
        ("simkl:53536", None),
    ],
)
def test_simkls_own_number_is_the_title_itself_where_one_of_simkl_is_wanted(said: str, type: Type | None) -> None:
    assert typed_title(said, "simkl", "movie") == Typed("simkl:53536", "53536", type)


def test_for_plex_a_number_alone_names_nothing_and_simkls_is_no_title_of_it() -> None:
    assert typed_title("53536", "plex", "movie") is None
    assert typed_title("https://simkl.com/movies/53536", "plex", "movie") is None


@pytest.mark.parametrize("type", ["movie", "show"])
def test_plexs_own_names_are_the_title_itself_where_one_of_plex_is_wanted(type: Type) -> None:
    app = "https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/details?key=%2Flibrary%2Fmetadata%2F"
    assert typed_title(GUID, "plex", type) == Typed(key=GUID, type="movie")
    assert typed_title(app + GUID[-24:], "plex", type) == Typed(key=f"plex://{type}/{GUID[-24:]}")
    assert typed_title(GUID, "simkl", type) is None


@pytest.mark.parametrize("said", ["", "Heat", "tt", "tmdb:", "tmdb:0", "http://evil.example/tt1", "١٢٣"])
def test_what_is_neither_names_nothing(said: str) -> None:
    assert typed_title(said, "simkl", "movie") is None
    assert typed_title(said, "plex", "movie") is None


@given(st.text(max_size=80), st.sampled_from(["plex", "simkl"]))
def test_nothing_that_can_be_typed_breaks_it(said: str, side: str) -> None:
    meant = typed_title(said, side, "show")  # type: ignore[arg-type]
    assert meant is None or meant.id or meant.key


def test_a_title_is_to_be_seen_at_its_service() -> None:
    base = "https://app.plex.tv/"
    assert typed_title(plex_discover_page(base, GUID) or "", "plex", "movie") == Typed(key=GUID)
    assert simkl_page("https://simkl.com", "53536", "movie") == "https://simkl.com/movies/53536"
    assert simkl_page("https://simkl.com/", "7", "show") == "https://simkl.com/tv/7"
    assert simkl_page("https://simkl.com", "7", "show", anime=True) == "https://simkl.com/anime/7"
    assert simkl_page("https://simkl.com", "7/../x", "show") is None
    assert plex_discover_page(base, "local://7") is None
