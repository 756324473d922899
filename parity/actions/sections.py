"""Libraries of Plex: found by what a person calls them; added, deleted, and scanned."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from parity.actions.list_sections import ListedSection, SectionList, list_sections, way_to
from parity.actions.ports import House
from parity.actions.refresh_library import Ask, NothingToScan
from parity.actions.refresh_library import ask as ask_for_scan
from parity.core.library import is_called


class NotThatSection(Exception):
    """What was asked of a library, or of the one that is called so, cannot be done; the text says why."""


@dataclass(frozen=True, slots=True)
class NewSection:
    """A library to make, of shows or films, on a server. `folders` as that one calls them."""

    machine_id: str
    name: str
    kind: Literal["show", "movie"]
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """That a library is scanned: the ids of what is on the list, none where Plex was asked at once."""

    section: ListedSection
    refresh_ids: tuple[int, ...]


def the_one(found: SectionList, name: str) -> ListedSection:
    """The only one that a person means: by its title in any case, its section id, or SERVER/ one of both.

    SERVER is a name or machine id. Raises NotThatSection.
    """
    meant = tuple(one for one in found.items if _is_meant(name.strip(), one))
    if not meant:
        raise NotThatSection(_nothing(found, name))
    if len(meant) > 1:
        raise NotThatSection(f"{len(meant)} libraries are called {name}: say which, as {_or(one.id for one in meant)}")
    return meant[0]


def server_for(found: SectionList, name: str) -> tuple[str, str]:
    """The machine id of the server that a new library is for, and its name there. Raises NotThatSection.

    `SERVER/NAME` where several are asked; what is before the slash is part of the name where no server is called so.
    """
    servers = {one.server: one.server_name for one in found.items}
    before, slash, after = name.partition("/")
    of = [key for key, called in servers.items() if slash and before.casefold() in (key.casefold(), called.casefold())]
    if len(of) == 1 and after.strip():
        return of[0], after.strip()
    if len(servers) == 1 and not found.silent:
        return next(iter(servers)), name
    here = _or(f"{called or key}/{name}" for key, called in servers.items())
    raise NotThatSection(
        f"Say on which server: {here}" if here else f"No Plex server answers. {' '.join(found.silent)}"
    )


def add(house: House, wanted: NewSection, stop: threading.Event) -> ListedSection:
    """Make a library, looked after by Plex's own agent. Raises the failures of core.

    NotThatSection: Plex has one of this name already, or took it and does not have it.
    """
    if _called(list_sections(house, stop), wanted):
        raise NotThatSection(f"Plex has a library called {wanted.name} already")
    with way_to(house, wanted.machine_id, stop) as library:
        key = library.add_section(wanted.name, wanted.kind, wanted.folders)
    made = [one for one in list_sections(house, stop).items if (one.server, one.key) == (wanted.machine_id, key)]
    if not made:
        raise NotThatSection(f"Plex took it, and has no library called {wanted.name} all the same: look there")
    return made[0]


def delete(house: House, section: ListedSection, stop: threading.Event) -> None:
    """Have Plex forget a library, with all that it knows of what is in it; files stay. Raises the failures of core."""
    with way_to(house, section.server, stop) as library:
        library.delete_section(section.key)
    left = list_sections(house, stop)
    if any(one.id == section.id for one in left.items):
        raise NotThatSection(f"Plex took it, and has {section.title} all the same: look there")


def refresh(house: House, section: ListedSection, by: str, stop: threading.Event) -> Asked:
    """Have it scanned: by the list of folders where it is followed, else at once. Raises the failures of core."""
    try:
        ids = ask_for_scan(house, Ask(section=(section.server, section.key)), by)
    except NothingToScan:
        with way_to(house, section.server, stop) as library:
            library.scan(section.key)
        return Asked(section, ())
    return Asked(section, tuple(ids))


def _called(found: SectionList, wanted: NewSection) -> list[ListedSection]:
    name = wanted.name.casefold()
    return [one for one in found.items if one.server == wanted.machine_id and one.title.casefold() == name]


def _is_meant(name: str, one: ListedSection) -> bool:
    if is_called(name, one.server, one.key, one.title):
        return True
    before, slash, after = name.partition("/")
    server = before.casefold() in (one.server.casefold(), one.server_name.casefold())
    return bool(slash) and server and is_called(after.strip(), one.server, one.key, one.title)


def _nothing(found: SectionList, name: str) -> str:
    here = ", ".join(f"{one.title} ({one.id})" for one in found.items)
    silent = f" No answer came from: {'; '.join(found.silent)}" if found.silent else ""
    return f"No library is called {name}. There {f'are: {here}' if here else 'is none'}.{silent}"


def _or(names: Iterable[str]) -> str:
    return " or ".join(names)
