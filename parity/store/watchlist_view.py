"""How the two lists stand: whose they are, when each was read, what they share, and what nothing can be done about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from parity.core.watch import SIDES, Side, Type, ids_by_kind
from parity.core.watch_shapes import WatchPlan, WatchRun, WatchUnresolved, held_sentence, told_reason
from parity.store import watch_base, watch_unresolved
from parity.store.schema import simkl_account, watch_reads, watch_rows
from parity.store.watch_history import actions_of, newest_plan
from parity.store.watch_pairs import Pair
from parity.store.watch_unresolved import UnresolvedRow


@dataclass(frozen=True, slots=True)
class SideStand:
    """One list as it was last read whole: whose it is, when that was (None: never), and how many titles it has."""

    side: Side
    member: str
    read_at: datetime | None
    count: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Both lists. `simkl_name`: the account that is connected, None: none is; `refused`: SIMKL no longer takes it.

    `rule`: the mode and source by which they were brought together last, None: they never were.
    """

    plex: SideStand
    simkl: SideStand
    simkl_name: str | None
    refused: bool
    rule: tuple[str, str] | None

    @property
    def read(self) -> bool:
        """Whether both lists were ever read whole."""
        return self.plex.read_at is not None and self.simkl.read_at is not None


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What narrows the titles. `state`: both, plex, simkl, differs or apart; `q`: a part of the title."""

    state: str | None = None
    type: Type | None = None
    q: str = ""


def stand(connection: Connection) -> Stand:
    """How both lists stand. Four statements."""
    counts = select(watch_rows.c.side, func.count()).where(watch_rows.c.status == "plantowatch")
    listed: dict[str, int] = {side: n for side, n in connection.execute(counts.group_by(watch_rows.c.side))}
    reads = {row.side: row for row in connection.execute(select(watch_reads))}
    account = connection.execute(select(simkl_account.c.name, simkl_account.c.state)).first()
    base = watch_base.pair(connection)
    plex, simkl = (_side(side, reads.get(side), listed.get(side, 0)) for side in SIDES)
    name, state = (account.name, account.state) if account else (None, "ok")
    return Stand(plex, simkl, name, state != "ok", (base.mode, base.source) if base else None)


def fitting(every: Iterable[Pair], wanted: PairFilter) -> tuple[Pair, ...]:
    """Those of the titles that are asked for."""
    return tuple(pair for pair in every if _fits(pair, wanted))


def unresolved(connection: Connection) -> tuple[WatchUnresolved, ...]:
    """What nothing can be done about, by title. One statement."""
    return tuple(_unresolved(row) for row in watch_unresolved.every(connection))


def kept_plan(connection: Connection) -> WatchPlan | None:
    """What the newest run would do, or did, as it was kept; None when there was none. Four statements."""
    run = newest_plan(connection)
    return None if run is None else plan_of(connection, run)


def plan_of(connection: Connection, run: WatchRun) -> WatchPlan:
    """What this run would do, or did. Two statements."""
    actions = actions_of(connection, run.id)
    return WatchPlan(
        run_id=run.id,
        work=run.work,
        state=run.state,
        made_at=run.ended_at or run.created_at,
        mode=run.mode,
        source=run.source,
        first_run=bool(run.first_run),
        complete=bool(run.complete),
        actions=actions,
        unresolved=unresolved(connection),
        in_sync=run.in_sync or 0,
        held=held_sentence(actions),
        plex_count=run.plex_count,
        simkl_count=run.simkl_count,
        equal=run.equal,
        message=run.message,
    )


def _side(side: Side, read: Row[tuple[str, ...]] | None, count: int) -> SideStand:
    if read is None:
        return SideStand(side, "", None, count)
    return SideStand(side, read.member_name, read.found_at or read.read_at, count)


def _fits(pair: Pair, wanted: PairFilter) -> bool:
    if wanted.type is not None and pair.type != wanted.type:
        return False
    if wanted.q and not any(wanted.q.casefold() in row.title.casefold() for row in pair.rows):
        return False
    return wanted.state is None or wanted.state in _states(pair)


def _states(pair: Pair) -> tuple[str, ...]:
    """Every state that a title may be asked for by."""
    differs = ("differs",) if (pair.state != "both" or pair.doubt) and not pair.apart else ()
    return (pair.state, *differs, *(("apart",) if pair.apart else ()))


def _unresolved(row: UnresolvedRow) -> WatchUnresolved:
    return WatchUnresolved(
        side=row.side,
        key=row.key,
        title=row.title,
        year=row.year,
        type=row.type,
        ids=ids_by_kind(row.ids),
        reason=told_reason(row.reason),
        why=row.reason,
        tries=row.tries,
        again_at=row.again_at if row.tries else None,
    )
