"""How far the scans have come: what a page that has nothing to list needs, to say why."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, and_, case, func, not_, select

from parity.core.shapes import ScanState
from parity.store import conditions
from parity.store.schema import scans, shows

_UNCHECKED = and_(shows.c.checked_at.is_(None), shows.c.standing.not_in(("unmatched", "suspect")))


@dataclass(frozen=True, slots=True)
class EndedScan:
    """The scan that ended last; `note` says what became of it, "" when there is nothing to say."""

    id: int
    state: ScanState
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    """`followed` shows are listed, `unchecked` of them were not compared yet; `outside` are left out by the watchlist.

    `at_work` is the state of the scan that is not over, None when there is none.
    """

    followed: int
    unchecked: int
    outside: int
    at_work: ScanState | None
    ended: EndedScan | None


def known(connection: Connection) -> Known:
    """What is known by now. Two statements."""
    inside, outside = shows.c.in_scope.is_(True), not_(shows.c.in_scope)
    counts = (inside, and_(inside, _UNCHECKED), outside)
    numbers = (func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in counts)
    followed, unchecked, left_out = connection.execute(select(*numbers).where(conditions.PRESENT)).one()
    # Only one can be at work, and it began after all that ended: the last two are all that matters.
    query = select(scans.c.id, scans.c.state, scans.c.note, scans.c.finished_at).order_by(scans.c.id.desc()).limit(2)
    last = connection.execute(query).all()
    at_work = next((cast(ScanState, row.state) for row in last if row.finished_at is None), None)
    ended = next((row for row in last if row.finished_at is not None), None)
    told = EndedScan(ended.id, cast(ScanState, ended.state), ended.note or "") if ended else None
    return Known(followed, unchecked, left_out, at_work, told)
