"""Two made-up lists as a run would leave them: titles, what was agreed on, runs with their changes."""

import json
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, insert

from parity.store import notices
from parity.store.schema import (
    simkl_account,
    watch_actions,
    watch_agreed,
    watch_base,
    watch_reads,
    watch_rows,
    watch_runs,
    watch_unresolved,
)
from tests.store.builders import NOW


def guid(number: int, kind: str = "movie") -> str:
    """A guid of Plex."""
    return f"plex://{kind}/{number:024x}"


def list_row(connection: Connection, side: str, key: str, title: str, ids: str = "", **columns: object) -> None:
    """One row of a side, behind the others."""
    values = {"type": "movie", "year": 1999, "place": 0, **columns}
    connection.execute(insert(watch_rows).values(side=side, key=key, title=title, ids=ids, **values))


def both(connection: Connection, number: int, title: str, **columns: object) -> None:
    """A title that both lists have, and agreed on."""
    list_row(connection, "plex", guid(number), title, f"tmdb:{number}", place=number, **columns)
    list_row(connection, "simkl", str(number), title, f"tmdb:{number} simkl:{number}", place=number, **columns)
    keys = {"plex_keys": json.dumps([guid(number)]), "simkl_keys": json.dumps([str(number)])}
    connection.execute(insert(watch_agreed).values(type="movie", title=title, ids="", agreed_at=NOW, **keys))


def connect(connection: Connection, state: str = "ok") -> None:
    """SIMKL is connected, and both lists were read."""
    account = {"generation": "v1", "client_id": "c", "token": "t", "member": "9", "name": "ada", "state": state}
    connection.execute(insert(simkl_account).values(id=1, connected_at=NOW, **account))
    for side in ("plex", "simkl"):
        read = {"member": "9", "member_name": "Ada", "read_at": NOW - timedelta(hours=2)}
        connection.execute(insert(watch_reads).values(side=side, **read))
    base = {"plex_member": "9", "simkl_member": "9", "mode": "two-way", "source": ""}
    connection.execute(insert(watch_base).values(id=1, made_at=NOW, **base))
    notices.beat(connection, "worker", NOW)


def add_run(connection: Connection, state: str = "done", work: str = "plan", **columns: object) -> int:
    """A run; one that is over ended an hour ago."""
    over = state not in ("queued", "running")
    told = {"mode": "two-way", "source": "plex", "whole": True, "first_run": False} if over else {}
    ended = NOW - timedelta(hours=1) if over else None
    values = {"created_at": NOW - timedelta(hours=1), "ended_at": ended, **told, **columns}
    row = insert(watch_runs).values(work=work, state=state, **values).returning(watch_runs.c.id)
    return int(connection.execute(row).scalar_one())


def add_action(
    connection: Connection,
    run: int,
    side: str,
    do: str,
    title: str,
    reason: str,
    keys: Sequence[str],
    **columns: object,
) -> int:
    """One change of a run; its mark is `side do title`."""
    values = {"type": "movie", "year": 1999, "mark": f"{side} {do} {title}", "keys": json.dumps(list(keys)), **columns}
    row = insert(watch_actions).values(run_id=run, side=side, do=do, title=title, reason=reason, **values)
    return int(connection.execute(row.returning(watch_actions.c.id)).scalar_one())


def add_unresolved(connection: Connection, side: str, key: str, reason: str) -> None:
    """A row that nothing can be done about."""
    when = {"since": NOW, "again_at": NOW + timedelta(days=7)}
    connection.execute(insert(watch_unresolved).values(side=side, key=key, reason=reason, tries=1, **when))


def household(connection: Connection) -> int:
    """Three titles on both lists, each kind of difference, and a plan. Returns the plan's id."""
    connect(connection)
    for number, title in ((1, "Alien"), (2, "Brazil"), (3, "Contact")):
        both(connection, number, title)
    list_row(connection, "plex", guid(4), "Dune", "tmdb:4", place=4)
    list_row(connection, "plex", guid(5, "show"), "Éternelle", "", place=5, type="show", year=None)
    list_row(connection, "simkl", "6", "Fargo", "tmdb:6", place=6)
    list_row(connection, "simkl", "7", "Gattaca", "imdb:tt0119177", place=7)
    list_row(connection, "plex", guid(8), "Heat", "tmdb:8", place=8)
    list_row(connection, "simkl", "8", "Heat", "tmdb:8", status="completed", place=8)
    plan = add_run(connection, "done", plex_count=6, simkl_count=5, in_sync=3, equal=False)
    add_action(connection, plan, "simkl", "add", "Dune", "new on plex", [guid(4)])
    add_action(connection, plan, "simkl", "remove", "Fargo", "gone from plex", ["6"])
    add_action(connection, plan, "plex", "remove", "Heat", "completed", [guid(8)], state="held", hold="too many")
    add_unresolved(connection, "plex", guid(5, "show"), "without ids")
    add_unresolved(connection, "simkl", "7", "not found on plex")
    return plan
