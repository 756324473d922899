"""The trash of Plex's libraries: what lies in it, and emptying it as long as nothing speaks against that.

What is emptied Plex forgets for ever, with who watched what. A disk that is away puts everything there.
"""

import threading
from dataclasses import dataclass

from parity.actions.ask_places import opened
from parity.actions.ports import House, Library, NotSetUp
from parity.core.activity import Filed
from parity.core.failures import Failure
from parity.core.library import Section, is_called
from parity.core.paths import Place
from parity.settings import Settings
from parity.store import libraries, servers
from parity.store.folder import is_there


class NoSuchLibrary(Exception):
    """No followed library is called so; the text says it."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """An episode or film in the trash, or single files of one that is there. Without numbers: a film."""

    title: str
    season: int | None
    number: int | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trash:
    """What lies in the trash of a library, or lay there before it was emptied.

    `refusal`: why it may not be emptied now; `trouble`: why its server could not be asked.
    """

    server: str
    server_name: str
    section: str
    title: str
    items: tuple[Trashed, ...] = ()
    emptied: bool = False
    refusal: str | None = None
    trouble: str | None = None


def look_into(house: House, library_name: str, empty: bool, stop: threading.Event) -> list[Trash]:
    """The trash of each followed library that is called so; `empty` it where nothing speaks against that.

    Raises NoSuchLibrary. A server that gives no answer keeps no other from being asked.
    """
    with house.database.reading() as connection:
        named = [p for p in libraries.places(connection) if is_called(library_name, *_named(p))]
        names = {row.machine_id: row.name for row in servers.every(connection)}
    if not named:
        raise NoSuchLibrary(f"No followed library is called {library_name}")
    return [_look_into(house, place, names.get(place.machine_id, ""), empty, stop) for place in named]


def empty_if_safe(house: House, library: Library, place: tuple[str, str], settings: Settings) -> str | None:
    """Empty the trash of a section (machine id, key); why it was left alone, None when it is empty. Raises Failure."""
    section = _section(library, place[1])
    if section is None:
        return None
    return _empty(house, library, place, section, settings)[1]


def _named(place: Place) -> tuple[str, str, str]:
    return place.machine_id, place.section_key, place.title


def _look_into(house: House, place: Place, name: str, empty: bool, stop: threading.Event) -> Trash:
    at = (place.machine_id, name, place.section_key, place.title)
    try:
        with opened(house, place.machine_id, stop) as library:
            section = _section(library, place.section_key)
            if section is None:
                return Trash(*at, trouble="Plex no longer has this library.")
            here = (place.machine_id, place.section_key)
            settings = house.settings()
            if empty:
                lies, refusal = _empty(house, library, here, section, settings)
            else:
                lies, refusal = _guarded(house, library, here, section, settings)
    except (NotSetUp, Failure) as trouble:
        return Trash(*at, trouble=f"{trouble}.")
    items = tuple(Trashed(one.title, one.season, one.number, one.files) for one in lies)
    return Trash(*at, items, emptied=empty and bool(items) and refusal is None, refusal=refusal)


def _empty(
    house: House, library: Library, place: tuple[str, str], section: Section, settings: Settings
) -> tuple[tuple[Filed, ...], str | None]:
    lies, refusal = _guarded(house, library, place, section, settings)
    if lies and refusal is None:
        library.empty_trash(section.key)
    return lies, refusal


def _guarded(
    house: House, library: Library, place: tuple[str, str], section: Section, settings: Settings
) -> tuple[tuple[Filed, ...], str | None]:
    """What lies in the trash, and why it has to stay. To list it takes its time: who is at work is asked after that."""
    lies = library.trash(section.key, section.kind)
    if not lies:
        return lies, None
    return lies, _why_not(house, place, len(lies), settings) or _at_work(library, section)


def _why_not(house: House, place: tuple[str, str], lies: int, settings: Settings) -> str | None:
    lost = next((anchor for anchor in settings.refresh_anchors if not is_there(anchor)), None)
    if lost is not None:
        return f"The trash was left alone: {lost} is not there, is its disk mounted?"
    with house.database.reading() as connection:
        kept = libraries.at(connection, *place)
    if kept is not None and kept.frozen:
        return "The trash was left alone: the library is held back, for something is wrong with it."
    if lies > settings.empty_trash_most:
        return f"The trash was left alone: {lies} items lie in it, and {settings.empty_trash_most} is the most."
    return None


def _at_work(library: Library, before: Section) -> str | None:
    """Whether the section is scanned, or was since it was looked at: then other things lie in its trash."""
    now = _section(library, before.key)
    scanned = any(one.scans and one.section_key in (before.key, None) for one in library.activities())
    if now is None or now.refreshing or scanned:
        return "The trash was left alone: the library is being scanned."
    if now.stamps != before.stamps:
        return "The trash was left alone: the library changed while it was looked at."
    return None


def _section(library: Library, key: str) -> Section | None:
    return next((one for one in library.sections() if one.key == key), None)
