"""A video as Plex or its partner holds it, and how far somebody has watched it there.

The partner is another player that is kept in step with Plex, such as SageTV. Times are in milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Side = Literal["plex", "partner"]
SIDES: tuple[Side, Side] = ("plex", "partner")
OTHER: Mapping[Side, Side] = {"plex": "partner", "partner": "plex"}


@dataclass(frozen=True, slots=True)
class Player:
    """One that plays. `keeps_mark`: what was watched stays marked while it is being watched again, beside a position.

    One that does not takes the mark away then, and leaves the position at the end of what was watched.
    """

    id: str
    name: str
    keeps_mark: bool


PLEX = Player("plex", "Plex", keeps_mark=True)
SAGETV = Player("sagetv", "SageTV", keeps_mark=False)
PARTNERS: Mapping[str, Player] = {SAGETV.id: SAGETV}


@dataclass(frozen=True, slots=True)
class State:
    """How far a video was watched. `position`: where playing would go on, as its player says, 0 for the beginning.

    `at`: when somebody last played or marked it there; None when nobody knows.
    """

    watched: bool = False
    position: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """One video of one player. `key` is what its player calls it: a rating key, or SageTV's MediaFileID.

    `files`: all its files as the player calls them, those of one version in their order. `ids` as `watched_id` and
    `episode_id` make them. `watched_from`: the position from which on this player calls it watched by itself.
    `place`: its library in Plex, as MACHINE/SECTION. `shared`: what has one mark with other copies there, "" for
    nothing. `obstacle`: why it is to be left as it is for now, a key of `watched_change.REASONS`. `whole_only`: its
    positions mean nothing, as on a disc. `kept_from`: positions before this its player does not keep.
    """

    key: str
    title: str
    state: State
    files: tuple[str, ...]
    duration: int | None = None
    watched_from: int | None = None
    ids: frozenset[str] = frozenset()
    place: str = ""
    shared: str = ""
    obstacle: str = ""
    whole_only: bool = False
    kept_from: int = 0


def watched_id(kind: str, value: object) -> str:
    """`imdb:tt0133093`, `tmdb:603`, `tvdb:5330530`, `epg:EP010855880150`: an id of an episode or a film itself."""
    return f"{kind}:{str(value).strip().lower()}"


def episode_id(series: object, season: int, number: int) -> str:
    """An episode by the number of its series at TheTVDB, its season and its number there: `tvdb:83462/7/19`."""
    return f"tvdb:{series}/{season}/{number}"
