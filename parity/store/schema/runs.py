"""What the tables of all kinds of runs share that one at a time is at work on; see `store.leased`."""

from typing import Any

from sqlalchemy import Column, Index, Integer, String, Text, text

from parity.store.moments import Moment
from parity.store.schema.base import flag


def of_a_run() -> tuple[Column[Any], ...]:
    """What is asked of every kind of run, and how it stands. wanted: what was asked for, as JSON."""
    return (
        Column("id", Integer, primary_key=True),
        Column("work", String, nullable=False),
        Column("started_by", String, nullable=False, server_default="person"),
        Column("wanted", Text, nullable=False, server_default="{}"),
        Column("state", String, nullable=False, server_default="queued"),
        Column("phase", String, nullable=False, server_default=""),
    )


def when_it_ran() -> tuple[Column[Any], ...]:
    """When every kind of run began and ended, by which lease it is at work, and why it ended otherwise than well."""
    return (
        Column("created_at", Moment, nullable=False),
        Column("started_at", Moment),
        Column("ended_at", Moment),
        Column("lease_until", Moment),
        flag("wants_cancel"),
        Column("sentence", Text),
    )


def one_active(name: str) -> Index:
    """One run at a time is queued or at work: the second INSERT fails, whoever makes it."""
    active = text("state IN ('queued', 'running')")
    return Index(name, text("(1)"), unique=True, sqlite_where=active, postgresql_where=active)
