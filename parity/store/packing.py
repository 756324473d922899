"""External ids as one short text, so that a row compares by equality and stays readable: `imdb:tt1 tmdb:2`."""

import re

from parity.core.ids import ExternalIds

# One id of each kind, as a rule: read in a quarter of the time, and there is one such text for each episode.
_USUAL = re.compile(r"(?:imdb:(\S+) ?)?(?:tmdb:([0-9]+) ?)?(?:tvdb:([0-9]+))?")


def pack(ids: ExternalIds) -> str:
    """Ids to text; "" when there are none."""
    return " ".join(ids.keys())


def unpack(text: str) -> ExternalIds:
    """Text back to ids."""
    if not text:
        return _NONE
    if usual := _USUAL.fullmatch(text):
        imdb, tmdb, tvdb = usual.groups()
        return ExternalIds((imdb,) if imdb else (), (int(tmdb),) if tmdb else (), (int(tvdb),) if tvdb else ())
    kinds: dict[str, list[str]] = {"imdb": [], "tmdb": [], "tvdb": []}
    for part in text.split(" "):
        kind, _, value = part.partition(":")
        kinds[kind].append(value)
    return ExternalIds(tuple(kinds["imdb"]), tuple(map(int, kinds["tmdb"])), tuple(map(int, kinds["tvdb"])))


_NONE = ExternalIds()
