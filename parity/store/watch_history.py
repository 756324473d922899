"""The runs that compared or changed the two lists, as pages and programs tell them, with what each did."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from parity.core.shapes import Listing
from parity.core.watch_shapes import ACTIVE, WatchAction, WatchRun, WatchTally, told_ids, told_reason
from parity.store.schema import watch_actions, watch_runs

PLANNERS = ("plan", "sync")
_NAMED = {"complete": "whole", "ending": "wants_cancel", "message": "sentence"}
_COLUMNS = [
    watch_runs.c[_NAMED.get(field.name, field.name)].label(field.name)
    for field in fields(WatchRun)
    if field.name != "tally"
]
_ACTIONS = [watch_actions.c[name] for name in ("id", "mark", "side", "do", "title", "year", "type", "state")]
_ACTIONS += [watch_actions.c[name] for name in ("ids", "keys", "reason", "hold", "sentence", "done_at", "undone_at")]


def runs_listing(connection: Connection, limit: int | None = None, offset: int = 0) -> Listing[WatchRun]:
    """All runs, the newest first. Three statements."""
    total = connection.execute(select(func.count()).select_from(watch_runs)).scalar_one()
    rows = connection.execute(select(*_COLUMNS).order_by(watch_runs.c.id.desc()).limit(limit).offset(offset)).all()
    return Listing(total, _told(connection, rows))


def one_run(connection: Connection, run_id: int) -> WatchRun | None:
    """One of them. Two statements."""
    rows = connection.execute(select(*_COLUMNS).where(watch_runs.c.id == run_id)).all()
    return next(iter(_told(connection, rows)), None)


def active_run(connection: Connection) -> WatchRun | None:
    """The one that waits or is at work. Two statements."""
    rows = connection.execute(select(*_COLUMNS).where(watch_runs.c.state.in_(ACTIVE)).limit(1)).all()
    return next(iter(_told(connection, rows)), None)


def last_ended(connection: Connection) -> WatchRun | None:
    """The run that ended last, whatever it was and however it ended. Two statements."""
    ended = select(*_COLUMNS).where(watch_runs.c.state.not_in(ACTIVE))
    rows = connection.execute(ended.order_by(watch_runs.c.id.desc()).limit(1)).all()
    return next(iter(_told(connection, rows)), None)


def newest_plan(connection: Connection) -> WatchRun | None:
    """The newest run that came as far as a plan, whether or not it was carried out. Two statements."""
    planned = watch_runs.c.work.in_(PLANNERS) & watch_runs.c.state.not_in((*ACTIVE, "failed"))
    query = select(*_COLUMNS).where(planned).order_by(watch_runs.c.id.desc()).limit(1)
    return next(iter(_told(connection, connection.execute(query).all())), None)


def newest_sync(connection: Connection) -> datetime | None:
    """When somebody, or the clock, last asked for both lists to be brought together. One statement."""
    query = select(func.max(watch_runs.c.created_at)).where(watch_runs.c.work == "sync")
    return connection.execute(query).scalar()


def actions_of(connection: Connection, run_id: int) -> tuple[WatchAction, ...]:
    """What a run did or would do, in the order of its plan. One statement."""
    query = select(*_ACTIONS).where(watch_actions.c.run_id == run_id).order_by(watch_actions.c.id)
    return tuple(_action(row) for row in connection.execute(query))


def _action(row: Row[Any]) -> WatchAction:
    return WatchAction(
        id=row.id,
        mark=row.mark,
        side=row.side,
        do=row.do,
        title=row.title,
        year=row.year,
        type=row.type,
        ids=told_ids(row.ids),
        keys=tuple(json.loads(row.keys)),
        reason=told_reason(row.reason),
        why=row.reason,
        state=row.state,
        hold=row.hold,
        held_because=told_reason(row.hold) if row.hold else None,
        message=row.sentence,
        done_at=row.done_at,
        undone_at=row.undone_at,
    )


def _told(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[WatchRun, ...]:
    tallies = _tallies(connection, [row.id for row in rows]) if rows else {}
    return tuple(WatchRun(**row._mapping, tally=tallies[row.id]) for row in rows)


def _tallies(connection: Connection, run_ids: Collection[int]) -> Mapping[int, WatchTally]:
    of = watch_actions.c
    query = select(of.run_id, of.state, of.do, func.count()).where(of.run_id.in_(run_ids))
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for run_id, state, do, number in connection.execute(query.group_by(of.run_id, of.state, of.do)):
        counts[run_id][state] += number
        if state in ("planned", "done"):
            counts[run_id][f"{do}s"] += number
    return {run_id: WatchTally(**counts[run_id]) for run_id in run_ids}
