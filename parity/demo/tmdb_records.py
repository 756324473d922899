"""The nouns of the fake TMDB, and how they are kept in a file (positional lists, small and quick to read)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

NORMAL_WEIGHT = 116_000
"""Bytes of details with all seasons: a little above the real median of 112 KB (popular shows, 2026)."""


@dataclass(slots=True)
class Episode:
    """One number of a season. `air_date` is `YYYY-MM-DD`, None or ""; `runtime` in minutes."""

    id: int
    number: int
    name: str
    air_date: str | None
    runtime: int | None = None
    episode_type: str = "standard"


@dataclass(slots=True)
class Season:
    """A season with its episodes by number; `air_date` is what the summary claims, which need not be true."""

    id: int
    number: int
    name: str
    air_date: str | None = None
    episodes: dict[int, Episode] = field(default_factory=dict)


@dataclass(slots=True)
class Show:
    """The facts of one show. `weight` is the size in bytes that details with all seasons shall have."""

    id: int
    name: str
    status: str = "Returning Series"
    type: str = "Scripted"
    first_air_date: str | None = None
    imdb_id: str | None = None
    tvdb_id: int | None = None
    original_name: str | None = None
    origin_country: list[str] = field(default_factory=lambda: ["US"])
    networks: list[str] = field(default_factory=lambda: ["Demo Network"])
    poster_path: str | None = None
    weight: int = NORMAL_WEIGHT
    deleted: bool = False
    version: int = 0
    seasons: dict[int, Season] = field(default_factory=dict)

    def episodes(self) -> Iterator[tuple[int, Episode]]:
        """Each (season number, episode), in order."""
        for number in sorted(self.seasons):
            for _, episode in sorted(self.seasons[number].episodes.items()):
                yield number, episode


@dataclass(slots=True)
class Group:
    """An order that people made of a show's episodes: the ids of its seasons' episodes in turn."""

    id: str
    show_id: int
    name: str
    parts: dict[int, list[int]] = field(default_factory=dict)


def pack(show: Show) -> list[object]:
    """One show as a JSON list."""
    seasons = [
        [s.id, s.number, s.name, s.air_date, [[getattr(e, n) for n in _EPISODE] for e in s.episodes.values()]]
        for s in show.seasons.values()
    ]
    return [*(getattr(show, name) for name in _SHOW), seasons]


def unpack(row: list[Any]) -> Show:
    """The show that `pack` wrote."""
    show = Show(*row[:-1])
    for *facts, episodes in row[-1]:
        season = Season(*facts)
        season.episodes = {e.number: e for e in (Episode(*each) for each in episodes)}
        show.seasons[season.number] = season
    return show


_EPISODE = tuple(Episode.__slots__)
_SHOW = tuple(name for name in Show.__slots__ if name != "seasons")
