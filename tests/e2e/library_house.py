"""Rows for a library page on which everything happens at once."""

from sqlalchemy import Connection, insert

from parity.store import listeners, players, schema, section_scans
from tests.e2e.small_house import LONG
from tests.store.builders import NOW, add_library
from tests.store.telling import add_hook, add_refresh, add_unseen, ago, tell, told_by


def fill_library(connection: Connection) -> None:
    """Two servers, one of them paused; a folder in every state; messages without a scan; files that are not in Plex."""
    row = {"machine_id": "m2", "name": LONG, "version": "1.19.5.3112-b23", "seen_at": NOW, "followed": True}
    connection.execute(insert(schema.servers), row)
    add_library(connection, LONG, machine_id="m2", section_key="1", kind="movie")
    players.change(connection, "m2", paused="Plex refused the token: sign in again.", failures=2)
    listeners.claim(connection, "m1", NOW)
    listeners.heard(connection, "m1", NOW)
    section_scans.note(connection, "m1", "shows", True, "Dark", NOW, 43)
    add_hook(connection, "sonarr", used_at=ago(60))
    add_hook(connection, LONG, "plex")
    for number, state in enumerate(("waiting", "asked", "scanning", "proving", "done", "unseen", "dropped"), 1):
        over = {"ended_at": ago(9)} if state in ("done", "unseen", "dropped") else {"ended_at": None}
        times = {"asked_at": ago(20), "scanned_at": ago(12), "seen_at": ago(11), "healed_at": ago(9)}
        made = add_refresh(connection, state, folder=f"/media/tv/{LONG}/Season {number}", **times, **over)
        told_by(connection, made, tell(connection, f"{LONG} S01E0{number} was imported."), tell(connection, "more"))
    add_refresh(connection, "unmapped", machine_id="", section_key="", folder=f"/downloads/{LONG}", sentence=LONG)
    tell(connection, "A test: the message arrived.", "heard")
    add_unseen(connection, f"/tv/{LONG}/1.mkv", LONG, season=1, number=1)
    add_unseen(connection, "/films/Ran.mkv", "Ran", machine_id=None, folder=None)
