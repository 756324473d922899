"""Runs that compare the two lists or bring them together, each with its plan: one at a time, kept alive by a lease."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from parity.core.watch import Side, Type
from parity.core.watch_action import Action, Do, State
from parity.store.leased import ACTIVE, LEASE, OF_A_TERMINAL, Runs, wishes_of
from parity.store.schema import watch_actions, watch_runs
from parity.store.watch_rows import pack_ids, unpack_ids

__all__ = [
    "ACTIVE",
    "LEASE",
    "OF_A_TERMINAL",
    "RUNS",
    "ActionRow",
    "RunRow",
    "actions",
    "actions_by_id",
    "put_plan",
    "tell",
]


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
        return wishes_of(self)


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


RUNS = Runs(watch_runs, RunRow)
add, get, active, runnable, claim = RUNS.add, RUNS.get, RUNS.active, RUNS.runnable, RUNS.claim
prolong, release, free_all, change, finish = RUNS.prolong, RUNS.release, RUNS.free_all, RUNS.change, RUNS.finish


def forget(connection: Connection, before: datetime) -> None:
    """Runs that ended before then go, with their actions."""
    old = select(watch_runs.c.id).where(watch_runs.c.state.not_in(ACTIVE), watch_runs.c.ended_at < before)
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
