"""Where a title of the two lists is to be seen: its page at SIMKL, and its page in Plex."""

import re

from parity.core.watch import Type

_GUID = re.compile(r"plex://(?:movie|show)/([0-9a-f]{24})")
_NUMBER = re.compile(r"[0-9]{1,12}")


def simkl_page(base: str, key: str, type: Type, anime: bool = False) -> str | None:
    """Its page at SIMKL by SIMKL's number; None for what is no number."""
    if not _NUMBER.fullmatch(key):
        return None
    room = "anime" if anime else "movies" if type == "movie" else "tv"
    return f"{base.rstrip('/')}/{room}/{key}"


def plex_discover_page(base: str, guid: str) -> str | None:
    """Its page in Plex's own catalogue by its guid; None for what is no guid of that."""
    found = _GUID.fullmatch(guid)
    if found is None:
        return None
    key = f"%2Flibrary%2Fmetadata%2F{found[1]}"
    return f"{base.rstrip('/')}/desktop/#!/provider/tv.plex.provider.discover/details?key={key}"
