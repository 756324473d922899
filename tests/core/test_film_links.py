"""Links of films: what their variables become, DMM's page of a film, and keys that are not told."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.film_links import (
    LinkFilm,
    expand_film_with_key,
    film_links_for,
    film_out_id,
    find_film_out_id,
)
from parity.core.links import LABELS, VARIABLES, Link, LinkProfile, LinkShow, out_id

ALIENS = LinkFilm("Aliens", 1986, 679, "tt0090605")
KEY = "k3yK3Yk3yK3Y"


def search(template: str, film: LinkFilm = ALIENS) -> str | None:
    return expand_film_with_key(LinkProfile("custom", template, KEY), film)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("query", "Aliens%201986"),
        ("title", "Aliens"),
        ("year", "1986"),
        ("tmdbid", "679"),
        ("imdbid", "0090605"),
        ("code", ""),
        ("season", ""),
        ("episode", ""),
    ],
)
def test_each_variable_stands_for_something_of_a_film(variable: str, value: str) -> None:
    assert search(f"http://h/{{{variable}}}?a={{{variable}_url}}") == f"http://h/{value}?a={value}"


def test_a_film_without_a_year_is_searched_by_its_title_alone() -> None:
    assert (
        search("http://h/?q={query}&y={year}&i={imdbid}", LinkFilm("Aliens", None, 679)) == "http://h/?q=Aliens&y=&i="
    )


def test_a_template_without_a_variable_gets_title_and_year() -> None:
    assert film_links_for(LinkProfile("nzbhydra", "http://h:5076"), ALIENS) == (
        Link("NZBHydra", "http://h:5076?query=Aliens%201986"),
    )


def test_a_film_has_its_page_at_debrid_media_manager() -> None:
    assert film_links_for(LinkProfile(), ALIENS, dmm="https://debridmediamanager.com/") == (
        Link("DMM", "https://debridmediamanager.com/movie/tt0090605"),
    )


@pytest.mark.parametrize("imdb_id", [None, "", "nm0000001", "tt", "tt1/../../x"])
def test_without_an_imdb_id_there_is_no_such_page(imdb_id: str | None) -> None:
    assert film_links_for(LinkProfile(), LinkFilm("Aliens", 1986, 679, imdb_id), dmm="https://dmm.example") == ()


@pytest.mark.parametrize("base", ["", "javascript:alert(1)", "/dmm", "http://me:pw@dmm", "http://d/?x="])
def test_a_page_that_is_no_plain_web_address_is_not_linked(base: str) -> None:
    assert film_links_for(LinkProfile(), ALIENS, dmm=base) == ()


@pytest.mark.parametrize("template", ["http://h/api?q={query}&apikey={apikey}", f"http://h/{{tmdbid}}/{KEY}"])
def test_a_link_with_a_key_leads_through_the_house(template: str) -> None:
    links = film_links_for(LinkProfile("newznab", template, KEY), ALIENS)
    assert links == (Link("Newznab", f"/out/{film_out_id(679)}", needs_key=True),)
    assert KEY not in repr(links)


def test_the_film_behind_an_id_is_found_again() -> None:
    other = LinkFilm("Alien", 1979, 348)
    assert find_film_out_id(film_out_id(679), [other, ALIENS]) == ALIENS
    assert find_film_out_id("0" * 16, [ALIENS]) is None


NUMBERS = st.integers(0, 10**9)


@given(
    title=st.text() | st.just("film"),
    imdb=st.none() | NUMBERS.map("tt{}".format),
    numbers=st.tuples(NUMBERS, NUMBERS | st.none(), st.none() | NUMBERS, st.none() | NUMBERS, NUMBERS),
)
def test_no_film_has_the_id_of_an_episode(
    title: str, imdb: str | None, numbers: tuple[int, int | None, int | None, int | None, int]
) -> None:
    season, episode, year, tmdb_id, film = numbers
    assert film_out_id(film) != out_id(LinkShow(title, imdb, year, tmdb_id), season, episode)


@given(
    pieces=st.lists(
        st.sampled_from([f"{{{name}{end}}}" for name in VARIABLES for end in ("", "_url")])
        | st.text("abc/?#&=.-%20 é;:+", max_size=6)
    ),
    title=st.text() | st.text("/\\?#&@:%+ .'\"<>{}=é\x00\n\ud800", max_size=12),
    provider=st.sampled_from(list(LABELS)),
)
def test_a_link_always_leads_to_the_host_of_its_template(pieces: list[str], title: str, provider: str) -> None:
    profile = LinkProfile(provider, "https://nas:8443/" + "".join(pieces), KEY)
    url = expand_film_with_key(profile, LinkFilm(title, 1986, 679, "tt1"))
    assert url is not None
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.username) == ("https", "nas:8443", None)
    assert url.isascii()
    assert not set(url) & set(" \"'<>\\{}|^`")


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_title_arrives_at_the_search_as_it_is(title: str) -> None:
    url = search("http://h/?before=1&q={title_url}&year={year}", LinkFilm(title, 1986, 679))
    assert url is not None
    assert parse_qs(urlsplit(url).query) == {"before": ["1"], "q": [title], "year": ["1986"]}


@given(template=st.text())
def test_no_template_makes_a_link_with_the_key_in_it(template: str) -> None:
    profile = LinkProfile("custom", template + "{apikey}", KEY)
    assert KEY not in repr(film_links_for(profile, ALIENS, dmm=template))
