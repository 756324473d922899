"""How the two lists stand: whose they are, when each was read, what they share, and what nothing can be done about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, and_, func, select

from parity.core.watch import SIDES, Side, Type
from parity.core.watch_shapes import WatchPlan, WatchRun, WatchUnresolved, held_sentence, told_ids, told_reason
from parity.store.schema import simkl_account, watch_agreed, watch_base, watch_reads, watch_rows, watch_unresolved
from parity.store.watch_history import actions_of, newest_plan
from parity.store.watch_pairs import Pair, pairs


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

    `first_run`: nothing was agreed on yet, so that the next run only adds; `agreed`: how many titles were.
    """

    plex: SideStand
    simkl: SideStand
    simkl_name: str | None
    refused: bool
    first_run: bool
    agreed: int

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
    """How both lists stand. Three statements."""
    counts = select(watch_rows.c.side, func.count()).where(watch_rows.c.status == "plantowatch")
    listed: dict[str, int] = {side: n for side, n in connection.execute(counts.group_by(watch_rows.c.side))}
    reads = {row.side: row for row in connection.execute(select(watch_reads))}
    base = select(func.count()).select_from(watch_base).scalar_subquery()
    agreed = select(func.count()).select_from(watch_agreed).scalar_subquery()
    name = select(simkl_account.c.name).limit(1).scalar_subquery()
    state = select(simkl_account.c.state).limit(1).scalar_subquery()
    made, known, who, how = connection.execute(select(base, agreed, name, state)).one()
    plex, simkl = (_side(side, reads.get(side), listed.get(side, 0)) for side in SIDES)
    return Stand(plex, simkl, who, how not in (None, "ok"), not made, known)


def titles(connection: Connection, wanted: PairFilter) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Every title of either list, and those that fit. Three statements, however many there are."""
    every = pairs(connection)
    return every, tuple(pair for pair in every if _fits(pair, wanted))


def unresolved(connection: Connection) -> tuple[WatchUnresolved, ...]:
    """What nothing can be done about, by title. One statement."""
    return tuple(_unresolved(connection))


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
    return SideStand(side, read.member_name, read.read_at, count)


def _fits(pair: Pair, wanted: PairFilter) -> bool:
    if wanted.type is not None and pair.type != wanted.type:
        return False
    if wanted.q and not any(wanted.q.casefold() in row.title.casefold() for row in pair.rows):
        return False
    return wanted.state is None or wanted.state in _states(pair)


def _states(pair: Pair) -> tuple[str, ...]:
    """Every state that a title may be asked for by."""
    differs = ("differs",) if pair.state != "both" and not pair.apart else ()
    return (pair.state, *differs, *(("apart",) if pair.apart else ()))


def _unresolved(connection: Connection) -> Iterator[WatchUnresolved]:
    same = and_(watch_rows.c.side == watch_unresolved.c.side, watch_rows.c.key == watch_unresolved.c.key)
    of, row = watch_unresolved.c, watch_rows.c
    query = select(of.side, of.key, of.reason, of.tries, of.again_at, row.title, row.year, row.type, row.ids)
    query = query.join(watch_rows, same).order_by(func.lower(row.title), of.side, of.key)
    for found in connection.execute(query):
        yield WatchUnresolved(
            side=found.side,
            key=found.key,
            title=found.title,
            year=found.year,
            type=found.type,
            ids=told_ids(found.ids),
            reason=told_reason(found.reason),
            why=found.reason,
            tries=found.tries,
            again_at=found.again_at,
        )
