"""Whether a folder that is due has to wait all the same: an anchor is gone, a file is not there, somebody plays."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.actions.ports import Library
from parity.core.refreshing import Watched
from parity.settings import Settings
from parity.store.folder import is_there
from parity.store.refreshes import RefreshRow

FILE_PATIENCE = timedelta(hours=1)
"""So long a file may take to come into being where Parity sees it; then its folder is scanned all the same."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Why, for a person, and when to look again. `all_of_it`: so has all else that is due in the library."""

    sentence: str
    look_again: timedelta
    all_of_it: bool = False


def why_wait(
    settings: Settings,
    library: Library | None,
    row: RefreshRow,
    seen: Watched,
    under_way: bool,
    now: datetime,
) -> Wait | None:
    """Why this folder is not scanned yet; None when nothing is in its way.

    `library` is asked who plays; None where that is no reason to wait. `under_way`: Plex was asked for another one.
    """
    lost = next((anchor for anchor in settings.refresh_anchors if not is_there(anchor)), None)
    if lost is not None:
        return Wait(
            f"{lost} is not there: is its disk mounted? Nothing is scanned meanwhile.", timedelta(seconds=30), True
        )
    if seen.scanning or under_way:
        return Wait("Plex is scanning this library already; this folder comes next.", timedelta(seconds=1), True)
    absent = _absent(row) if settings.refresh_check_files and now - row.first_at < FILE_PATIENCE else None
    if absent is not None:
        return Wait(f"{absent} is not there yet.", timedelta(seconds=5))
    until = row.first_at + timedelta(minutes=settings.hold_longest)
    if library is not None and row.priority < 2 and now < until and (who := _player(library, row)):
        words = f"{who} from this library. It is scanned at {until.astimezone(settings.tz):%H:%M} at the latest."
        return Wait(words, timedelta(seconds=10))
    return None


def _absent(row: RefreshRow) -> str | None:
    wanted = [one.told or one.file for one in row.expects if not one.gone]
    return next((path for path in wanted if not is_there(path)), None)


def _player(library: Library, row: RefreshRow) -> str | None:
    sessions = [s for s in library.sessions() if s.section_key == row.section_key and s.state != "stopped"]
    return f"{sessions[0].user or 'Somebody'} plays {sessions[0].title}" if sessions else None
