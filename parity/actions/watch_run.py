"""Queues what compares the two lists and brings them together, and carries it out."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select, update

from parity.actions.ports import House, NotSetUp
from parity.store.schema import watch_actions, watch_agreed, watch_base, watch_runs


class AlreadyRunning(Exception):
    """Another run is at work."""


class NotConnected(NotSetUp):
    """One of the two accounts is not connected."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run is to do otherwise than the settings say. `confirm`: marks that a person said yes to, None: all."""

    mode: str | None = None
    source: str | None = None
    confirm: frozenset[str] | None = frozenset()


def ask(house: House, work: Literal["plan", "sync"], by: str = "person", wishes: Wishes = Wishes()) -> int:
    """Queue a run and return its id. Raises AlreadyRunning."""
    confirm = None if wishes.confirm is None else sorted(wishes.confirm)
    wanted = json.dumps({"mode": wishes.mode, "source": wishes.source, "confirm": confirm})
    return _queue(house, work, by, wanted)


def cancel(house: House, run_id: int) -> None:
    """Let a run end at the next title."""
    with house.database.writing() as connection:
        connection.execute(update(watch_runs).where(watch_runs.c.id == run_id).values(wants_cancel=True))


def undo(house: House, action_ids: Collection[int], by: str = "person") -> int:
    """Queue a run that takes these actions back. Raises AlreadyRunning."""
    with house.database.reading() as connection:
        known = connection.execute(select(watch_actions.c.id).where(watch_actions.c.id.in_(action_ids))).all()
    return _queue(house, "undo", by, json.dumps({"actions": [row.id for row in known]}))


def reset(house: House) -> int:
    """Forget what both lists agreed on: the next run only adds. Answers how many titles were forgotten."""
    with house.database.writing() as connection:
        connection.execute(delete(watch_base))
        return connection.execute(delete(watch_agreed)).rowcount


def _queue(house: House, work: str, by: str, wanted: str) -> int:
    with house.database.writing() as connection:
        active = watch_runs.c.state.in_(("queued", "running"))
        if connection.execute(select(watch_runs.c.id).where(active)).first():
            raise AlreadyRunning("a run is under way already: wait for it, or cancel it")
        row = insert(watch_runs).values(work=work, started_by=by, wanted=wanted, created_at=house.now())
        return int(connection.execute(row.returning(watch_runs.c.id)).scalar_one())
