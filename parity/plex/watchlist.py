"""The account's watchlist, as Discover keeps it (plex.md 3). Its rows have no external ids."""

from collections.abc import Iterator

from parity.core.failures import NotFound
from parity.core.ids import ExternalIds
from parity.core.library import Page
from parity.http import Caller
from parity.plex.answers import Container
from parity.plex.paging import pages, read_whole
from parity.plex.reading import EMPTY, Row, record, text
from parity.plex.rows import read_ids
from parity.plex.watch_answers import contained
from parity.plex.watch_rows import LISTED, checked, ids_in, key_of, page_from

_KINDS = ("plex://show/", "plex://movie/")


class PlexWatchlist:
    """The watchlist of one account. Every method raises Unauthorised, RateLimited and Unavailable."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.host = caller.host

    def read(self) -> tuple[tuple[str, str], ...]:
        """Guid (`plex://show/…`) and title of every show and film on it, last wished first; whole, or Unavailable."""
        wishes = read_whole(self._pages, _guid, self._caller.service, "the watchlist")
        return tuple(wish for wish in wishes if wish[0].startswith(_KINDS))

    def page(self, start: int) -> Container:
        """The hundred rows from `start` on, last wished first."""
        return checked(contained(self._caller.get(LISTED, page_from(start))), start)

    def ids_of(self, guid: str) -> ExternalIds:
        """The external ids behind a plex guid. Raises NotFound: rows outlive their metadata (plex.md 3)."""
        return read_ids(self._described(guid))

    def watch_ids_of(self, guid: str) -> frozenset[str]:
        """All of them as texts; none when Plex no longer describes it, or describes something else under its key."""
        try:
            row = self._described(guid)
        except NotFound:
            return frozenset()
        return ids_in(row) if text(row.get("guid")) == guid else frozenset()

    def _described(self, guid: str) -> Row:
        container = contained(self._caller.get(f"/library/metadata/{key_of(guid)}"), guid)
        row = record(next(iter(container.rows()), None))
        if not row:
            raise container.senseless()
        return row

    def _pages(self) -> Iterator[Page[tuple[str, str]]]:
        return pages(self.page, _read_wish, _guid)


def _read_wish(row: object, _container: Row = EMPTY) -> tuple[str, str] | None:
    fields = record(row)
    guid = text(fields.get("guid"))
    return (guid, text(fields.get("title"))) if guid else None


def _guid(wish: tuple[str, str]) -> str:
    return wish[0]
