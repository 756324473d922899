"""What the fake Plex server does as time passes: scans and metadata; and how it starts anew."""

import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from parity.demo.plex_disk import PlexDisk
from parity.demo.plex_files import DiskFile
from parity.demo.plex_lines import News
from parity.demo.plex_news import DONE, Due
from parity.demo.plex_records import Collection

DOABLE = """refresh set_scan_seconds end_scans finish_metadata pass_time asked_scans refresh_item analyze empty_trash
restart cut_lines listeners"""
_FIRST_WITH_FOLDERS = (1, 20, 0, 3125)


@dataclass(slots=True)
class Scan:
    """A scan of a library, or of a folder of it. `began` is None while another of the same library goes on.

    `seen` are the files that were there when it began: one that comes later is for the next scan.
    """

    uuid: str
    section: int
    folder: str | None
    began: float | None = None
    placed: bool = False
    """Whether it was told which library it is of."""
    seen: list[DiskFile] = field(default_factory=list)


class PlexScans(PlexDisk):
    """The server as time passes. What is due is done when the server is next asked, or told, anything.

    Scans of one library go on one after another. `refreshes` holds all that were asked for, with their paths.
    """

    def __init__(self, *facts: Any, **named_facts: Any) -> None:
        super().__init__(*facts, **named_facts)
        self.scans: list[Scan] = []
        self.item_refreshes: list[int] = []
        self.analyzed: list[int] = []
        self.emptied: list[int] = []
        self.down_until = float("-inf")
        self._ahead = 0.0

    # -- time

    def clock(self) -> float:
        """Seconds that passed, those of `pass_time` too."""
        return time.monotonic() + self._ahead

    def pass_time(self, seconds: float) -> None:
        """Let so many seconds be over."""
        with self.lock:
            self._ahead += seconds
        self.run_due()
        self.lines.stir()

    def run_due(self) -> float | None:
        """Do what is due, each at its time; when the next thing is, None for nothing."""
        if not self.scans and not self._unready:
            return None
        with self.lock:
            while agenda := self._agenda():
                at, do = min(agenda, key=lambda each: each[0])
                if at > self.clock():
                    return at
                do()
            return None

    @property
    def is_down(self) -> bool:
        """Whether it is starting up."""
        return self.clock() < self.down_until

    # -- scans

    def set_scan_seconds(self, seconds: float) -> None:
        """How long a scan takes from now on; 0: it is over before it is answered."""
        self.set_habits(scan_seconds=seconds)

    def refresh(self, section: int, path: str | None = None) -> None:
        """What `/refresh` does: note the wish, and scan when no other scan of that library goes on.

        Servers before 1.20.0.3125 know of no folders and scan it all.
        """
        with self.lock:
            self.sections[section]
            self.refreshes.append((section, path))
            folder = path.rstrip("/\\") if path and _version(self.version) >= _FIRST_WITH_FOLDERS else None
            if not any(each.began is None and (each.section, each.folder) == (section, folder) for each in self.scans):
                self.scans.append(Scan(self._uuid(), section, folder))
                self._begin_next(section, self.clock())
            self.run_due()

    def asked_scans(self) -> list[tuple[int, str | None]]:
        """All scans that were asked for, with their paths."""
        return list(self.refreshes)

    def end_scans(self) -> None:
        """Let all scans, those that wait too, be over now."""
        with self.lock:
            while self.scans:
                self._end(self.scans[0], self.clock())

    def finish_metadata(self) -> None:
        """Let all that is new have its metadata now."""
        with self.lock:
            due, self._unready = self._unready, []
            for _, ready in due:
                ready()

    def _begin_next(self, section: int, at: float) -> None:
        waiting = [each for each in self.scans if each.section == section]
        self.sections[section].refreshing = bool(waiting)
        if not waiting or waiting[0].began is not None:
            return
        scan = waiting[0]
        scan.began, scan.seen = at, self._walk(section, scan.folder)
        scan.placed = not self.habits.context_late
        self._tell_activity("started", scan)

    def _place(self, scan: Scan) -> None:
        scan.placed = True
        self._tell_activity("updated", scan)

    def _end(self, scan: Scan, at: float) -> None:
        self.scans.remove(scan)
        if scan.section not in self.sections:
            return
        self._take_in(scan.section, scan.folder, scan.seen, at)
        scan.placed = True
        now = self._tick()
        if scan.folder is None or self.habits.stamps_folders:
            self.sections[scan.section].scanned_at = now
        self._tell_activity("ended", scan)
        self._begin_next(scan.section, at)

    def _agenda(self) -> list[Due]:
        made: list[Due] = [(due[0], partial(self._ready, due)) for due in self._unready]
        for scan in self.scans:
            if scan.began is not None:
                ends = scan.began + self.habits.scan_seconds
                made.append((ends, partial(self._end, scan, ends)))
            if scan.began is not None and not scan.placed:
                made.append((scan.began + self.habits.context_late, partial(self._place, scan)))
        return made

    def _ready(self, due: Due) -> None:
        self._unready.remove(due)
        due[1]()

    def activity_row(self, scan: Scan, done: int) -> dict[str, object]:
        """A scan as an activity."""
        row: dict[str, object] = {
            "uuid": scan.uuid,
            "type": "library.update.section",
            "cancellable": False,
            "userID": 1,
            "title": f"Scanning {self.sections[scan.section].title}",
            "subtitle": scan.folder or "",
            "progress": done,
        }
        return row | ({"Context": {"librarySectionID": self.as_id(scan.section)}} if scan.placed else {})

    def _tell_activity(self, event: str, scan: Scan) -> None:
        row = self.activity_row(scan, 100 if event == "ended" else 0)
        body = {"event": event, "uuid": scan.uuid, "Activity": row}
        self.lines.tell(News("activity", "ActivityNotification", body))

    # -- single items

    def refresh_item(self, item: int) -> None:
        """Read the metadata of one item again: noted, and over at once."""
        with self.lock:
            found = self.item(item)
            if found is None or isinstance(found, Collection):
                raise LookupError(f"no item {item}")
            self.item_refreshes.append(item)
            uuid, context = self._uuid(), {"key": f"/library/metadata/{item}"}
            row = {"uuid": uuid, "type": "library.refresh.items", "title": "Refreshing", "userID": 1, "progress": 100}
            body = {"event": "ended", "uuid": uuid, "Activity": {**row, "Context": context}}
            self.lines.tell(News("activity", "ActivityNotification", body))
            self._tell_of(found, DONE)

    def analyze(self, item: int) -> None:
        """Look into the files of an item again: noted, no more."""
        if self.item(item) is None:
            raise LookupError(f"no item {item}")
        self.analyzed.append(item)

    def empty_trash(self, section: int) -> int:
        """Forget what of a library lies in the trash; how many items that touched."""
        with self.lock:
            self.sections[section]
            self.emptied.append(section)
            held = {item.key: item for items in self._holders(section).values() for item in items}
            return sum(self._throw_away(item) for item in held.values())

    # -- troubles

    def restart(self, seconds: float = 0.0) -> None:
        """Start anew: lines drop, scans and players are lost, and for so many seconds it answers 503."""
        with self.lock:
            self.scans.clear()
            self.sessions.clear()
            for section in self.sections.values():
                section.refreshing = False
            self.down_until = self.clock() + seconds
        self.lines.cut()

    def cut_lines(self) -> None:
        """End all lines on which somebody listens now."""
        self.lines.cut()

    def listeners(self) -> int:
        """How many listen."""
        return self.lines.open

    def restore(self, kept: dict[str, Any]) -> None:
        """As it was written down; nothing is under way."""
        super().restore(kept)
        for section in self.sections.values():
            section.refreshing = False


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.partition("-")[0].split(".") if part.isdecimal())
