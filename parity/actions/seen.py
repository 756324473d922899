"""What follows when Plex has it: the show or film is read again, and what the owner wants of new items is done."""

from parity.actions.ports import House, Library
from parity.actions.prove import Proof
from parity.core.failures import NotFound
from parity.settings import Settings
from parity.store import heals, libraries, refreshes, unseen_files
from parity.store.refreshes import RefreshRow


def end_as_seen(house: House, library: Library, row: RefreshRow, proof: Proof, settings: Settings) -> None:
    """Close the row, and let what it touched be read again at once. A wish that fails is told, and undoes nothing."""
    told = _wishes(library, row, proof, settings)
    now = house.now()
    with house.database.writing() as connection:
        home = libraries.at(connection, row.machine_id, row.section_key)
        keys = sorted(proof.keys) if home is not None and home.followed else []
        for key in keys:
            at = (row.machine_id, row.section_key, key)
            heals.put(connection, at, home.kind if home else "", "Plex has scanned its folder", now)
        over = {"state": "done", "seen_at": now, "ended_at": now, "due_at": None, "sentence": told}
        if not keys:
            over["healed_at"] = now  # nothing that is followed was touched
        refreshes.change(connection, row.id, **over)
        unseen_files.saw(connection, row.machine_id, proof.files)


def _wishes(library: Library, row: RefreshRow, proof: Proof, settings: Settings) -> str | None:
    told = None
    for key in sorted(proof.items):
        try:
            if settings.refresh_metadata == "refresh":
                library.refresh_item(key)
            elif settings.refresh_metadata == "analyze":
                library.analyze_item(key)
        except NotFound as gone:
            told = f"It is there; {gone}."
    replaced = any(one.gone for one in row.expects)
    if settings.empty_trash and replaced:
        told = _empty(library, row.section_key, settings) or told
    return told


def _empty(library: Library, section_key: str, settings: Settings) -> str | None:
    """Empty the trash of a section when nothing is scanned there and little is in it; why not, for a person."""
    section = next((one for one in library.sections() if one.key == section_key), None)
    if section is None:
        return None
    if section.refreshing or any(a.scans and a.section_key in (section_key, None) for a in library.activities()):
        return "The trash was left alone: the library is being scanned."
    lies = library.trash(section_key, section.kind)
    if len(lies) > settings.empty_trash_most:
        return f"The trash was left alone: {len(lies)} items lie in it, and {settings.empty_trash_most} is the most."
    if lies:
        library.empty_trash(section_key)
    return None
