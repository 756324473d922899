"""One click on a file that Plex does not show: its folder is scanned, and the file looked for."""

from parity.actions.ports import House
from parity.actions.refresh_library import Ask, NothingToScan, ask
from parity.store import unseen_files


def scan_unseen(house: House, source: str, path: str, by: str = "page") -> list[int]:
    """Ask every server that should have it to scan its folder; the ids of those refreshes. Raises NothingToScan.

    `source` and `path` are those of a row of unseen_files.
    """
    with house.database.reading() as connection:
        row = unseen_files.get(connection, source, path)
    if row is None:
        raise NothingToScan("This file is not on the list any more: Plex shows it by now, or it is gone")
    if row.machine_id is None:
        raise NothingToScan(row.sentence)
    return ask(house, Ask(path=path, source=source), by)
