"""A catalogue on a server of the test's own, with time that only waiting moves and a cache in a folder of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from parity.cache import Remembered, open_cache
from parity.tmdb.calling import tmdb_caller
from parity.tmdb.catalogue import TmdbCatalogue
from tests.loopback import Answering, FakeTime, Loopback, Reply, answering

KEY = "0123456789abcdef0123456789abcdef"
Opening = Callable[..., tuple[TmdbCatalogue, Loopback]]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Remembered]:
    with closing(open_cache(f"sqlite:///{tmp_path / 'cache.db'}")) as opened:
        yield opened


@pytest.fixture
def opened(cache: Remembered) -> Iterator[Opening]:
    """Opens a catalogue whose TMDB answers so, or stands at an address."""
    with ExitStack() as stack:

        def open_catalogue(answer: Answering | Reply | str, key: str = KEY) -> tuple[TmdbCatalogue, Loopback]:
            server = Loopback(answer) if isinstance(answer, str) else stack.enter_context(answering(answer))
            caller = tmdb_caller(f"{server.url}/3", key, connections=4, bucket=None, interrupt=FakeTime())
            stack.callback(caller.close)
            return TmdbCatalogue(caller, cache), server

        yield open_catalogue
