"""Takes in all libraries that need it, beside whatever else the slice does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from parity.actions.ask_servers import ask_servers, away
from parity.actions.follow import Followed, follow
from parity.actions.inventory import Listed, Taken, list_library, take_episodes
from parity.actions.ports import NotSetUp
from parity.actions.take_plex_lists import take_plex_lists
from parity.actions.watch_scope import apply_scope
from parity.actions.work import Work
from parity.core.library import is_called
from parity.store import held, libraries, scans
from parity.store.database import Connection
from parity.store.libraries import LibraryRow

LIST_ANYWAY = timedelta(hours=24)


@dataclass(slots=True)
class Inventory:
    """What was taken in: the lists still waiting for their episodes, and what became of each library."""

    waiting: list[Listed] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)

    def note(self, taken: Taken) -> None:
        """Add one library's outcome."""
        self.outcomes.append(taken.outcome)


def find_libraries(work: Work) -> list[Followed]:
    """Ask the servers who they are and which libraries they have; the ones this scan is to read.

    Raises NotSetUp, and the failure when no server answers.
    """
    asked, settings = ask_servers(work), work.house.settings()
    with work.house.database.writing() as connection:
        silent = away(work, connection, asked)
        found = follow(connection, asked, silent, settings.plex_library_name, work.house.now())
        lost = libraries.lost(connection)
    names = _named(work)
    unread = [row for row in lost if row.machine_id in silent]
    if unknown := [
        name for name in names if not any(_is_meant(name, row) for row in (*(f.row for f in found), *unread))
    ]:
        have = ", ".join(f.section.title for f in found)
        raise NotSetUp(f"No followed library is called {', '.join(unknown)}. There are: {have}.")
    return [f for f in found if any(_is_meant(name, f.row) for name in names)] if names else found


def list_all(work: Work, libraries: Sequence[Followed], everything: bool) -> Inventory:
    """Read the lists of shows of libraries this scan has not taken in yet; without `everything`, where it stirs."""
    inventory = Inventory()
    for followed in libraries:
        if followed.row.listed_by == work.scan.id:
            inventory.outcomes.append("whole")
            continue
        if not everything and not stirs(work, followed):
            inventory.outcomes.append("same")
            continue
        work.go_on()
        listed = list_library(work, followed, everything)
        if isinstance(listed, Listed):
            inventory.waiting.append(listed)
        else:
            inventory.note(listed)
    return inventory


def take_all(work: Work, inventory: Inventory, each: Callable[[Taken], None] | None = None) -> None:
    """Read the episodes of the waiting libraries and swap each in; `each` is told of every library."""
    if not inventory.waiting:
        return
    with held.staging(work.house.database) as staging:
        while inventory.waiting:
            work.go_on()
            followed = inventory.waiting[0].followed
            taken = take_episodes(work, inventory.waiting[0], staging)
            inventory.waiting.pop(0)
            if taken.outcome == "whole":
                take_plex_lists(work, followed)
            inventory.note(taken)
            if each is not None:
                each(taken)
    with work.house.database.writing() as connection:
        apply_scope(connection, work.house.settings().plex_scan_scope == "watchlist_only")


def film_libraries(work: Work, connection: Connection) -> list[int]:
    """The ids of the film libraries that this scan is about, by what is kept: for a slice that lists none."""
    rows, names = libraries.of_films(connection), _named(work)
    return [row.id for row in rows if not names or any(_is_meant(name, row) for name in names)]


def settle_inventory(work: Work, inventory: Inventory) -> None:
    """Write the sum into the scan: how many libraries were read, and how many are held back."""
    with work.house.database.writing() as connection:
        lost = _lost(work, connection)  # with those that went during this scan
        gone = any(row.state == "gone" for row in lost)
        outcomes = [outcome for outcome in inventory.outcomes if not (gone and outcome == "gone")]
        held_back = sum(map(_is_held_back, outcomes))
        read = {"listed_libraries": len(outcomes), "held_libraries": held_back}
        counted = {name: number + len(lost) for name, number in read.items()}
        scans.renew(connection, work.scan.id, work.house.now(), counted)


def settle_planned(work: Work, of_films: Sequence[str] = ()) -> None:
    """The same for a scan that lists no library of shows: of those that hold its shows, how many are held back (R18).

    `of_films` is what became of the libraries of films, which are read all the same.
    """
    with work.house.database.writing() as connection:
        lost = _lost(work, connection)
        there, held_back = libraries.planned_in(connection, work.scan.id, [row.id for row in lost])
        there, held_back = there + len(of_films), held_back + sum(map(_is_held_back, of_films))
        counted = {"listed_libraries": there + len(lost), "held_libraries": held_back + len(lost)}
        scans.renew(connection, work.scan.id, work.house.now(), counted)


def _is_held_back(outcome: str) -> bool:
    return outcome in ("held", "failed", "gone")


def _lost(work: Work, connection: Connection) -> list[LibraryRow]:
    """Libraries that nobody could read were not read either, unless something else was asked for by name."""
    if work.scan.mode in ("show", "collection"):
        return []
    names, lost = _named(work), libraries.lost(connection)
    return [row for row in lost if row.state != "gone" and any(_is_meant(n, row) for n in names)] if names else lost


def _named(work: Work) -> list[str]:
    """The libraries that this scan was asked to read, by whatever name; none: all."""
    return [str(name) for name in _list(work.scan.wishes.get("libraries"))]


def _is_meant(name: str, row: LibraryRow) -> bool:
    return is_called(name, row.machine_id, row.section_key, row.title)


def stirs(work: Work, followed: Followed) -> bool:
    """Whether a library has to be listed: something moved, it is held back, or its last listing is a day old."""
    row = followed.row
    stale = row.listed_at is None or work.house.now() - row.listed_at >= LIST_ANYWAY
    return stale or row.state != "ok" or row.stamps != followed.stamps or _order_moved(followed)


def _order_moved(followed: Followed) -> bool:
    return followed.row.agent != followed.section.agent


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
