"""TheTVDB's series that were merged into another one: an id that Plex still gives leads to the one that is left."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from parity.store.schema import series_merged


def every(connection: Connection) -> dict[int, int]:
    """From each id that is gone to the one that took its place, over several mergers."""
    direct = {old: new for old, new in connection.execute(select(series_merged.c.old_id, series_merged.c.new_id))}
    return {old: _last(direct, old) for old in direct}


def note(connection: Connection, merged: Iterable[tuple[int, int]]) -> None:
    """What was merged into what; the newest word of each id holds."""
    for old, new in dict(merged).items():
        connection.execute(delete(series_merged).where(series_merged.c.old_id == old))
        connection.execute(insert(series_merged).values(old_id=old, new_id=new))


def _last(direct: dict[int, int], old: int) -> int:
    been = {old}
    while (old := direct.get(old, old)) in direct and old not in been:
        been.add(old)
    return old
