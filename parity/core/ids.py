"""Plex guids, old agents and new ones, as external ids (grammar: plex.md 2.3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HAMA = re.compile(r"(tvdb)[0-9]?-([0-9]+)")
_CUSTOM = re.compile(r"(tmdb|tvdb|imdb)-(?:movie-|show-|season-|episode-)?(\w+)")
# No service counts further than twelve digits; more would be too much for a database.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,11}")
_IMDB = re.compile(r"tt[0-9]{1,12}")
_LEGACY = {
    "com.plexapp.agents.thetvdb": "tvdb",
    "com.plexapp.agents.themoviedb": "tmdb",
    "com.plexapp.agents.imdb": "imdb",
}


@dataclass(frozen=True, slots=True)
class ExternalIds:
    """Every id of each kind that Plex gave, sorted and without repeats: two of a kind do happen."""

    imdb: tuple[str, ...] = ()
    tmdb: tuple[int, ...] = ()
    tvdb: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.imdb or self.tmdb or self.tvdb)

    def keys(self) -> tuple[str, ...]:
        """`imdb:tt1`, `tmdb:2`, `tvdb:3`: the names under which decisions are kept (RULES R8)."""
        return (
            *[f"imdb:{i}" for i in self.imdb],
            *[f"tmdb:{i}" for i in self.tmdb],
            *[f"tvdb:{i}" for i in self.tvdb],
        )


def read_guids(guid: str, listed: Iterable[str] = ()) -> ExternalIds:
    """Ids of an item from its own `guid` (legacy agents) and its `Guid` list (new agent). Unknown forms give nothing.

    Nor does a legacy agent's guid of a season or episode: it names the show, not the item.
    """
    found = {pair for pair in map(_read_one, (guid, *listed)) if pair is not None}
    imdb = sorted(value for kind, value in found if kind == "imdb" and _IMDB.fullmatch(value))
    return ExternalIds(tuple(imdb), _numbers(found, "tmdb"), _numbers(found, "tvdb"))


def union(many: Iterable[ExternalIds]) -> ExternalIds:
    """All ids of several items that are one thing."""
    every = list(many)
    return ExternalIds(
        tuple(sorted({i for ids in every for i in ids.imdb})),
        tuple(sorted({i for ids in every for i in ids.tmdb})),
        tuple(sorted({i for ids in every for i in ids.tvdb})),
    )


def is_plex_guid(guid: str) -> bool:
    """Whether the guid is Plex's own and means the same item on every server."""
    return guid.startswith("plex://") and len(guid) > len("plex://")


def agent_of(guid: str) -> str:
    """The agent a guid came from: `com.plexapp.agents.hama`, `tv.plex.agents.none`, `plex`; "" when none is named."""
    scheme, mark, _ = guid.partition("://")
    return scheme if mark else ""


def _numbers(found: set[tuple[str, str]], kind: str) -> tuple[int, ...]:
    return tuple(sorted({int(value) for k, value in found if k == kind and _NUMBER.fullmatch(value)}))


def _read_one(text: str) -> tuple[str, str] | None:
    scheme, mark, rest = text.partition("://")
    if not mark:
        return ("imdb", text) if text.startswith("tt") else None
    value = rest.partition("?")[0]
    if scheme in ("imdb", "tmdb", "tvdb"):
        return scheme, value.partition("/")[0]
    if scheme.startswith("tv.plex.agents.custom."):
        return _read_custom(value)
    if scheme in _LEGACY:  # with the season and episode behind it, as in 1399/1/2, it is no number
        return _LEGACY[scheme], value
    found = _HAMA.fullmatch(value) if scheme == "com.plexapp.agents.hama" else None
    return (found[1], found[2]) if found else None


def _read_custom(value: str) -> tuple[str, str] | None:
    tail = value.rpartition("/")[2]
    if tail.startswith("tt"):
        return "imdb", tail
    found = _CUSTOM.fullmatch(tail)
    return (found[1], found[2]) if found else None
