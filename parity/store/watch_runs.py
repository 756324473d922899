"""Runs that compare the two lists or bring them together, each with its plan: one at a time, kept alive by a lease."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, func, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from parity.core.watch import Side, Type
from parity.core.watch_action import Action, Do, State
from parity.store.moments import Moment
from parity.store.schema import watch_actions, watch_runs
from parity.store.watch_rows import pack_ids, unpack_ids

ACTIVE = ("queued", "running")
LEASE = timedelta(seconds=60)
OF_A_TERMINAL = "terminal"
"""Who started a run for which Plex is asked by a token that only that process has: no worker can take it up."""
_OPEN = watch_runs.c.state.in_(ACTIVE)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as it is kept; see schema.watchlist. `work`: plan, sync or undo; members: whose lists it was about."""

    id: int
    work: str
    started_by: str
    wanted: str
    state: str
    phase: str
    mode: str
    source: str
    first_run: bool | None
    whole: bool | None
    plex_member: str | None
    simkl_member: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    lease_until: datetime | None
    wants_cancel: bool
    sentence: str | None
    plex_count: int | None
    simkl_count: int | None
    in_sync: int | None
    equal: bool | None
    plex_requests: int
    simkl_requests: int

    @property
    def active(self) -> bool:
        """Not ended yet."""
        return self.state in ACTIVE

    @property
    def wishes(self) -> Mapping[str, object]:
        """What was asked for."""
        read: dict[str, object] = json.loads(self.wanted)
        return read


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of a run as it is kept; see schema.watchlist."""

    id: int
    run_id: int
    mark: str
    side: Side
    do: Do
    type: Type
    title: str
    year: int | None
    ids: frozenset[str]
    keys: tuple[str, ...]
    added_at: datetime | None
    reason: str
    state: State
    hold: str
    sentence: str | None
    done_at: datetime | None
    undone_at: datetime | None

    @property
    def action(self) -> Action:
        """What it stands for."""
        return Action(
            self.mark,
            self.side,
            self.do,
            self.type,
            self.title,
            self.year,
            self.ids,
            self.keys,
            self.reason,
            self.state,
            self.hold,
            self.added_at,
        )


def add(connection: Connection, work: str, by: str, wanted: Mapping[str, object], now: datetime) -> int | None:
    """Queue a run; None when one is queued or at work already."""
    values = {"work": work, "started_by": by, "wanted": json.dumps(wanted), "created_at": now}
    try:
        with connection.begin_nested():
            made = connection.execute(insert(watch_runs).values(**values).returning(watch_runs.c.id))
            run_id: int = made.scalar_one()
            return run_id
    except IntegrityError:
        return None


def get(connection: Connection, run_id: int) -> RunRow | None:
    """The run with this id."""
    return _run(connection.execute(select(watch_runs).where(watch_runs.c.id == run_id)).mappings().first())


def active(connection: Connection) -> RunRow | None:
    """The run that is queued or at work."""
    return _run(connection.execute(select(watch_runs).where(_OPEN)).mappings().first())


def runnable(connection: Connection, now: datetime) -> int | None:
    """The run that somebody should work on: queued, or left by a worker that is gone."""
    left = or_(watch_runs.c.lease_until.is_(None), watch_runs.c.lease_until < now)
    mine = watch_runs.c.started_by != OF_A_TERMINAL
    return connection.execute(select(watch_runs.c.id).where(_OPEN, left, mine)).scalar()


def claim(connection: Connection, run_id: int, now: datetime) -> bool:
    """Begin to work on a run; False when somebody else does, or it has ended."""
    free = or_(watch_runs.c.lease_until.is_(None), watch_runs.c.lease_until < now)
    taken = update(watch_runs).where(watch_runs.c.id == run_id, _OPEN, free)
    values = {
        "state": "running",
        "started_at": func.coalesce(watch_runs.c.started_at, literal(now, Moment())),
        "lease_until": now + LEASE,
    }
    return connection.execute(taken.values(**values)).rowcount == 1


def prolong(connection: Connection, run_id: int, now: datetime) -> bool:
    """Say that it is still worked on; False when somebody wants it to stop, or took it over."""
    mine = update(watch_runs).where(watch_runs.c.id == run_id, watch_runs.c.state == "running")
    kept = connection.execute(mine.values(lease_until=now + LEASE).returning(watch_runs.c.wants_cancel)).scalar()
    return kept is False


def release(connection: Connection, run_id: int) -> None:
    """The worker goes: whoever comes next may take it up at once."""
    connection.execute(update(watch_runs).where(watch_runs.c.id == run_id, _OPEN).values(lease_until=None))


def free_all(connection: Connection) -> None:
    """Leases found at the start of the only worker are of the dead, but for those of a terminal at work beside it."""
    of_workers = watch_runs.c.started_by != OF_A_TERMINAL
    connection.execute(update(watch_runs).where(_OPEN, of_workers).values(lease_until=None))


def change(connection: Connection, run_id: int, **values: object) -> None:
    """Write these columns of a run."""
    connection.execute(update(watch_runs).where(watch_runs.c.id == run_id).values(**values))


def finish(connection: Connection, run_id: int, state: str, sentence: str | None, now: datetime) -> None:
    """End a run that has not ended yet."""
    ended = update(watch_runs).where(watch_runs.c.id == run_id, _OPEN)
    connection.execute(ended.values(state=state, sentence=sentence, ended_at=now, lease_until=None, phase=""))


def forget(connection: Connection, before: datetime) -> None:
    """Runs that ended before then go, with their actions."""
    old = select(watch_runs.c.id).where(~_OPEN, watch_runs.c.ended_at < before)
    connection.execute(delete(watch_actions).where(watch_actions.c.run_id.in_(old)))
    connection.execute(delete(watch_runs).where(watch_runs.c.id.in_(old)))


def put_plan(connection: Connection, run_id: int, actions: Iterable[Action]) -> None:
    """Write the plan of a run in the place of an earlier one: what of that was done already stays."""
    mine = watch_actions.c.run_id == run_id
    connection.execute(delete(watch_actions).where(mine, watch_actions.c.state != "done"))
    rows = [_row(run_id, action) for action in actions]
    if rows:
        connection.execute(insert(watch_actions), rows)


def actions(connection: Connection, run_id: int) -> list[ActionRow]:
    """The actions of a run, in the order in which they are carried out."""
    query = select(watch_actions).where(watch_actions.c.run_id == run_id).order_by(watch_actions.c.id)
    return [_action(row) for row in connection.execute(query).mappings()]


def actions_by_id(connection: Connection, ids: Sequence[int]) -> list[ActionRow]:
    """These actions, of whichever runs."""
    query = select(watch_actions).where(watch_actions.c.id.in_(ids)).order_by(watch_actions.c.id)
    return [_action(row) for row in connection.execute(query).mappings()]


def tell(connection: Connection, run_id: int, marks: Iterable[str], state: State, **values: object) -> None:
    """Note what became of actions that were still to be done."""
    mine = (watch_actions.c.run_id == run_id) & watch_actions.c.mark.in_(list(marks))
    waiting = watch_actions.c.state == "planned"
    connection.execute(update(watch_actions).where(mine, waiting).values(state=state, **values))


def doubt(connection: Connection, action_id: int, sentence: str) -> None:
    """What was done does not show; the sentence says so."""
    connection.execute(update(watch_actions).where(watch_actions.c.id == action_id).values(sentence=sentence))


def undone(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    """What these actions did was taken back."""
    connection.execute(update(watch_actions).where(watch_actions.c.id.in_(list(ids))).values(undone_at=now))


def _run(row: RowMapping | None) -> RunRow | None:
    return None if row is None else RunRow(**{each.name: row[each.name] for each in fields(RunRow)})


def _action(row: RowMapping) -> ActionRow:
    values = {each.name: row[each.name] for each in fields(ActionRow)}
    return ActionRow(**{**values, "ids": unpack_ids(row["ids"]), "keys": tuple(json.loads(row["keys"]))})


def _row(run_id: int, action: Action) -> dict[str, object]:
    return {
        "run_id": run_id,
        "mark": action.mark,
        "side": action.side,
        "do": action.do,
        "type": action.type,
        "title": action.title,
        "year": action.year,
        "ids": pack_ids(action.ids),
        "keys": json.dumps(action.keys),
        "added_at": action.added_at,
        "reason": action.reason,
        "state": action.state,
        "hold": action.hold,
    }
