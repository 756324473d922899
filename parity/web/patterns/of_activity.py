"""Scans and schedules."""

from datetime import timedelta

from parity.core.shapes import Changes, Scan, ScanError
from parity.store.activity_view import LogLine
from parity.web import here
from parity.web.activity import Changed, Scans, ShowChanges
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.timetable import Entry


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    states = ("running", "paused", "done", "partial", "cancelled", "failed")
    scans = tuple(_scan(number, state) for number, state in enumerate(states))
    ends = (None, "arrived", "dropped", "hidden")
    changes = tuple(ShowChanges(5, title, tuple(made(LogLine, ended=end) for end in ends)) for title in (LONG, None))
    next_at = here.now() + timedelta(hours=9)
    entries = (
        made(Entry, mode="incremental", rule="every day at 03:00", next_at=next_at),
        made(Entry, mode="full", rule="every Sunday at 04:00", next_at=next_at, overdue=True, last=None),
        Entry("full", "off", None, False, None),
    )
    return [
        Pattern("activity/_scans.html", "one in each state", {"scans": Scans(scans, Paging(1, 321), None)}),
        Pattern("activity/_scans.html", "nothing was scanned yet", {"scans": Scans((), Paging(1, 0), None)}),
        Pattern("activity/_schedules.html", "on, due and off", {"entries": entries}),
        Pattern("activity/_changed.html", "all ends", {"id": "changed", "changed": Changed(40, changes)}),
    ]


def _scan(number: int, state: str) -> Scan:
    troubled = state == "partial"
    return made(
        Scan,
        id=number,
        mode="full",
        state=state,
        note={"failed": "PLEX_TOKEN is refused"}.get(state),
        resumed=int(troubled),
        troubles=2 * troubled,
        errors=(made(ScanError), ScanError(LONG, "TMDB did not answer")) * troubled,
        changes=Changes(4, 1, 0, 0),
    )
