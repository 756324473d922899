"""In whose numbers a library counts (RULES R17)."""

import pytest

from parity.core.ordering import Order, counted_through, order_named, order_of, parse_order
from tests.core.builders import listed

NEW, TVDB, HAMA = "tv.plex.agents.series", "com.plexapp.agents.thetvdb", "com.plexapp.agents.hama"


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("tmdbAiring", "tmdb:aired"),
        ("tvdbAiring", "tvdb:official"),
        ("aired", "tvdb:official"),
        ("tvdbDvd", "tvdb:dvd"),
        ("dvd", "tvdb:dvd"),
        ("tvdbAbsolute", "tvdb:absolute"),
        ("absolute", "tvdb:absolute"),
        ("blurayOrder", "unknown:blurayOrder"),
    ],
)
def test_each_word_of_plex_means_one_order(value: str, label: str) -> None:
    assert order_of(value, None, NEW, "plex://show/1").label == label
    assert order_of(None, value, NEW, "plex://show/1").label == label


def test_the_show_outranks_the_library_and_an_empty_word_means_the_library() -> None:
    assert order_of("tvdbDvd", "tmdbAiring", NEW, "plex://show/1") == Order("tvdb", "dvd")
    assert order_of("", "tvdbDvd", NEW, "plex://show/1") == Order("tvdb", "dvd")
    assert order_of(None, "", NEW, "plex://show/1") == Order("tmdb", "aired")


@pytest.mark.parametrize(
    ("agent", "guid", "label"),
    [
        (NEW, "plex://show/1", "tmdb:aired"),
        (NEW, "local://1", "tmdb:aired"),
        (NEW, "com.plexapp.agents.thetvdb://1", "tvdb:official"),
        (TVDB, "com.plexapp.agents.thetvdb://1", "tvdb:official"),
        (TVDB, "local://1", "tvdb:official"),
        (TVDB, "plex://show/1", "tmdb:aired"),
        (HAMA, "com.plexapp.agents.hama://anidb-1", "tvdb:official"),
        ("com.plexapp.agents.themoviedb", "com.plexapp.agents.themoviedb://1", "tmdb:aired"),
        ("com.plexapp.agents.xbmcnfotv", "com.plexapp.agents.xbmcnfotv://1", "unknown:com.plexapp.agents.xbmcnfotv"),
        ("", "", "unknown:no agent"),
    ],
)
def test_without_a_word_the_agent_that_matched_the_show_tells_the_order(agent: str, guid: str, label: str) -> None:
    assert order_of(None, None, agent, guid).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("tmdb", "tmdb:aired"),
        (" TMDB:Aired ", "tmdb:aired"),
        ("tmdb:absolute", "tmdb:absolute"),
        ("tmdb:group:5eb730dfca7ec6001f7beb51", "tmdb:group:5eb730dfca7ec6001f7beb51"),
        ("tvdb", "tvdb:official"),
        ("dvd", "tvdb:dvd"),
        ("tvdb:alternate", "tvdb:alternate"),
    ],
)
def test_an_order_is_read_as_people_write_it(text: str, label: str) -> None:
    order = parse_order(text)
    assert order is not None
    assert (order.label, order_named(order.label)) == (label, order)


@pytest.mark.parametrize("text", ["", "tmdb:dvd", "tmdb:group:", "tmdb:group:../x", "tvdb:", "imdb:aired"])
def test_what_is_no_order_is_none(text: str) -> None:
    assert parse_order(text) is None


def test_a_show_is_counted_through_without_its_specials() -> None:
    through = counted_through([listed(2, 1), listed(0, 3), listed(1, 2), listed(1, 1)])
    assert [(e.season, e.number, e.title) for e in through] == [
        (0, 3, "Story 0.3"),
        (1, 1, "Story 1.1"),
        (1, 2, "Story 1.2"),
        (1, 3, "Story 2.1"),
    ]


def test_why_a_show_is_not_compared_is_a_sentence() -> None:
    assert Order("tvdb", "dvd").refusal == "numbered by TheTVDB"
    assert Order("unknown", "blurayOrder").refusal == ("numbered in an order that Parity does not know (blurayOrder)")


@pytest.mark.parametrize("text", ["tmdb", "TMDB:aired", " aired "])
def test_tmdbs_own_order_has_three_names(text: str) -> None:
    assert parse_order(text) == Order("tmdb", "aired")
