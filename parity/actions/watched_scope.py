"""Which libraries of which servers are compared with the partner, and the way to each server."""

import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from parity.actions.decide import NoSuchThing
from parity.actions.list_sections import ListedSection, list_sections
from parity.actions.ports import Heard, House, Library
from parity.actions.watched_ports import PlexViewer
from parity.core.library import KINDS, is_called
from parity.store import servers
from parity.store.servers import ServerRow

EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is compared. `silent` says which servers could not be asked, and why; `every`: what the others have."""

    sections: tuple[ListedSection, ...]
    silent: tuple[str, ...]
    every: tuple[ListedSection, ...] = ()

    @property
    def servers(self) -> tuple[str, ...]:
        """Their machine ids, each once."""
        return tuple(dict.fromkeys(each.server for each in self.sections))

    @property
    def beside(self) -> tuple[ListedSection, ...]:
        """The other libraries of these servers, which are read too: what is called alike there tells nothing."""
        return tuple(each for each in self.every if each.server in self.servers and each not in self.sections)


def scope_of(house: House, names: Sequence[str], stop: threading.Event) -> Scope:
    """The libraries of these names; without any those of the settings, or the followed ones.

    Raises NotSetUp, and NoSuchThing for a name that no library has (any more): it may have been renamed.
    """
    listed = list_sections(house, stop)
    every = tuple(each for each in listed.items if each.kind in KINDS)
    wanted = tuple(names) or house.settings().sagetv_libraries
    if any(name.casefold() == EVERYTHING for name in wanted):
        return Scope(every, listed.silent, every)
    if not wanted:
        return Scope(tuple(each for each in every if each.followed), listed.silent, every)
    found = dict.fromkeys(each for name in wanted for each in _called(name, every, listed.silent))
    return Scope(tuple(found), listed.silent, every)


def _called(name: str, every: Sequence[ListedSection], silent: Sequence[str]) -> list[ListedSection]:
    found = [each for each in every if is_called(name, each.server, each.key, each.title)]
    if not found:
        have = ", ".join(dict.fromkeys(each.title for each in every)) or "none of shows or films"
        quiet = f" Not asked: {'; '.join(silent)}." if silent else ""
        raise NoSuchThing(f"Plex has no library {name}: it has {have}.{quiet} Was it renamed?")
    return found


@dataclass(frozen=True, slots=True)
class Ways:
    """How one server is asked: as the user whose states are meant, and as its owner."""

    house: House
    stop: threading.Event
    patience: float

    def viewer(self, machine_id: str, token: str | None, heard: Heard) -> AbstractContextManager[PlexViewer]:
        """As one of its users watches it. Raises NotSetUp and the failures of core."""
        return self.house.doors().plex_viewer(self._row(machine_id), token, self.stop, self.patience, heard)

    def library(self, machine_id: str) -> AbstractContextManager[Library]:
        """With its own token, which may ask who plays what."""
        row, doors = self._row(machine_id), self.house.doors()
        if row is None:
            return doors.library(self.stop, self.patience)
        return doors.library_of(row, self.stop, self.patience)

    def _row(self, machine_id: str) -> ServerRow | None:
        """The server as it is followed; None when it is the one that the settings give."""
        with self.house.database.reading() as connection:
            row = servers.get(connection, machine_id)
        return row if row is not None and row.followed and row.address and row.token else None
