"""Scans as rows: claimed by a conditional update, kept alive by a lease, one active at a time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from parity.store.moments import Moment
from parity.store.schema import scan_items, scans

ACTIVE = ("queued", "running", "paused")
HEAL = "heal"
"""The mode of the short scan that reads what just arrived. It may be queued beside another one, and goes first."""
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan as it is kept; see schema.scans."""

    id: int
    mode: str
    state: str
    phase: str
    started_by: str
    wanted: str
    total: int
    done: int
    current: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    lease_until: datetime | None
    wants_pause: bool
    wants_cancel: bool
    resumed: int
    note: str | None
    plex_requests: int
    tmdb_requests: int
    tvdb_requests: int
    new_missing: int
    resolved: int
    new_shows: int
    removed_shows: int
    held_libraries: int
    listed_libraries: int

    @property
    def active(self) -> bool:
        """Not ended yet."""
        return self.state in ACTIVE

    @property
    def wishes(self) -> dict[str, list[str] | list[int] | bool]:
        """What was asked for: shows, libraries, accept_shrink."""
        read: dict[str, list[str] | list[int] | bool] = json.loads(self.wanted)
        return read


@dataclass(frozen=True, slots=True)
class ScanItem:
    """A show, film or collection (`kind`) to visit. `ask`: ask TMDB, else only reckon again from what is kept."""

    position: int
    subject_id: int
    title: str
    why: str
    ask: bool
    kind: str = "show"


_COLUMNS = [scans.c[name] for name in ScanRow.__dataclass_fields__]
# Made once: a scan looks at itself at every turn.
_ONE = select(*_COLUMNS).where(scans.c.id == bindparam("this_scan"))
_ACTIVE = select(*_COLUMNS).where(scans.c.state.in_(ACTIVE), scans.c.mode != HEAL)
_HEALS = select(*_COLUMNS).where(scans.c.state.in_(ACTIVE), scans.c.mode == HEAL)
_TO_DO = (
    select(*(scan_items.c[name] for name in ScanItem.__dataclass_fields__))
    .where(scan_items.c.scan_id == bindparam("this_scan"), scan_items.c.kind == bindparam("this_kind"))
    .where(scan_items.c.outcome.is_(None))
    .order_by(scan_items.c.position)
)
_PLANNED = select(scan_items.c.kind, scan_items.c.subject_id).where(scan_items.c.scan_id == bindparam("this_scan"))
_OF_KIND = select(func.count()).select_from(scan_items)
_OF_KIND = _OF_KIND.where(scan_items.c.scan_id == bindparam("this_scan"), scan_items.c.kind == bindparam("this_kind"))
_ADD = insert(scans).returning(scans.c.id)
_CHANGE = update(scans).where(scans.c.id == bindparam("this_scan"))
_FINISH = _CHANGE.where(scans.c.state.in_(ACTIVE))
_FREE = or_(
    scans.c.state == "queued",
    and_(scans.c.state == "running", or_(scans.c.lease_until.is_(None), scans.c.lease_until < bindparam("now"))),
)
_OTHER = scans.alias("other")
# One at a time: each reads and writes the same shows, and the later word has to be the newer one.
_NOBODY_ELSE = ~exists().where(
    _OTHER.c.id != scans.c.id, _OTHER.c.state == "running", _OTHER.c.lease_until >= bindparam("now")
)
_RUNNABLE = select(scans.c.id).where(_FREE, _NOBODY_ELSE).order_by(case((scans.c.mode == HEAL, 0), else_=1))
_CLAIM = _CHANGE.where(_FREE, _NOBODY_ELSE).values(
    state="running",
    lease_until=bindparam("until"),
    started_at=func.coalesce(scans.c.started_at, bindparam("now", type_=Moment())),
    resumed=scans.c.resumed + case((and_(scans.c.state == "running", scans.c.lease_until.is_not(None)), 1), else_=0),
)
_SETTLE = (
    update(scan_items)
    .where(scan_items.c.scan_id == bindparam("this_scan"), scan_items.c.position == bindparam("at"))
    .values(outcome=bindparam("came_to"), message=bindparam("told"))
)
_SETTLED = (
    select(func.count())
    .select_from(scan_items)
    .where(scan_items.c.scan_id == bindparam("this_scan"), scan_items.c.outcome.is_not(None))
)
_TELL_SETTLED = _CHANGE.values(done=_SETTLED.scalar_subquery())
_TROUBLED = (
    select(scan_items.c.kind, func.count())
    .where(scan_items.c.scan_id == bindparam("this_scan"), scan_items.c.outcome == "trouble")
    .group_by(scan_items.c.kind)
)


def get(connection: Connection, scan_id: int) -> ScanRow | None:
    """One scan."""
    row = connection.execute(_ONE, {"this_scan": scan_id}).first()
    return ScanRow(*row) if row else None


def active(connection: Connection) -> ScanRow | None:
    """The scan that is queued, running or paused; a heal is none of these."""
    row = connection.execute(_ACTIVE).first()
    return ScanRow(*row) if row else None


def healing(connection: Connection) -> ScanRow | None:
    """The heal that is queued or running."""
    row = connection.execute(_HEALS).first()
    return ScanRow(*row) if row else None


def add(connection: Connection, mode: str, wishes: Mapping[str, object], by: str, now: datetime) -> int | None:
    """Queue a scan; None when another is active, whoever was first. A heal and a scan may stand beside each other."""
    row = {"mode": mode, "wanted": json.dumps(wishes), "started_by": by, "created_at": now, "state": "queued"}
    try:
        return int(connection.execute(_ADD, row).scalar_one())
    except IntegrityError:
        return None


def runnable(connection: Connection, now: datetime) -> int | None:
    """The scan somebody should work on: queued, or running with nobody at it."""
    return connection.execute(_RUNNABLE, {"now": now}).scalar()


def claim(connection: Connection, scan_id: int, now: datetime) -> bool:
    """Take a scan to work on it until the lease ends. False when someone else has it or it is no longer to be run.

    A lease that ran out, instead of being given back, means that a worker died: the scan counts as resumed.
    """
    return connection.execute(_CLAIM, {"this_scan": scan_id, "now": now, "until": now + LEASE}).rowcount == 1


def renew(connection: Connection, scan_id: int, now: datetime, values: Mapping[str, object]) -> None:
    """Keep the lease alive and write progress."""
    connection.execute(_CHANGE, {"this_scan": scan_id, "lease_until": now + LEASE, **values})


def count(connection: Connection, scan_id: int, more: Mapping[str, int]) -> None:
    """Add to counters: requests and changes."""
    added = {f"more_{name}": n for name, n in more.items() if n}
    if added:
        names = (name.removeprefix("more_") for name in added)
        counted = {name: scans.c[name] + bindparam(f"more_{name}") for name in names}
        connection.execute(_CHANGE.values(counted), {"this_scan": scan_id, **added})


def give_back(connection: Connection, scan_id: int, state: str = "running") -> None:
    """Let go of a scan between two slices, or put it to rest as paused."""
    values: dict[str, object] = {"state": state, "lease_until": None}
    if state == "paused":
        values["wants_pause"] = False  # else the wish may have come too late for this slice: it is for the next one
    connection.execute(update(scans).where(scans.c.id == scan_id, scans.c.state == "running").values(**values))


def finish(connection: Connection, scan_id: int, state: str, note: str | None, now: datetime) -> None:
    """Close a scan: done, partial, cancelled or failed."""
    values = {"state": state, "note": note, "finished_at": now, "lease_until": None, "current": None}
    connection.execute(_FINISH, {"this_scan": scan_id, **values})


def forget_heals(connection: Connection, before: datetime) -> None:
    """Drop the heals that ended before this moment."""
    connection.execute(delete(scans).where(scans.c.mode == HEAL, scans.c.finished_at < before))


def ask(connection: Connection, scan_id: int, wish: str, now: datetime | None = None) -> bool:
    """Ask for pause, resume or cancel. A scan nobody works on changes at once. False when it does not apply.

    A heal is nobody's to stop: what arrived waits for it, and it is over in a moment.
    """
    one = and_(scans.c.id == scan_id, scans.c.mode != HEAL)
    if wish == "resume":
        again = {"state": "queued", "wants_pause": False, "lease_until": None}
        rested = connection.execute(update(scans).where(one, scans.c.state == "paused").values(**again)).rowcount
        asked = and_(scans.c.state == "running", scans.c.wants_pause.is_(True))
        return bool(rested or connection.execute(update(scans).where(one, asked).values(wants_pause=False)).rowcount)
    if wish == "pause":
        resting = connection.execute(
            update(scans).where(one, scans.c.state == "queued").values(state="paused")
        ).rowcount
        working = update(scans).where(one, scans.c.state == "running").values(wants_pause=True)
        return bool(resting or connection.execute(working).rowcount)
    idle = {"state": "cancelled", "finished_at": now, "current": None}
    ended = connection.execute(
        update(scans).where(one, scans.c.state.in_(("queued", "paused"))).values(**idle)
    ).rowcount
    working = update(scans).where(one, scans.c.state == "running").values(wants_cancel=True)
    return bool(ended or connection.execute(working).rowcount)


def free_leases(connection: Connection) -> int:
    """At the start of the only worker: whoever was at a scan is gone. It counts as resumed when it is claimed."""
    past = datetime.fromtimestamp(0, tz=UTC)
    return connection.execute(update(scans).where(scans.c.state == "running").values(lease_until=past)).rowcount


def plan(connection: Connection, scan_id: int, wanted: Iterable[ScanItem]) -> int:
    """Write what will be visited; what is in the plan already stays as it is. Returns the total."""
    known = {(kind, subject_id) for kind, subject_id in connection.execute(_PLANNED, {"this_scan": scan_id})}
    start = len(known)
    fresh = [i for i in wanted if (i.kind, i.subject_id) not in known]
    rows = [
        {
            "scan_id": scan_id,
            "position": start + n,
            "kind": i.kind,
            "subject_id": i.subject_id,
            "title": i.title,
            "why": i.why,
            "ask": i.ask,
        }
        for n, i in enumerate(fresh)
    ]
    if rows:
        connection.execute(insert(scan_items), rows)
    connection.execute(_CHANGE, {"this_scan": scan_id, "total": start + len(rows)})
    return start + len(rows)


def begin_visits(connection: Connection, scan_id: int) -> None:
    """Listing and planning are behind it: a later slice goes straight to what is left to visit."""
    connection.execute(_CHANGE, {"this_scan": scan_id, "phase": "visiting"})


def to_do(connection: Connection, scan_id: int, kind: str = "show") -> list[ScanItem]:
    """What is left to visit of one kind, in order."""
    return [ScanItem(*row) for row in connection.execute(_TO_DO, {"this_scan": scan_id, "this_kind": kind})]


def planned(connection: Connection, scan_id: int, kind: str = "show") -> int:
    """How many of one kind the scan visits in all."""
    return int(connection.execute(_OF_KIND, {"this_scan": scan_id, "this_kind": kind}).scalar_one())


def settle(connection: Connection, scan_id: int, outcomes: Sequence[tuple[int, str, str | None]]) -> None:
    """Write how visits ended: (position, "done" or "trouble", message)."""
    if outcomes:
        rows = [{"this_scan": scan_id, "at": at, "came_to": how, "told": message} for at, how, message in outcomes]
        connection.execute(_SETTLE, rows)
    connection.execute(_TELL_SETTLED, {"this_scan": scan_id})


def troubles(connection: Connection, scan_id: int) -> list[tuple[str, str]]:
    """What went wrong in a scan: (title, message)."""
    columns = (scan_items.c.title, scan_items.c.message)
    query = select(*columns).where(scan_items.c.scan_id == scan_id, scan_items.c.outcome == "trouble")
    return [(title, message or "") for title, message in connection.execute(query.order_by(scan_items.c.position))]


def asked_before(connection: Connection, scan_id: int, kind: str) -> bool:
    """Whether an earlier scan has visited any of that kind."""
    earlier = select(scan_items.c.scan_id).where(scan_items.c.scan_id < scan_id, scan_items.c.kind == kind)
    return connection.execute(earlier.where(scan_items.c.outcome == "done").limit(1)).first() is not None


def troubled(connection: Connection, scan_id: int) -> dict[str, int]:
    """How many went wrong in a scan, by kind, of those kinds of which any did: shows, then films, then collections."""
    rows = connection.execute(_TROUBLED, {"this_scan": scan_id})
    return dict(sorted(((kind, number) for kind, number in rows), reverse=True))
