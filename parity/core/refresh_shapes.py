"""What other programs read about what Plex is asked to scan, and what pages draw of it: as in core.shapes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parity.core.refreshing import Expected

RefreshState = Literal["waiting", "asked", "scanning", "proving", "unmapped", "done", "unseen", "dropped"]
"""Open: waiting, asked, scanning, proving (the scan is over; is it there?), unmapped (no library has this folder).

Over: done, unseen (not in Plex although all was tried), dropped.
"""
Reach = Literal["folder", "parent", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """A folder that Plex is asked to scan, on one server. `server` is "" while no server has a place for it.

    `library` is the section's id there, `library_title` None when it is not known. `said` is what was told first,
    `messages` how many led to it; `sentence` says why it waits, or what became of it; `asked` is how often Plex was.
    """

    id: int
    state: RefreshState
    reach: Reach
    server: str
    server_name: str
    library: str
    library_title: str | None
    folder: str
    source: str
    said: str
    messages: int
    sentence: str | None
    expects: tuple[Expected, ...]
    asked: int
    failures: int
    told_at: datetime
    due_at: datetime | None
    asked_at: datetime | None
    scanning_at: datetime | None
    scanned_at: datetime | None
    seen_at: datetime | None
    healed_at: datetime | None
    ended_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.ended_at is None

    @property
    def takes_away(self) -> bool:
        """Whether all that is expected of it is that files are gone."""
        return bool(self.expects) and all(one.gone for one in self.expects)
