"""The runs that compared or changed watched states, with what each did or would do, as pages and programs tell them."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, literal, select

from parity.core.shapes import Listing
from parity.core.watched import PARTNERS, Side, State
from parity.core.watched_change import Change, told_reason
from parity.core.watched_shapes import (
    ACTIVE,
    WatchedAlone,
    WatchedChange,
    WatchedPlan,
    WatchedRun,
    WatchedState,
    WatchedTally,
)
from parity.store.schema import libraries, watched_alone, watched_changes, watched_runs

_NAMED = {"ending": "wants_cancel", "message": "sentence"}
_COLUMNS = [
    watched_runs.c[_NAMED.get(field.name, field.name)].label(field.name)
    for field in fields(WatchedRun)
    if field.name != "tally"
]
_FIRST = ("held", "failed", "planned", "done", "skipped")
_CHANGES = [each for each in watched_changes.c if each.name != "run_id"]
_IN_ORDER = case({state: at for at, state in enumerate(_FIRST)}, value=watched_changes.c.state)
_PLANNED = watched_runs.c.state.not_in((*ACTIVE, "failed"))
_RUNS_THAT_NAME = 10
OF_A_PERSON = ("planned", "held", "failed")
"""States of changes that somebody can still ask for."""


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What narrows the changes of a run. `place`: a library as MACHINE/SECTION; `q`: a part of the title."""

    side: Side | None = None
    state: str | None = None
    place: str | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class AloneFilter:
    """What narrows the videos without a partner. `why`: "not in partner" or "ambiguous"; `q`: of title or file."""

    why: str | None = None
    place: str | None = None
    q: str = ""


def one_run(connection: Connection, run_id: int) -> WatchedRun | None:
    """One run. Two statements."""
    return _one(connection, watched_runs.c.id == run_id)


def newest_run(connection: Connection) -> WatchedRun | None:
    """The newest run, whatever it was and however it stands. Two statements."""
    return _one(connection, watched_runs.c.id.is_not(None))


def active_run(connection: Connection) -> WatchedRun | None:
    """The one that waits or is at work. Two statements."""
    return _one(connection, watched_runs.c.state.in_(ACTIVE))


def last_ended(connection: Connection) -> WatchedRun | None:
    """The run that ended last, however it did. Two statements."""
    return _one(connection, watched_runs.c.state.not_in(ACTIVE))


def newest_plan(connection: Connection) -> WatchedRun | None:
    """The newest run over all that the settings mean that came as far as a plan, carried out or not. Two statements."""
    return _one(connection, _PLANNED & watched_runs.c.narrowed.is_(False))


def is_overtaken(connection: Connection, run_id: int) -> bool:
    """Whether a later run has changed something, so that the plan of this one is older than that. One statement."""
    of = watched_changes.c
    later = select(of.id).where(of.run_id > run_id, of.state == "done").limit(1)
    return connection.execute(later).first() is not None


def runs(connection: Connection, limit: int | None = None, offset: int = 0) -> Listing[WatchedRun]:
    """All runs, the newest first. Three statements."""
    total = connection.execute(select(func.count()).select_from(watched_runs)).scalar_one()
    query = select(*_COLUMNS).order_by(watched_runs.c.id.desc()).limit(limit).offset(offset)
    return Listing(total, _told(connection, connection.execute(query).all()))


def changes_of(
    connection: Connection,
    run: WatchedRun,
    wanted: ChangeFilter | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Listing[WatchedChange]:
    """What a run did or would do: what waits for a person first, then as it is carried out. Three statements."""
    given = wanted or ChangeFilter()
    query = select(*_CHANGES).where(*_fitting(run.id, given)).order_by(_IN_ORDER, watched_changes.c.id)
    if limit is not None and not given.q:  # thousands are put in order by the index alone, and these few read
        few = query.with_only_columns(watched_changes.c.id).limit(limit).offset(offset)
        total = _total(connection, query)
        rows = connection.execute(query.where(watched_changes.c.id.in_(few))).all() if limit else []
    else:
        total, rows = _page(connection, query, given.q, ("title",), limit, offset)
    names, partner = library_names(connection), partner_name(run.partner)
    return Listing(total, tuple(_change(row, names, partner) for row in rows))


def marks_of(connection: Connection, run_id: int, states: Collection[str], wanted: ChangeFilter) -> frozenset[str]:
    """The marks of what a run would do, or has not done, in these states, as far as it fits. One statement."""
    of = watched_changes.c
    query = select(of.mark, of.title).where(of.state.in_(states), of.do != "", *_fitting(run_id, wanted))
    text = wanted.q.casefold()
    return frozenset(mark for mark, title in connection.execute(query) if text in title.casefold())


def done_by_side(connection: Connection, run_id: int) -> Mapping[str, int]:
    """How many changes of a run were made on each side. One statement."""
    of = watched_changes.c
    query = select(of.side, func.count()).where(of.run_id == run_id, of.state == "done").group_by(of.side)
    return {side: number for side, number in connection.execute(query)}


def plan_of(
    connection: Connection,
    run: WatchedRun,
    wanted: ChangeFilter | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> WatchedPlan:
    """What this run would do, or did. Three statements."""
    found = changes_of(connection, run, wanted, limit, offset)
    return WatchedPlan(run=run, total=found.total, changes=tuple(found.items))


def alone(
    connection: Connection, partner: str, wanted: AloneFilter | None = None, limit: int | None = None, offset: int = 0
) -> Listing[WatchedAlone]:
    """Videos of Plex without a partner, by title, as the last run over their library found them. Three statements."""
    given, of = wanted or AloneFilter(), watched_alone.c
    fits = [
        *([of.reason == given.why] if given.why else []),
        *([of.place == given.place] if given.place else []),
    ]
    query = select(watched_alone).where(*fits).order_by(func.lower(of.title), of.place, of.plex_key)
    total, rows = _page(connection, query, given.q, ("title", "file"), limit, offset)
    names, called = library_names(connection), partner_name(partner)
    return Listing(total, tuple(_alone(row, names, called) for row in rows))


def alone_places(connection: Connection) -> tuple[str, ...]:
    """The libraries that have such videos. One statement."""
    return tuple(connection.execute(select(watched_alone.c.place).distinct().order_by(watched_alone.c.place)).scalars())


def change_places(connection: Connection, run_id: int) -> tuple[str, ...]:
    """The libraries of what a run did or would do. One statement."""
    query = select(watched_changes.c.place).where(watched_changes.c.run_id == run_id).distinct()
    return tuple(connection.execute(query.order_by(watched_changes.c.place)).scalars())


def library_names(connection: Connection) -> Mapping[str, str]:
    """What libraries are called, by MACHINE/SECTION: also those that were compared and never scanned. One statement."""
    of = watched_runs.c
    lately = select(of.scope).where(of.scope != "{}").order_by(of.id.desc()).limit(_RUNS_THAT_NAME).subquery()
    scanned = select(libraries.c.machine_id + "/" + libraries.c.section_key, libraries.c.title)
    rows = connection.execute(scanned.union_all(select(literal(""), lately.c.scope))).all()
    compared: dict[str, str] = {}
    for place, text in rows:
        compared |= {} if place else json.loads(text)
    return compared | {place: title for place, title in rows if place}


def partner_name(partner: str) -> str:
    """What people call the other player, by its id as a run keeps it."""
    known = PARTNERS.get(partner) or next(iter(PARTNERS.values()))
    return known.name


def _one(connection: Connection, which: ColumnElement[bool]) -> WatchedRun | None:
    rows = connection.execute(select(*_COLUMNS).where(which).order_by(watched_runs.c.id.desc()).limit(1)).all()
    return next(iter(_told(connection, rows)), None)


def _fitting(run_id: int, wanted: ChangeFilter) -> list[ColumnElement[bool]]:
    of = watched_changes.c
    return [
        of.run_id == run_id,
        *([of.side == wanted.side] if wanted.side else []),
        *([of.state == wanted.state] if wanted.state else []),
        *([of.place == wanted.place] if wanted.place else []),
    ]


def _page(
    connection: Connection, query: Select[Any], q: str, named: Sequence[str], limit: int | None, offset: int
) -> tuple[int, Sequence[Row[Any]]]:
    """How many rows there are, and one page of them; with `q` of those in which a column of `named` holds it."""
    if not q:
        return _total(connection, query), connection.execute(query.limit(limit).offset(offset)).all()
    text = q.casefold()  # SQLite knows no cases but those of English
    every = connection.execute(query).all()
    found = [row for row in every if any(text in row._mapping[name].casefold() for name in named)]
    return len(found), found[offset : None if limit is None else offset + limit]


def _total(connection: Connection, query: Select[Any]) -> int:
    fitting = query.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    return connection.execute(select(func.count()).select_from(fitting.subquery())).scalar_one()


def _change(row: Row[Any], names: Mapping[str, str], partner: str) -> WatchedChange:
    plex = State(row.plex_watched, row.plex_position, row.plex_at)
    other = State(row.partner_watched, row.partner_position, row.partner_at)
    change = Change(
        row.mark,
        row.side,
        row.do,
        tuple(json.loads(row.keys)),
        row.place,
        row.plex_key,
        row.partner_key,
        row.title,
        row.by,
        plex,
        other,
        row.duration,
        row.position,
        row.reason,
        row.state,
        row.hold,
    )
    return WatchedChange(
        id=row.id,
        mark=row.mark,
        side=row.side,
        do=row.do,
        title=row.title,
        media_id=row.plex_key,
        partner_id=row.partner_key,
        place=row.place,
        library=names.get(row.place, row.place),
        matched_by=row.by,
        duration=row.duration,
        plex=_state(plex),
        partner=_state(other),
        after=_state(change.after),
        reason=told_reason(row.reason, partner),
        why=row.reason,
        state=row.state,
        hold=row.hold,
        held_because=told_reason(row.hold, partner) if row.hold else None,
        message=row.sentence,
        done_at=row.done_at,
    )


def _state(state: State) -> WatchedState:
    return WatchedState(watched=state.watched, position=state.position, at=state.at)


def _alone(row: Row[Any], names: Mapping[str, str], partner: str) -> WatchedAlone:
    return WatchedAlone(
        media_id=row.plex_key,
        place=row.place,
        library=names.get(row.place, row.place),
        title=row.title,
        file=row.file,
        reason=told_reason(row.reason, partner),
        why=row.reason,
        others=tuple(json.loads(row.others)),
    )


def _told(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[WatchedRun, ...]:
    tallies = _tallies(connection, [row.id for row in rows]) if rows else {}
    return tuple(
        WatchedRun(**{**row._mapping, "scope": tuple(json.loads(row.scope).values())}, tally=tallies[row.id])
        for row in rows
    )


def _tallies(connection: Connection, run_ids: Collection[int]) -> Mapping[int, WatchedTally]:
    of = watched_changes.c
    query = select(of.run_id, of.state, func.count()).where(of.run_id.in_(run_ids)).group_by(of.run_id, of.state)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for run_id, state, number in connection.execute(query):
        counts[run_id][state] = number
    return {run_id: WatchedTally(**counts[run_id]) for run_id in run_ids}
