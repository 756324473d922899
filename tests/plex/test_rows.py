"""Rows of Plex become nouns of core; what cannot be read is None and never raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.ids import ExternalIds, read_guids
from parity.core.library import PlexEpisode, PlexShow
from parity.plex.rows import read_episode, read_order, read_section, read_server, read_show

EPISODE: dict[str, object] = {
    "ratingKey": "150",
    "parentRatingKey": "149",
    "grandparentRatingKey": "148",
    "guid": "plex://episode/5d9c1359e264b7001fcb529c",
    "type": "episode",
    "title": "Grail",
    "index": 15,
    "parentIndex": "1",
    "originallyAvailableAt": "1994-07-06",
    "addedAt": 1680000000,
    "duration": 2625089,
    "Media": [{"id": 376, "Part": [{"id": 872, "file": "/tv/Babylon 5/Season 1/Babylon 5 S01E15.mkv"}]}],
    "Guid": [{"id": "imdb://tt0517656"}, {"id": "tmdb://49562"}, {"id": "tvdb://67204"}],
}
DELETED = {"deletedAt": 1712000000}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from([*EPISODE, "year", "leafCount", "deletedAt", "showOrdering", "Preferences"])
guids = st.sampled_from(
    ["imdb://tt0517656", "imdb://tt1", "imdb://nm1", "tmdb://1", "tmdb://2", "tmdb://0", "tmdb://007", "tvdb://",
     "tvdb://67204", "tvdb://x", "mbid://1", "local://12", "tt0112253", "tmdb://³", "plex://show/5d9c", "",
     "com.plexapp.agents.hama://tvdb-12", "tv.plex.agents.custom.a.tmdb://episode/tmdb-episode-3"]
)  # fmt: skip


def episode(**changes: object) -> PlexEpisode:
    read = read_episode({**EPISODE, **changes})
    assert read is not None
    return read


def without(*absent: str) -> dict[str, object]:
    return {name: value for name, value in EPISODE.items() if name not in absent}


def test_an_episode_is_read_with_all_that_it_has() -> None:
    assert episode() == PlexEpisode(
        rating_key="150",
        show_key="148",
        season=1,
        number=15,
        title="Grail",
        air_date=date(1994, 7, 6),
        live=True,
        ids=ExternalIds(("tt0517656",), (49562,), (67204,)),
        file="/tv/Babylon 5/Season 1/Babylon 5 S01E15.mkv",
        added_at=1680000000,
        minutes=43,
    )


def test_a_length_that_no_episode_has_is_none() -> None:
    said: tuple[object, ...] = (0, -1, 59_999, 2**60, "x", None, 1.5)
    assert [episode(duration=each).minutes for each in said] == [None] * len(said)


def test_what_an_episode_does_not_have_is_none() -> None:
    row = {"ratingKey": 150, "grandparentRatingKey": 148}
    assert read_episode(row) == PlexEpisode("150", "148", None, None, "", None, True, ExternalIds(), None)


def test_negative_and_zero_numbers_are_kept() -> None:
    odd = episode(parentIndex="-1", index=0)
    assert (odd.season, odd.number) == (-1, 0)


def test_what_the_rows_share_may_stand_on_the_container_only() -> None:
    row = without("grandparentRatingKey", "parentIndex")
    read = read_episode(row, {"grandparentRatingKey": 22, "parentIndex": 0})
    assert read is not None
    assert (read.show_key, read.season) == ("22", 0)


def test_the_row_outranks_its_container() -> None:
    read = read_episode(EPISODE, {"grandparentRatingKey": 22, "parentIndex": 7})
    assert read is not None
    assert (read.show_key, read.season) == ("148", 1)


@pytest.mark.parametrize(
    "row",
    [None, "150", [], without("ratingKey"), without("grandparentRatingKey"), {**EPISODE, "ratingKey": ""}],
)
def test_an_episode_without_a_key_or_a_show_is_unreadable(row: object) -> None:
    assert read_episode(row) is None


@pytest.mark.parametrize(
    ("changes", "live"),
    [
        ({}, True),
        (DELETED, False),
        ({"deletedAt": "1712000000"}, False),
        ({"deletedAt": 0}, True),
        ({"Media": [DELETED]}, False),
        ({"Media": [DELETED, {"id": 2}]}, True),
        ({"Media": [{"proxyType": 42}]}, False),
        ({"Media": [{"proxyType": "42"}, DELETED]}, False),
        ({"Media": [{"proxyType": 0}]}, True),
        ({"Media": []}, False),
        ({"Media": DELETED}, False),
        ({"Media": None}, True),
        ({"Media": "garbage"}, True),
        ({"Media": ["garbage"]}, True),
    ],
)
def test_an_episode_lives_while_one_usable_version_may_be_left(changes: dict[str, object], live: bool) -> None:
    assert episode(**changes).live is live


def test_an_episode_without_any_word_about_media_lives() -> None:
    read = read_episode(without("Media"))
    assert read is not None
    assert (read.live, read.file) == (True, None)


def test_the_file_is_that_of_the_first_usable_version() -> None:
    versions = [
        {"deletedAt": 1, "Part": [{"file": "/tv/gone.mkv"}]},
        {"proxyType": 42, "Part": [{"file": "/tv/small.mp4"}]},
        {"Part": [{}, {"file": "/tv/good.mkv"}, {"file": "/tv/good-part2.mkv"}]},
    ]
    assert episode(Media=versions).file == "/tv/good.mkv"


def test_an_episode_matched_by_a_legacy_agent_has_no_ids_of_its_own() -> None:
    legacy = read_episode({**without("Guid"), "guid": "com.plexapp.agents.themoviedb://1399/1/2?lang=en"})
    assert legacy is not None
    assert legacy.ids == ExternalIds()


@given(st.lists(guids, max_size=4))
def test_the_quick_way_to_ids_gives_what_the_grammar_gives(listed: list[str]) -> None:
    assert episode(Guid=[{"id": each} for each in listed]).ids == read_guids("", listed)


def test_numbers_that_no_service_gives_are_no_ids() -> None:
    listed = [{"id": f"tmdb://{'9' * 5000}"}, {"id": f"tvdb://{2**63}"}, {"id": "tmdb://5"}]
    assert episode(Guid=listed).ids == ExternalIds(tmdb=(5,))
    show = read_show({"ratingKey": "1", "Guid": listed})
    assert show is not None
    assert show.ids == ExternalIds(tmdb=(5,))


@given(st.dictionaries(names, json_values) | json_values)
def test_no_row_makes_a_reader_raise(row: object) -> None:
    full = {**EPISODE, **row} if isinstance(row, dict) else row
    for reader in (read_episode, read_show, read_section):
        reader(row)
        reader(full)
    if isinstance(row, dict):
        read_order(row)
        read_server(row)


def test_a_show_is_read_with_all_that_it_has() -> None:
    row = {
        "ratingKey": "22", "guid": "com.plexapp.agents.thetvdb://268592?lang=en", "type": "show",
        "title": "The 100", "year": "2014", "leafCount": 18, "childCount": "2", "updatedAt": 1579514246,
        "showOrdering": "tvdbDvd", "Guid": [{"id": "tmdb://48866"}, {"id": "tmdb://48867"}], "index": 1,
    }  # fmt: skip
    ids = ExternalIds(tmdb=(48866, 48867), tvdb=(268592,))
    guid = "com.plexapp.agents.thetvdb://268592?lang=en"
    assert read_show(row) == PlexShow("22", guid, "The 100", 2014, ids, "tvdbDvd", 18, 2, 1579514246)


def test_an_order_that_is_not_said_differs_from_the_default() -> None:
    silent, default = read_show({"ratingKey": "1"}), read_show({"ratingKey": "1", "showOrdering": ""})
    assert silent is not None
    assert default is not None
    assert (silent.order, default.order) == (None, "")


@pytest.mark.parametrize(
    ("row", "order"),
    [
        ({}, None),
        ({"showOrdering": "aired"}, "aired"),
        ({"showOrdering": None}, None),
        ({"Preferences": "garbage"}, None),
        ({"Preferences": {}}, None),
        ({"Preferences": {"Setting": [{"id": "episodeSort", "value": "-1"}]}}, ""),
        ({"Preferences": {"Setting": [{"id": "showOrdering", "value": "dvd"}]}}, "dvd"),
        ({"Preferences": {"Setting": {"id": "showOrdering", "value": "dvd"}}}, "dvd"),
        ({"Preferences": [{"Setting": [{"id": "showOrdering", "value": ""}]}]}, ""),
        ({"showOrdering": "dvd", "Preferences": {"Setting": [{"id": "showOrdering", "value": ""}]}}, "dvd"),
    ],
)
def test_a_shows_own_order_is_on_its_row_or_in_its_preferences(row: dict[str, object], order: str | None) -> None:
    assert read_order(row) == order
