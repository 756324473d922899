"""The two lists as the sync knows them. Every method may raise the four failures of core."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from parity.core.simkl import Activities, Put, Standing, Taken
from parity.core.watch import Listing, Member, Type, WatchItem


class PlexList(Protocol):
    """The watchlist of the Plex account. `guid`: `plex://movie/5d77…`."""

    def member(self) -> Member:
        """Whose list it is."""

    def first_page(self) -> tuple[int, tuple[str, ...]]:
        """How many titles there are, and the guids of the newest hundred, last wished first: one request."""

    def read(self, known: Mapping[str, frozenset[str]], learnt: Callable[[str, frozenset[str]], None]) -> Listing:
        """All of it, last wished first, with ids: those in `known` by guid, the others each asked for.

        `learnt` hears those as they come, also where the reading fails after them.
        Partial: pages that do not add up, also the second time. A row without ids is one that Plex no longer
        describes (404), which is no flaw.
        """

    def added_at(self, guid: str) -> datetime | None:
        """When it was put on the list; None when it is not on it."""

    def find(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        """The title that one of these ids (imdb, tmdb, tvdb) leads to and that carries it itself; None for none."""

    def search(self, type: Type, title: str) -> tuple[WatchItem, ...]:
        """Titles by their name, for a person to choose from; with year, without ids."""

    def add(self, guid: str, title: str) -> None:
        """Put it on the list; that it is on it already is no failure."""

    def remove(self, guid: str, title: str) -> None:
        """Take it off the list; that it is not on it is no failure."""


class SimklList(Protocol):
    """The lists of a SIMKL account."""

    def member(self) -> Member:
        """Whose list it is."""

    def activities(self) -> Activities:
        """When what last changed: one request."""

    def read(self) -> Listing:
        """Every title of every status, films, shows and anime: one request. Partial never holds: whole, or a failure.

        An anime that is a film comes as a movie.
        """

    def changed_since(self, moment: datetime) -> tuple[WatchItem, ...]:
        """Titles whose row changed after that, as they are now; what was removed is not among them: one request."""

    def statuses(self, items: Sequence[WatchItem]) -> Mapping[str, Standing]:
        """How titles stand in the account by all the ids that are known of them, by the items' keys.

        What SIMKL puts on the list it takes off another one: who adds asks first. A request for each hundred.
        """

    def put(self, items: Sequence[WatchItem], heard: Callable[[Sequence[Put]], None]) -> None:
        """Put titles on the list, in batches of at most 100, by all ids that are known; anime goes as shows.

        `heard` gets what became of each batch, by the items' keys, as soon as it is known: a failure after that
        leaves the earlier ones done.
        """

    def take(self, items: Sequence[WatchItem], heard: Callable[[Sequence[WatchItem], Taken], None]) -> None:
        """Remove titles from the account with all that is kept of them, in batches of at most 100; anime as shows.

        `heard` as for `put`, with the items of the batch. Only ever for rows that were just read as planned and
        have no history.
        """

    def ids_of(self, row: WatchItem) -> frozenset[str]:
        """All ids of a row of these lists, which tell only some; none for what is gone: one request."""

    def look_up(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        """What SIMKL knows under these ids, on a list or not; None for nothing."""
