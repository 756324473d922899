"""What Plex said lately about the scans of its sections."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from parity.store.schema import section_scans


@dataclass(frozen=True, slots=True)
class SectionRow:
    """See schema.section_scans."""

    machine_id: str
    section_key: str
    scanning: bool
    subtitle: str | None
    progress: int | None
    began_at: datetime | None
    ended_at: datetime | None
    seen_at: datetime


_ALL = select(*(section_scans.c[name] for name in SectionRow.__dataclass_fields__))
_HERE = (
    section_scans.c.machine_id == bindparam("this_server"),
    section_scans.c.section_key == bindparam("this_section"),
)
_ONE = _ALL.where(*_HERE)
_CHANGE = update(section_scans).where(*_HERE)


def every(connection: Connection) -> dict[tuple[str, str], SectionRow]:
    """By machine id and section key."""
    rows = (SectionRow(*row) for row in connection.execute(_ALL))
    return {(row.machine_id, row.section_key): row for row in rows}


def was_scanned(connection: Connection, machine_id: str, section_key: str, since: datetime) -> bool:
    """Whether a scan of a section was seen that began since then, and is over."""
    row = connection.execute(_ONE, {"this_server": machine_id, "this_section": section_key}).first()
    kept = SectionRow(*row) if row else None
    return kept is not None and not kept.scanning and kept.began_at is not None and kept.began_at >= since


def note(
    connection: Connection,
    machine_id: str,
    section_key: str,
    scanning: bool,
    subtitle: str | None,
    now: datetime,
    progress: int | None = None,
) -> None:
    """Write what a section does now; when it began and ended follows from what it did before."""
    place = {"this_server": machine_id, "this_section": section_key}
    row = connection.execute(_ONE, place).first()
    values: dict[str, object] = {"scanning": scanning, "subtitle": subtitle, "progress": progress, "seen_at": now}
    was = row is not None and row.scanning
    if scanning and not was:
        values["began_at"] = now
    if was and not scanning:
        values["ended_at"] = now
    if row is None:
        connection.execute(insert(section_scans), {"machine_id": machine_id, "section_key": section_key, **values})
    elif was != scanning or scanning:  # a section that goes on resting costs no write
        connection.execute(_CHANGE, {**place, **values})
