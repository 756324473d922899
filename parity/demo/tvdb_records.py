"""The nouns of the fake TheTVDB, and how they are kept in a file."""

from dataclasses import asdict, dataclass, field
from typing import Any

TYPES = {
    "official": (1, "Aired Order"),
    "dvd": (2, "DVD Order"),
    "absolute": (3, "Absolute Order"),
    "alternate": (4, "Alternate Order"),
    "regional": (5, "Regional Order"),
    "altdvd": (6, "Alternate DVD Order"),
    "alttwo": (7, "Alternate Order 2"),
}
"""Season types: their id and name."""


@dataclass(slots=True)
class TvdbEpisode:
    """An episode, and its season and number in each order that has it. A number may be unknown there (None)."""

    id: int
    name: str
    aired: str | None
    runtime: int | None = 45
    finale: str | None = None
    places: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)


@dataclass(slots=True)
class TvdbRecord:
    """A series. `country` has three letters, `names` are other names of its orders, `updated` is in Unix seconds."""

    id: int
    name: str
    status: str = "Ended"
    first_aired: str | None = None
    country: str | None = "usa"
    airs_time: str | None = None
    imdb_id: str | None = None
    updated: int = 0
    names: dict[str, str] = field(default_factory=dict)
    episodes: dict[int, TvdbEpisode] = field(default_factory=dict)


def pack(record: TvdbRecord) -> dict[str, Any]:
    """One series for a JSON file."""
    return asdict(record) | {"episodes": [asdict(episode) for episode in record.episodes.values()]}


def unpack(row: dict[str, Any]) -> TvdbRecord:
    """The series that `pack` wrote."""
    episodes = [TvdbEpisode(**each) for each in row["episodes"]]
    for episode in episodes:
        episode.places = {order: (place[0], place[1]) for order, place in episode.places.items()}
    return TvdbRecord(**{**row, "episodes": {episode.id: episode for episode in episodes}})
