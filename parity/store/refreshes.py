"""What Plex is to be asked to scan: one row a folder and server while it is open, and what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from parity.core.refreshing import Expected
from parity.store import arrivals
from parity.store.arrivals import ArrivalRow
from parity.store.schema import refresh_arrivals, refreshes


@dataclass(frozen=True, slots=True)
class RefreshRow:
    """See schema.refreshes. `reach`: folder, parent, section. `packed` is what is expected to be there after it."""

    id: int
    machine_id: str
    section_key: str
    folder: str
    source: str
    state: str
    reach: str
    priority: int
    packed: str
    first_at: datetime
    due_at: datetime | None
    latest_at: datetime
    again_at: datetime | None
    asked: int
    failures: int
    asked_at: datetime | None
    scanning_at: datetime | None
    scanned_at: datetime | None
    seen_at: datetime | None
    healed_at: datetime | None
    ended_at: datetime | None
    scanned_stamp: int | None
    sentence: str | None

    @property
    def expects(self) -> tuple[Expected, ...]:
        """The files that should be there, or be gone."""
        return tuple(Expected(*one) for one in json.loads(self.packed))

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.ended_at is None


_AT_WORK = ("asked", "scanning")
_COLUMNS = [refreshes.c["expects" if name == "packed" else name] for name in RefreshRow.__dataclass_fields__]
_ALL = select(*_COLUMNS)
_ONE = _ALL.where(refreshes.c.id == bindparam("this_refresh"))
_OPEN = _ALL.where(refreshes.c.ended_at.is_(None))
_OF_SERVER = _OPEN.where(refreshes.c.machine_id == bindparam("this_server")).order_by(
    refreshes.c.priority.desc(), refreshes.c.due_at, refreshes.c.id
)
_SAME = _OPEN.where(
    refreshes.c.machine_id == bindparam("this_server"),
    refreshes.c.section_key == bindparam("this_section"),
    refreshes.c.folder == bindparam("this_folder"),
)
_ADD = insert(refreshes).returning(refreshes.c.id)
_CHANGE = update(refreshes).where(refreshes.c.id == bindparam("this_refresh"))
_MOVE = _CHANGE.where(refreshes.c.state == bindparam("was"), refreshes.c.ended_at.is_(None))


def get(connection: Connection, refresh_id: int) -> RefreshRow | None:
    """One of them."""
    row = connection.execute(_ONE, {"this_refresh": refresh_id}).first()
    return RefreshRow(*row) if row else None


def every_open(connection: Connection) -> list[RefreshRow]:
    """All that are open, the most urgent first."""
    query = _OPEN.order_by(refreshes.c.priority.desc(), refreshes.c.due_at, refreshes.c.id)
    return [RefreshRow(*row) for row in connection.execute(query)]


def of_server(connection: Connection, machine_id: str) -> list[RefreshRow]:
    """Those of one server that are open, the most urgent first. "" are those that no server has a place for."""
    return [RefreshRow(*row) for row in connection.execute(_OF_SERVER, {"this_server": machine_id})]


def same(connection: Connection, machine_id: str, section_key: str, folder: str) -> RefreshRow | None:
    """The open one of a folder."""
    there = {"this_server": machine_id, "this_section": section_key, "this_folder": folder}
    row = connection.execute(_SAME, there).first()
    return RefreshRow(*row) if row else None


def ended(connection: Connection, limit: int, offset: int = 0) -> list[RefreshRow]:
    """Those that are over, the newest first."""
    query = _ALL.where(refreshes.c.ended_at.is_not(None)).order_by(refreshes.c.ended_at.desc(), refreshes.c.id.desc())
    return [RefreshRow(*row) for row in connection.execute(query.limit(limit).offset(offset))]


def servers_at_work(connection: Connection, now: datetime) -> list[str]:
    """The servers of which a row is due, or under way."""
    due = refreshes.c.due_at <= now
    query = select(refreshes.c.machine_id).where(refreshes.c.ended_at.is_(None), due, refreshes.c.state != "unmapped")
    return list(connection.execute(query.distinct()).scalars())


def next_due(connection: Connection, machine_id: str) -> datetime | None:
    """When something is due next at a server; None when nothing is on its list."""
    query = select(func.min(refreshes.c.due_at)).where(
        refreshes.c.machine_id == machine_id, refreshes.c.ended_at.is_(None)
    )
    return connection.execute(query).scalar()


def look_now(connection: Connection, machine_id: str, section_key: str, now: datetime) -> None:
    """The scan of a section has ended: what waits for that looks at once."""
    query = update(refreshes).where(refreshes.c.machine_id == machine_id, refreshes.c.section_key == section_key)
    connection.execute(query.where(refreshes.c.state.in_(("asked", "scanning"))).values(due_at=now))


def wake_held(connection: Connection, machine_id: str, now: datetime) -> None:
    """Nobody plays any more: what was due and had to wait looks again at once."""
    query = update(refreshes).where(refreshes.c.machine_id == machine_id, refreshes.c.state == "waiting")
    connection.execute(query.where(refreshes.c.sentence.is_not(None)).values(due_at=now))


def under_way(connection: Connection, machine_id: str, section_key: str) -> bool:
    """Whether Plex was asked to scan something of this section and has not ended."""
    here = refreshes.c.machine_id == machine_id, refreshes.c.section_key == section_key
    query = select(refreshes.c.id).where(*here, refreshes.c.ended_at.is_(None), refreshes.c.state.in_(_AT_WORK))
    return connection.execute(query.limit(1)).first() is not None


def all_scanned_since_asked(connection: Connection, row: RefreshRow) -> datetime | None:
    """When a scan of all of a row's section was over that was asked for after Plex was asked for the row's folder."""
    theirs = refreshes.c.machine_id == row.machine_id, refreshes.c.section_key == row.section_key
    query = select(func.max(refreshes.c.scanned_at)).where(*theirs, refreshes.c.reach == "section")
    seen = query.where(refreshes.c.scanning_at.is_not(None), refreshes.c.id != row.id)
    return connection.execute(seen.where(refreshes.c.asked_at > row.asked_at)).scalar()


def put_off(connection: Connection, row: RefreshRow, now: datetime, until: datetime, sentence: str) -> None:
    """All that is due `now` in the section of a row waits for the same reason as it: one write, however many."""
    here = refreshes.c.machine_id == row.machine_id, refreshes.c.section_key == row.section_key
    query = update(refreshes).where(*here, refreshes.c.state == "waiting", refreshes.c.due_at <= now)
    connection.execute(query.values(due_at=until, sentence=sentence))


def add(connection: Connection, **values: object) -> int:
    """A new row; its id."""
    return int(connection.execute(_ADD, values).scalar_one())


def change(connection: Connection, refresh_id: int, **values: object) -> None:
    """Write some columns."""
    connection.execute(_CHANGE, {"this_refresh": refresh_id, **values})


def move(connection: Connection, refresh_id: int, was: str, **values: object) -> bool:
    """Write some columns of one that is still in this state. False when somebody else was faster."""
    return connection.execute(_MOVE.values(**values), {"this_refresh": refresh_id, "was": was}).rowcount == 1


def unmoved(connection: Connection, row: RefreshRow) -> bool:
    """Whether one is still as it was read: nothing more was told of it, and nobody else took it a step further."""
    now = get(connection, row.id)
    return now is not None and now.open and _stands(now) == _stands(row)


def _stands(row: RefreshRow) -> tuple[object, ...]:
    return row.state, row.reach, row.asked, row.again_at, row.packed


def healed(connection: Connection, machine_id: str, section_key: str, until: datetime, now: datetime) -> None:
    """What was seen in this section `until` then is in the lists now."""
    query = update(refreshes).where(refreshes.c.machine_id == machine_id, refreshes.c.section_key == section_key)
    seen = query.where(refreshes.c.seen_at <= until, refreshes.c.healed_at.is_(None))
    connection.execute(seen.values(healed_at=now))


def link(connection: Connection, refresh_id: int, arrival_id: int) -> None:
    """Note that a message led to it; twice is once."""
    where = refresh_arrivals.c.refresh_id == refresh_id, refresh_arrivals.c.arrival_id == arrival_id
    if connection.execute(select(refresh_arrivals.c.refresh_id).where(*where)).first() is None:
        connection.execute(insert(refresh_arrivals), {"refresh_id": refresh_id, "arrival_id": arrival_id})


def arrivals_of(connection: Connection, refresh_id: int) -> list[ArrivalRow]:
    """The messages that led to it, the oldest first."""
    linked = select(refresh_arrivals.c.arrival_id).where(refresh_arrivals.c.refresh_id == refresh_id)
    ids = connection.execute(linked.order_by(refresh_arrivals.c.arrival_id)).scalars()
    return [row for one in ids if (row := arrivals.get(connection, one)) is not None]


def pack(expects: Sequence[Expected]) -> str:
    """What is expected, as it is kept."""
    return json.dumps([[one.file, one.gone, one.told] for one in expects], ensure_ascii=False)


def forget(connection: Connection, before: datetime) -> None:
    """Drop what was over before this moment, and the paths without a place that nobody told of since."""
    told = func.coalesce(refreshes.c.again_at, refreshes.c.first_at)
    strange = and_(refreshes.c.ended_at.is_(None), refreshes.c.state == "unmapped", told < before)
    connection.execute(delete(refreshes).where(or_(refreshes.c.ended_at < before, strange)))
