"""The fake Plex server: what it holds, what it does, and everything that can happen to it."""

from typing import ClassVar

from parity.demo import (
    plex_disk,
    plex_films,
    plex_news,
    plex_players,
    plex_scans,
    plex_shows,
    plex_watched,
    plex_wishes,
)
from parity.demo.plex_watched import PlexWatched

_DOABLE = "set_server allow_token drop_token"


class PlexWorld(PlexWatched):
    """The stand-in's server, with everything that a test or the demo may do to it.

    See PlexShows on what moves which stamps, PlexDisk on files, PlexScans on time, PlexWatched on who
    has watched what. Methods raise LookupError for what
    is not there.
    """

    KIND: ClassVar[str] = "plex"
    DOABLE: ClassVar[frozenset[str]] = frozenset(
        f"{_DOABLE} {plex_shows.DOABLE} {plex_films.DOABLE} {plex_news.DOABLE} {plex_disk.DOABLE} "
        f"{plex_players.DOABLE} {plex_scans.DOABLE} {plex_wishes.DOABLE} {plex_watched.DOABLE}".split()
    )

    def set_server(self, **facts: str) -> None:
        """Change `friendly_name`, `version`, `machine_identifier` or `token`."""
        for name, value in facts.items():
            getattr(self, name)
            setattr(self, name, value)

    def allow_token(self, token: str) -> None:
        """Let one more token in: the server is shared with somebody."""
        self.allowed.append(token)

    def drop_token(self, token: str) -> None:
        """From now on this token is refused, also when it was the server's own. Raises ValueError if it was already."""
        if token == self.token:
            self.token = ""
        else:
            self.allowed.remove(token)
