"""Watched states as a run would leave them: a plan with every kind of change, videos without a partner, other runs."""

import json
from datetime import timedelta

from sqlalchemy import Connection, insert

from parity.store.schema import watched_alone, watched_changes, watched_runs, watched_user
from tests.store.builders import NOW, add_library

SHOWS, RECORDINGS = "m1/shows", "m1/recordings"
MINUTE = 60_000
COUNTS = {"videos": 40, "in_sync": 30, "plex_out": 1, "partner_out": 3, "set_aside": 1, "first_run": False}
COUNTS |= {"not_in_partner": 2, "not_in_plex": 7, "ambiguous": 1}


def add_run(connection: Connection, state: str = "done", work: str = "plan", **columns: object) -> int:
    """A run; one that is over began and ended an hour ago."""
    over = state not in ("queued", "running")
    then = NOW - timedelta(hours=1)
    values = {"created_at": then, "ended_at": then if over else None, **(COUNTS if over else {}), **columns}
    row = insert(watched_runs).values(work=work, state=state, partner="sagetv", **values).returning(watched_runs.c.id)
    return int(connection.execute(row).scalar_one())


def add_change(connection: Connection, run: int, side: str, do: str, title: str, reason: str, **columns: object) -> int:
    """One change of a run; its mark is `side do title`."""
    names = {"mark": f"{side} {do} {title}", "keys": json.dumps(["7"]), "place": SHOWS, "by": "path"}
    values = {**names, "plex_key": "7", "partner_key": "70", "duration": 40 * MINUTE, **columns}
    row = insert(watched_changes).values(run_id=run, side=side, do=do, title=title, reason=reason, **values)
    return int(connection.execute(row.returning(watched_changes.c.id)).scalar_one())


def add_alone(connection: Connection, key: str, title: str, reason: str = "not in partner", **columns: object) -> None:
    """A video of Plex without a partner."""
    values = {"place": SHOWS, "file": f"/tv/{title}.mkv", **columns}
    connection.execute(insert(watched_alone).values(plex_key=key, title=title, reason=reason, **values))


def be(connection: Connection, who: str, name: str) -> None:
    """From now on it is this user of Plex's home whose states are meant."""
    connection.execute(insert(watched_user).values(id=1, who=who, name=name, token="t", chosen_at=NOW))


def plan(connection: Connection) -> int:
    """A plan over two libraries. Returns its id."""
    add_library(connection, "Recordings", followed=False)
    run = add_run(connection, scope=json.dumps({SHOWS: "Shows", RECORDINGS: "Recordings"}))
    add_change(
        connection,
        run,
        "partner",
        "move",
        "Castle – S07E19",
        "only on plex",
        plex_position=20 * MINUTE,
        position=20 * MINUTE,
        plex_at=NOW - timedelta(days=2),
    )
    add_change(connection, run, "plex", "mark", "Éternelle – S01E01", "newer on partner", partner_watched=True)
    add_change(
        connection,
        run,
        "partner",
        "clear",
        "Heat (1995)",
        "unmarked on plex",
        state="held",
        hold="un-marks are off",
        partner_watched=True,
        place=RECORDINGS,
    )
    add_change(
        connection,
        run,
        "partner",
        "",
        "Dune (1984)",
        "lengths differ",
        state="skipped",
        plex_watched=True,
        plex_position=10 * MINUTE,
        by="name",
    )
    add_alone(connection, "8", "Fargo – S01E01")
    add_alone(connection, "9", "Gattaca (1997)", place=RECORDINGS)
    add_alone(connection, "10", "News", "ambiguous", others='["/a/News.mpg", "/b/News.mpg"]')
    return run
