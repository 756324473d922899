"""Looks for files of Sonarr or Radarr among those that Plex shows: in what was last listed, then in Plex itself."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parity.actions.ask_places import ask_places, opened
from parity.actions.check_connections import plainly
from parity.actions.ports import House, NotSetUp
from parity.actions.ports import Library as Plex
from parity.core.activity import Filed
from parity.core.downloaded import ArrFile, Source
from parity.core.failures import Failure, NotFound
from parity.core.paths import aims
from parity.core.told import Touched
from parity.core.unseen import Library, Search
from parity.store import libraries, path_rules, unseen_files
from parity.store.unseen_files import Known


@dataclass(frozen=True, slots=True)
class Compared:
    """What was looked for and found. `unknown` libraries could not be looked through; `silent` says why of some."""

    search: Search
    unknown: frozenset[Library]
    silent: tuple[str, ...]


def compare(house: House, source: Source, files: Sequence[ArrFile], stop: threading.Event) -> Compared:
    """Look for all of these. Raises nothing that it could tell instead."""
    search = _aimed(house, source, files)
    if search.homeless():
        ask_places(house, stop)  # a folder may be new
        search = _aimed(house, source, files)
    known = _tick_off(house, search)
    unknown = {library for library in search.libraries if library not in known}
    silent: dict[str, None] = {}
    for library, row in known.items():
        trouble = _ask_plex(house, search, row, stop) if search.left(library) else None
        if trouble is not None:
            unknown.add(library)
            silent[trouble] = None
    return Compared(search, frozenset(unknown), tuple(silent))


def _aimed(house: House, source: Source, files: Iterable[ArrFile]) -> Search:
    with house.database.reading() as connection:
        rules, places = path_rules.every(connection), libraries.places(connection)
    return Search((file, aims(Touched(file.path), source, rules, places)) for file in files)


def _tick_off(house: House, search: Search) -> dict[Library, Known]:
    """Go by what was last listed; the libraries that say something.

    Plex tells the files to owners alone: a library that names none for what it has says nothing of files.
    """
    known: dict[Library, Known] = {}
    wanted = set(search.libraries)
    with house.database.reading() as connection:
        for row in unseen_files.libraries_known(connection):
            library = (row.machine_id, row.section_key)
            if row.says and library in wanted and _see_held(search, library, unseen_files.held(connection, row)):
                known[library] = row
    return known


def _see_held(search: Search, library: Library, held: Iterable[tuple[str | None, str]]) -> bool:
    named = unnamed = 0
    for file, item in held:
        if file is None:
            unnamed += 1
        else:
            named += 1
            search.see(library, file, item)
    return named > 0 or unnamed == 0


def _ask_plex(house: House, search: Search, row: Known, stop: threading.Event) -> str | None:
    """Ask about what is not in the last listing: it may be newer, or one of several files of an item.

    Returns why nothing can be said, None when all was answered.
    """
    library = (row.machine_id, row.section_key)
    with house.database.reading() as connection:
        by_id = unseen_files.items_by_id(connection, row)
    try:
        with opened(house, row.machine_id, stop) as plex:
            _see(search, library, plex.newest(row.section_key, row.kind))
            asked: set[str] = set()
            for file in search.left(library):
                for item in sorted(_items_of(search, library, file, by_id) - asked):
                    asked.add(item)
                    _see(search, library, _filed(plex, item))
    except (NotSetUp, Failure) as trouble:
        return plainly(trouble)
    return None


def _filed(plex: Plex, item: str) -> tuple[Filed, ...]:
    try:
        return plex.filed(item)
    except NotFound:
        return ()  # it went meanwhile


def _see(search: Search, library: Library, filed: Iterable[Filed]) -> None:
    for one in filed:
        for file in one.files if one.live else ():
            search.see(library, file, one.show_key or one.rating_key)


def _items_of(search: Search, library: Library, file: ArrFile, by_id: dict[str, set[str]]) -> set[str]:
    names = file.ids.keys()
    alike = {item for name in names for item in by_id.get(name, ())}
    return alike | search.neighbours(library, file)
