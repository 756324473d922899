"""Taking over from Plex-SIMKL Watchlist Sync: what comes along, what does not, and no exception ever."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.peer_simkl import PeerSimkl, PeerTitle, read_peer_simkl
from parity.core.simkl import SimklToken
from parity.settings import parse_one

CONFIG: dict[str, Any] = {
    "plex": {"account_token": "plex-account-token"},
    "simkl": {
        "client_id": "an-app",
        "client_secret": "its-secret",
        "access_token": "simkl-access-token",
        "refresh_token": "",
        "token_expires_at": 0,
    },
    "sync": {
        "enable_add": True,
        "enable_remove": True,
        "verify_after_write": True,
        "bidirectional": {"enabled": True, "mode": "two-way", "source_of_truth": "plex"},
        "activity": {"use_activity": True, "types": ["watchlist"]},
    },
    "runtime": {"debug": False},
}
MATRIX = {"type": "movie", "title": "The Matrix", "year": 1999, "ids": {"imdb": "tt0133093", "tmdb": "603"}}
FIREFLY = {"type": "show", "title": "Firefly", "year": 2002, "ids": {"imdb": "tt0303461", "slug": "firefly"}}
STATE: dict[str, Any] = {
    "plex": {"items": {"imdb:tt0133093": MATRIX, "imdb:tt0303461": FIREFLY}},
    "simkl": {
        "items": {"tmdb:603": {**MATRIX, "ids": {"tmdb": 603, "simkl": 53536}}},
        "last_activities": {"all": "2025-08-27T10:00:00Z"},
    },
    "version": 2,
    "last_sync_epoch": 1756288800,
}


def read(document: object) -> PeerSimkl:
    found = read_peer_simkl(document)
    assert found is not None
    return found


def config(**sync: object) -> dict[str, str]:
    return dict(read({**CONFIG, "sync": sync}).settings)


# config.json


def test_a_config_brings_its_keys_its_ways_and_its_sign_in() -> None:
    found = read(CONFIG)
    assert found.settings == {
        "plex_account_token": "plex-account-token",
        "simkl_client_id": "an-app",
        "simkl_client_secret": "its-secret",
        "watchlist_mode": "two-way",
        "watchlist_source": "plex",
        "watchlist_add": "true",
        "watchlist_remove": "true",
        "watchlist_verify": "true",
        "watchlist_use_activity": "true",
    }
    assert found.token == SimklToken("v1", "an-app", "simkl-access-token")
    assert (found.agreed, found.left_out) == (None, ())
    for name, value in found.settings.items():
        parse_one(name, value)


@pytest.mark.parametrize(
    ("given_", "mode", "source"),
    [
        ({}, "two-way", "plex"),
        ({"mode": "MIRROR", "source_of_truth": "simkl"}, "mirror", "simkl"),
        ({"mode": "mirror", "source_of_truth": "trakt"}, "mirror", "simkl"),  # whatever was not Plex
        ({"mode": "mirror"}, "mirror", "plex"),
        ({"enabled": False, "mode": "mirror", "source_of_truth": "simkl"}, "one-way", "plex"),
        ({"mode": "union", "source_of_truth": "simkl"}, "one-way", "plex"),
        ({"mode": None}, "one-way", "plex"),
    ],
)
def test_its_odd_modes_keep_the_meaning_they_had(given_: dict[str, object], mode: str, source: str) -> None:
    found = config(bidirectional=given_)
    assert (found["watchlist_mode"], found["watchlist_source"]) == (mode, source)


def test_switches_that_are_off_stay_off() -> None:
    found = config(enable_remove=False, enable_add="no", activity={"use_activity": False})
    assert found["watchlist_remove"] == found["watchlist_add"] == found["watchlist_use_activity"] == "false"
    assert "watchlist_verify" not in found


def test_what_cannot_be_used_is_named_without_its_value() -> None:
    found = read(
        {
            "plex": {"account_token": 5},
            "simkl": {"client_id": "YOUR_SIMKL_CLIENT_ID", "access_token": "hidden-1", "refresh_token": "hidden-2"},
            "sync": {"enable_add": "perhaps", "activity": {"types": ["watchlist", "ratings"]}},
            "runtime": {},
            "ui": {"theme": "hidden-3"},
        }
    )
    assert found.token is None
    assert found.left_out == (
        "plex.account_token: not a text.",
        "simkl.client_id: still the example that it came with.",
        "sync.enable_add: neither true nor false.",
        "sync.activity.types: Parity keeps the watchlist alone together with SIMKL.",
        "simkl.refresh_token: SIMKL never renewed a sign-in of this kind, and its token does not end.",
        "simkl.access_token: it opens nothing without simkl.client_id.",
        "ui: no such setting here.",
    )
    assert "hidden" not in repr(found)
    assert "simkl-access-token" not in repr(read(CONFIG))


# state.json


def test_a_state_brings_what_both_lists_had_with_all_their_ids() -> None:
    found = read(STATE)
    ids = frozenset({"imdb:tt0133093", "tmdb:603", "simkl:53536"})
    assert found.agreed == (PeerTitle("movie", "The Matrix", 1999, ids),)
    assert found.seen_at == datetime(2025, 8, 27, 10, tzinfo=UTC)
    assert found.left_out == ("Titles that were on one list only (1): the next run compares them anew.",)


def test_an_older_state_without_version_and_stamps_is_read_too() -> None:
    older = {side: {"items": STATE[side]["items"]} for side in ("plex", "simkl")}
    found = read(older)
    assert found.agreed is not None
    assert ([title.title for title in found.agreed], found.seen_at) == (["The Matrix"], None)


def test_a_film_and_a_show_of_the_same_number_are_two_titles() -> None:
    state = {
        "plex": {"items": {"tmdb:77": {"type": "movie", "title": "Memento", "ids": {"tmdb": "77"}}}},
        "simkl": {"items": {"tmdb:77": {"type": "show", "title": "Poirot", "ids": {"tmdb": "77"}}}},
    }
    assert read(state).agreed == ()


def test_titles_whose_ids_disagree_are_left_out_by_name() -> None:
    other = {**MATRIX, "ids": {"imdb": "tt0000001", "tmdb": "603"}}
    found = read({"plex": {"items": {"a": MATRIX}}, "simkl": {"items": {"a": other}}})
    assert (found.agreed, found.left_out) == ((), ("The Matrix: its ids on the two lists disagree.",))


def test_titles_are_one_through_a_third_that_shares_an_id_with_each() -> None:
    plex = {"imdb:tt1": {"type": "show", "title": "Ghost", "ids": {"tvdb": "5"}}}
    simkl = {
        "tvdb:5": {"type": "show", "title": "Ghost 1", "ids": {"mal": "1"}},
        "mal:2": {"type": "tv", "title": "Ghost 2", "ids": {"tvdb": 5, "mal": 2}},
    }
    found = read({"plex": {"items": plex}, "simkl": {"items": simkl}})
    ids = frozenset({"imdb:tt1", "tvdb:5", "mal:1", "mal:2"})
    assert found.agreed == (PeerTitle("show", "Ghost", None, ids),)


def test_useless_titles_are_named_some_of_them() -> None:
    plex = {f"slug:title-{number:02d}": {"type": "movie", "title": f"Title {number:02d}"} for number in range(12)}
    found = read({"plex": {"items": plex}, "simkl": {"items": []}})
    assert found.agreed == ()
    assert found.left_out[0] == "Title 00: it comes without a type or an id that could be used."
    assert found.left_out[10:] == (
        "plex.items: 2 more come without a type or an id that could be used.",
        "simkl.items: not an object.",
    )


# anything


@pytest.mark.parametrize(
    "document", [None, [], "x", {}, {"plex": {}}, {"simkl": []}, {"library_name": "TV"}, {"simkl": {"client_id": "a"}}]
)
def test_other_files_are_of_somebody_else(document: object) -> None:
    assert read_peer_simkl(document) is None


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(ODD, ODD, ODD)
def test_whatever_stands_in_them_nothing_breaks(one: object, two: object, three: object) -> None:
    item = {"type": one, "ids": two, "title": three, "year": one}
    state = {"plex": {"items": {"a": item, "imdb:tt1": two}}, "simkl": {"items": three}, "last_sync_epoch": one}
    read(state)
    read(
        {
            "plex": one,
            "simkl": {"client_id": two, "access_token": one},
            "sync": {"bidirectional": two, "activity": {"types": three}},
        }
    )


def test_a_title_comes_along_as_a_database_can_keep_it() -> None:
    odd = {**MATRIX, "title": "The \ud83d Matrix\0"}
    sides = {"items": {"imdb:tt0133093": odd}}
    (title,) = read({"plex": sides, "simkl": sides}).agreed or ()
    assert title.title == "The ? Matrix"
