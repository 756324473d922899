"""What follows when Plex has it: the show or film is read again, and what the owner wants of new items is done."""

from datetime import datetime

from parity.actions.ports import House, Library
from parity.actions.prove import Proof
from parity.actions.trash import empty_if_safe
from parity.core.failures import Failure
from parity.settings import Settings
from parity.store import heals, libraries, refreshes, unseen_files
from parity.store.database import Connection
from parity.store.refreshes import RefreshRow


def end_as_seen(house: House, library: Library, row: RefreshRow, proof: Proof, settings: Settings) -> None:
    """Close the row, and let what it touched be read again at once. A wish that fails is told, and undoes nothing.

    A row of which more was told meanwhile stays open: Plex has to be asked for that too.
    """
    told = _wishes(house, library, row, proof, settings)
    now = house.now()
    with house.database.writing() as connection:
        touched = let_heal(connection, row, proof, now)
        over = {"state": "done", "seen_at": now, "ended_at": now, "due_at": None, "sentence": told}
        if not touched:
            over["healed_at"] = now  # nothing that is followed was touched
        if refreshes.unmoved(connection, row):
            refreshes.change(connection, row.id, **over)


def let_heal(connection: Connection, row: RefreshRow, proof: Proof, now: datetime) -> bool:
    """Let what was found be read again at once. False when nothing that is followed was touched."""
    home = libraries.at(connection, row.machine_id, row.section_key)
    keys = sorted(proof.keys) if home is not None and home.followed else []
    for key in keys:
        at = (row.machine_id, row.section_key, key)
        heals.put(connection, at, home.kind if home else "", "Plex has scanned its folder", now)
    unseen_files.saw(connection, row.machine_id, proof.files)
    return bool(keys)


def _wishes(house: House, library: Library, row: RefreshRow, proof: Proof, settings: Settings) -> str | None:
    try:
        for key in sorted(proof.items):
            if settings.refresh_metadata == "refresh":
                library.refresh_item(key)
            elif settings.refresh_metadata == "analyze":
                library.analyze_item(key)
        if settings.empty_trash and any(one.gone for one in row.expects):
            return empty_if_safe(house, library, (row.machine_id, row.section_key), settings)
    except Failure as trouble:
        return f"It is there; what you wish beside that could not be done. {trouble}."
    return None
