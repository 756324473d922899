"""Search links: seed templates, what a variable becomes, and addresses that lead where they say."""

from dataclasses import replace

import pytest

from parity.core.links import (
    DEFAULT_TEMPLATES,
    Link,
    LinkProfile,
    LinkShow,
    expand_with_key,
    links_for,
    plex_page,
    profile_for,
)

WESTWORLD = LinkShow("Westworld", "tt0475784")
AWKWARD = LinkShow("Law & Order: 50% \"Off\" #1?/é + <b>'x'")
KEY = "k3yK3Yk3yK3Y"


def search(template: str, show: LinkShow = WESTWORLD, provider: str = "custom", episode: int | None = 2) -> str | None:
    return expand_with_key(LinkProfile(provider, template, KEY), show, 1, episode)


# Debrid Media Manager


def test_a_season_has_its_page_at_debrid_media_manager() -> None:
    links = links_for(LinkProfile(), WESTWORLD, 2, 5, dmm="https://debridmediamanager.com")
    assert links == (Link("DMM season 2", "https://debridmediamanager.com/show/tt0475784/2"),)


def test_an_imdb_id_without_its_letters_gives_the_same_page() -> None:
    links = links_for(LinkProfile(), LinkShow("Westworld", "0475784"), 0, None, dmm="http://dmm.lan/x/")
    assert links == (Link("DMM season 0", "http://dmm.lan/x/show/tt0475784/0"),)


@pytest.mark.parametrize("imdb_id", [None, "", "nm0000001", "tt", "tt1/../../x"])
def test_without_an_imdb_id_there_is_no_such_page(imdb_id: str | None) -> None:
    assert links_for(LinkProfile(), LinkShow("Westworld", imdb_id), 1, 1, dmm="https://dmm.example") == ()


@pytest.mark.parametrize("base", ["", "javascript:alert(1)", "/dmm", "ftp://dmm", "http://me:pw@dmm", "http://d/?x="])
def test_a_page_that_is_no_plain_web_address_is_not_linked(base: str) -> None:
    assert links_for(LinkProfile(), WESTWORLD, 1, 1, dmm=base) == ()


# Providers


@pytest.mark.parametrize(
    ("provider", "label", "url"),
    [
        ("nzbhydra", "NZBHydra", "http://127.0.0.1:5076/?query=Westworld%20S01E02"),
        ("jackett", "Jackett", "http://127.0.0.1:9117/UI/Dashboard#search=Westworld%20S01E02"),
        ("prowlarr", "Prowlarr", "http://127.0.0.1:9696/?query=Westworld%20S01E02"),
    ],
)
def test_three_providers_have_an_address_of_their_own(provider: str, label: str, url: str) -> None:
    assert links_for(LinkProfile(provider), WESTWORLD, 1, 2) == (Link(label, url),)


@pytest.mark.parametrize("provider", ["none", "newznab", "torznab", "torbox", "custom", "unheard-of"])
def test_the_others_have_no_link_until_an_address_is_given(provider: str) -> None:
    assert links_for(LinkProfile(provider), WESTWORLD, 1, 2) == ()


def test_dmm_comes_first_and_the_search_second() -> None:
    links = links_for(LinkProfile("torznab", "http://t/?q={query}"), WESTWORLD, 1, 2, dmm="https://dmm.example")
    assert [link.label for link in links] == ["DMM season 1", "Torznab"]


def test_a_profile_falls_back_on_what_was_saved_and_then_on_the_default() -> None:
    saved = {"jackett": LinkProfile("jackett", "http://jackett.lan/#search={query_url}", KEY)}
    assert profile_for("jackett", "", "", saved) == saved["jackett"]
    assert profile_for("jackett", "http://j/?q=", "other", saved) == LinkProfile("jackett", "http://j/?q=", "other")
    assert profile_for("nzbhydra", " ", "", saved) == LinkProfile("nzbhydra", DEFAULT_TEMPLATES["nzbhydra"])
    assert profile_for("newznab", "", "", saved) == LinkProfile("newznab")


# Variables


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("query", "Westworld%20S01E02"),
        ("title", "Westworld"),
        ("code", "S01E02"),
        ("season", "1"),
        ("episode", "2"),
        ("year", "2016"),
        ("tmdbid", "63247"),
        ("imdbid", "0475784"),
    ],
)
def test_each_variable_and_its_twin_stand_for_what_the_readme_says(variable: str, value: str) -> None:
    template = f"http://h/{{{variable}}}?a={{{variable}_url}}#{{{variable}}}"
    known = replace(WESTWORLD, year=2016, tmdb_id=63247)
    assert search(template, known) == f"http://h/{value}?a={value}#{value}"


@pytest.mark.parametrize(
    ("season", "episode", "code"), [(1, 100, "S01E100"), (2024, 1301, "S2024E1301"), (0, 1, "S00E01")]
)
def test_numbers_of_any_width_have_links(season: int, episode: int, code: str) -> None:
    assert links_for(LinkProfile("custom", "https://h/{code}"), WESTWORLD, season, episode) == (
        Link("Search", f"https://h/{code}"),
    )


def test_a_whole_season_has_no_episode_in_its_link() -> None:
    assert search("http://h/?q={query}&s={season}&e={episode}", episode=None) == "http://h/?q=Westworld%20S01&s=1&e="


def test_what_is_unknown_is_empty() -> None:
    said = search("http://h/?i={imdbid}&t={tmdbid}&y={year}&q={title}", LinkShow("Westworld"))
    assert said == "http://h/?i=&t=&y=&q=Westworld"


def test_a_plain_variable_encodes_only_what_would_break_the_address() -> None:
    path = "Law%20%26%20Order:%2050%25%20%22Off%22%20%231%3F%2F%C3%A9%20%2B%20%3Cb%3E%27x%27"
    elsewhere = path.replace("%2F", "/")
    assert search("http://h/{title}/?q={title}#{title}", AWKWARD) == f"http://h/{path}/?q={elsewhere}#{elsewhere}"


def test_its_twin_encodes_everything() -> None:
    whole = "Law%20%26%20Order%3A%2050%25%20%22Off%22%20%231%3F%2F%C3%A9%20%2B%20%3Cb%3E%27x%27"
    assert search("http://h/{title_url}/?q={title_url}#{title_url}", AWKWARD) == f"http://h/{whole}/?q={whole}#{whole}"


def test_a_title_that_looks_like_a_variable_is_a_title() -> None:
    assert search("http://h/?q={title}&k=1", LinkShow("{apikey}")) == "http://h/?q=%7Bapikey%7D&k=1"


def test_what_is_written_between_the_variables_is_made_fit_for_an_address() -> None:
    assert search("http://h/a b/ö?q={title} {code}&x=50%25") == "http://h/a%20b/%C3%B6?q=Westworld%20S01E02&x=50%25"


# Templates without a variable


@pytest.mark.parametrize(
    ("provider", "template", "url"),
    [
        ("custom", "http://h", "http://h?q=Westworld%20S01E02"),
        ("newznab", "http://h/search", "http://h/search?q=Westworld%20S01E02"),
        ("torbox", "http://h/search?cat=5000", "http://h/search?cat=5000&query=Westworld%20S01E02"),
        ("nzbhydra", "http://h/?", "http://h/?query=Westworld%20S01E02"),
        ("nzbhydra", "http://h/?query=", "http://h/?query=Westworld%20S01E02"),
        ("jackett", "http://h/UI/Dashboard#search=", "http://h/UI/Dashboard#search=Westworld%20S01E02"),
        ("prowlarr", "http://h/search?query=hd", "http://h/search?query=hd&q=Westworld%20S01E02"),
        ("torznab", "http://h/api#top", "http://h/api?q=Westworld%20S01E02#top"),
        ("newznab", "http://h/api?apikey={apikey}", f"http://h/api?apikey={KEY}&q=Westworld%20S01E02"),
    ],
)
def test_a_template_that_names_no_variable_gets_a_search_parameter(provider: str, template: str, url: str) -> None:
    assert search(template, provider=provider) == url


# Plex


def test_a_show_has_its_page_in_the_plex_app() -> None:
    said = plex_page("https://app.plex.tv/", "ab12", "4711")
    assert said == "https://app.plex.tv/desktop/#!/server/ab12/details?key=%2Flibrary%2Fmetadata%2F4711"


def test_what_a_server_calls_itself_cannot_change_where_its_page_leads() -> None:
    said = plex_page("https://app.plex.tv", "a/../?b#c", '1&x="2')
    assert (
        said
        == "https://app.plex.tv/desktop/#!/server/a%2F..%2F%3Fb%23c/details?key=%2Flibrary%2Fmetadata%2F1%26x%3D%222"
    )
