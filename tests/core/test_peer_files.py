"""Taking over from Plex Parity, the Streamlit app: what comes along, what does not, and no exception ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.ids import ExternalIds
from parity.core.links import LinkProfile
from parity.core.numbering import Number
from parity.core.peer_files import PeerShow, Takeover, read_cache, read_config, read_peer_file
from parity.settings import SettingError, parse_one

README_EXAMPLE = {
    "plex_base_url": "http://127.0.0.1:32400",
    "plex_token": "YOUR_PLEX_TOKEN",
    "tmdb_api_key": "YOUR_TMDB_API_KEY",
    "library_name": "TV Shows",
    "scan_scope": "all_library",
    "include_dmm_link": True,
    "dmm_base_url": "https://debridmediamanager.com",
    "usenet_provider": "none",
    "usenet_api_key": "",
    "usenet_web_url_template": "",
    "usenet_provider_profiles": {},
}
HYDRA = "http://127.0.0.1:5076/?query={query_url}"


def entry(**more: object) -> dict[str, object]:
    """A show as the peer's cache holds it after a scan."""
    return {
        "title": "Westworld",
        "year": 2016,
        "rating_key": "412",
        "plex_signature": "Westworld|2016|imdb://tt0475784|tmdb://63247|tvdb://296762",
        "ignored_missing": [],
        "ignore_all_missing": False,
        "tmdb_id": 63247,
        "imdb_id": "tt0475784",
        "tmdb_source": "plex_guid",
        "poster_url": "https://image.tmdb.org/t/p/w342/x.jpg",
        "status": "Canceled",
        "missing_raw": ["S01E02"],
        "missing": ["S01E02"],
        "upcoming_all": [],
        "next_air": None,
        "force_rescan": False,
        "last_scan_at": "2026-02-18T02:26:15",
        **more,
    }


WESTWORLD_IDS = ExternalIds(("tt0475784",), (63247,), (296762,))
RESULTS = "Results of the last scan (shows: 1): the next scan finds them itself."


# config.json


def test_the_example_of_its_readme_comes_along_but_for_the_two_example_keys() -> None:
    taken = read_config(README_EXAMPLE)
    assert taken.settings == {
        "plex_base_url": "http://127.0.0.1:32400",
        "plex_library_name": "TV Shows",
        "plex_scan_scope": "all_library",
        "include_dmm_link": "true",
        "dmm_base_url": "https://debridmediamanager.com",
    }
    assert taken.profiles == {}
    assert taken.left_out == (
        "plex_token: still the example of its README.",
        "tmdb_api_key: still the example of its README.",
    )


def test_a_saved_configuration_of_its_last_version_comes_along_whole() -> None:
    taken = read_config(
        {
            "plex_token": "tokentoken",
            "tmdb_api_key": "keykey",
            "library_name": 'Series, "old"',
            "include_dmm_link": False,
            "indexer_provider": "nzbhydra",
            "indexer_api_key": "hydrakey",
            "indexer_web_url_template": HYDRA,
            "indexer_provider_profiles": {
                "nzbhydra": {"indexer_web_url_template": HYDRA, "indexer_api_key": "hydrakey"},
                "newznab": {
                    "indexer_web_url_template": "http://n/?q={query}&apikey={apikey}",
                    "indexer_api_key": "k",
                },
                "torbox": {"indexer_web_url_template": "", "indexer_api_key": ""},
            },
        }
    )
    assert taken.settings == {
        "plex_token": "tokentoken",
        "tmdb_api_key": "keykey",
        "plex_library_name": '"Series, ""old"""',
        "include_dmm_link": "false",
        "usenet_provider": "nzbhydra",
        "usenet_api_key": "hydrakey",
        "usenet_web_url_template": HYDRA,
    }
    assert taken.profiles == {
        "nzbhydra": LinkProfile("nzbhydra", HYDRA, "hydrakey"),
        "newznab": LinkProfile("newznab", "http://n/?q={query}&apikey={apikey}", "k"),
    }
    assert taken.left_out == ()


@pytest.mark.parametrize("age", ["indexer", "usenet", "secondary_missing_link"])
def test_a_provider_is_found_under_each_name_that_its_key_ever_had(age: str) -> None:
    taken = read_config({f"{age}_provider": "Tornzab", f"{age}_api_key": "k"})
    assert taken.settings == {"usenet_provider": "torznab", "usenet_api_key": "k"}
    assert taken.profiles == {"torznab": LinkProfile("torznab", "", "k")}


def test_a_newer_key_that_says_none_does_not_hide_an_older_one() -> None:
    taken = read_config({"indexer_provider": "none", "indexer_api_key": "", "usenet_provider": "jackett"})
    assert taken.settings == {"usenet_provider": "jackett"}


def test_the_profile_in_use_is_filled_up_from_the_saved_one() -> None:
    saved = {"jackett": {"usenet_web_url_template": "http://j/#search={query_url}", "usenet_api_key": "old"}}
    taken = read_config({"usenet_provider": "jackett", "usenet_api_key": "new", "usenet_provider_profiles": saved})
    assert taken.profiles == {"jackett": LinkProfile("jackett", "http://j/#search={query_url}", "new")}
    assert taken.settings["usenet_web_url_template"] == "http://j/#search={query_url}"


def test_the_jackett_address_that_never_worked_becomes_the_one_that_does() -> None:
    old = "http://127.0.0.1:9117/UI/Dashboard?search={query_url}"
    taken = read_config({"usenet_provider": "jackett", "usenet_web_url_template": old})
    assert taken.settings["usenet_web_url_template"] == "http://127.0.0.1:9117/UI/Dashboard#search={query_url}"


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"plex_token": 7}, "plex_token: not a text."),
        ({"include_dmm_link": 1}, "include_dmm_link: not a text."),
        ({"usenet_provider": "bittorrent"}, "Search provider bittorrent: not known here."),
        ({"usenet_provider_profiles": []}, "usenet_provider_profiles: not an object."),
        ({"usenet_provider_profiles": {"custom": 1}}, "Saved profile of custom: not an object."),
        (
            {"usenet_provider": "custom", "usenet_web_url_template": "ftp://x/{title}"},
            "Search address of custom: it does not start with http:// or https://, or is not one line.",
        ),
        ({"theme\n": "dark"}, "theme: no such setting here."),
        (
            {"secondary_missing_link_base_url": "http://x"},
            "secondary_missing_link_base_url: nothing has read it for some time.",
        ),
        ("config", "The file is not a JSON object."),
    ],
)
def test_what_does_not_come_along_is_named_with_the_reason(config: object, sentence: str) -> None:
    assert read_config(config).left_out == (sentence,)


def test_each_name_that_is_handed_over_can_be_saved_as_a_setting() -> None:
    taken = read_config(
        {**README_EXAMPLE, "plex_token": "t", "tmdb_api_key": "k", "usenet_provider": "custom"}
        | {"usenet_api_key": "k", "usenet_web_url_template": "http://h/{title}", "library_name": 'a, "b"'}
    )
    assert len(taken.settings) == 10
    assert all(parse_one(name, text) for name, text in taken.settings.items())
    assert parse_one("plex_library_name", taken.settings["plex_library_name"]) == '"a, ""b"""'


# plex_cache.json


def test_ignored_episodes_come_along_in_order_once_each_and_of_any_width() -> None:
    taken = read_cache({"412": entry(ignored_missing=["S01E100", "S01E02", "S01E02", "s2024e1301"])})
    numbers = (Number(1, 2), Number(1, 100), Number(2024, 1301))
    assert taken == Takeover(
        shows=(PeerShow("412", "Westworld", 2016, WESTWORLD_IDS, ignored=numbers),), left_out=(RESULTS,)
    )


def test_an_ignored_show_comes_along() -> None:
    assert read_cache({"412": entry(ignore_all_missing=True)}).shows == (
        PeerShow("412", "Westworld", 2016, WESTWORLD_IDS, ignore_all=True),
    )


@pytest.mark.parametrize("value", [1396, "1396"])
def test_an_override_comes_along_and_does_not_become_an_id_of_plex(value: object) -> None:
    assert read_cache({"412": entry(manual_tmdb_id=value, tmdb_id=1396, tmdb_source="manual")}).shows == (
        PeerShow("412", "Westworld", 2016, WESTWORLD_IDS, tmdb_id=1396),
    )


def test_a_show_about_which_nothing_was_decided_stays() -> None:
    assert read_cache({"412": entry()}) == Takeover(left_out=(RESULTS,))


def test_a_title_with_a_bar_in_it_spoils_no_id() -> None:
    signature = "A|B|None|imdb://tt0000001"
    show = read_cache({"1": entry(title="A|B", year=None, plex_signature=signature, ignore_all_missing=True)}).shows[0]
    assert (show.title, show.year, show.ids) == ("A|B", None, ExternalIds(("tt0000001",)))


@pytest.mark.parametrize(
    ("damaged", "sentence"),
    [
        ([], "Entry 412: not an object."),
        (entry(ignored_missing="S01E02"), "Westworld: ignored_missing is not a list."),
        (entry(ignored_missing=["S1"]), "Westworld: S1 in ignored_missing is not an episode."),
        (entry(ignored_missing=[["S01E02"]]), "Westworld: (no name) in ignored_missing is not an episode."),
        (
            entry(ignored_missing=["S1E" + "9" * 5000]),
            f"Westworld: S1E{'9' * 57} in ignored_missing is not an episode.",
        ),
        (entry(ignore_all_missing=1), "Westworld: ignore_all_missing is neither true nor false."),
        (entry(manual_tmdb_id="tt1"), "Westworld: manual_tmdb_id is not a TMDB id."),
        (entry(manual_tmdb_id=True), "Westworld: manual_tmdb_id is not a TMDB id."),
        (entry(manual_tmdb_id=0), "Westworld: manual_tmdb_id is not a TMDB id."),
        (entry(manual_tmdb_id=10**5000), "Westworld: manual_tmdb_id is not a TMDB id."),
        (entry(title=None, ignored_missing=0), "Entry 412: ignored_missing is not a list."),
    ],
    ids=range(11),
)
def test_a_damaged_entry_is_named_and_gives_nothing_wrong(damaged: object, sentence: str) -> None:
    assert read_cache({"412": damaged}) == Takeover(left_out=(sentence, RESULTS))


# Which file is it


def test_a_file_is_told_by_what_is_in_it() -> None:
    assert read_peer_file(README_EXAMPLE) == read_config(README_EXAMPLE)
    assert read_peer_file({"412": entry(ignore_all_missing=True)}) == read_cache(
        {"412": entry(ignore_all_missing=True)}
    )


@pytest.mark.parametrize(
    "document",
    [None, 7, [], {}, {"simkl": {"client_id": "x"}, "plex": {"token": "y"}}, {"sagex": {"host": "h"}}],
)
def test_a_file_of_another_program_is_not_taken_for_one_of_them(document: object) -> None:
    assert read_peer_file(document) is None


# Anything at all


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
AGES = ("indexer", "usenet", "secondary_missing_link")
KEYS = [
    *README_EXAMPLE,
    *(f"{age}_{part}" for age in AGES for part in ("provider", "api_key", "provider_profiles")),
]
CONFIGS = st.dictionaries(st.sampled_from(KEYS) | st.text(), ANYTHING | st.sampled_from(["custom", "jackett", HYDRA]))
ENTRIES = st.dictionaries(st.sampled_from([*entry(), "manual_tmdb_id"]), ANYTHING | st.just(["S01E02"]))


@given(document=ANYTHING | CONFIGS | st.dictionaries(st.text(), ENTRIES))
def test_nothing_that_can_stand_in_a_file_is_an_exception(document: object) -> None:
    for taken in (read_config(document), read_cache(document), read_peer_file(document) or Takeover()):
        assert all(len(sentence.splitlines()) == 1 and sentence.endswith(".") for sentence in taken.left_out)
        assert all(show.ignore_all or show.ignored or show.tmdb_id for show in taken.shows)


@given(
    config=CONFIGS,
    secret=st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12),
    mark=st.sampled_from(["", "\n", "{"]),
)
def test_no_key_of_a_file_is_ever_told(config: dict[str, object], secret: str, mark: str) -> None:
    secrets = dict.fromkeys(("plex_token", "tmdb_api_key", "usenet_api_key"), mark + secret)
    taken = read_config({**config, **secrets})
    assert secret not in repr(taken)
    assert secret not in " ".join(taken.left_out)
    for name, text in taken.settings.items():
        try:
            parse_one(name, text)
        except SettingError as trouble:
            told = str(trouble)
        else:
            told = ""
        assert secret not in told
