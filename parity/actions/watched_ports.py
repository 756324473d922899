"""Plex and its partner as the sync of watched states knows them. Every method may raise the four failures of core."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from parity.core.watched import Video


class Keeper(Protocol):
    """One that knows how far videos were watched, and can be told. NotFound: it has no such video.

    That a change was answered says nothing yet: who tells it reads the video again.
    """

    def video(self, key: str) -> Video:
        """One video as it stands now."""

    def mark(self, video: Video) -> None:
        """It was watched to its end; a position goes."""

    def clear(self, video: Video) -> None:
        """It was never begun: its mark and its position go."""

    def move(self, video: Video, position: int, at: datetime | None) -> None:
        """Playing goes on from here, whichever way that lies; `at`: when it was played so far, where that is known."""


class PlexViewer(Keeper, Protocol):
    """A Plex server as one of its users watches it."""

    def videos(self, section_key: str, kind: str) -> tuple[Video, ...]:
        """All episodes ("show") or films ("movie") of a library, those in the trash too: the whole list, or a failure.

        At most one request for each 200 of them, with the ids of their shows.
        """


class Partner(Keeper, Protocol):
    """The other player."""

    def version(self) -> str:
        """Proves that it answers, and takes the user and password."""

    def videos(self) -> tuple[Video, ...]:
        """All of them: the whole list, or a failure. One request for each 200, and few for what is in several parts."""

    def dump(self, key: str) -> Mapping[str, object]:
        """All that it tells of one video, as it tells it."""
