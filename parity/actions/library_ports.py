"""What actions need of a Plex server as a library of shows and films."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from parity.core.activity import Activity, Filed, ServerEvent, Session
from parity.core.library import Page, PlexCollection, PlexEpisode, PlexFilm, PlexShow, Section, Server


class Library(Protocol):
    """One Plex server. Every method may raise the four failures of core."""

    def server(self) -> Server: ...
    def sections(self) -> tuple[Section, ...]: ...
    def add_section(self, name: str, kind: str, folders: Sequence[str]) -> str:
        """Make a library ("show" or "movie") of folders as the server calls them; its key. Asked for only once."""

    def delete_section(self, key: str) -> None:
        """Let the server forget a library; the files stay. NotFound. Asked for only once."""

    def section_order(self, key: str) -> str | None: ...
    def shows(self, section_key: str) -> Iterator[Page[PlexShow]]: ...
    def episodes(self, section_key: str) -> Iterator[Page[PlexEpisode]]: ...
    def leaves(self, rating_key: str) -> tuple[PlexEpisode, ...]: ...
    def show(self, rating_key: str) -> PlexShow: ...
    def orders(self, rating_keys: Sequence[str]) -> dict[str, str]: ...
    def films(self, section_key: str) -> Iterator[Page[PlexFilm]]: ...
    def film(self, rating_key: str) -> PlexFilm: ...
    def collections(self, section_key: str) -> Iterator[Page[PlexCollection]]: ...
    def members(self, collection_key: str) -> tuple[str, ...]:
        """The rating keys in one of Plex's collections, as one whole listing."""

    def scan(self, section_key: str, folder: str | None = None) -> None:
        """Ask for a scan of a section, or of one folder of it as the server calls it. NotFound: no such section."""

    def activities(self) -> tuple[Activity, ...]: ...
    def sessions(self) -> tuple[Session, ...]: ...
    def newest(self, section_key: str, kind: str) -> tuple[Filed, ...]:
        """The last few hundred episodes or films ("show" or "movie" section) that came or were changed."""

    def filed(self, rating_key: str) -> tuple[Filed, ...]:
        """All episodes of a show, or the film itself, with their files. NotFound."""

    def refresh_item(self, rating_key: str) -> None:
        """Ask for the metadata of just this item to be read again. NotFound."""

    def analyze_item(self, rating_key: str) -> None: ...
    def trash(self, section_key: str, kind: str) -> tuple[Filed, ...]:
        """What lies in the trash of a section."""

    def empty_trash(self, section_key: str) -> None: ...
    def events(self) -> Iterator[ServerEvent]:
        """What the server tells, for as long as it does; Unavailable when the line breaks or is silent for 30 s."""
