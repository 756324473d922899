"""Taking over from sageplex_sync: its addresses as they were meant, what does not come along, and no exception ever."""

from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.peer_sageplex import PeerSageplex, read_peer_sageplex
from parity.settings import parse_one

CONFIG: dict[str, Any] = {
    "sagex": {"host": "sage.lan", "port": "8080", "user": "sage", "password": "fr@y/1:2%41 "},
    "plex": {"host": "10.0.0.2", "port": "32400", "token": "plex-server-token"},
    "scanner": {"ext": [".mpg", ".ts"], "log": "scanner.log", "debug": False},
    "agent": {"locking": True},
    "ignored": {"why": "hidden-1"},
}


def read(**parts: object) -> PeerSageplex:
    found = read_peer_sageplex({**CONFIG, **parts})
    assert found is not None
    return found


def test_both_addresses_come_along_and_the_password_is_written_as_an_address_takes_it() -> None:
    found = read()
    (address,) = found.sagetv.values()
    parts = urlsplit(address)
    assert (parts.scheme, parts.hostname, parts.port) == ("http", "sage.lan", 8080)
    assert (unquote(parts.username or ""), unquote(parts.password or "")) == ("sage", "fr@y/1:2%41 ")
    assert found.plex == {"plex_base_url": "http://10.0.0.2:32400", "plex_token": "plex-server-token"}
    for name, value in {**found.sagetv, **found.plex}.items():
        assert parse_one(name, value) == value


def test_what_does_not_come_along_is_named_without_its_value() -> None:
    found = read(sagex={**CONFIG["sagex"], "timeout": "hidden-2"}, more="hidden-3")
    why = "Plex has scanners and agents of its own; Parity brings none"
    assert found.left_out == (
        "sagex.timeout: there is no such option here",
        f"scanner: {why}",
        f"agent: {why}",
        "ignored: it was not used there either",
        "more: there is no such option here",
    )
    assert "hidden" not in repr(found)
    assert "fr@y" not in repr(found)
    assert "plex-server-token" not in repr(found)


@pytest.mark.parametrize(
    ("sagex", "address"),
    [
        ({"host": "10.0.0.5"}, "http://10.0.0.5:8080"),
        ({"host": "10.0.0.5", "port": 80, "user": "", "password": ""}, "http://10.0.0.5:80"),
        ({"host": "fd00::5", "port": "8080", "user": "sage"}, "http://sage:@[fd00::5]:8080"),
        ({"host": " [fd00::5] ", "password": 1234}, "http://:1234@[fd00::5]:8080"),
        ({"host": "sägezahn", "user": "é", "password": "ü"}, "http://%C3%A9:%C3%BC@sägezahn:8080"),
    ],
)
def test_an_address_is_put_together(sagex: dict[str, object], address: str) -> None:
    assert read(sagex=sagex).sagetv == {"sagetv_url": address}
    assert parse_one("sagetv_url", address) == address


@pytest.mark.parametrize(
    ("sagex", "sentence"),
    [
        ({}, "sagex.host: it is not the name or address of a machine."),
        ({"host": "http://sage.lan"}, "sagex.host: it is not the name or address of a machine."),
        ({"host": "sage@evil"}, "sagex.host: it is not the name or address of a machine."),
        ({"host": "sage/evil?"}, "sagex.host: it is not the name or address of a machine."),
        ({"host": "sage", "port": "0"}, "sagex.port: it is not a number from 1 to 65535."),
        ({"host": "sage", "port": "8080@evil"}, "sagex.port: it is not a number from 1 to 65535."),
        ({"host": "sage", "port": "²"}, "sagex.port: it is not a number from 1 to 65535."),
        ({"host": "sage", "port": [8080]}, "sagex.port: it is not a number from 1 to 65535."),
    ],
)
def test_an_address_that_is_none_is_left_out(sagex: dict[str, object], sentence: str) -> None:
    found = read(sagex=sagex)
    assert found.sagetv == {}
    assert found.left_out[0] == sentence


def test_a_password_of_another_kind_is_named() -> None:
    found = read(sagex={"host": "sage", "user": "sage", "password": ["hidden"]})
    assert found.sagetv == {"sagetv_url": "http://sage:@sage:8080"}
    assert found.left_out[0] == "sagex.password: not a text."


def test_without_plex_only_sagetv_comes_along() -> None:
    found = read_peer_sageplex({"sagex": {"host": "sage"}})
    assert found == PeerSageplex({"sagetv_url": "http://sage:8080"})


@pytest.mark.parametrize("document", [None, [], {}, {"plex": {}}, {"sagex": "sage.lan"}, {"sagex": None}])
def test_anything_else_is_not_one(document: object) -> None:
    assert read_peer_sageplex(document) is None


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda v: st.lists(v), max_leaves=3
)
_PART = st.dictionaries(st.sampled_from(["host", "port", "user", "password", "token", "x"]), _VALUES)


@given(sagex=_PART, plex=_PART | _VALUES)
def test_nothing_that_json_can_hold_breaks_it(sagex: object, plex: object) -> None:
    found = read(sagex=sagex, plex=plex)
    for address in found.sagetv.values():
        assert urlsplit(address).port
