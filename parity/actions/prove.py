"""Looks in Plex for what should have come of a scan: the very files, not the word of anybody (RULES: never assumed)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from parity.actions.ports import House, Library
from parity.core.activity import Filed
from parity.core.failures import NotFound
from parity.core.library import Section
from parity.core.paths import is_inside, parent_within, same_path
from parity.core.refreshing import Expected
from parity.store import held_files
from parity.store.refreshes import RefreshRow


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. `there`: all that was expected; `settled`: with its metadata.

    `files` are those that are there of what came, or lies in the folder.
    `keys` are the rating keys of the shows or films that have to be read again, `items` those of what came.
    """

    there: bool
    settled: bool
    keys: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    absent: tuple[Expected, ...] = field(default=())
    files: frozenset[str] = frozenset()

    @property
    def sentence(self) -> str:
        """What is amiss, for a person."""
        if not self.absent:
            return "Plex took the request, and no scan was seen of it."
        first = self.absent[0]
        words = "is still in Plex" if first.gone else "is not in Plex"
        more = f" (and {len(self.absent) - 1} more)" if len(self.absent) > 1 else ""
        return f"{first.file} {words}{more}."


def prove(house: House, library: Library, row: RefreshRow, section: Section) -> Proof:
    """Look for what is expected of one folder: first at what is known there, then at what came last. Raises Failure."""
    known = _known(house, row, section)
    found = [one for key in known for one in _filed(library, key)]
    if _absent(row.expects, found) or not row.expects:
        fresh = library.newest(section.key, section.kind)
        there = {one.rating_key for one in found}
        found += [one for one in fresh if one.rating_key not in there]
    scanned = section.locations if row.reach == "section" and not row.expects else (row.folder,)
    ours = [one for one in found if any(is_inside(file, folder) for file in one.files for folder in scanned)]
    absent = _absent(row.expects, found)
    came = [one for one in found if _is_expected(one, row.expects)] if row.expects else ours
    return Proof(
        not absent if row.expects else row.scanning_at is not None,
        all(_is_settled(library, key, section.kind) for key in _unsure(house, row, came)),
        frozenset(one.show_key or one.rating_key for one in (*ours, *came)) | _those_of(row.expects, known),
        frozenset(one.rating_key for one in came),
        absent,
        frozenset(file for one in (*ours, *came) if one.live for file in one.files),
    )


def _known(house: House, row: RefreshRow, section: Section) -> Sequence[str]:
    """What is known to lie in the folder; of a new one, such as a season's, what lies in the one above."""
    at, above = (row.machine_id, row.section_key), parent_within(row.folder, section.locations)
    with house.database.reading() as connection:
        known = held_files.keys_below(connection, at, row.folder)
        return known if known or above is None else held_files.keys_below(connection, at, above)


def _filed(library: Library, key: str) -> Sequence[Filed]:
    try:
        return library.filed(key)
    except NotFound:
        return ()  # its last file went


def _absent(expects: Sequence[Expected], found: Sequence[Filed]) -> tuple[Expected, ...]:
    live = [file for one in found if one.live for file in one.files]
    return tuple(one for one in expects if one.gone == any(same_path(one.file, file) for file in live))


def _is_expected(one: Filed, expects: Sequence[Expected]) -> bool:
    return any(same_path(wanted.file, file) for wanted in expects if not wanted.gone for file in one.files)


def _unsure(house: House, row: RefreshRow, came: Sequence[Filed]) -> Sequence[str]:
    """The shows and films that may just have come: without a word of what came, those that nobody knew before.

    One that was there before, and that Plex never knew what it is, is no reason to wait for its metadata.
    """
    keys = {one.show_key or one.rating_key for one in came}
    if not row.expects:
        with house.database.reading() as connection:
            keys -= held_files.known(connection, (row.machine_id, row.section_key), keys)
    return sorted(keys)


def _is_settled(library: Library, key: str, kind: str) -> bool:
    """Whether Plex knows what it is: a new show or film is listed a moment before its metadata is read."""
    try:
        return bool(library.show(key).ids if kind == "show" else library.film(key).ids)
    except NotFound:
        return True


def _those_of(expects: Sequence[Expected], known: Collection[str]) -> frozenset[str]:
    """Where something went, whatever was known there may have lost it."""
    return frozenset(known) if any(one.gone for one in expects) else frozenset()
