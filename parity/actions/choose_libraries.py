"""Which libraries to follow, chosen from those that were seen."""

from collections.abc import Collection
from dataclasses import dataclass

from parity.actions import preferences
from parity.actions.look_round import is_given
from parity.actions.ports import House
from parity.core.library_choice import Choice, names_of
from parity.store import libraries, look_round, servers
from parity.store.database import Connection


class NothingChosen(Exception):
    """No library with shows or movies is among those that were chosen."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A server that is read, with all its libraries as they were last seen."""

    machine_id: str
    name: str
    libraries: tuple[Choice, ...]


def shelves(house: House) -> tuple[Shelf, ...]:
    """The libraries of every server that is read. Asks nobody."""
    settings = house.settings()
    with house.database.reading() as connection:
        read = {row.machine_id for row in servers.followed(connection)}
        if is_given(settings) and settings.plex_base_url:
            read.add(look_round.given(connection, settings.plex_base_url) or "")
        rows = [row for row in servers.every(connection) if row.machine_id in read]
        return tuple(Shelf(row.machine_id, row.name, _choices(connection, row.machine_id)) for row in rows)


def choose_libraries(house: House, chosen: Collection[str]) -> None:
    """Follow these libraries, by `Choice.name`. Raises NothingChosen when none that can be."""
    every = [library for shelf in shelves(house) for library in shelf.libraries]
    if not any(library.name in chosen and library.can_be_followed for library in every):
        raise NothingChosen
    preferences.save(house, {"plex_library_name": _as_text(names_of(chosen, every))})


def _choices(connection: Connection, machine_id: str) -> tuple[Choice, ...]:
    rows = [row for row in libraries.of_server(connection, machine_id) if row.state != "gone"]
    return tuple(Choice(machine_id, row.section_key, row.title, row.kind, row.agent) for row in rows)


def _as_text(names: Collection[str]) -> str | None:
    """The list as the setting is written; None for the default."""
    return ", ".join(f'"{name}"' if "," in name else name for name in names) or None
