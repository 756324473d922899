"""Which title SIMKL knows under an id: asked by the id, and believed when the title itself carries it."""

from parity.core.failures import NotFound
from parity.core.watch import Type, WatchItem
from parity.http import Object
from parity.simkl.calling import SimklCaller
from parity.simkl.shapes import FIELDS, simkl_number, title_of

_KINDS = ("simkl", "imdb", "tmdb", "tvdb", "mal", "anidb")
"""In which order ids are asked for: those that mean one title only come first."""
_LISTS = {"movie": "movies", "tv": "shows", "show": "shows", "anime": "anime"}
_PAGES = {"movies": "/movies", "shows": "/tv", "anime": "/anime"}
_WHOLE = {"extended": "full"}
"""Without it a page tells no ids but SIMKL's own."""
_MOST = 3
"""Of what one id leads to, how many are looked at: an anime has an entry for each season."""


def look_up(caller: SimklCaller, type: Type, ids: frozenset[str]) -> WatchItem | None:
    """The first title of that type that one of the ids leads to and that carries one of them itself."""
    for kind in _KINDS:
        for each in sorted(ids):
            if each.startswith(f"{kind}:") and (found := _by_id(caller, type, each, ids)):
                return found
    return None


def ids_of(caller: SimklCaller, row: WatchItem) -> frozenset[str]:
    """All ids of a row of SIMKL's lists, as its page tells them; none where there is no such page any more."""
    name = "anime" if row.anime else "movies" if row.type == "movie" else "shows"
    where = f"the title simkl:{row.key}"
    try:
        told = FIELDS.an_object(caller.get(f"{_PAGES[name]}/{row.key}", where, _WHOLE), where)
    except NotFound:
        return frozenset()
    found = title_of(told, name, where)
    if found.key != row.key:
        FIELDS.wrong(where, "ids.simkl", found.key, "its own number")
    return found.ids


def _by_id(caller: SimklCaller, type: Type, asked: str, ids: frozenset[str]) -> WatchItem | None:
    kind, _, value = asked.partition(":")
    told = caller.get("/search/id", f"the title {asked}", {kind: value, "type": type})
    rows = [] if told is None else told
    if not isinstance(rows, list):
        FIELDS.wrong(f"the title {asked}", "it", told, "a list")
    for row in rows[:_MOST]:
        found = _described(caller, FIELDS.an_object(row, f"the title {asked}", "a row"), asked)
        if found is not None and found.type == type and found.ids & ids:
            return found
    return None


def _described(caller: SimklCaller, row: Object, asked: str) -> WatchItem | None:
    """The title as its own page tells it, with its ids; None when it has none."""
    name = _LISTS.get(FIELDS.text(row, "type", asked))
    number = simkl_number(FIELDS.an_object(row.get("ids"), asked, "ids"))
    if name is None or number is None:
        return None
    where = f"the title simkl:{number}"
    try:
        told = FIELDS.an_object(caller.get(f"{_PAGES[name]}/{number}", where, _WHOLE), where)
    except NotFound:
        return None
    return title_of(told, name, where, FIELDS.text(told, "anime_type", where))
