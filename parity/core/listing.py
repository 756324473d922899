"""Whether a listing can be believed, and what it means that something is no longer in it (RULES R9-R11)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from parity.core.failures import Unavailable
from parity.core.library import Page

Row = TypeVar("Row")
ASK_AT_MOST = 50


@dataclass(slots=True)
class Tally:
    """Counts a listing of `who` page by page.

    Rows shift when something changes while paging: that is how false gaps arise.
    """

    totals: list[int | None] = field(default_factory=list)
    rows: int = 0
    damaged: int = 0
    ended: bool = False
    keys: set[str] = field(default_factory=set)
    who: str = "Plex"

    def add(self, page: Page[Row], keys: Iterable[str]) -> None:
        """Take one page and the keys of its rows."""
        if page.total not in self.totals:
            self.totals.append(page.total)
        self.rows += len(page.rows)
        self.damaged += page.damaged
        self.ended = not page.rows
        self.keys.update(keys)

    @property
    def flaw(self) -> str | None:
        """Why the listing is not whole, as a sentence; None when it is."""
        if not self.totals:
            return f"{self.who} sent no page"
        if self.damaged:
            return f"{self.damaged} rows could not be read"
        if len(self.keys) != self.rows:
            return "rows shifted while they were read"
        if len(self.totals) > 1:
            # One row that goes and one that comes leave the count as it was, yet a row in between is skipped.
            told = " to ".join("nothing" if total is None else str(total) for total in self.totals)
            return f"the total changed from {told} while reading"
        total = self.totals[0]
        if total is None:
            return None if self.ended else f"{self.who} did not say how many rows there are, and the end never came"
        return None if self.rows == total else f"{self.who} announced {total} rows and sent {self.rows}"


def read_whole(
    listing: Callable[[], Iterator[Page[Row]]], key: Callable[[Row], str], service: str, what: str, who: str = "Plex"
) -> tuple[Row, ...]:
    """All rows of a listing that is whole, read once more when it is not at first.

    Raises Unavailable when it is not whole then either, and what the listing raises.
    """
    for _ in range(2):
        tally = Tally(who=who)
        rows: list[Row] = []
        for page in listing():
            tally.add(page, [key(row) for row in page.rows])
            rows += page.rows
        if tally.flaw is None:
            return tuple(rows)
    raise Unavailable(service, f"{what} could not be read whole: {tally.flaw}")


@dataclass(frozen=True, slots=True)
class Shrink:
    """How much of a library is suddenly gone: counts before and now, of `what` ("shows" or "episodes")."""

    what: str
    before: int
    now: int

    @property
    def sentence(self) -> str:
        """What happened, in one clause."""
        return f"Plex lists {self.now:,} {self.what} where there were {self.before:,}"

    def notice(self, library: str) -> str:
        """For the owner of the library: what happened, what may be behind it, what to do."""
        return (
            f"{library}: {self.sentence}. Is a disk or network folder away? Nothing was changed. "
            "Bring it back and scan again, or accept it if this is right."
        )


def shrunk(what: str, before: int, now: int, share: int) -> Shrink | None:
    """The brake: nothing where something was, or more than `share` per cent gone of twenty or more."""
    if (before > 0 and now == 0) or (before >= 20 and (before - now) * 100 > share * before):
        return Shrink(what, before, now)
    return None


def is_gone(answer: str, absences: int) -> bool | None:
    """What becomes of a show that a whole listing no longer has. `answer`: "found", "not found" or "none".

    True: gone now. None: keep and see the next listing. False: it is there, so the listing was not whole.
    `absences` counts whole listings without it, this one included.
    """
    if answer == "not found":
        return True
    if answer == "found":
        return False
    return True if absences >= 2 else None
