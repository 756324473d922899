"""Asks each service whether it can be used, and says what was seen; nothing is changed by it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from parity.actions.ports import Catalogue, House, Library, NotSetUp
from parity.cache import CacheUnusable
from parity.core.failures import Failure, Unauthorised
from parity.core.library import Section

Outcome = Literal["works", "refused", "silent", "not set up"]

PATIENCE = 15.0
"""Seconds that one question may take, and until a check stops asking again: somebody waits for it."""
_PROBE = "tt0903747"  # any IMDb id: what TMDB says to it does not matter, only whether it answers


@dataclass(frozen=True, slots=True)
class PlexSeen:
    """A server that answered and took the token, with all its libraries."""

    name: str
    version: str
    libraries: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How a service stands. `detail` says what is wrong, without secrets; `plex` what was seen of that one."""

    outcome: Outcome
    detail: str = ""
    plex: PlexSeen | None = None


def see_plex(library: Library) -> PlexSeen:
    """What the server says of itself. Raises the failures of core."""
    server = library.server()
    return PlexSeen(server.name, server.version, library.sections())


def see_tmdb(catalogue: Catalogue) -> None:
    """Ask one question that needs the key. Raises the failures of core."""
    catalogue.find_by_imdb(_PROBE)


def check_plex(house: House) -> Checked:
    """Whether Plex answers at the address and takes the token. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().library(stop, PATIENCE) as library:
            return Checked("works", plex=see_plex(library))

    return _told(ask)


def check_tmdb(house: House) -> Checked:
    """Whether TMDB answers and takes the key. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().catalogue(stop, PATIENCE) as catalogue:
            see_tmdb(catalogue)
        return Checked("works")

    return _told(ask)


def check_key(house: House, key: str) -> Checked:
    """Whether TMDB takes a key that is not saved yet. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().catalogue_by(key, stop, PATIENCE) as catalogue:
            see_tmdb(catalogue)
        return Checked("works")

    return _told(ask)


def plainly(trouble: Exception) -> str:
    """What a failure says, without secrets."""
    from parity.http import redact  # with all of requests: only who goes out needs it

    return redact(str(trouble))


def _told(ask: Callable[[threading.Event], Checked]) -> Checked:
    try:
        with _patience() as stop:
            return ask(stop)
    except (NotSetUp, CacheUnusable) as trouble:
        return Checked("not set up", plainly(trouble))
    except Unauthorised as trouble:
        return Checked("refused", plainly(trouble))
    except Failure as trouble:
        late = f"{trouble.service}: no answer within {PATIENCE:.0f} seconds"
        return Checked("silent", late if stop.is_set() else plainly(trouble))


@contextmanager
def _patience() -> Iterator[threading.Event]:
    stop = threading.Event()
    timer = threading.Timer(PATIENCE, stop.set)
    timer.start()
    try:
        yield stop
    finally:
        timer.cancel()
