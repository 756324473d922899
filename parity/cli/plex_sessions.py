"""`plex sessions`: who plays what."""

import sys
import threading

import click

from parity.actions.list_sessions import list_sessions
from parity.cli.opening import visiting
from parity.cli.saying import count, note, say_json, say_table


@click.command("sessions")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sessions_command(as_json: bool) -> None:
    """List who plays what on all servers that are followed.

    Exit status: 0 done, 3 when one of the servers gave no answer, 1 when none did.
    """
    with visiting() as house:
        found = list_sessions(house, threading.Event())
    if as_json:
        say_json({"total": len(found.items), "items": found.items})
    else:
        rows = [(s.user, s.title, s.state, s.player, s.server_name) for s in found.items]
        said = (
            count(len(rows), "session") if rows else "Nobody plays anything." if found.asked else "No server answered."
        )
        say_table(said, ("User", "Title", "State", "Player", "Server"), rows)
    for sentence in found.silent:
        note(f"Note: {sentence}")
    sys.exit(0 if not found.silent else 3 if found.asked else 1)
