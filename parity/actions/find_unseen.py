"""Compares the files of Sonarr and Radarr with those that Plex shows; what it shows nowhere is kept and told."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from parity.actions.ask_places import ask_places, opened
from parity.actions.check_connections import plainly
from parity.actions.ports import House, NotSetUp
from parity.cache import CacheUnusable
from parity.core.activity import Filed
from parity.core.downloaded import NAMES, SOURCES, ArrFile, Source
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.paths import aims
from parity.core.told import Touched
from parity.core.unseen import Library, Search
from parity.store import libraries, path_rules, servers, unseen_files
from parity.store.unseen_files import Known, UnseenRow

PATIENCE = 60.0
"""Seconds that one answer of Sonarr or Radarr may take: the list of all films is long."""

Outcome = Literal["looked", "not set up", "refused", "silent"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look. But for "looked" nothing was changed, and `sentence` says why.

    `files`: how many there are; `undecided` of them lie where nobody can say what Plex has. `silent` says why.
    """

    source: Source
    outcome: Outcome
    sentence: str = ""
    files: int = 0
    unseen: tuple[UnseenRow, ...] = ()
    strange: tuple[UnseenRow, ...] = ()
    undecided: int = 0
    silent: tuple[str, ...] = ()


def find_unseen(house: House, stop: threading.Event, sources: Sequence[Source] = SOURCES) -> tuple[Looked, ...]:
    """Look once, at each of them that is set up. Raises nothing that it could tell instead."""
    return tuple(_look(house, source, stop) for source in sources)


def _look(house: House, source: Source, stop: threading.Event) -> Looked:
    try:
        with house.doors().arr(source, stop, PATIENCE) as arr:
            files = list(arr.files())
    except (NotSetUp, CacheUnusable) as trouble:
        return Looked(source, "not set up", plainly(trouble))
    except Unauthorised as trouble:
        return Looked(source, "refused", plainly(trouble))
    except Failure as trouble:
        return Looked(source, "silent", plainly(trouble))
    return _compared(house, source, files, stop)


def _compared(house: House, source: Source, files: Sequence[ArrFile], stop: threading.Event) -> Looked:
    search = _aimed(house, source, files)
    if search.homeless():
        ask_places(house, stop)  # a folder may be new
        search = _aimed(house, source, files)
    known = _tick_off(house, search)
    unknown = {library for library in search.libraries if library not in known}
    silent = []
    for library in search.libraries:
        if library in known and search.left(library):
            trouble = _ask_plex(house, search, known[library], stop)
            if trouble is not None:
                unknown.add(library)
                silent.append(trouble)
    return _kept(house, source, search, frozenset(unknown), tuple(dict.fromkeys(silent)))


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
                    try:
                        _see(search, library, plex.filed(item))
                    except NotFound:
                        continue  # it went meanwhile
    except (NotSetUp, Failure) as trouble:
        return plainly(trouble)
    return None


def _see(search: Search, library: Library, filed: Iterable[Filed]) -> None:
    for one in filed:
        for file in one.files if one.live else ():
            search.see(library, file, one.show_key or one.rating_key)


def _items_of(search: Search, library: Library, file: ArrFile, by_id: dict[str, set[str]]) -> set[str]:
    names = file.ids.keys()
    alike = {item for name in names for item in by_id.get(name, ())}
    return alike | search.neighbours(library, file)


def _kept(house: House, source: Source, search: Search, unknown: frozenset[Library], silent: tuple[str, ...]) -> Looked:
    now, undecided = house.now(), search.undecided(unknown)
    with house.database.writing() as connection:
        names = {row.machine_id: row.name for row in servers.every(connection)}
        titles = {(p.machine_id, p.section_key): p.title for p in libraries.places(connection)}
        unseen = tuple(
            UnseenRow(
                source,
                file.path,
                file.title,
                file.season,
                None,
                aim.machine_id,
                aim.section_key,
                aim.folder,
                f"{titles.get((aim.machine_id, aim.section_key), 'The library')} on "
                f"{names.get(aim.machine_id) or 'Plex'} does not have this file.",
                now,
            )
            for file, aim in search.unseen(unknown)
        )
        strange = tuple(
            UnseenRow(source, folder, "", None, None, None, None, None, _nobody_s(source, folder, count), now)
            for folder, count in sorted(search.homeless().items())
        )
        unseen_files.replace(connection, source, (*unseen, *strange), undecided)
    return Looked(source, "looked", "", len(search.aimed), unseen, strange, len(undecided), silent)


def _nobody_s(source: Source, folder: str, count: int) -> str:
    files = "1 file" if count == 1 else f"{count} files"
    return (
        f"No library that is followed holds {folder}, where {NAMES[source]} has {files}: add a rule for it to the "
        "paths, or follow its library."
    )
