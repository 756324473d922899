"""All libraries of all servers that are asked, as they are now, and which of them are followed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from parity.actions.ports import House, Library, NotSetUp
from parity.core.failures import Failure
from parity.core.library import Section, Server, is_called
from parity.store import libraries, servers
from parity.store.libraries import LibraryRow

T = TypeVar("T")
PATIENCE = 15.0
"""Seconds that one question may take."""


@dataclass(frozen=True, slots=True)
class ListedSection:
    """A library as its server names it. `id` fits into PLEX_LIBRARY_NAME where a title or key fits several."""

    id: str
    server: str
    server_name: str
    key: str
    title: str
    kind: str
    agent: str
    followed: bool


@dataclass(frozen=True, slots=True)
class SectionList:
    """All of them; `silent` says which servers gave no usable answer, and why."""

    items: tuple[ListedSection, ...]
    silent: tuple[str, ...]


def list_sections(house: House, stop: threading.Event) -> SectionList:
    """Ask every server, the given one first. Raises NotSetUp when there is none."""
    asked = ask_all(house, stop, lambda library: library.sections())
    found = []
    for server, sections in asked.answers:
        followed = _followed(house, server.machine_id, sections)
        found += [_listed(server.machine_id, server.name, s, s.key in followed) for s in sections]
    return SectionList(tuple(found), asked.silent)


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """What each server answered, once however it was reached; `silent` as above."""

    answers: tuple[tuple[Server, T], ...]
    silent: tuple[str, ...]


def ask_all(house: House, stop: threading.Event, question: Callable[[Library], T]) -> Asked[T]:
    """Ask every server the same, the given one first. Raises NotSetUp when there is none."""
    found: dict[str, tuple[Server, T]] = {}
    silent: list[str] = []
    for name, machine_id, way in _ways(house, stop):
        if machine_id in found:
            continue
        try:
            with way as library:
                server = library.server()
                found[server.machine_id] = (server, question(library))
        except Failure as trouble:
            silent.append(f"{name}: {trouble.detail}")
    if not found and not silent:
        raise NotSetUp(
            "No Plex server can be asked: python -m parity plex login signs in, and one that is not followed yet is by "
            "python -m parity plex servers --follow NAME"
        )
    return Asked(tuple(found.values()), tuple(silent))


@contextmanager
def way_to(house: House, machine_id: str, stop: threading.Event) -> Iterator[Library]:
    """The server with this machine id, however it is reached. Raises NotSetUp where none is, and the failures of core.

    Until somebody has asked it, nobody knows which server the settings give.
    """
    for _name, known, way in _ways(house, stop):
        if known in (None, machine_id):
            with way as library:
                if library.server().machine_id == machine_id:
                    yield library
                    return
    raise NotSetUp("This server is not asked any more")


def _ways(house: House, stop: threading.Event) -> Iterator[tuple[str, str | None, AbstractContextManager[Library]]]:
    """The ways to all servers: name, machine id (None for the given one, of which nobody knows it), way."""
    settings, doors = house.settings(), house.doors()
    if settings.plex_base_url and settings.plex_token:
        yield settings.plex_base_url, None, doors.library(stop, PATIENCE)
    with house.database.reading() as connection:
        rows = servers.followed(connection)
    for row in rows:
        yield row.name or row.machine_id, row.machine_id, doors.library_of(row, stop, PATIENCE)


def _followed(house: House, machine_id: str, sections: Sequence[Section]) -> set[str]:
    """The keys of the libraries that the settings choose."""
    wanted = house.settings().plex_library_name
    if not wanted:
        return {section.key for section in sections if section.followed_by_default}
    with house.database.reading() as connection:
        kept = {row.section_key: row for row in libraries.of_server(connection, machine_id)}
    return {s.key for s in sections if any(_means(name, machine_id, s, kept.get(s.key)) for name in wanted)}


def _means(name: str, machine_id: str, section: Section, kept: LibraryRow | None) -> bool:
    renamed = kept is not None and kept.followed_as == name  # in Plex, and followed by its old name
    return renamed or is_called(name, machine_id, section.key, section.title)


def _listed(machine_id: str, name: str, section: Section, followed: bool) -> ListedSection:
    place = f"{machine_id}/{section.key}"
    return ListedSection(place, machine_id, name, section.key, section.title, section.kind, section.agent, followed)
