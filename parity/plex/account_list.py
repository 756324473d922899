"""The watchlist of the Plex account: read and written through plexapi, read from Discover where that cannot."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised
from parity.core.watch import Complete, Listing, Member, Partial, Type, WatchItem
from parity.http import Interrupt
from parity.plex.answers import Container
from parity.plex.calling import AT_A_TIME, WATCHLIST
from parity.plex.finding import Finding
from parity.plex.reading import number, text
from parity.plex.watch_answers import container_in
from parity.plex.watch_rows import LISTED, key_of, page_from, read_first, read_item, read_list
from parity.plex.watchlist import PlexWatchlist

if TYPE_CHECKING:
    from parity.plex.by_plexapi import Account

Found = TypeVar("Found")
Ask = Callable[[int], Container]
Learnt = Callable[[str, frozenset[str]], None]


class AccountList:
    """A `PlexList`. Every method raises Unauthorised, RateLimited and Unavailable; NotFound where it is named.

    `discover` is the same list over our own calls: for reading, when plexapi cannot.
    """

    def __init__(
        self,
        account: Callable[[], "Account"],
        discover: PlexWatchlist,
        finding: Finding,
        interrupt: Interrupt,
    ) -> None:
        self._make_account = account
        self._discover = discover
        self._finding = finding
        self._interrupt = interrupt
        self._met: dict[str, frozenset[str]] = {}
        """Ids of titles that were found by one of them: they are not asked for again."""
        self._newest: Container | None = None
        """The first page, for the reading that follows."""

    def member(self) -> Member:
        """Whose list it is."""
        told = self._account.told
        own = str(number(told.get("id")))
        names = (text(told.get(name)).strip() for name in ("friendlyName", "title", "username"))
        return Member(own, next((name for name in names if name and "@" not in name), f"Plex {own}"))

    def first_page(self) -> tuple[int, tuple[str, ...]]:
        """How many titles there are, and the guids of the newest hundred, last wished first."""
        return self._read_by(self._first)

    def read(self, known: Mapping[str, frozenset[str]], learnt: Learnt | None = None) -> Listing:
        """All of it with ids: those in `known` by guid, the others asked for; `learnt` hears each as it is known."""
        listing = self._read_by(lambda ask: read_list(self._after_first(ask)))
        asked = [item.key for item in listing.items if item.key not in known and item.key not in self._met]
        ids = {**self._met, **known, **self._ids_of(asked, learnt or (lambda guid, found: None))}
        items = tuple(replace(item, ids=ids[item.key]) for item in listing.items)
        return Complete(items) if isinstance(listing, Complete) else Partial(items, listing.flaw)

    def added_at(self, guid: str) -> datetime | None:
        """When it was put on the list; None when it is not on it. Raises NotFound for what Plex does not know."""
        key_of(guid)
        with self._through_plexapi() as account:
            moment = account.wished_at(guid)
            return None if moment is None else datetime.fromtimestamp(moment, UTC)

    def find(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        """The one title of this type that one of the ids leads to, and that carries it itself and no other one."""
        found = self._finding.find(type, ids)
        if found is not None:
            self._met[found.key] = found.ids
        return found

    def search(self, type: Type, title: str) -> tuple[WatchItem, ...]:
        """Titles by their name."""
        with self._through_plexapi() as account:
            items = [read_item(row) for row in account.found(type, title)]
        once = {item.key: item for item in items if item is not None and item.type == type}
        return tuple(once.values())

    def add(self, guid: str, title: str) -> None:
        """Put it on the list; that it is on it already is no failure. Raises NotFound for what Plex does not know."""
        key_of(guid)
        with self._through_plexapi(title) as account:
            account.put_on(guid, title)

    def remove(self, guid: str, title: str) -> None:
        """Take it off the list; that it is not on it is no failure. Raises NotFound for what Plex does not know."""
        key_of(guid)
        with self._through_plexapi(title) as account:
            account.take_off(guid, title)

    @cached_property
    def _account(self) -> "Account":
        return self._make_account()

    @contextmanager
    def _through_plexapi(self, title: str | None = None) -> Iterator["Account"]:
        account = self._account
        from parity.plex.by_plexapi import understood  # here, because it is loaded now

        try:
            with understood():
                yield account
        except NotFound:
            if title is None:
                raise
            raise NotFound(WATCHLIST, title) from None

    def _first(self, ask: Ask) -> tuple[int, tuple[str, ...]]:
        page = ask(0)
        told = read_first(page)
        self._newest = page
        return told

    def _after_first(self, ask: Ask) -> Ask:
        """The same, without asking once more for a first page that has just been told."""

        def page_at(start: int) -> Container:
            newest, self._newest = self._newest, None
            return newest if newest is not None and start == 0 else ask(start)

        return page_at

    def _read_by(self, read: Callable[[Ask], Found]) -> Found:
        try:
            return read(self._page_by_plexapi)
        except (Unauthorised, RateLimited):
            raise
        except Failure:
            if self._interrupt.is_set():
                raise
        return read(self._discover.page)

    def _page_by_plexapi(self, start: int) -> Container:
        with self._through_plexapi() as account:
            value = account.json(f"{account.DISCOVER}{LISTED}", page_from(start))
        return container_in(value, self._discover.host)

    def _ids_of(self, guids: list[str], learnt: Learnt) -> dict[str, frozenset[str]]:
        """The ids behind each guid, none where Plex no longer describes it, a few asked for at a time."""
        found: dict[str, frozenset[str]] = {}
        with ThreadPoolExecutor(AT_A_TIME, "watchlist-ids") as pool:
            asked = [(guid, pool.submit(self._discover.watch_ids_of, guid)) for guid in guids]
            try:
                for guid, answer in asked:
                    found[guid] = answer.result()
                    learnt(guid, found[guid])
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
        return found
