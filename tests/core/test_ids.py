"""Plex guids as external ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.ids import ExternalIds, agent_of, is_plex_guid, read_guids


@pytest.mark.parametrize(
    ("guid", "ids"),
    [
        ("com.plexapp.agents.thetvdb://268592?lang=en", ExternalIds(tvdb=(268592,))),
        ("com.plexapp.agents.themoviedb://1399?lang=en", ExternalIds(tmdb=(1399,))),
        ("com.plexapp.agents.imdb://tt0165832?lang=en", ExternalIds(imdb=("tt0165832",))),
        ("com.plexapp.agents.hama://tvdb-12345?lang=en", ExternalIds(tvdb=(12345,))),
        ("com.plexapp.agents.hama://tvdb2-12345?lang=en", ExternalIds(tvdb=(12345,))),
        ("com.plexapp.agents.hama://anidb-123?lang=en", ExternalIds()),
        ("com.plexapp.agents.xbmcnfotv://268592?lang=en", ExternalIds()),
        ("com.plexapp.agents.none://1234", ExternalIds()),
        ("tv.plex.agents.custom.johnz.tmdb://show/tmdb-19934", ExternalIds(tmdb=(19934,))),
        ("tv.plex.agents.custom.johnz.tmdb://show/tmdb-show-19934", ExternalIds(tmdb=(19934,))),
        ("tv.plex.agents.custom.finn.imdb://show/tt0379786", ExternalIds(imdb=("tt0379786",))),
        ("tv.plex.agents.custom.barkley.tvdb://show/78874", ExternalIds()),
        ("tt0112253", ExternalIds(imdb=("tt0112253",))),
        ("local://12345", ExternalIds()),
        ("local://tvdb-12345", ExternalIds()),
        ("", ExternalIds()),
    ],
)
def test_each_agent_writes_ids_in_its_own_way(guid: str, ids: ExternalIds) -> None:
    assert read_guids(guid) == ids


def test_the_new_agent_lists_its_ids_and_two_of_a_kind_are_both_kept() -> None:
    listed = ["imdb://tt0303461", "tmdb://2", "tmdb://1437", "tvdb://78874", "tmdb://2", "youtube://x"]
    found = read_guids("plex://show/5d9c085e", listed)
    assert found == ExternalIds(("tt0303461",), (2, 1437), (78874,))
    assert found.keys() == ("imdb:tt0303461", "tmdb:2", "tmdb:1437", "tvdb:78874")
    assert found


@pytest.mark.parametrize(
    "guid",
    [
        "com.plexapp.agents.themoviedb://1399/1/2?lang=en",
        "com.plexapp.agents.thetvdb://268592/1?lang=en",
        "com.plexapp.agents.hama://tvdb-12345/1/2",
    ],
)
def test_the_show_that_a_legacy_guid_of_an_episode_names_is_not_the_id_of_the_episode(guid: str) -> None:
    assert read_guids(guid) == ExternalIds()


@pytest.mark.parametrize(
    "guid", ["tmdb://0", "tmdb://-5", "tmdb://abc", "tmdb://", "tmdb://" + "9" * 5000, "tmdb://٣", "imdb://0165832"]
)
def test_what_no_service_ever_gave_is_no_id(guid: str) -> None:
    assert not read_guids("", [guid])


@given(st.text(), st.lists(st.one_of(st.text(), st.builds("tmdb://{}".format, st.text()))))
def test_no_guid_at_all_upsets_the_reader(guid: str, listed: list[str]) -> None:
    found = read_guids(guid, listed)
    assert all(0 < number < 2**63 for number in (*found.tmdb, *found.tvdb))
    assert all(text.startswith("tt") for text in found.imdb)


def test_an_agent_is_named_before_the_two_slashes() -> None:
    assert agent_of("com.plexapp.agents.hama://tvdb-1") == "com.plexapp.agents.hama"
    assert agent_of("plex://show/1") == "plex"
    assert agent_of("tt0112253") == ""


def test_only_a_guid_of_plex_itself_means_the_same_show_everywhere() -> None:
    assert is_plex_guid("plex://show/5d9c085e")
    assert not is_plex_guid("plex://")
    assert not is_plex_guid("local://12345")
    assert not is_plex_guid("com.plexapp.agents.thetvdb://268592")


def test_any_one_id_is_an_id() -> None:
    assert [bool(ids) for ids in (ExternalIds(("tt1",)), ExternalIds(tmdb=(1,)), ExternalIds(tvdb=(1,)))] == [True] * 3
    assert not ExternalIds()


def test_an_agent_is_named_before_the_first_two_slashes() -> None:
    assert agent_of("com.plexapp.agents.none://file://x") == "com.plexapp.agents.none"


def test_the_id_of_a_custom_agent_is_the_last_part_of_its_guid() -> None:
    assert read_guids("tv.plex.agents.custom.mine://show/deep/tmdb-7") == ExternalIds(tmdb=(7,))


@pytest.mark.parametrize(
    "guid", ["tmdb://1437/season/1", "tmdb://1437/at://x", "tmdb://1437?lang=en?x=1", "tmdb://1437?from=a/b"]
)
def test_whatever_stands_behind_an_id_is_no_part_of_it(guid: str) -> None:
    assert read_guids("", [guid]) == ExternalIds(tmdb=(1437,))


def test_the_id_of_a_legacy_guid_ends_where_its_first_question_begins() -> None:
    assert read_guids("com.plexapp.agents.thetvdb://268592?lang=en?x") == ExternalIds(tvdb=(268592,))
