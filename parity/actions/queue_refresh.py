"""Puts a folder on the list of those that Plex is to be asked to scan: one row, however often it is told."""

from datetime import datetime, timedelta

from parity.core.paths import Aim
from parity.core.refreshing import Expected, Timing, due_at, united
from parity.settings import Settings
from parity.store import refreshes
from parity.store.database import Connection
from parity.store.refreshes import RefreshRow

AT_ONCE = Timing(timedelta(0), timedelta(0))
ASKED_FOR, UPGRADE, ARRIVED = 2, 1, 0
"""Priorities: a person waits for it; something better took the place of what was there; the rest."""


def timing_of(settings: Settings, source: str = "") -> Timing:
    """How long the folders wait of which this source tells, as the owner wants it."""
    usual, own = settings.refresh_age, dict(settings.refresh_ages).get(source.lower())
    age, longest = (usual, settings.refresh_longest) if own is None else (own, max(settings.refresh_longest, own))
    return Timing(timedelta(seconds=age), timedelta(seconds=longest), yields=age > usual)


def enqueue(
    connection: Connection, aim: Aim, told: str, source: str, priority: int, timing: Timing, now: datetime
) -> int:
    """Let the folder of an aim be scanned; the id of its row. `told` is what the teller called the file.

    A folder that waits goes on waiting, with more to look for. One that Plex was asked about already is asked about
    once more after that: its scan may have passed the file before it came.
    """
    expects = (Expected(aim.file, aim.gone, told),) if aim.file is not None else ()
    row = refreshes.same(connection, aim.machine_id, aim.section_key, aim.folder)
    if row is None:
        return refreshes.add(
            connection,
            machine_id=aim.machine_id,
            section_key=aim.section_key,
            folder=aim.folder,
            source=source,
            reach="section" if aim.whole else "folder",
            priority=priority,
            expects=refreshes.pack(expects),
            first_at=now,
            due_at=due_at(now, now, timing),
            latest_at=now + timing.longest,
        )
    urgent = max(row.priority, priority)
    more = {"expects": refreshes.pack(united(row.expects, expects)), "priority": urgent}
    if row.state == "waiting":
        due = due_at(now, row.first_at, timing)
        waited_for = urgent == ASKED_FOR or (timing.yields and row.source != source)  # by a person, or somebody quicker
        sooner = min(due, row.due_at or due) if waited_for else due
        teller = row.source if timing.yields else source
        refreshes.change(connection, row.id, **more, due_at=sooner, source=teller)
    elif row.asked_at is not None and now < row.asked_at:
        refreshes.change(connection, row.id, **more)  # it was there before Plex was asked
    else:
        refreshes.change(connection, row.id, **more, again_at=now)
    return row.id


def begin_again(connection: Connection, row: RefreshRow, timing: Timing, is_root: bool = False) -> None:
    """A folder that was told again while Plex was at it waits as if it had just been told.

    `is_root`: it is that of a library, which is scanned as a whole.
    """
    first, reach = row.again_at or row.first_at, "section" if is_root else "folder"
    fresh = {"first_at": first, "due_at": due_at(first, first, timing), "latest_at": first + timing.longest}
    refreshes.change(
        connection, row.id, **fresh, state="waiting", reach=reach, again_at=None, asked=0, failures=0, sentence=None
    )


def note_unmapped(connection: Connection, path: str, source: str, now: datetime) -> int:
    """A path for which no server has a place waits for the owner; its row, one however often it is told."""
    sentence = "No library of any server holds this path: add a rule for it."
    row = refreshes.same(connection, "", "", path)
    if row is not None:
        refreshes.change(connection, row.id, again_at=now)
        return row.id
    return refreshes.add(
        connection,
        machine_id="",
        folder=path,
        source=source,
        state="unmapped",
        first_at=now,
        latest_at=now,
        sentence=sentence,
    )
