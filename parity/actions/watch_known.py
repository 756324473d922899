"""What is on the lists already under ids that their rows do not tell: SIMKL's rows of anime tell none that Plex knows.

It is asked before a title is added, and what comes of it is kept, so that the next plan sees that both rows are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parity.actions.ports import House
from parity.actions.watch_ports import SimklList
from parity.actions.watch_read import Lists
from parity.core.simkl import Standing
from parity.core.watch import PLANNED, Type, WatchItem
from parity.core.watch_action import Action
from parity.store import watch_rows

_SPOKEN = ("imdb:", "tmdb:", "tvdb:")
"""Ids that both services know."""


@dataclass(frozen=True, slots=True)
class Met:
    """A title that SIMKL has, or does not know. `reason`: not found on simkl, there already, known at simkl.

    `key`: its row, where that is known from now on, so that the next plan sees it.
    """

    reason: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Who looks, while a plan for `lists` is carried out. The methods that ask SIMKL raise the failures of core."""

    house: House
    lists: Lists
    simkl: SimklList

    def at_simkl(self, items: Sequence[WatchItem]) -> dict[str, Met]:
        """What SIMKL has, or does not know, by the keys of what was asked about; the rest could be put there."""
        told = self.simkl.statuses(items) if items else {}
        found: dict[str, Met] = {}
        for item in items:
            standing = told.get(item.key, Standing(known=False))
            if not standing.known:
                found[item.key] = Met("not found on simkl")
            elif standing.status is not None:
                reason = "there already" if standing.status == PLANNED else "known at simkl"
                found[item.key] = Met(reason, self._learnt(item, standing))
        return found

    def meet(self, actions: Sequence[Action]) -> None:
        """Learn which rows of SIMKL the titles became that were put on its list just now."""
        self.at_simkl([wish_of(action, action.ids) for action in actions])

    def for_plex(self, action: Action) -> frozenset[str]:
        """The ids of a title of SIMKL: with those that its row does not tell, where it has none that Plex knows."""
        with self.house.database.reading() as connection:
            ids = action.ids | watch_rows.ids_of(connection, "simkl", action.keys)
        for row in self.lists.simkl.items:
            if row.key in action.keys and not _spoken(ids):
                told = self.simkl.ids_of(row)
                ids |= told
                self._learn(row.key, told)
        return ids

    def on_plex(self, type: Type, ids: frozenset[str]) -> bool:
        """Whether a title with one of these ids is on Plex's list."""
        return any(item.type == type and item.ids & _spoken(ids) for item in self.lists.plex.items)

    def _learnt(self, item: WatchItem, standing: Standing) -> str | None:
        """Keep which row of SIMKL a title is; answers its key, or None where the next plan does not see it."""
        number = standing.number
        if number is None:
            told = self.simkl.look_up(item.type, item.ids)
            number = told.key if told is not None else None
        row = next((row for row in self.lists.simkl.items if row.key == number), None)
        if row is None:
            return None
        # The numbers of films and of shows have nothing to do with each other, but for those of IMDb.
        ids = _spoken(item.ids) if row.type == item.type else frozenset(i for i in item.ids if i.startswith("imdb:"))
        self._learn(row.key, ids)
        return row.key if ids else None

    def _learn(self, key: str, ids: frozenset[str]) -> None:
        if ids:
            with self.house.database.writing() as connection:
                watch_rows.learn(connection, "simkl", {key: ids})


def wish_of(action: Action, ids: frozenset[str]) -> WatchItem:
    """What SIMKL is asked about, or to put on its list: its key is the mark of the action."""
    return WatchItem("simkl", action.mark, action.type, action.title, action.year, ids, added_at=action.added_at)


def _spoken(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in ids if each.startswith(_SPOKEN))
