"""What Sonarr and Radarr have as files. The room of theirs answers these nouns."""

from dataclasses import dataclass, field
from typing import Literal

from parity.core.ids import ExternalIds

Source = Literal["sonarr", "radarr"]
SOURCES: tuple[Source, ...] = ("sonarr", "radarr")
NAMES: dict[Source, str] = {"sonarr": "Sonarr", "radarr": "Radarr"}


@dataclass(frozen=True, slots=True)
class ArrStatus:
    """Who answers: `program` is what it is ("Sonarr"), `name` what its owner calls it."""

    program: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class ArrFile:
    """A file of an episode or film, by its own path there. `folder` is that of the show or film, `ids` are its ids.

    `season` is None for a film. `id` is that of the file there, `item` that of the show or film.
    """

    path: str
    folder: str
    title: str
    season: int | None = None
    ids: ExternalIds = field(default_factory=ExternalIds)
    id: int = 0
    item: int = 0
