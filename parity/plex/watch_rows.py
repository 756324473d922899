"""Rows of the watchlist, and the whole of it from its pages (plex.md 3). Nothing in them is believed."""

import re

from parity.core.failures import NotFound
from parity.core.listing import Tally
from parity.core.watch import Complete, Listing, Partial, Type, WatchItem, watch_ids
from parity.plex.answers import Container
from parity.plex.calling import WATCHLIST
from parity.plex.paging import Ask, pages, window
from parity.plex.reading import EMPTY, Row, number, record, records, text

PAGE_SIZE = 100  # more is refused or cut, differently every year
LISTED = "/library/sections/watchlist/all"
_MOST = 50_000
"""Titles on a list; whoever sends more sends without end."""
_LONGEST_TITLE = 500
_GUID = re.compile(r"plex://(movie|show)/([0-9a-z]{1,64})")

Wish = tuple[str, WatchItem | None]
"""The guid of a row, and its title; None for what is neither a film nor a show."""


def key_of(guid: str) -> str:
    """The rating key at the end of a guid of a film or a show. Raises NotFound for any other text."""
    found = _GUID.fullmatch(guid)
    if found is None:
        raise NotFound(WATCHLIST, guid)
    return found[2]


def page_from(start: int) -> dict[str, str | int]:
    """The parameters of a page, last wished first. Without a `type` both kinds come as one list."""
    return {"sort": "watchlistedAt:desc", **window(start, PAGE_SIZE)}


def checked(container: Container, start: int = 0) -> Container:
    """A page that says how long the list is: one without that must not pass for an empty list. Raises Unavailable."""
    if container.total is None or not 0 <= container.total <= _MOST or start > _MOST:
        raise container.senseless()
    return container


def read_list(ask: Ask) -> Listing:
    """All rows, without ids, read once more when the pages do not add up at first. Raises what `ask` raises."""
    items: dict[str, WatchItem] = {}
    flaw = None
    for _ in range(2):
        tally = Tally()
        items.clear()
        for page in pages(lambda start: checked(ask(start), start), read_wish, _guid):
            tally.add(page, map(_guid, page.rows))
            items.update((guid, item) for guid, item in page.rows if item is not None)
        flaw = tally.flaw
        if flaw is None:
            return Complete(tuple(items.values()))
    return Partial(tuple(items.values()), flaw or "")


def read_first(container: Container) -> tuple[int, tuple[str, ...]]:
    """How many titles there are, and the guids of the films and shows on the first page."""
    total = checked(container).total
    wishes = [read_wish(row) for row in container.rows()]
    return total or 0, tuple(wish[0] for wish in wishes if wish is not None and wish[1] is not None)


def read_wish(row: object, _container: Row = EMPTY) -> Wish | None:
    """A row; None for one that does not say what it is."""
    fields = record(row)
    guid = text(fields.get("guid"))
    if not guid:
        return None
    if not guid.startswith(("plex://movie/", "plex://show/")) or _is_other(fields):
        return guid, None
    item = read_item(fields)
    return None if item is None else (guid, item)


def read_item(fields: Row) -> WatchItem | None:
    """The film or show that a row describes, with the ids that stand in it; None for anything else."""
    guid = text(fields.get("guid"))
    found = _GUID.fullmatch(guid)
    if found is None:
        return None
    kind: Type = "movie" if found[1] == "movie" else "show"
    if text(fields.get("type")) not in (kind, ""):
        return None
    title, year = text(fields.get("title")).strip()[:_LONGEST_TITLE], number(fields.get("year"))
    return WatchItem("plex", guid, kind, title, year if year and 1 <= year <= 9999 else None, ids_in(fields))


def ids_in(fields: Row) -> frozenset[str]:
    """The external ids under `Guid`: `{"id": "tmdb://603"}` is `tmdb:603`."""
    texts = [text(each.get("id")) for each in records(fields.get("Guid"))]
    return watch_ids((kind, value) for kind, _, value in (each.partition("://") for each in texts))


def _is_other(fields: Row) -> bool:
    return text(fields.get("type")) not in ("movie", "show", "")


def _guid(wish: Wish) -> str:
    return wish[0]
