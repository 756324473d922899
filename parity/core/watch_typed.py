"""Which title of Plex or SIMKL a person means: an id, or the address of its page at one of the services."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from parity.core.watch import Side, Type, watch_id

_TYPES: dict[str, Type] = {
    **{"movie": "movie", "movies": "movie"},
    **{"tv": "show", "show": "show", "series": "show", "anime": "show"},
}
_GUID = re.compile(r"plex://(movie|show)/([0-9a-f]{24})")
_AT_PLEX = re.compile(r"(?:plex\.tv|metadata)/.*?([0-9a-f]{24})(?![0-9a-f])")
_SITE = r"(?:https?://)?(?:[a-z]+\.)?"
_SIMKL = re.compile(_SITE + r"simkl\.com/(movies|tv|anime)/([0-9]{1,12})(?:[/?#].*)?", re.IGNORECASE)
_TMDB = re.compile(_SITE + r"themoviedb\.org/(movie|tv)/([0-9]{1,12})(?:[-/?#].*)?", re.IGNORECASE)
_IMDB = re.compile(_SITE + r"imdb\.com/(?:[a-z]{2}/)?title/(tt[0-9]{1,12})(?:[/?#].*)?", re.IGNORECASE)
_TVDB = re.compile(_SITE + r"thetvdb\.com/dereferrer/(movie|series)/([0-9]{1,12})(?:[/?#].*)?", re.IGNORECASE)
_TVDB_QUERY = re.compile(_SITE + r"thetvdb\.com/.*[?&]id=([0-9]{1,12}).*", re.IGNORECASE)
_PLAIN = re.compile(r"(imdb|tmdb|tvdb|simkl|mal|anidb)(?::\s*|\s+|-)?(tt[0-9]+|[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was meant. `key`: the row of the other side, where it names one itself; else an `id` to look it up by.

    `type`: None where it does not say.
    """

    id: str = ""
    key: str = ""
    type: Type | None = None


def typed_title(text: str, side: Side, type: Type) -> Typed | None:
    """What a person typed to say which title of `side` is meant, of this `type`; None for what names nothing.

    A number alone is SIMKL's where a title of SIMKL is wanted; for Plex it could be anybody's, and names nothing.
    """
    said = unquote(text.strip())
    readings = (_of_plex, _of_simkl) if side == "plex" else (_of_simkl,)
    for read in (*readings, _of_tmdb, _of_imdb, _of_tvdb, _of_plain):
        found = read(said)
        if found is not None:
            return _as_key(found, side, type) if side == "simkl" or _plex_knows(found) else None
    number = watch_id("simkl", said) if side == "simkl" else None
    return _as_key(Typed(number), side, type) if number else None


def _plex_knows(found: Typed) -> bool:
    return not found.id or found.id.startswith(("imdb:", "tmdb:", "tvdb:"))


def _as_key(found: Typed, side: Side, type: Type) -> Typed:
    if found.key and not found.type:
        return Typed(key=f"plex://{type}/{found.key}")
    if side == "simkl" and found.id.startswith("simkl:"):
        return Typed(found.id, found.id.removeprefix("simkl:"), found.type)
    return found


def _of_plex(text: str) -> Typed | None:
    if guid := _GUID.fullmatch(text):
        return Typed(key=text, type=_TYPES[guid[1]])
    found = _AT_PLEX.search(text)
    return Typed(key=found[1]) if found else None  # it says no type: who asks knows it


def _of_simkl(text: str) -> Typed | None:
    return _named(_SIMKL, text, "simkl")


def _of_tmdb(text: str) -> Typed | None:
    return _named(_TMDB, text, "tmdb")


def _of_imdb(text: str) -> Typed | None:
    found = _IMDB.fullmatch(text)
    return _typed("imdb", found[1] if found else text)


def _of_tvdb(text: str) -> Typed | None:
    found = _TVDB_QUERY.fullmatch(text)
    return _typed("tvdb", found[1]) if found else _named(_TVDB, text, "tvdb")


def _of_plain(text: str) -> Typed | None:
    found = _PLAIN.fullmatch(text)
    return _typed(found[1].lower(), found[2]) if found else None


def _named(pattern: re.Pattern[str], text: str, kind: str) -> Typed | None:
    found = pattern.fullmatch(text)
    return _typed(kind, found[2], _TYPES[found[1].lower()]) if found else None


def _typed(kind: str, value: str, type: Type | None = None) -> Typed | None:
    made = watch_id(kind, value)
    return Typed(made, type=type) if made else None
