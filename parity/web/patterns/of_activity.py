"""The sections of the activity page, and what one scan changed."""

from datetime import timedelta

from parity.core.shapes import Changes, Requests
from parity.store.activity_view import LoggedFilm, LogLine, ScheduledScan
from parity.web import here
from parity.web.activity import Changed, FilmChanges, Scans, ShowChanges
from parity.web.blank import Blank
from parity.web.paging import Paging
from parity.web.patterns.made_scans import ended, scan
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.timetable import Entry


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    return [*_scans(), *_schedules(), _changed()]


def _scans() -> list[Pattern]:
    template, never = "activity/_scans.html", {"changes": Changes(0, 0, 0, 0), "requests": Requests(0, 0, 0)}
    ends = tuple(ended(state) for state in ("done", "partial", "cancelled", "failed"))
    resumed = ended("done", id=5, mode="incremental", resumed=2, started_by="schedule", **never)
    lists = {
        "filled: every end, with and without changes, resumed": Scans((*ends, resumed), Paging(1, 321), None),
        "running": Scans((scan(),), Paging(1, 1), None),
        "interrupted, no worker": Scans((scan(id=5, resumed=1),), Paging(1, 1), 5),
        "waiting, no worker": Scans((scan(id=5, state="queued", total=0, done=0, **never),), Paging(1, 1), 5),
        "empty": Scans((), Paging(1, 0), None, Blank("There was no scan yet.", (("#", "Go to the scan"),))),
    }
    return [Pattern(template, state, {"scans": each}) for state, each in lists.items()]


def _schedules() -> list[Pattern]:
    next_at = here.now() + timedelta(hours=20)
    entries = (
        Entry("incremental", "every day at 03:30", next_at, False, made(ScheduledScan, state="done")),
        Entry("full", "every Sunday at 04:30", next_at, True, made(ScheduledScan, state="failed")),
        Entry("full", "off", None, False, None),
    )
    return [Pattern("activity/_schedules.html", "due later, overdue, switched off", {"entries": entries})]


def _changed() -> Pattern:
    lines = tuple(made(LogLine, number=number, ended=how) for number, how in enumerate(_ENDS, 1))
    shows = (ShowChanges(5, "The Long Way Home", lines), ShowChanges(6, LONG, lines[:1]), ShowChanges(7, None, lines))
    films = tuple(made(LoggedFilm, collection_id=9, collection="Heat", ended=how) for how in _ENDS[:4])
    gone = made(LoggedFilm, title=LONG, collection_id=None, collection=None, ended="dropped")
    collections = (FilmChanges(9, "Heat", films), FilmChanges(None, None, (gone,)))
    context = {"id": "opened", "changed": Changed(321, shows, 400, collections)}
    return Pattern(
        "activity/_changed.html", "all that can become of an episode or a film, a show that is gone, and more", context
    )


_ENDS = (None, "arrived", "dropped", "hidden", "uncompared")
