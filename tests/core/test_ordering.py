"""In whose numbers a library counts (RULES R17)."""

import pytest

from parity.core.ordering import Order, order_of

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


def test_r17_only_tmdb_own_order_is_compared_by_number() -> None:
    assert Order("tmdb", "aired").by_number
    for other in (Order("tmdb", "netflix"), Order("tvdb", "official"), Order("unknown", "aired")):
        assert not other.by_number


def test_r17_an_unknown_order_may_go_by_episode_ids_but_not_one_of_thetvdb() -> None:
    assert Order("unknown", "blurayOrder").by_episode_id
    assert not Order("tvdb", "dvd").by_episode_id


def test_why_a_show_is_not_compared_is_a_sentence() -> None:
    assert Order("tvdb", "dvd").refusal == "numbered by TheTVDB"
    assert Order("unknown", "blurayOrder").refusal == ("numbered in an order that Parity does not know (blurayOrder)")
