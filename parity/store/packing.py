"""External ids as one short text, so that a row compares by equality and stays readable: `imdb:tt1 tmdb:2`."""

from parity.core.ids import ExternalIds


def pack(ids: ExternalIds) -> str:
    """Ids to text; "" when there are none."""
    return " ".join(ids.keys())


def unpack(text: str) -> ExternalIds:
    """Text back to ids."""
    if not text:
        return _NONE
    kinds: dict[str, list[str]] = {"imdb": [], "tmdb": [], "tvdb": []}
    for part in text.split(" "):
        kind, _, value = part.partition(":")
        kinds[kind].append(value)
    return ExternalIds(tuple(kinds["imdb"]), tuple(map(int, kinds["tmdb"])), tuple(map(int, kinds["tvdb"])))


_NONE = ExternalIds()
