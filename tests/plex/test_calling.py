"""Plex is told who asks, and the token stays between the two."""

import logging

import pytest

from parity import __version__
from parity.demo.serving import serve
from parity.http import redact
from parity.plex.calling import discover_caller, plex_headers, server_caller
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from tests.plex.scripted import Scripted, container, page

IDENTITY = {
    "accept": "application/json",
    "x-plex-token": "secret-token-1",
    "x-plex-client-identifier": "client-1",
    "x-plex-product": "Parity",
    "x-plex-version": __version__,
    "x-plex-device-name": "Parity",
}


def test_a_server_is_told_who_asks_and_each_request_is_counted() -> None:
    counted: list[str] = []
    app = Scripted(lambda _: container(machineIdentifier="m", size=1))
    with serve(app) as served:
        caller = server_caller(served.url, "secret-token-1", "client-1", on_request=counted.append)
        PlexLibrary(caller).server()
        caller.close()
    headers = app.asked[0].headers
    assert IDENTITY.items() <= headers.items()
    assert headers["x-plex-platform"] == headers["x-plex-device"] != ""
    assert "x-plex-pms-api-version" not in headers
    assert counted == ["Plex"]


def test_discover_is_told_the_same() -> None:
    counted: list[str] = []
    app = Scripted(lambda asked: page(asked, []))
    with serve(app) as served:
        caller = discover_caller(served.url, "secret-token-1", "client-1", on_request=counted.append)
        PlexWatchlist(caller).read()
        caller.close()
    assert IDENTITY.items() <= app.asked[0].headers.items()
    assert counted == ["Plex watchlist"]


def test_no_header_is_empty() -> None:
    assert "" not in plex_headers("secret-token-1", "client-1").values()


def test_a_token_is_in_no_address_and_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    app = Scripted(lambda asked: page(asked, []))
    with serve(app) as served, caplog.at_level(logging.DEBUG):
        caller = server_caller(served.url, "secret-token-2", "client-1")
        list(PlexLibrary(caller).shows("1"))
        caller.close()
    assert "secret-token-2" not in str(app.asked[0].query)
    assert "secret-token-2" not in caplog.text
    assert redact("it is secret-token-2") == "it is ***"


def test_a_token_with_a_stray_letter_is_sent_as_utf_8() -> None:
    app = Scripted(lambda _: container(machineIdentifier="m", size=1))
    with serve(app) as served:
        caller = server_caller(served.url, "tökén", "client-1")
        PlexLibrary(caller).server()
        caller.close()
    assert app.asked[0].headers["x-plex-token"].encode("latin-1").decode() == "tökén"
