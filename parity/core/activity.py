"""What a Plex server is doing: its scans, who plays, what came and went. The plex room answers these nouns."""

from dataclasses import dataclass
from typing import Literal

SCAN = "library.update.section"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. `kind` is an open set (plex.md 2.6); `section_key` is None while its context has not come yet.

    `progress` is 0 to 100, None when it is not told (-1 on the wire).
    """

    uuid: str
    kind: str
    section_key: str | None
    title: str = ""
    subtitle: str = ""
    progress: int | None = None

    @property
    def scans(self) -> bool:
        """Whether a section is scanned."""
        return self.kind == SCAN


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who plays. Live television has no `rating_key` and no `section_key`. `state`: playing, paused …"""

    section_key: str | None
    rating_key: str | None
    title: str
    user: str
    state: str
    player: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """An episode or film with all of its files as the server calls them, those in the trash too (`live` is false).

    `show_key` is "" for a film. `added_at`: seconds since 1970, None when not told.
    """

    rating_key: str
    show_key: str
    title: str
    season: int | None
    number: int | None
    files: tuple[str, ...]
    live: bool
    added_at: int | None = None


@dataclass(frozen=True, slots=True)
class SectionScan:
    """An event of a section's own scan."""

    uuid: str
    section_key: str | None
    did: Literal["began", "goes on", "ended"]
    subtitle: str = ""
    progress: int | None = None


@dataclass(frozen=True, slots=True)
class ItemEvent:
    """A show, season, episode or film came, was changed, is done (its metadata too), or went. `show_key` "" : a film.

    `kind` is None where Plex named none that we know.
    """

    section_key: str
    rating_key: str
    show_key: str
    kind: Literal["show", "season", "episode", "movie"] | None
    did: Literal["came", "changed", "ready", "went"]
    title: str = ""


@dataclass(frozen=True, slots=True)
class PlayEvent:
    """Somebody began, paused or stopped."""

    rating_key: str
    state: str


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The line is alive."""


ServerEvent = SectionScan | ItemEvent | PlayEvent | Heartbeat
