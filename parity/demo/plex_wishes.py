"""What Plex's Discover knows, and who wishes for what of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parity.demo.plex_records import Wish

MOST_ROWS = 100
DOABLE = "add_title forget_title set_watchlist_page"


@dataclass(frozen=True, slots=True)
class Desk:
    """Discover as one account finds it; `listed` is its watchlist by guid, the last wished last."""

    listed: dict[str, Wish]
    titles: Mapping[str, Wish]
    here: Callable[[], Iterable[Wish]]
    """What is known besides, because a server has it."""
    now: int
    most: int

    def every(self) -> dict[str, Wish]:
        """All that is known, by guid; of two copies on a server that are one title only the first."""
        known = {**self.titles, **self.listed}
        told = {(each.type, guid) for each in known.values() for guid in each.guids}
        for each in self.here():
            ids = {(each.type, guid) for guid in each.guids}
            if told.isdisjoint(ids):
                known.setdefault(each.guid, each)
                told |= ids
        return known

    def find(self, key: str) -> Wish | None:
        """What has this rating key."""
        for guid in (f"plex://movie/{key}", f"plex://show/{key}"):
            known = self.listed.get(guid) or self.titles.get(guid)
            if known is not None:
                return known
        return next((each for each in self.here() if each.guid.endswith(f"/{key}")), None)

    def put_on(self, title: Wish) -> None:
        """Wish for it now."""
        self.listed[title.guid] = replace(title, at=self.now)

    def take_off(self, title: Wish) -> None:
        """Wish for it no longer."""
        del self.listed[title.guid]


class Titles(ABC):
    """What Discover knows besides what is wished for: a part of every world that has a watchlist."""

    titles: dict[str, Wish]
    watchlist_page: int

    def add_title(self, guid: str, title: str, year: int | None = None, guids: Sequence[str] = ()) -> None:
        """Plex knows a film or show: it can be found and be put on a list."""
        self.titles[guid] = Wish(guid, guid.split("/")[2], title, year, list(guids))

    def forget_title(self, guid: str) -> None:
        """Plex describes it no longer: 404, also while it still is on a list."""
        self.titles.pop(guid, None)
        for listed in self.watchlists():
            if guid in listed:
                listed[guid] = replace(listed[guid], described=False)

    def set_watchlist_page(self, rows: int) -> None:
        """From now on a page of a watchlist has at most so many rows, whatever is asked for."""
        self.watchlist_page = rows

    @abstractmethod
    def watchlists(self) -> Iterable[dict[str, Wish]]:
        """Everybody's list by guid."""


def mark_watched(listed: dict[str, Wish], guid: str) -> None:
    """What Plex does with a list when something was watched: a film leaves it, a show stays."""
    if guid.startswith("plex://movie/"):
        listed.pop(guid, None)
