"""The account's watchlist, as Discover keeps it (plex.md 3). Its rows have no external ids."""

import re
from collections.abc import Iterator

from parity.core.failures import NotFound
from parity.core.ids import ExternalIds
from parity.core.library import Page
from parity.http import Caller
from parity.plex.answers import Container, read_container
from parity.plex.paging import pages, read_whole, window
from parity.plex.reading import EMPTY, Row, record, text
from parity.plex.rows import read_ids

PAGE_SIZE = 100  # more is refused or cut, differently every year
_KINDS = ("plex://show/", "plex://movie/")
_GUID = re.compile(r"plex://\w+/([0-9a-z]+)")


class PlexWatchlist:
    """The watchlist of one account. Every method raises Unauthorised, RateLimited and Unavailable."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def read(self) -> tuple[tuple[str, str], ...]:
        """Guid (`plex://show/…`) and title of every show and film on it, last wished first; whole, or Unavailable."""
        wishes = read_whole(self._pages, _guid, self._caller.service, "the watchlist")
        return tuple(wish for wish in wishes if wish[0].startswith(_KINDS))

    def ids_of(self, guid: str) -> ExternalIds:
        """The external ids behind a plex guid. Raises NotFound: rows outlive their metadata (plex.md 3)."""
        key = _GUID.fullmatch(guid)
        if key is None:
            raise NotFound(self._caller.service, guid)
        container = read_container(self._caller.get(f"/library/metadata/{key[1]}"), guid)
        row = record(next(iter(container.rows()), None))
        if not row:
            raise container.senseless()
        return read_ids(row)

    def _pages(self) -> Iterator[Page[tuple[str, str]]]:
        return pages(self._page, _read_wish, _guid)

    def _page(self, start: int) -> Container:
        # Without a `type` both kinds come as one list, which is whole or not.
        params = {"sort": "watchlistedAt:desc", **window(start, PAGE_SIZE)}
        container = read_container(self._caller.get("/library/sections/watchlist/all", params))
        if container.total is None:  # it always says so: an answer without it must not pass for an empty list
            raise container.senseless()
        return container


def _read_wish(row: object, _container: Row = EMPTY) -> tuple[str, str] | None:
    fields = record(row)
    guid = text(fields.get("guid"))
    return (guid, text(fields.get("title"))) if guid else None


def _guid(wish: tuple[str, str]) -> str:
    return wish[0]
