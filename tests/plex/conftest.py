"""Callers of the Plex room that answer at once: no second try, no pause."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from parity.demo.serving import serve
from parity.http import Caller, RetryPolicy
from parity.plex.calling import SERVER, WATCHLIST, plex_headers
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from tests.plex.lists import Desk, desk_of_olive
from tests.plex.scripted import Asked, Scripted

Answer = Callable[[Asked], object]


class Lines:
    """Opens callers to scripted servers, and closes them when the test is over."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def to(self, url: str, service: str = SERVER, token: str = "token-of-the-server") -> Caller:
        caller = Caller(
            service, url, headers=plex_headers(token, "client-1"), policy=RetryPolicy(attempts=1, limited=1)
        )
        self._stack.callback(caller.close)
        return caller

    def library(self, answer: Answer) -> tuple[PlexLibrary, Scripted]:
        app = Scripted(answer)
        return PlexLibrary(self.to(self._stack.enter_context(serve(app)).url)), app

    def watchlist(self, answer: Answer) -> tuple[PlexWatchlist, Scripted]:
        app = Scripted(answer)
        return PlexWatchlist(self.to(self._stack.enter_context(serve(app)).url, WATCHLIST)), app


@pytest.fixture
def lines() -> Iterator[Lines]:
    with ExitStack() as stack:
        yield Lines(stack)


@pytest.fixture
def silent() -> Iterator[str]:
    """An address where somebody listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_of_olive() as opened:
        yield opened
