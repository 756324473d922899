"""Runs that compare watched states or bring them together, each with what it would do or did."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from parity.core.watched import State
from parity.core.watched_change import Change, ChangeState
from parity.store.in_turn import insert_in_turn
from parity.store.leased import ACTIVE, Runs, wishes_of
from parity.store.schema import watched_changes, watched_runs


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as it is kept; see schema.watched."""

    id: int
    work: str
    started_by: str
    wanted: str
    state: str
    phase: str
    partner: str
    who: str
    scope: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    lease_until: datetime | None
    wants_cancel: bool
    sentence: str | None
    narrowed: bool
    first_run: bool | None
    videos: int | None
    in_sync: int | None
    plex_out: int | None
    partner_out: int | None
    not_in_partner: int | None
    not_in_plex: int | None
    ambiguous: int | None
    set_aside: int | None
    listed: int | None
    plex_requests: int
    partner_requests: int

    @property
    def active(self) -> bool:
        """Not ended yet."""
        return self.state in ACTIVE

    @property
    def wishes(self) -> Mapping[str, object]:
        """What was asked for."""
        return wishes_of(self)


RUNS = Runs(watched_runs, RunRow)
_TOLD_WHOLE = 10


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of a run as it is kept: what it is, and what became of it."""

    id: int
    run_id: int
    change: Change
    sentence: str | None
    done_at: datetime | None


def put_plan(connection: Connection, run_id: int, changes: Iterable[Change]) -> None:
    """Write the plan of a run in the place of an earlier one: what of that was done already stays."""
    mine = watched_changes.c.run_id == run_id
    connection.execute(delete(watched_changes).where(mine, watched_changes.c.state != "done"))
    insert_in_turn(connection, watched_changes, ({"run_id": run_id, **row_of(change)} for change in changes))


def tell(
    connection: Connection,
    run_id: int,
    mark: str,
    state: ChangeState,
    sentence: str | None,
    now: datetime,
    hold: str = "",
) -> None:
    """Note what became of a change that was still to be done."""
    mine = (watched_changes.c.run_id == run_id) & (watched_changes.c.mark == mark)
    values = {"state": state, "sentence": sentence, "hold": hold, "done_at": now if state == "done" else None}
    connection.execute(update(watched_changes).where(mine, watched_changes.c.state == "planned").values(**values))


def changes(connection: Connection, run_id: int, *states: ChangeState) -> list[ChangeRow]:
    """The changes of a run, or of them those in these states, in the order in which they are carried out."""
    query = select(watched_changes).where(watched_changes.c.run_id == run_id).order_by(watched_changes.c.id)
    if states:
        query = query.where(watched_changes.c.state.in_(states))
    return [change_row(dict(row)) for row in connection.execute(query).mappings()]


def last_listed(connection: Connection) -> int | None:
    """How many videos the partner listed when it was last asked, however that run ended; None: it never was."""
    query = select(watched_runs.c.listed).where(watched_runs.c.listed.is_not(None))
    return connection.execute(query.order_by(watched_runs.c.id.desc()).limit(1)).scalar()


def failed_lately(connection: Connection, run_id: int) -> frozenset[tuple[str, str]]:
    """What failed in the run before this one that changed anything, or tried to: keys of Plex and of the partner."""
    of = watched_changes.c
    tried = of.state.in_(("done", "failed"))
    before = select(func.max(of.run_id)).where(of.run_id < run_id, tried).scalar_subquery()
    rows = connection.execute(select(of.plex_key, of.partner_key).where(of.run_id == before, of.state == "failed"))
    return frozenset((row.plex_key, row.partner_key) for row in rows)


def newest_sync(connection: Connection) -> datetime | None:
    """When the newest run that changes something, or would, began."""
    query = select(func.max(watched_runs.c.created_at)).where(watched_runs.c.work == "sync")
    return connection.execute(query).scalar()


def forget(connection: Connection, before: datetime) -> None:
    """Runs that ended before then go, with their changes; of those before the newest, what they did not do goes."""
    old = select(watched_runs.c.id).where(watched_runs.c.state.not_in(ACTIVE), watched_runs.c.ended_at < before)
    connection.execute(delete(watched_changes).where(watched_changes.c.run_id.in_(old)))
    connection.execute(delete(watched_runs).where(watched_runs.c.id.in_(old)))
    newest = select(watched_runs.c.id).order_by(watched_runs.c.id.desc()).limit(_TOLD_WHOLE)
    undone = watched_changes.c.state.not_in(("done", "failed"))
    connection.execute(delete(watched_changes).where(undone, watched_changes.c.run_id.not_in(newest)))


def change_row(row: Mapping[str, object]) -> ChangeRow:
    """A change from a row of its table."""
    found: Mapping[str, object] = row
    values = {name: found[name] for name in _PLAIN}
    change = Change(
        **values,  # type: ignore[arg-type]  # the columns are named after its fields
        keys=tuple(json.loads(str(found["keys"]))),
        plex=state_of(found, "plex"),
        partner=state_of(found, "partner"),
    )
    return ChangeRow(found["id"], found["run_id"], change, found["sentence"], found["done_at"])  # type: ignore[arg-type]


def row_of(change: Change) -> dict[str, object]:
    """A change as a row of its table, but for its run."""
    plain = {name: getattr(change, name) for name in _PLAIN}
    return {
        **plain,
        "keys": json.dumps(change.keys),
        **of_state("plex", change.plex),
        **of_state("partner", change.partner),
    }


def of_state(side: str, state: State) -> dict[str, object]:
    """A state as the three columns of its side."""
    return {f"{side}_watched": state.watched, f"{side}_position": state.position, f"{side}_at": state.at}


def state_of(row: Mapping[str, object], side: str) -> State:
    """The state that the three columns of a side tell."""
    return State(bool(row[f"{side}_watched"]), row[f"{side}_position"], row[f"{side}_at"])  # type: ignore[arg-type]


_PLAIN = (
    *("mark", "side", "do", "place", "plex_key", "partner_key", "title", "by"),
    *("duration", "position", "reason", "state", "hold"),
)
